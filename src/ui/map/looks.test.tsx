import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BlockKind } from '../../map/geometry/scene.ts';
import {
  faceFont,
  faceLook,
  ghostLook,
  OWNERS,
  ribbonLook,
  type RibbonPart,
  type RibbonStrength,
  stripeLook,
  wordsLook,
  type WordsPlace,
} from '../../map/paint/look.ts';
import { readLooks } from './looks.ts';

const KINDS: Record<BlockKind, true> = {
  ram: true,
  reserved: true,
  memreserve: true,
  mmio: true,
  'xen-image': true,
  fdt: true,
  heap: true,
  bank: true,
  chunk: true,
  shared: true,
  module: true,
  'guest-ram': true,
  'guest-ram-anywhere': true,
  'guest-shared': true,
  'guest-device': true,
  'guest-extended': true,
  'guest-loaded': true,
};
const RIBBONS: readonly (readonly [RibbonPart, RibbonStrength])[] = [
  ['run', 'plain'],
  ['run', 'crowded'],
  ['area', 'plain'],
  ['area', 'crowded'],
  ['area', 'strong'],
  ['edges', 'plain'],
  ['edges', 'crowded'],
  ['edges', 'strong'],
];
const PLACES: readonly WordsPlace[] = ['on', 'beside', 'beside in guest', 'lock', 'bare lock'];
const BOTH = [false, true];

let map: HTMLElement;
beforeEach(() => {
  map = document.createElement('section');
  map.innerHTML = '<p>lanes</p>';
  document.body.append(map);
});
afterEach(() => {
  document.body.replaceChildren();
});

test('every block, ribbon and word a painter can ask for has a look, whosever it is', () => {
  const looks = readLooks(map);
  const names = OWNERS.flatMap((owner) => [
    ghostLook(owner),
    ...RIBBONS.map(([part, strength]) => ribbonLook(owner, part, strength)),
    ...(Object.keys(KINDS) as BlockKind[]).flatMap((kind) =>
      BOTH.flatMap((each) => [
        faceLook({ owner, kind, odd: each }),
        ...PLACES.map((place) => wordsLook({ owner, kind }, each, place)),
      ]),
    ),
  ]);
  const fonts = [faceFont('label'), faceFont('mono')];
  const stripes = [stripeLook('hatch'), stripeLook('outside')];
  const others = [...fonts, ...stripes, 'knob', 'guide', 'badge', 'badge text'];
  expect([...names, ...others].filter((name) => !looks.has(name))).toEqual([]);
});

test('the map is left as it was', () => {
  readLooks(map);
  expect(map.innerHTML).toBe('<p>lanes</p>');
});

test('a table goes to a worker as it is', () => {
  const looks = readLooks(map);
  expect(structuredClone(looks)).toEqual(looks);
});
