import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Addr, GiB } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { brokenAxis } from './axis.ts';
import { placesOf, RibbonPlaces } from './ribbon-places.ts';
import type { Row } from './rows.ts';
import { extentOf, fitViewport, type Scale, scaleOf, viewportWith } from './scale.ts';
import type { Lane, Ribbon } from './scene.ts';

const six = (at: RibbonPlaces, i: number): number[] => [
  at.host0(i),
  at.host1(i),
  at.guest0(i),
  at.guest1(i),
  at.y0(i),
  at.y1(i),
];

test.each([
  ['both ends left of the picture', [-20, -10], [-40, -30], false],
  ['one end in it', [-20, -10], [5, 15], true],
  ['passing through', [-20, -10], [500, 510], true],
  ['nowhere', [NaN, NaN], [NaN, NaN], false],
] as const)('visible: %s', (_name, host, guest, expected) => {
  const places = new RibbonPlaces(1);
  places.put(0, host[0], host[1], guest[0], guest[1], 0, 10);
  expect(places.isVisible(0, 100)).toBe(expected);
});

test('on the way from where it was, it has the heights it ends with', () => {
  const [before, after] = [new RibbonPlaces(1), new RibbonPlaces(1)];
  before.put(0, 0, 10, 100, 110, 5, 50);
  after.put(0, 0, 10, 0, 10, 6, 60);
  after.bendFrom(before, 0, 0.5);
  expect(six(after, 0)).toEqual([0, 10, 50, 60, 6, 60]);
  before.leaveOut(0);
  after.bendFrom(before, 0, 0.5);
  expect(six(after, 0)).toEqual([0, 10, 50, 60, 6, 60]);
});

const WIDTH = 1000;
const row = (key: string, y: number, ribbons: readonly Ribbon[] = []): Row => {
  const lane: Lane = {
    key,
    space: 'host',
    title: key,
    detail: '',
    domain: null,
    owner: 'dom-0',
    blocks: [],
    marks: [],
    draws: null,
    ribbons,
  };
  return { lane, y, pitch: 40, inset: 3, height: 33, index: 0 };
};

/** On a board of 40 bits, and on one whose addresses no `number` holds exactly. */
const axes = [0n, 1n << 60n].map((base) => brokenAxis([range(base, 4n * GiB), range(base + 64n * GiB, GiB)]));
const scales = fc
  .tuple(fc.constantFrom(...axes), fc.bigInt(0n, 65n * GiB), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([axis, at, zoom]): Scale => {
    const fit = fitViewport(axis, WIDTH).bytesPerPx;
    const from = ((axis.segments[0]?.start ?? 0n) + at) as Addr;
    return scaleOf(axis, viewportWith(axis, from, 500, fit * (16 / fit) ** zoom, WIDTH), WIDTH);
  });
const edge = fc
  .tuple(fc.constantFrom(0n, 1n << 60n), fc.bigInt(0n, 65n * GiB))
  .map(([base, at]) => base + at);
const lanes = ['host domU1', 'shared', 'hardware', 'of another'] as const;

test('ribbons are where exact arithmetic puts their ends, between the lanes they are tied to', () => {
  const ribbon = fc.tuple(edge, edge, fc.bigInt(1n, GiB), fc.constantFrom(...lanes));
  holdsFor(
    fc.property(fc.array(ribbon, { maxLength: 40 }), scales, scales, (list, hostScale, guestScale) => {
      const ribbons = list.map(([host, guest, size, hostLane], i): Ribbon => ({
        key: `${i}`,
        owner: 'dom-0',
        ids: [],
        hostLane,
        host: range(host, size),
        guest: range(guest, size),
      }));
      const ties = {
        guestRow: row('guest domU1', 400, ribbons),
        ownRow: null,
        sharedRow: row('shared', 80),
        hardwareRow: row('hardware', 0),
        guestScale,
      };
      const near = (px: number): number => Math.min(Math.max(px, -4000), WIDTH + 4000);
      const bottoms: Readonly<Record<string, number>> = { shared: 116, hardware: 36 };
      const places = placesOf(ribbons, ties, hostScale);
      ribbons.forEach(({ host, guest, hostLane }, i) => {
        const bottom = bottoms[hostLane];
        const expected =
          bottom === undefined
            ? Array.from({ length: 6 }, () => NaN)
            : [...extentOf(hostScale, host), ...extentOf(guestScale, guest)].map(near).concat(bottom, 403);
        expect(six(places, i)).toEqual(expected);
      });
    }),
  );
});
