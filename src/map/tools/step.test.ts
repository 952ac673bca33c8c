import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Addr, bytes } from '../../model/addr.ts';
import { setPinned } from '../../model/pin.ts';
import type { EntityId } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from '../geometry/axis.ts';
import { cull } from '../geometry/cull.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import { type Hit, hitRow } from '../geometry/hit.ts';
import { rowsOf } from '../geometry/rows.ts';
import { pxOf, type Scale, scaleOf } from '../geometry/scale.ts';
import { aroundOf } from '../geometry/push.ts';
import { targetsOf } from '../geometry/snap.ts';
import { step } from './step.ts';
import { alongOf, type Pick } from './choose.ts';
import { type Effect, IDLE, type Pan, type ToolContext, type ToolEvent, type ToolState } from './tool.ts';

// The lane of domU1 in a picture where 1 px is 1 MiB from 0x40000000 on. A gesture is written as it is made:
// `finger 288` (down with a finger), `steep 300` (50 px further down), `push 352` (pushing what is in the way), `down 288`, `shift 288` and `ctrl 288` (down with the key held), `to 352`, `free 352` (snapping suspended), `alt` / `noalt` (the key alone), `up`, `esc`.
const MiB = 1n << 20n;
const axis = linearAxis([range(0x4000_0000n, 2048n * MiB)]);
const at = (value: bigint) => value as Addr;
const view = (start: bigint): Scale => scaleOf(axis, { start: at(start), bytesPerPx: Number(MiB) }, 2048);

const spec = planSpec(
  'domU1 static 50000000+4000000 | domU2 static 60100000+4000000 | domU3 static 70000000+4000000',
);
const pinned = setPinned(spec, [spec.domains[2]?.id ?? ('' as EntityId)], true);
const scene = sceneOf(pinned, []);
const rows = rowsOf(scene, 1000);

function hitAt(lane: string, x: number): Hit {
  const row = rows.rows.find((r) => r.lane.title === lane);
  return row === undefined
    ? { kind: 'background' }
    : hitRow(row, cull(row.lane.blocks, view(0x4000_0000n)), x, () => false);
}

const context = (
  grid: bigint,
  scale: Scale = view(0x4000_0000n),
  selected: readonly string[] = [],
): ToolContext => ({
  scale,
  grid: bytes(grid),
  targets: (except) => targetsOf(scene, new Set(except.map(({ key }) => key))),
  around: (blocks) => aroundOf(scene, new Set(blocks.map(({ key }) => key))),
  along: (block) => alongOf(scene, new Set(idsOf(selected)), block),
});
const idsOf = (names: readonly string[]): EntityId[] =>
  scene.host.flatMap(({ blocks }) =>
    blocks.filter(({ name }) => names.includes(name)).flatMap(({ ids }) => ids),
  );
const PANS: Readonly<Record<string, Pan>> = { pan: 'always', finger: 'steep' };
const PICKS: Readonly<Record<string, Pick>> = { shift: 'run', ctrl: 'toggle' };

function eventOf(word: string, lane: string): ToolEvent {
  const [verb = '', px = '0'] = word.split(' ');
  const x = Number(px);
  switch (verb) {
    case 'down':
    case 'pan':
    case 'finger':
    case 'shift':
    case 'ctrl': {
      const pick = PICKS[verb] ?? 'one';
      const pan = PANS[verb] ?? 'never';
      return { type: 'down', at: { x, y: 0 }, hit: hitAt(lane, x), pan, pick, sweeps: pick === 'run' };
    }
    case 'steep':
      return { type: 'move', at: { x, y: 50 }, held: { free: false, push: false } };
    case 'to':
    case 'free':
    case 'push':
      return { type: 'move', at: { x, y: 0 }, held: { free: verb === 'free', push: verb === 'push' } };
    case 'alt':
    case 'noalt':
      return { type: 'again', held: { free: verb === 'alt', push: false } };
    case 'up':
      return { type: 'up' };
    default:
      return { type: 'cancel' };
  }
}

const hex = (value: bigint) => value.toString(16);
function said(effect: Effect): string {
  switch (effect.type) {
    case 'click': {
      const what = effect.hit.kind === 'block' ? effect.hit.block.name : effect.hit.kind;
      return `click ${what}${effect.pick === 'one' ? '' : `, ${effect.pick}`}`;
    }
    case 'brush':
      return effect.box === null ? 'no box' : `box ${effect.box.from.x}–${effect.box.to.x}`;
    case 'pick':
      return `pick ${effect.box.from.x}–${effect.box.to.x}`;
    case 'change': {
      const { kind, range: r, guide } = effect.change;
      const moved = `${kind} ${hex(r.start)}+${hex(r.size)}${guide.met.length === 0 ? '' : ` at ${guide.met.map(({ label }) => label).join(' and ')}`}`;
      if (effect.change.kind === 'create') return moved;
      const { aside, stop } = effect.change;
      const pushes = aside.map(({ block, to }) => `${block.name} to ${hex(to.start)}`);
      return [moved, ...pushes, ...(stop === null ? [] : [`stopped by ${stop}`])].join(', ');
    }
    case 'refuse':
      return effect.block === null ? 'let go' : `${effect.block.name} stays`;
    case 'look':
      return `look ${hex(effect.viewport.start)}`;
    case 'commit':
    case 'cancel':
      return effect.type;
  }
}

function play(
  lane: string,
  words: readonly string[],
  grid = 2n * MiB,
  selected: readonly string[] = [],
): { state: ToolState; effects: string[] } {
  let state = IDLE;
  const effects: string[] = [];
  for (const word of words) {
    const next = step(state, eventOf(word, lane), context(grid, undefined, selected));
    state = next.state;
    if (next.effect !== undefined) effects.push(said(next.effect));
  }
  return { state, effects };
}

describe('a gesture and what comes of it', () => {
  // domU1's bank lies at 256 px and is 64 px wide; domU2's at 513 px.
  test.each([
    ['a click', 'domU1', ['down 288', 'up'], ['click domU1 bank 0']],
    ['a shaky click', 'domU1', ['down 288', 'to 290', 'up'], ['click domU1 bank 0']],
    ['a click on free space', 'domU1', ['down 600', 'up'], ['click free']],
    ['a click in the guests’ heading', 'nowhere', ['down 600', 'up'], ['click background']],
    ['a move', 'domU1', ['down 288', 'to 352', 'up'], ['move 54000000+4000000', 'commit']],
    [
      'a move, odd pixels on a 2 MiB grid',
      'domU1',
      ['down 288', 'to 297', 'up'],
      ['move 50a00000+4000000', 'commit'],
    ],
    [
      'Escape takes the whole drag back',
      'domU1',
      ['down 288', 'to 352', 'to 360', 'esc'],
      ['move 54000000+4000000', 'move 54800000+4000000', 'cancel'],
    ],
    [
      'caught by a neighbour off the grid',
      'domU1',
      ['down 288', 'to 482'],
      ['move 5c100000+4000000 at start of domU2 bank 0'],
    ],
    [
      'suspended: whole pages only, and back',
      'domU1',
      ['down 288', 'free 482', 'noalt'],
      ['move 5c200000+4000000', 'move 5c100000+4000000 at start of domU2 bank 0'],
    ],
    ['the end is pulled', 'domU1', ['down 318', 'to 382', 'up'], ['resize 50000000+8000000', 'commit']],
    [
      'the start is pulled past the end: a page is left',
      'domU1',
      ['down 257', 'to 400'],
      ['resize 53fff000+1000'],
    ],
    [
      'pushed against its neighbour, which gives way',
      'domU1',
      ['down 288', 'push 500', 'up'],
      ['move 5d400000+4000000, domU2 bank 0 to 61400000', 'commit'],
    ],
    [
      'its end pulled against its neighbour',
      'domU1',
      ['down 318', 'push 600'],
      ['resize 50000000+15a00000, domU2 bank 0 to 65a00000'],
    ],
    [
      'the key let go: what was pushed is back',
      'domU1',
      ['down 318', 'push 600', 'noalt'],
      ['resize 50000000+15a00000, domU2 bank 0 to 65a00000', 'resize 50000000+15a00000'],
    ],
    [
      'drawn from left to right',
      'domU1',
      ['down 600', 'to 664', 'up'],
      ['create 65800000+4000000', 'commit'],
    ],
    ['drawn from right to left', 'domU1', ['down 664', 'to 600'], ['create 65800000+4000000']],
    ['drawn in Xen’s lane', 'Xen', ['down 600', 'to 664'], ['create 65800000+4000000']],
    [
      'a drawing that comes back to where it began shows nothing new',
      'domU1',
      ['down 600', 'to 664', 'to 600'],
      ['create 65800000+4000000'],
    ],
    [
      'pushed as far as what is pinned',
      'domU1',
      ['down 288', 'push 1000', 'up'],
      ['move 68000000+4000000, domU2 bank 0 to 6c000000, stopped by domU3 bank 0 (pinned)', 'commit'],
    ],
    [
      'what is pinned stays',
      'domU3',
      ['down 800', 'to 900', 'to 950', 'up'],
      ['domU3 bank 0 stays', 'let go'],
    ],
    ['its edge too', 'domU3', ['down 769', 'to 700', 'esc'], ['domU3 bank 0 stays', 'let go']],
    ['and it is clicked as ever', 'domU3', ['down 800', 'up'], ['click domU3 bank 0']],
    ['a click with Ctrl', 'domU1', ['ctrl 288', 'up'], ['click domU1 bank 0, toggle']],
    ['a click with Shift', 'domU1', ['shift 288', 'to 290', 'up'], ['click domU1 bank 0, run']],
    ['a drag with Ctrl moves', 'domU1', ['ctrl 288', 'to 352', 'up'], ['move 54000000+4000000', 'commit']],
    [
      'Shift draws a box, from free space',
      'domU1',
      ['shift 600', 'to 664', 'up'],
      ['box 600–664', 'pick 600–664'],
    ],
    ['and from a region', 'domU1', ['shift 288', 'to 200', 'up'], ['box 288–200', 'pick 288–200']],
    ['Escape takes the box back', 'domU1', ['shift 600', 'to 664', 'esc'], ['box 600–664', 'no box']],
    ['RAM does not move, the view does', 'Hardware', ['down 600', 'to 500', 'up'], ['look 40000000']],
    ['the middle button pans, whatever is under it', 'domU1', ['pan 288', 'to 188', 'up'], ['look 40000000']],
    ['a finger moves', 'domU1', ['finger 288', 'to 352', 'up'], ['move 54000000+4000000', 'commit']],
    ['a finger that goes down the lanes pans', 'domU1', ['finger 288', 'steep 300', 'up'], ['look 40000000']],
  ])('%s', (_name, lane, words, expected) => {
    const { effects, state } = play(lane, words);
    expect(effects).toEqual(expected);
    expect(state === IDLE).toBe(['up', 'esc'].includes(words.at(-1) ?? ''));
  });
});

test('a drag ends where its last position says, whatever way it took', () => {
  const px = fc.integer({ min: 0, max: 2000 });
  holdsFor(
    fc.property(fc.array(px, { maxLength: 20 }), fc.integer({ min: 300, max: 2000 }), (way, end) => {
      const words = ['down 288', ...way.map((x) => `to ${x}`), 'to 700', `to ${end}`];
      expect(play('domU1', words).effects.at(-1)).toBe(
        play('domU1', ['down 288', 'to 700', `to ${end}`]).effects.at(-1),
      );
    }),
  );
});

test('a move keeps its size, a pulled edge keeps the other', () => {
  const px = fc.integer({ min: 330, max: 2000 });
  holdsFor(
    fc.property(px, fc.boolean(), (end, free) => {
      const word = `${free ? 'free' : 'to'} ${end}`;
      expect(play('domU1', ['down 288', word]).effects.at(-1)).toContain('+4000000');
      expect(play('domU1', ['down 318', word]).effects.at(-1)).toContain('resize 50000000+');
    }),
  );
});

describe('several move as one', () => {
  const both = ['domU1 bank 0', 'domU2 bank 0'];
  test('the highest edge of them catches, as the lowest does', () => {
    expect(play('domU1', ['down 288', 'to 478'], 2n * MiB, both).effects.at(-1)).toBe(
      'move 5bf00000+4000000 at start of domU3 bank 0',
    );
  });
  test('they push as one, and what stops one stops all', () => {
    expect(play('domU1', ['down 288', 'push 700'], 2n * MiB, both).effects.at(-1)).toBe(
      'move 5bf00000+4000000 at start of domU3 bank 0, stopped by domU3 bank 0 (pinned)',
    );
  });
  test('what is pinned stays behind, and is told of', () => {
    const all = [...both, 'domU3 bank 0'];
    const start = step(IDLE, eventOf('down 288', 'domU1'), context(2n * MiB, undefined, all));
    const { effect } = step(start.state, eventOf('to 300', 'domU1'), context(2n * MiB, undefined, all));
    const change = effect?.type === 'change' && effect.change.kind !== 'create' ? effect.change : null;
    expect(change?.along.map(({ name }) => name)).toEqual(['domU2 bank 0']);
    expect(change?.stays.map(({ name }) => name)).toEqual(['domU3 bank 0']);
  });
  const last = (words: readonly string[]) => play('domU2', words, 2n * MiB, both).effects.at(-1);
  test('they are no targets for each other, and each keeps its distance', () => {
    // The lowest of them goes on the grid. Alone, domU2's bank would be caught by the end of domU1's, at 320 px.
    expect(last(['down 520', 'to 330'])).toBe('move 54300000+4000000');
    expect(play('domU2', ['down 520', 'to 330']).effects.at(-1)).toBe(
      'move 54000000+4000000 at end of domU1 bank 0',
    );
  });
  test('the lowest stops at address 0, and all with it', () => {
    const whole = linearAxis([range(0n, 4096n * MiB)]);
    const low = scaleOf(whole, { start: at(0n), bytesPerPx: Number(MiB) }, 4096);
    const down = step(IDLE, eventOf('down 520', 'domU2'), context(MiB, undefined, both));
    const moving = step(down.state, eventOf('to 500', 'domU2'), context(MiB, undefined, both));
    const held = step(moving.state, eventOf('to 20', 'domU2'), context(MiB, low, both));
    expect(held.effect && said(held.effect)).toBe('move 10100000+4000000');
  });
});

test('the picture zoomed under a standing pointer: the same pointer means another address', () => {
  const start = step(IDLE, eventOf('down 288', 'domU1'), context(2n * MiB));
  const moved = step(start.state, eventOf('to 352', 'domU1'), context(2n * MiB));
  const closer = scaleOf(axis, { start: at(0x4000_0000n), bytesPerPx: Number(MiB) / 2 }, 2048);
  const again = step(
    moved.state,
    { type: 'again', held: { free: false, push: false } },
    context(2n * MiB, closer),
  );
  expect(again.effect && said(again.effect)).toBe('move 49000000+4000000');
  expect(pxOf(closer, at(0x4900_0000n)) + 64).toBe(352);
});
