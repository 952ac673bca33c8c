import { expect, test } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from './guest-lanes.ts';
import { isBase } from './lane-layout.ts';
import { type Row, rowsOf, scrolledTo, tracksOf } from './rows.ts';

const tracks = (banks: string) => {
  const scene = sceneOf(planSpec(`domU1 static ${banks}`), []);
  const lane = scene.host.find(({ title }) => title === 'domU1');
  if (lane === undefined) throw new Error('no lane');
  const found = tracksOf(lane, isBase);
  return lane.blocks.map((block) => {
    const { track, of } = found.get(block.key) ?? { track: -1, of: -1 };
    return `${track}/${of}`;
  });
};

test.each([
  ['apart', '50000000+1000000 52000000+1000000', ['0/1', '0/1']],
  ['touching', '50000000+1000000 51000000+1000000', ['0/1', '0/1']],
  ['overlapping', '50000000+2000000 51000000+2000000', ['0/2', '1/2']],
  ['a chain', '50000000+2000000 51000000+2000000 52800000+1000000', ['0/2', '1/2', '0/2']],
  ['overlapping, and one apart', '50000000+2000000 51000000+2000000 60000000+1000', ['0/2', '1/2', '0/1']],
  [
    'four on top of each other',
    '50000000+1000000 50100000+1000000 50200000+1000000 50300000+1000000',
    ['0/3', '1/3', '2/3', '2/3'],
  ],
])('%s', (_name, banks, expected) => {
  expect(tracks(banks)).toEqual(expected);
});

const scene = (domains: number) =>
  sceneOf(planSpec(Array.from({ length: domains }, (_, i) => `domU${i + 1} memory 1000`).join('\n')), []);

test.each([
  ['four lanes in a tall picture', 1, 700, 50],
  ['as tall as they are', 1, 200, 50],
  ['a little less tall', 1, 199, 41],
  ['far too small: they scroll', 1, 60, 41],
  ['forty domains: one line each', 40, 700, 30],
])('%s', (_name, domains, heightPx, pitch) => {
  expect(rowsOf(scene(domains), heightPx).rows[0]?.pitch).toBe(pitch);
});

test('rows follow each other without gaps', () => {
  for (const { rows } of [rowsOf(scene(3), 1000), rowsOf(scene(40), 300)])
    expect(rows.slice(1).every((row, i) => row.y === (rows[i]?.y ?? 0) + (rows[i]?.pitch ?? 0))).toBe(true);
});

test.each([
  { case: 'below what is seen', wanted: [300], top: 0, to: 240 },
  { case: 'above it', wanted: [40], top: 200, to: 40 },
  { case: 'half seen at the edge', wanted: [80], top: 0, to: null },
  { case: 'less than half seen', wanted: [90], top: 0, to: 30 },
  { case: 'another of its lanes is seen', wanted: [0, 300], top: 280, to: null },
  { case: 'no lane', wanted: [], top: 0, to: null },
])('a lane is scrolled into view: $case', ({ wanted, top, to }) => {
  const rows = wanted.map((y) => ({ y, pitch: 40 }) as Row);
  expect(scrolledTo(rows, top, 100)).toBe(to);
});
