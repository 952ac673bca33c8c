import { describe, expect, test } from 'vitest';
import { bytes } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import { aroundOf } from '../geometry/push.ts';
import type { Block } from '../geometry/scene.ts';
import { targetsOf } from '../geometry/snap.ts';
import { continued, type Focus, nudge, nudged, nudgedEdge } from './keys.ts';

const block = (start: bigint, size: bigint, grip: Block['grip'] = 'resizes'): Block => ({
  key: 'b',
  ids: [],
  kind: 'bank',
  range: range(start, size),
  owner: 'dom-0',
  label: '',
  name: '',
  grip,
  pinned: false,
  odd: false,
});
const grid = bytes(0x20_0000n);
/** `Shift+Alt+ArrowRight`. */
const key = (text: string) => ({
  key: text.split('+').at(-1) ?? '',
  shift: text.includes('Shift'),
  alt: text.includes('Alt'),
  push: text.includes('Ctrl'),
});
const hex = (r: { start: bigint; size: bigint } | null) =>
  r === null ? null : `${r.start.toString(16)}+${r.size.toString(16)}`;

test.each([
  ['ArrowRight', '40200000+1000000'],
  ['ArrowLeft', '3fe00000+1000000'],
  ['Shift+ArrowRight', '42000000+1000000'],
  ['PageUp', '60000000+1000000'],
  ['PageDown', '20000000+1000000'],
  ['Alt+ArrowRight', '40000000+1200000'],
  ['Alt+ArrowLeft', '40000000+e00000'],
  ['Shift+Alt+ArrowLeft', '40000000+1000'],
  ['a', null],
])('%s takes 40000000+1000000 to %s', (text, expected) => {
  expect(hex(nudged(block(0x4000_0000n, 0x100_0000n), key(text), grid))).toBe(expected);
});

test.each([
  ['ArrowRight', '40200000+1000'],
  ['ArrowLeft', '40000000+1000'],
])('off the grid, %s goes to the next multiple: %s', (text, expected) => {
  expect(hex(nudged(block(0x4010_0000n, 0x1000n), key(text), grid))).toBe(expected);
});

test('never below address 0', () => {
  expect(hex(nudged(block(0x10_0000n, 0x1000n), key('Shift+ArrowLeft'), grid))).toBe('0+1000');
});

test('what does not resize only moves; what does not move stays', () => {
  expect(nudged(block(0n, 0x1000n, 'moves'), key('Alt+ArrowRight'), grid)).toBeNull();
  expect(nudged(block(0n, 0x1000n, 'fixed'), key('ArrowRight'), grid)).toBeNull();
});

test.each([
  ['start', 'ArrowRight', '40200000+e00000'],
  ['start', 'ArrowLeft', '3fe00000+1200000'],
  ['start', 'PageUp', '40fff000+1000'],
  ['end', 'ArrowRight', '40000000+1200000'],
  ['end', 'PageDown', '40000000+1000'],
] as const)('the %s handle by %s: %s', (edge, text, expected) => {
  expect(hex(nudgedEdge(block(0x4000_0000n, 0x100_0000n), edge, key(text), grid))).toBe(expected);
});

describe('a key as a change', () => {
  const scene = sceneOf(
    planSpec('ram 40000000+10000000 | a static 40200000+200000 41000000+200000 | b static 40600000+200000'),
    [],
  );
  /** `a0`, `b0`. */
  const find = (name: string): { block: Block; lane: (typeof scene.host)[number] } => {
    for (const lane of scene.host)
      for (const other of lane.blocks)
        if (other.name === `${name.charAt(0)} bank ${name.charAt(1)}`) return { block: other, lane };
    throw new Error(`no ${name}`);
  };
  const press = (names: string, text: string, edge: Focus['edge'] = null) => {
    const [first = '', ...rest] = names.split(' ');
    const along = { moves: rest.map((name) => find(name).block), stays: [] };
    const keys = (blocks: readonly Block[]) => new Set(blocks.map((b) => b.key));
    return nudge({ ...find(first), edge, along }, key(text), {
      grid,
      around: (blocks) => aroundOf(scene, keys(blocks)),
      targets: (blocks) => targetsOf(scene, keys(blocks)),
    });
  };
  const said = (change: ReturnType<typeof nudge>): string =>
    change === null
      ? 'nothing'
      : [
          `${change.kind} ${hex(change.range)}`,
          ...change.aside.map(({ block: other, to }) => `${other.name.replace(' bank ', '')} ${hex(to)}`),
          ...change.guide.met.map(({ label }) => `at ${label}`),
          ...(change.stop === null ? [] : [change.stop]),
        ].join(', ');

  test.each([
    ['a0', 'ArrowRight', null, 'move 40400000+200000, at start of b bank 0'],
    ['a0', 'Shift+ArrowRight', null, 'move 42200000+200000'],
    ['a0', 'Ctrl+ArrowRight', null, 'move 40400000+200000, at start of b bank 0'],
    ['a0', 'Ctrl+Shift+ArrowRight', null, 'move 42200000+200000, b0 42400000+200000, a1 42600000+200000'],
    ['b0', 'Ctrl+Shift+ArrowLeft', null, 'move 40200000+200000, a0 40000000+200000, start of RAM'],
    ['a0 a1', 'Ctrl+Shift+ArrowRight', null, 'move 42200000+200000, b0 42400000+200000'],
    [
      'a0',
      'Ctrl+Alt+Shift+ArrowRight',
      null,
      'resize 40200000+2200000, b0 42400000+200000, a1 42600000+200000',
    ],
    ['b0', 'Ctrl+Shift+ArrowLeft', 'start', 'resize 40200000+600000, a0 40000000+200000, start of RAM'],
    ['a0', 'x', null, 'nothing'],
  ] as const)('%s, %s (%s): %s', (names, text, edge, expected) => {
    expect(said(press(names, text, edge))).toBe(expected);
  });

  test('keys in a row are one way, from where everything was', () => {
    const [first, second] = [press('a0', 'Ctrl+Shift+ArrowRight'), press('a0', 'ArrowRight')];
    const both = first && second && continued(first, second);
    expect(both?.block.range.start).toBe(0x4020_0000n);
    expect(both?.range).toBe(second?.range);
    expect(both?.aside.map(({ block: other }) => other.name)).toEqual(['b bank 0', 'a bank 1']);
    expect(first && continued(first, press('a1', 'ArrowRight') ?? first)).toBeNull();
    const [end, start] = [press('a0', 'ArrowRight', 'end'), press('a0', 'ArrowLeft', 'start')];
    expect(end && start && continued(end, start)).toBeNull();
  });
});
