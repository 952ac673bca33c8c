import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Looks } from '../map/paint/look.ts';
import type { Hand } from '../map/picture/hand.ts';
import type { Sight } from '../map/picture/sight.ts';
import { linearAxis } from '../map/geometry/axis.ts';
import { sceneOf } from '../map/geometry/guest-lanes.ts';
import { rowsOf } from '../map/geometry/rows.ts';
import { fitViewport, pxOf, scaleOf } from '../map/geometry/scale.ts';
import { addr } from '../model/addr.ts';
import { delta } from '../model/delta.ts';
import { placeAt } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { Choices } from '../testing/choices.ts';
import { drawnPlan } from '../testing/drawn-plans.ts';
import { layoutChange } from '../testing/layout-change.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { Painting, type PaintMessage, type Sheet, type View } from './painting.ts';
import { type PlanQuestion, type Simulated, Simulator } from './simulator.ts';

class FakePath {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A canvas that writes down what is done with it and every property that is set. */
class FakeCanvas {
  width = 1;
  height = 1;
  readonly calls: string[] = [];
  getContext(): unknown {
    const { calls } = this;
    const set: Record<string, unknown> = { canvas: this };
    return new Proxy(set, {
      get: (_, name: string) =>
        name in set
          ? set[name]
          : (...given: unknown[]) => {
              if (name === 'measureText') return { width: 6 * String(given[0]).length };
              if (name === 'getTransform') return { a: 1, b: 0 };
              // Patterns are kept from picture to picture.
              if (name === 'createPattern') return undefined;
              const shown = given.map((one) => (one instanceof FakePath ? one.text : String(one)));
              calls.push([name, ...shown].join(' '));
              return undefined;
            },
      set(_, name: string, value: unknown) {
        set[name] = value;
        calls.push(`${name} = ${String(value)}`);
        return true;
      },
    });
  }
}

beforeEach(() => {
  vi.stubGlobal('Path2D', FakePath);
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
});
afterEach(() => void vi.unstubAllGlobals());

/** One look for everything: where things are is what counts here. */
const LOOK = {
  fill: 'red',
  fillOpacity: 1,
  stroke: 'blue',
  strokeOpacity: 1,
  strokeWidth: 1,
  dash: [],
  opacity: 1,
  strokeFirst: false,
  lineJoin: 'miter',
  font: '12px sans',
} as const;
const LOOKS = { get: () => LOOK } as unknown as Looks;
const FONTS = { label: 'label', secondary: 'secondary', mono: 'mono' };

const axis = linearAxis([range(addr(0n), 0x1_8000_0000n)]);
const WIDTH = 1000;
const lanesOf = ({ plan, analysis }: Simulated): readonly string[] =>
  rowsOf(sceneOf(plan, analysis.domains, false), 700).rows.map(({ lane }) => lane.key);
const sightOf = (of: Simulated, over: Partial<Sight> = {}): Sight => ({
  lanes: lanesOf(of),
  axis,
  viewport: fitViewport(axis, WIDTH),
  widthPx: WIDTH,
  roomPx: 700,
  top: 0,
  bottom: 700,
  own: new Set(),
  selected: new Set(),
  dragged: null,
  subject: null,
  ...over,
});
const SHEET: Sheet = { left: -12, top: 0, width: 1036, height: 700, pixels: 2 };
const AXIS: Sheet = { ...SHEET, height: 38 };
const viewOf = (of: Sight): View => ({ of, on: SHEET, axis: AXIS });
const told = (of: 'lanes' | 'axis', canvas: FakeCanvas): PaintMessage => ({
  kind: 'canvas',
  of,
  canvas: canvas as unknown as OffscreenCanvas,
});

function onCanvas() {
  const [canvas, axis] = [new FakeCanvas(), new FakeCanvas()];
  const painting = new Painting();
  painting.hear(told('lanes', canvas));
  painting.hear(told('axis', axis));
  painting.hear({ kind: 'looks', looks: LOOKS, fonts: FONTS });
  const look = (of: Sight): void => painting.hear({ kind: 'sight', sight: viewOf(of) });
  /** What is painted by `act`, of the lanes or on the axis. */
  const calls = (act: () => void, on = canvas): readonly string[] => {
    on.calls.length = 0;
    act();
    return [...on.calls];
  };
  return { canvas, axis, painting, look, calls };
}

const question = (before: Plan | null, plan: Plan): PlanQuestion => ({
  kind: 'plan',
  plan: delta(before, plan),
  target: DEFAULT_TARGET,
  worded: true,
  isKnown: false,
  onScreen: null,
});

/** Plans as a thread gets them, each made from the one before. */
function simulated(plans: readonly Plan[]) {
  const simulator = new Simulator();
  return plans.flatMap((plan, i) => {
    simulator.answer(question(plans[i - 1] ?? null, plan));
    return simulator.last === null ? [] : [simulator.last];
  });
}

/** As if everything were moved that is in the highest lane. */
function handIn({ plan, analysis }: Simulated): Hand {
  const [lane] = sceneOf(plan, analysis.domains, false).host;
  const ghosts = lane?.blocks ?? [];
  const at = ghosts[0]?.range.start ?? addr(0n);
  return { ghosts, guides: [at], badge: { text: `${ghosts.length} things`, at } };
}

test('a picture made from those before it is the one made at once, whatever is edited and selected', () => {
  holdsFor(
    fc.property(drawnPlan, fc.nat(), (first, seed) => {
      const choices = new Choices(seed);
      const plans = [first];
      for (let i = 0; i < 5; i += 1) plans.push(layoutChange(plans[i] ?? first, choices));
      const shown = simulated(plans);
      const ids = plans
        .flatMap(({ domains }) => domains.flatMap(({ staticMem }) => staticMem ?? []))
        .map(({ id }) => id);
      const selected = new Set(choices.chance(50) ? ids.slice(0, 2) : []);
      const stepByStep = onCanvas();
      for (const [i, one] of shown.entries()) {
        const hand = choices.chance(30) ? null : handIn(shown[i - 1] ?? one);
        const atOnce = onCanvas();
        const paintOn = ({ calls, axis, ...of }: ReturnType<typeof onCanvas>): readonly string[] => {
          of.painting.show(one, hand);
          of.look(sightOf(one, { selected }));
          const lanes = calls(() => expect(of.painting.paint()).toBe(true));
          return [...lanes, ...calls(() => of.painting.paint(), axis)];
        };
        expect(paintOn(stepByStep)).toEqual(paintOn(atOnce));
      }
    }),
    30,
  );
});

const plan = planSpec('domU1 static 50000000+4000000 kernel 44000000+10000');
const [bank] = plan.domains[0]?.staticMem ?? [];
const moved = bank === undefined ? plan : placeAt(plan, bank.id, range(addr(0x5800_0000n), 0x400_0000n));

const [before, after] = simulated([plan, moved]) as [Simulated, Simulated];
const fills = (calls: readonly string[]): number => calls.filter((call) => call.startsWith('fill ')).length;

test('a step is where it was moved to, and another sight has it painted again', () => {
  const { canvas, painting, look, calls } = onCanvas();
  painting.show(before, null);
  const first = calls(() => look(sightOf(before)));
  expect([canvas.width, canvas.height]).toEqual([2072, 1400]);
  painting.show(after, null);
  const second = calls(() => expect(painting.paint()).toBe(true));
  expect(fills(first)).toBeGreaterThan(2);
  expect(second).not.toEqual(first);
  const again = calls(() => look(sightOf(after, { top: 0, bottom: 100 })));
  expect(fills(again)).toBeGreaterThan(0);
  expect(fills(again)).toBeLessThan(fills(second));
});

describe('what follows the hand', () => {
  const key = sceneOf(before.plan, [], false)
    .host.flatMap(({ blocks }) => blocks)
    .find(({ ids }) => bank !== undefined && ids.includes(bank.id))?.key;
  const hand = (at: bigint): Hand => ({
    ghosts: [{ key: key ?? '', name: '', owner: 'dom-0', range: range(addr(0x5000_0000n), 0x400_0000n) }],
    guides: [addr(at)],
    badge: { text: 'so far', at: addr(at) },
  });
  const px = (at: bigint): number => pxOf(scaleOf(axis, fitViewport(axis, WIDTH), WIDTH), addr(at));

  test('is painted in its place at each step, and is gone when nothing does', () => {
    const { painting, look, calls, canvas, axis: top } = onCanvas();
    look(sightOf(before));
    const shown = (of: Simulated, held: Hand | null, on: FakeCanvas): readonly string[] =>
      calls(() => {
        painting.show(of, held);
        expect(painting.paint()).toBe(true);
      }, on);
    const none = shown(before, null, canvas);
    const first = shown(before, hand(0x5000_0000n), canvas);
    const moves = shown(after, hand(0x5800_0000n), canvas);
    const { guestHeadY } = rowsOf(sceneOf(before.plan, before.analysis.domains, false), 700);
    expect([first, moves].map((painted) => painted.at(-1))).toEqual(
      [0x5000_0000n, 0x5800_0000n].map((at) => `stroke M${px(at)} 0V${guestHeadY}`),
    );
    const ghosts = [none, first, moves].map((painted) =>
      painted.filter((call) => call.startsWith(`roundRect ${px(0x5000_0000n)} `)),
    );
    expect(ghosts.map(({ length }) => length)).toEqual([0, 1, 1]);
    expect(ghosts[1]).toEqual(ghosts[2]);
    expect([top.width, top.height]).toEqual([2072, 76]);
    expect(shown(after, hand(0x5800_0000n), top).filter((call) => /^(clear|setT|fillT)/.test(call))).toEqual([
      'setTransform 1 0 0 1 0 0',
      'clearRect 0 0 2072 76',
      'setTransform 2 0 0 2 24 0',
      `fillText so far ${px(0x5800_0000n)} 31`,
    ]);
    expect(shown(after, null, top)).toEqual([
      'setTransform 1 0 0 1 0 0',
      'clearRect 0 0 2072 76',
      'setTransform 2 0 0 2 24 0',
    ]);
    expect(shown(before, null, canvas)).toEqual(none);
  });
});

test('what is on screen is on the sheet as soon as it is looked at, in whichever order all is told', () => {
  const [canvas, axis] = [new FakeCanvas(), new FakeCanvas()];
  const painting = new Painting();
  painting.hear({ kind: 'sight', sight: viewOf(sightOf(before)) });
  painting.show(before, null);
  expect(painting.paint()).toBe(false);
  painting.hear({ kind: 'looks', looks: LOOKS, fonts: FONTS });
  expect(painting.paint()).toBe(false);
  painting.hear(told('lanes', canvas));
  expect(painting.paint()).toBe(false);
  expect(fills(canvas.calls)).toBe(0);
  painting.hear(told('axis', axis));
  expect([canvas.width, canvas.height]).toEqual([2072, 1400]);
  expect(fills(canvas.calls)).toBeGreaterThan(2);
  painting.hear({ kind: 'sight', sight: null });
  expect(painting.paint()).toBe(false);
});

test('lanes beside which there are no names are not painted', () => {
  const { painting, look, calls } = onCanvas();
  painting.show(before, null);
  look(sightOf(before, { lanes: lanesOf(before).slice(1) }));
  const nothing = calls(() => expect(painting.paint()).toBe(false));
  expect(fills(nothing)).toBe(0);
});
