import { expect, test } from 'vitest';
import type { Finding } from '../../engine/analysis.ts';
import { MiB } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import { addBank, addDom0, addDomain, addHeapBank } from '../../model/edit.ts';
import { ramId } from '../../model/entities.ts';
import { range, type Range } from '../../model/range.ts';
import { barePlan } from '../../testing/bare-plan.ts';
import { bareFinding } from '../../testing/bare-analysis.ts';
import { entitiesOf, isCurable } from './entities-of.ts';
import { countKinds, kindWords } from './kinds.ts';
import { viewportOf } from './use-show.ts';

const RAM = range(0x4000_0000n, 2048n * MiB);
const HEAP = range(0x5000_0000n, 128n * MiB);
const BANK = range(0x5400_0000n, 128n * MiB);

function carved() {
  const heap = addHeapBank(barePlan([RAM]), HEAP);
  const domain = addDomain(heap.plan);
  const bank = addBank(domain.plan, domain.id, BANK);
  const paths = new Map([[domain.id, '/chosen/domU1']]);
  return { plan: { ...bank.plan, paths }, heap: heap.id, domain: domain.id, bank: bank.id };
}

const about = (fields: Partial<Finding>) =>
  bareFinding({ severity: 'error', consequence: 'panic', stops: true, ...fields });

test('a finding selects what it names: what can be moved first, else its node, else its domain', () => {
  const { plan, heap, domain, bank } = carved();
  expect(entitiesOf(plan, about({ range: BANK, involved: [RAM, BANK, HEAP] }))).toEqual([
    bank,
    heap,
    ramId(0),
  ]);
  expect(entitiesOf(plan, about({ path: '/chosen/domU1' }))).toEqual([domain]);
  expect(entitiesOf(plan, about({ domain: 'domU1', path: '/chosen/domU1/elsewhere' }))).toEqual([domain]);
  expect(entitiesOf(plan, about({ domain: 'gone' }))).toEqual([]);
  // A guest's address is not a host's.
  expect(entitiesOf(plan, about({ space: 'guest', range: BANK }))).toEqual([]);
});

test('what lies where Xen does not want it can be moved, unless it is pinned or the board’s', () => {
  const { plan, bank } = carved();
  expect(isCurable(plan, about({ range: BANK, involved: [BANK, RAM] }))).toBe(true);
  expect(isCurable({ ...plan, pinned: new Set([bank]) }, about({ range: BANK }))).toBe(false);
  expect(isCurable(plan, about({ range: RAM }))).toBe(false);
  expect(isCurable(plan, about({ range: BANK, severity: 'warning' }))).toBe(false);
  expect(isCurable(plan, about({ range: BANK, by: 'advice' }))).toBe(false);
  expect(isCurable(plan, about({ range: BANK, space: 'guest' }))).toBe(false);
  expect(isCurable(plan, about({}))).toBe(false);
});

test('what is said of dom0 selects dom0, not what else stands in /chosen', () => {
  const plan = addDom0(carved().plan, range(0x4800_0000n, 32n * MiB));
  const paths = new Map([...plan.paths, ...plan.heap.map(({ id }) => [id, '/chosen'] as const)]);
  const said = about({ domain: 'dom0', path: '/chosen', range: range(0x7000_0000n, MiB) });
  expect(entitiesOf({ ...plan, paths }, said)).toEqual([DOM0]);
});

test('kinds are counted worst first, and advice is none of Xen’s', () => {
  const findings = [
    about({ consequence: null, by: 'advice' }),
    about({ consequence: 'dropped', stops: false, prints: ['Region: …'] }),
    about({ consequence: 'panic' }),
    about({ consequence: 'dropped', stops: false }),
  ];
  expect(countKinds(findings)).toEqual([
    ['panic', 1],
    ['dropped', 2],
    ['advice', 1],
  ]);
  expect(findings.map(kindWords)).toEqual(['our advice', 'left out', 'panic', 'left out, without a word']);
});

const view = (involved: readonly Range[], fields: Partial<Finding> = {}) => {
  const found = viewportOf(carved().plan, about({ involved, ...fields }));
  return found === null ? null : [found.start.toString(16), Math.round(found.bytesPerPx * 700) / Number(MiB)];
};

test('a finding is shown whole with as much around it; what spans more than a bank shows everything', () => {
  expect(view([HEAP, BANK])).toEqual(['4a000000', 384]);
  expect(view([RAM])).toBeNull();
  expect(view([range(0xb000_0000n, 512n * MiB)])).toBeNull();
  expect(view([])).toBeNull();
  expect(view([BANK], { space: 'guest' })).toBeNull();
});
