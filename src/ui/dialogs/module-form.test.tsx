import { expect, test } from 'vitest';
import { DOM0 } from '../../model/dom0.ts';
import { problemText } from '../../model/result.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { firstText, kindOf, type ModuleText, readModule } from './module-form.ts';

const plan = planSpec('ram 40000000+8000000 | domU1 kernel 42000000+1000 | domU2');
const [domU1, domU2] = plan.domains;
const first = firstText(plan, null);

/** What is typed over what stands there at first: the module asked for, or what is refused. */
const said = (typed: Partial<ModuleText>): string => {
  const read = readModule(plan, { ...first, ...typed });
  if (!read.ok) return `refused: ${problemText(read.problem)}`;
  const { taker, of, module } = read.value;
  const { kind, range, bootargs } = module;
  return [of === null ? 'dom0’s' : taker, kind, range.start.toString(16), range.size.toString(16), bootargs]
    .filter((part) => part !== undefined)
    .join(' ');
};

test('at first it is a kernel for who has none, where there is room', () => {
  expect(first.domain).toBe(domU2?.id);
  expect(said({})).toBe('domU2 kernel 40000000 2000000');
  expect(kindOf(plan, firstText(plan, domU1?.id ?? null))).toBe('ramdisk');
});

test.each<[Partial<ModuleText>, string]>([
  [{ start: '0x4700_0000', size: '64K', bootargs: ' ro ' }, 'domU2 kernel 47000000 10000 ro'],
  [{ kind: 'ramdisk', bootargs: 'ro' }, 'domU2 ramdisk 40000000 2000000'],
  [{ domain: DOM0, kind: 'other' }, 'dom0’s other 40000000 2000000'],
  [{ start: '' }, 'refused: empty: write a number like 0x4000_0000, 512M or +2M (address)'],
  [{ start: 'here' }, 'refused: “here” is not a number like 0x4000_0000, 512M or 1.5 GiB (address)'],
  [{ size: '1 parsec' }, 'refused: “1 parsec” is not a number like 0x4000_0000, 512M or 1.5 GiB (size)'],
  [{ size: '0' }, 'refused: it must be more than 0 (size)'],
])('%j: %s', (typed, expected) => {
  expect(said(typed)).toBe(expected);
});
