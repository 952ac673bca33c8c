// Whatever is done with mouse, keys, menu and keyboard in the text, in any order: each drag is one entry, Escape leaves
// no trace, and undo and redo pass the same documents.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearAxis } from '../../map/geometry/axis.ts';
import { sceneOf } from '../../map/geometry/guest-lanes.ts';
import type { Hit } from '../../map/geometry/hit.ts';
import { aroundOf } from '../../map/geometry/push.ts';
import { pxOf, scaleOf } from '../../map/geometry/scale.ts';
import type { Block, Lane, Scene } from '../../map/geometry/scene.ts';
import { targetsOf } from '../../map/geometry/snap.ts';
import { type Caret, caretMoved, drawnBy } from '../../map/tools/caret.ts';
import { alongOf } from '../../map/tools/choose.ts';
import { nudge } from '../../map/tools/keys.ts';
import { step } from '../../map/tools/step.ts';
import { IDLE, type Held, type ToolContext, type ToolEvent } from '../../map/tools/tool.ts';
import { addr, PAGE } from '../../model/addr.ts';
import { entities, hostRange } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { JOIN_MS } from '../../store/history.ts';
import { createMemmap, type Memmap } from '../../store/memmap.ts';
import { openFiles } from '../../store/open.ts';
import { textOf, typeText } from '../../store/text.ts';
import { Choices } from '../../testing/choices.ts';
import { holdsFor } from '../../testing/seed.ts';
import { type EditName, editByName } from '../edits/edits.ts';
import { GRIDS } from '../grids.ts';
import { actionsOf } from './verbs.ts';

const TEXT = `/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	memory@40000000 { device_type = "memory"; reg = <0x40000000 0x40000000>; };
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		firmware@7e000000 { reg = <0x7e000000 0x1000000>; no-map; };
	};
	chosen {
		#address-cells = <1>;
		#size-cells = <1>;
		xen,static-heap = <0x44000000 0x4000000>; // for the guests’ tables
		domU1 {
			compatible = "xen,domain";
			cpus = <1>;
			memory = <0 0x20000>;
			xen,static-mem = <0x50000000 0x4000000>, <0x58000000 0x4000000>;
			module@48000000 { compatible = "multiboot,kernel"; reg = <0x48000000 0x200000>; };
		};
		domU2 {
			compatible = "xen,domain";
			cpus = <1>;
			memory = <0 0x10000>;
			xen,static-mem = <0x60000000 0x4000000>;
		};
	};
};
`;
const MiB = 1n << 20n;
const scale = scaleOf(
  linearAxis([range(0x4000_0000n, 1024n * MiB)]),
  { start: addr(0x4000_0000n), bytesPerPx: Number(MiB) },
  1024,
);
const HELD: readonly [Held, ...Held[]] = [
  { free: false, push: false },
  { free: true, push: false },
  { free: false, push: true },
];

const planOf = (memmap: Memmap): Plan => {
  const { design } = memmap.store.getState();
  if (design === null) throw new Error('nothing is open');
  return design.plan;
};
/** Where everything is that is pinned. */
const pins = (plan: Plan): string[] =>
  [...entities(plan)]
    .filter(([id]) => plan.pinned.has(id))
    .map(([id, entity]) => {
      const at = hostRange(entity);
      return `${id} ${at?.start} ${at?.size}`;
    });
const pastOf = (memmap: Memmap) => memmap.store.getState().history.past;

function contextOf(memmap: Memmap, scene: Scene): ToolContext {
  const { selection, snap } = memmap.store.getState();
  const keys = (blocks: readonly Block[]) => new Set(blocks.map(({ key }) => key));
  return {
    scale,
    grid: snap,
    targets: (except) => targetsOf(scene, keys(except)),
    around: (blocks) => aroundOf(scene, keys(blocks)),
    along: (block) => alongOf(scene, new Set(selection), block),
  };
}

/** A block, one of its edges, or free space, with the px where it is held. */
function grip(scene: Scene, choices: Choices): { hit: Hit; px: number; lane: Lane } | null {
  const lane = scene.host[choices.below(scene.host.length)];
  const block = lane?.blocks[choices.below(Math.max(1, lane.blocks.length))];
  if (lane === undefined) return null;
  if (block === undefined || choices.chance(20))
    return { hit: { kind: 'free', lane }, px: choices.below(1024), lane };
  const edge = block.grip === 'resizes' && !block.pinned ? choices.of([null, 'start', 'end'] as const) : null;
  return { hit: { kind: 'block', lane, block, edge }, px: pxOf(scale, block.range.start) + 1, lane };
}

/** A drag from its press to its end, drop or Escape. */
function drag(memmap: Memmap, choices: Choices): void {
  const scene = sceneOf(planOf(memmap), []);
  const held = grip(scene, choices);
  if (held === null) return;
  const actions = actionsOf(memmap);
  const context = contextOf(memmap, scene);
  const before = memmap.store.getState();
  const pinned = pins(planOf(memmap));
  const moves = Array.from({ length: 1 + choices.below(4) }, (): ToolEvent => {
    const at = { x: choices.below(1024), y: 0 };
    return { type: 'move', at, held: choices.of(HELD) };
  });
  const escapes = choices.chance(40);
  const { hit, px } = held;
  const events: ToolEvent[] = [
    { type: 'down', at: { x: px, y: 0 }, hit, pan: 'never', pick: 'one', sweeps: false },
    ...moves,
    { type: escapes ? 'cancel' : 'up' },
  ];
  let state = IDLE;
  for (const event of events) {
    const { state: next, effect } = step(state, event, context);
    state = next;
    if (effect?.type === 'change') actions.draft(effect.change);
    if (effect?.type === 'commit') actions.commit();
    if (effect?.type === 'cancel') actions.cancel();
    if (state.type !== 'idle') expect(memmap.store.getState().design).toBe(before.design);
  }
  const after = memmap.store.getState();
  expect(after.gesture).toBeNull();
  expect(pins(planOf(memmap))).toEqual(pinned);
  if (escapes) expect(after.design).toBe(before.design);
  expect(after.history.past.length - before.history.past.length).toBe(after.design === before.design ? 0 : 1);
}

const KEYS = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'] as const;

function press(memmap: Memmap, choices: Choices): void {
  const scene = sceneOf(planOf(memmap), []);
  const held = grip(scene, choices);
  if (held?.hit.kind !== 'block') return;
  const { block, lane, edge } = held.hit;
  if (block.pinned) return;
  const context = contextOf(memmap, scene);
  const key = {
    key: choices.of(KEYS),
    shift: choices.chance(50),
    alt: choices.chance(30),
    push: choices.chance(50),
  };
  const change = nudge({ block, lane, edge, along: context.along(block) }, key, context);
  const pinned = pins(planOf(memmap));
  if (change !== null) actionsOf(memmap).nudge(change);
  expect(pins(planOf(memmap))).toEqual(pinned);
}

const CARET_KEYS = [...KEYS, ',', '.'] as const;

/** A region drawn by keyboard, kept or taken back. */
function draw(memmap: Memmap, choices: Choices): void {
  const scene = sceneOf(planOf(memmap), []);
  const { grid, targets } = contextOf(memmap, scene);
  const before = memmap.store.getState();
  const actions = actionsOf(memmap);
  const lane = scene.host[choices.below(scene.host.length)];
  if (lane === undefined || lane.draws === null) return;
  const from = addr(0x4000_0000n + BigInt(choices.below(1024)) * MiB);
  let caret: Caret = { lane, draws: lane.draws, at: from, from, targets: targets([]) };
  for (let i = 0; i < 1 + choices.below(4); i += 1) {
    const key = { key: choices.of(CARET_KEYS), shift: choices.chance(50), alt: false, push: false };
    caret = caretMoved(caret, key, scale.axis, grid) ?? caret;
    const drawn = drawnBy(caret, grid);
    if (drawn !== null) actions.draft(drawn);
    else actions.cancel();
    expect(memmap.store.getState().design).toBe(before.design);
  }
  const kept = drawnBy(caret, grid) !== null && choices.chance(60);
  if (kept) actions.commit();
  else actions.cancel();
  const after = memmap.store.getState();
  expect(after.gesture).toBeNull();
  if (!kept) expect(after.design).toBe(before.design);
  expect(after.history.past.length - before.history.past.length).toBe(kept ? 1 : 0);
}

const EDITS: readonly [EditName, ...EditName[]] = ['split', 'merge', 'duplicate', 'pin', 'delete'];

function act(memmap: Memmap, choices: Choices): void {
  const ids = [...entities(planOf(memmap))].map(([id]) => id);
  switch (choices.below(10)) {
    case 0:
      return memmap.undo();
    case 1:
      return memmap.redo();
    case 2: {
      const own = textOf(memmap.store.getState(), 'own');
      const text = own?.ok === true ? own.value.text : '';
      const at = text.indexOf('0x5');
      return typeText(
        memmap,
        at < 0 ? `${text}// ${choices.below(9)}\n` : `${text.slice(0, at)}0x4${text.slice(at + 3)}`,
      );
    }
    case 3:
      return memmap.select(ids.filter(() => choices.chance(40)));
    case 4:
      return memmap.setSnap(GRIDS[choices.below(GRIDS.length)]?.step ?? PAGE);
    case 5:
      return press(memmap, choices);
    case 6:
      return void editByName(memmap, choices.of(EDITS));
    case 7:
      return draw(memmap, choices);
    default:
      return drag(memmap, choices);
  }
}

test('in any order: what was pinned is where it was, and the history passes the same documents both ways', async () => {
  const opened = createMemmap(() => 0);
  const bytes = async () => new TextEncoder().encode(TEXT);
  await openFiles(opened, [{ name: 'board.dts', size: TEXT.length, bytes }]);
  const start = opened.store.getState();
  holdsFor(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 25 }), (seed, count) => {
      let clock = 0;
      const memmap = createMemmap(() => (clock += JOIN_MS), start);
      const choices = new Choices(seed);
      for (let i = 0; i < count; i += 1) act(memmap, choices);
      const past = pastOf(memmap);
      for (const { before } of past.toReversed()) {
        memmap.undo();
        expect(memmap.store.getState().design).toBe(before);
      }
      expect(memmap.store.getState().design).toBe(start.design);
      for (const { after } of past) {
        memmap.redo();
        expect(memmap.store.getState().design).toBe(after);
      }
    }),
    60,
  );
});
