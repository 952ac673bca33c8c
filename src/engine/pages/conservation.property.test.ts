// At every event of every layout the states of pages make up RAM: no page in two states, none in no state, none lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { anyTarget, drawnPlan, hostilePlan } from '../../testing/drawn-plans.ts';
import { anyLayout } from '../../testing/generate/index.ts';
import { holdsFor } from '../../testing/seed.ts';
import { virtPlan, virtTree } from '../../testing/virt-plan.ts';
import { type Action, act, PLACES, timeline, type Timeline } from './index.ts';
import { noPages, PageMap } from './page-map.ts';

/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 120_000;

const bootable: fc.Arbitrary<Plan> = anyLayout.map((layout) =>
  virtPlan(layout, virtTree(layout), { xen: 0x16_0000n, fdt: 0x4000n }),
);

/** Pages that RAM has a byte of. */
const pagesOfRam = (ram: Timeline['ram']): number =>
  ram.reduce((sum, { start, end }) => sum + end - start, 0);

/** What does not add up: goes through all events once and looks at all RAM after each. */
function lostPages({ ram, events }: Timeline): string[] {
  const all = pagesOfRam(ram);
  const map = new PageMap(ram);
  // A static heap may be said to be where no RAM is; those pages are nowhere on the map.
  const opened = events.find(({ what }) => what === 'heap-opened');
  const said = opened?.ranges.reduce((sum, { size }) => sum + Number(size >> 12n), 0) ?? 0;
  const isHeapRam = said === (opened?.changes.reduce((sum, { start, end }) => sum + end - start, 0) ?? 0);
  const wrong: string[] = [];
  for (const { changes, counts, index, what } of events) {
    map.put(changes);
    const found = noPages();
    let [pages, at] = [0, -1];
    for (const { start, end, state } of map.stretches) {
      if (start < at || end <= start) wrong.push(`${index} ${what}: ${start}-${end} overlaps or is empty`);
      found[state.place] += end - start;
      pages += end - start;
      at = end;
    }
    if (pages !== all) wrong.push(`${index} ${what}: ${pages} pages of ${all}`);
    for (const place of PLACES)
      if (found[place] !== counts.pages[place])
        wrong.push(`${index} ${what}: ${place} is ${found[place]}, counted ${counts.pages[place]}`);
    if (counts.taken < 0 || (isHeapRam && counts.taken > counts.pages.heap))
      wrong.push(`${index} ${what}: ${counts.taken} taken of a heap of ${counts.pages.heap}`);
  }
  return wrong;
}

describe.each([
  ['a layout that should boot, and up to three things done to it', bootable, 150],
  ['a drawn layout', drawnPlan, 200],
  ['any words', hostilePlan, 150],
] as const)('the pages of %s', (_, plans, runs) => {
  it(
    'are all there after every step of the boot',
    () =>
      holdsFor(
        fc.property(plans, anyTarget, (plan, target) => {
          expect(lostPages(timeline(plan, target))).toEqual([]);
        }),
        runs,
      ),
    TIMEOUT,
  );
});

const verbs = fc.record({
  verb: fc.constantFrom<Action['do']>(
    'destroy',
    'recreate',
    'create',
    'balloon-out',
    'balloon-in',
    'increase',
    'grant',
    'end-grant',
  ),
  who: fc.nat(5),
  to: fc.nat(5),
  size: fc.bigInt(0n, 0x1000_0000n),
  order: fc.nat(11),
});

function actionOf(
  names: readonly string[],
  {
    verb,
    who,
    to,
    size,
    order,
  }: { verb: Action['do']; who: number; to: number; size: bigint; order: number },
): Action {
  const domain = names[who % names.length] ?? 'domU1';
  const other = names[to % names.length] ?? 'domU1';
  return { do: verb, domain, to: other, size, order } as Action;
}

it(
  'and after whatever is done to domains; nothing ever has fewer references than none',
  () =>
    holdsFor(
      fc.property(bootable, anyTarget, fc.array(verbs, { maxLength: 12 }), (plan, target, list) => {
        const booted = timeline(plan, target);
        const names = [...booted.lives.map(({ owner }) => owner.name), 'nobody'];
        const lived = list.reduce((now, one) => act(now, actionOf(names, one)), booted);
        expect(lostPages(lived)).toEqual([]);
        for (const { changes } of lived.events)
          for (const { state } of changes) expect(state.references).toBeGreaterThanOrEqual(0);
      }),
      250,
    ),
  TIMEOUT,
);
