import { expect, test } from 'vitest';
import { planOf } from '../../bindings/plan.ts';
import { analyse } from '../../engine/index.ts';
import { exportText } from '../../exchange/export.ts';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { treeOf } from '../../testing/example.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import draft from '../../testing/samples/design-draft-direct-map.dts?raw';
import { problemsIn } from './marks.ts';

/** The marked lines of a plan's text, each with what is said of it. */
function marked(plan: Plan): (readonly [string, string])[] {
  const source = exportText(plan, '4.22', 'chosen');
  if (!source.ok) throw new Error(source.problem.message);
  const text = source.value.text.split('\n');
  return problemsIn(plan, source.value, analyse(plan, DEFAULT_TARGET)).map(
    ({ at, message }) => [text[at.first - 1]?.trim() ?? '', message] as const,
  );
}

test('a bank is marked on its own line, a property on its, a node on its first', () => {
  const plan = planSpec(
    'domU1 static 60000000+8000000 70000000+8000000 memory 100 kernel 44000000+10000 | domU2 static 71000000+200000',
  );
  const lines = marked(plan).map(([line, message]) => [line.split(' /*')[0], message.split(/[ :.]/)[0]]);
  expect(lines).toContainEqual(['memory = <0x0 0x100>;', 'domU1']);
  expect(lines).toContainEqual([expect.stringMatching(/^<0x0 0x70000000 0x0 0x8000000>/), 'domU2']);
  expect(lines).toContainEqual(['domU2 {', 'domU2']);
});

test('what is no entity for its misspelling is marked too', () => {
  const board = { name: 'draft', source: 'draft', origin: 'tree', memoryOptions: [] } as const;
  const lines = marked(planOf(treeOf(draft), board)).map(([line]) => line);
  expect(lines).toContain('compatible = "xen, domain";');
  expect(lines).toContainEqual(expect.stringMatching(/^xen,reserved-heap = /));
  expect(lines).toContainEqual(expect.stringMatching(/^xen,static-mem = /));
  expect(lines).toContain('domU1 {');
});
