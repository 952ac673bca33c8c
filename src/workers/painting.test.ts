import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Looks } from '../map/paint/look.ts';
import type { Sight } from '../map/picture/sight.ts';
import { linearAxis } from '../map/geometry/axis.ts';
import { fitViewport } from '../map/geometry/scale.ts';
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
import { Painting, type Sheet } from './painting.ts';
import { Simulator } from './simulator.ts';

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
const sightOf = (over: Partial<Sight> = {}): Sight => ({
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

function onCanvas() {
  const canvas = new FakeCanvas();
  const painting = new Painting();
  painting.hear({ kind: 'canvas', canvas: canvas as unknown as OffscreenCanvas });
  painting.hear({ kind: 'looks', looks: LOOKS, fonts: FONTS });
  const look = (of: Sight): void => painting.hear({ kind: 'sight', sight: { of, on: SHEET } });
  /** What is painted by `act`. */
  const calls = (act: () => void): readonly string[] => {
    canvas.calls.length = 0;
    act();
    return [...canvas.calls];
  };
  return { canvas, painting, look, calls };
}

const question = (before: Plan | null, plan: Plan) => ({
  plan: delta(before, plan),
  target: DEFAULT_TARGET,
  worded: true,
  isKnown: false,
  paints: true,
});

/** Plans as a thread gets them, each made from the one before. */
function simulated(plans: readonly Plan[]) {
  const simulator = new Simulator();
  return plans.flatMap((plan, i) => {
    simulator.answer(question(plans[i - 1] ?? null, plan));
    return simulator.last === null ? [] : [simulator.last];
  });
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
      const sight = sightOf({ selected: new Set(choices.chance(50) ? ids.slice(0, 2) : []) });
      const stepByStep = onCanvas();
      stepByStep.look(sight);
      for (const one of shown) {
        const atOnce = onCanvas();
        atOnce.look(sight);
        expect(stepByStep.calls(() => stepByStep.painting.paint(one))).toEqual(
          atOnce.calls(() => atOnce.painting.paint(one)),
        );
      }
    }),
    30,
  );
});

const plan = planSpec('domU1 static 50000000+4000000 kernel 44000000+10000');
const [bank] = plan.domains[0]?.staticMem ?? [];
const moved = bank === undefined ? plan : placeAt(plan, bank.id, range(addr(0x5800_0000n), 0x400_0000n));

test('a step is where it was moved to, and another sight has it painted again', () => {
  const { canvas, painting, look, calls } = onCanvas();
  look(sightOf());
  expect([canvas.width, canvas.height]).toEqual([2072, 1400]);
  const [before, after] = simulated([plan, moved]);
  if (before === undefined || after === undefined) throw new Error('nothing was simulated');
  const first = calls(() => painting.paint(before));
  const second = calls(() => painting.paint(after));
  expect(first.filter((call) => call.startsWith('fill ')).length).toBeGreaterThan(2);
  expect(second).not.toEqual(first);
  const bands = { top: 0, bottom: 100 };
  const again = calls(() => look(sightOf(bands)));
  expect(again.filter((call) => call.startsWith('fill '))).not.toHaveLength(0);
  expect(again.length).toBeLessThan(second.length);
});

test('nothing is painted before canvas, looks and sight are told, nor by a sight alone', () => {
  const [one] = simulated([plan]);
  if (one === undefined) throw new Error('nothing was simulated');
  const { painting, look, calls } = onCanvas();
  expect(calls(() => painting.paint(one))).toEqual([]);
  painting.hear({ kind: 'sight', sight: null });
  expect(calls(() => look(sightOf()))).toEqual([]);
});
