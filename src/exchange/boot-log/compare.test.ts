import { expect, test } from 'vitest';
import { settle } from '../../bindings/settle.ts';
import { placeAt } from '../../model/edit.ts';
import { entityLabel, entities } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { CONSOLES, consoleText, designBeside, layoutOf, logOf } from '../../testing/boot-logs.ts';
import { compare, type Comparison, withoutSourceLine } from './compare.ts';
import { targetOfLog } from './predict.ts';

const WITH_LAYOUT = CONSOLES.filter((name) => !/^(outside-ram|arm32)/.test(name));

function compared(text: string, plan: Plan): Comparison {
  const log = logOf(text);
  return compare(log, designBeside(log, plan).analysis, targetOfLog(log).release);
}

/** The layout with one thing of it elsewhere. */
function moved(plan: Plan, label: string, start: bigint, size: bigint): Plan {
  const found = [...entities(plan)].find(([, entity]) => entityLabel(plan, entity) === label);
  const settled = settle(found === undefined ? plan : placeAt(plan, found[0], range(start, size)), '4.19');
  if (found === undefined || !settled.ok) throw new Error(`${label} cannot be moved`);
  return settled.value;
}

test.each(WITH_LAYOUT)('%s says what the simulator predicts for its layout', (name) => {
  const { same, differences, unseen } = compared(consoleText(name), layoutOf(name));
  expect(differences).toEqual([]);
  expect(unseen).toBe(0);
  expect(same).toBeGreaterThan(name === 'collision-4.19' ? 1 : 5);
});

test('a bank that is elsewhere in the design is the first difference', () => {
  const plan = moved(layoutOf('three-domains-4.19'), 'domU2 bank 1', 0x7400_0000n, 0x400_0000n);
  const { differences } = compared(consoleText('three-domains-4.19'), plan);
  expect(differences[0]).toEqual({
    what: 'RESVD[4]',
    logged: '0x72000000 - 0x76000000, 64 MiB',
    predicted: '0x74000000 - 0x78000000, 64 MiB',
    line: 26,
  });
  expect(differences.map(({ what }) => what)).toEqual(['RESVD[4]', 'd2 STATIC BANK[1]']);
});

test('a design that does not collide is told where the boot did', () => {
  const plan = moved(layoutOf('collision-4.19'), 'domU2 bank 0', 0x8000_0000n, 0x1000_0000n);
  const { differences } = compared(consoleText('collision-4.19'), plan);
  expect(differences[0]).toMatchObject({ what: 'overlap', predicted: null, line: 12 });
  expect(differences.at(-1)).toMatchObject({
    what: 'the end',
    logged: 'Early FDT parsing failed (-22)',
    predicted: 'boots',
  });
});

test('a log without early printk does not miss what it cannot show', () => {
  const text = consoleText('three-domains-4.19');
  const late = compared(text.slice(text.indexOf('(XEN) Xen version')), layoutOf('three-domains-4.19'));
  expect(late.differences).toEqual([]);
  expect(late.unseen).toBeGreaterThan(10);
});

test('a log that was cut does not miss what would have come', () => {
  const text = consoleText('three-domains-4.19');
  const cut = compared(
    text.slice(0, text.indexOf('(XEN) *** LOADING DOMU cpus=1 memory=0x30000KB')),
    layoutOf('three-domains-4.19'),
  );
  expect(cut.differences).toEqual([]);
  expect(cut.unseen).toBeGreaterThan(5);
});

test('lines of source move with every patch', () => {
  expect(withoutSourceLine('Xen BUG at common/page_alloc.c:1423')).toBe('Xen BUG at common/page_alloc.c');
});
