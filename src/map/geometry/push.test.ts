import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, overlaps, type Range, range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { holdsFor } from '../../testing/seed.ts';
import { sceneOf } from './guest-lanes.ts';
import { aroundOf, pushed } from './push.ts';

const MiB = 1n << 20n;
// RAM from 0x400 to 0x600 MiB. In MiB: d is dragged, a and b are in its way, w is reserved.
const plan = planSpec(
  'ram 40000000+20000000 | reserved 58000000+1000000 | d static 48000000+1000000 | a static 4a000000+1000000 | b static 4c000000+2000000 | c static 44000000+1000000 | e static 5a000000+1000000',
);
const scene = sceneOf(plan, []);
const dragged = scene.host.flatMap(({ blocks }) => blocks).find(({ name }) => name === 'd bank 0');
const from = dragged?.range ?? range(0n, 0n);
const around = aroundOf(scene, new Set([dragged?.key ?? '']));
const mib = (at: Range): string => `${(at.start / MiB).toString(16)}+${(at.size / MiB).toString(16)}`;
const push = (start: bigint, size = 16n) => pushed(from, range(start * MiB, size * MiB), around);
const said = ({ to, aside }: ReturnType<typeof push>): string =>
  [mib(to), ...aside.map(({ block, to: at }) => `${block.name.charAt(0)} ${mib(at)}`)].join(', ');

describe('d from 480+10', () => {
  test.each([
    ['up, nothing in the way', 0x490n, 16n, '490+10'],
    ['up into a', 0x498n, 16n, '498+10, a 4a8+10'],
    ['up, and a into b', 0x4b8n, 16n, '4b8+10, a 4c8+10, b 4d8+20'],
    ['up, as far as the reservation lets all three', 0x5f0n, 16n, '540+10, a 550+10, b 560+20'],
    ['down, nothing in the way', 0x460n, 16n, '460+10'],
    ['down into c', 0x448n, 16n, '448+10, c 438+10'],
    ['down to the start of RAM', 0x300n, 16n, '410+10, c 400+10'],
    ['its end is pulled', 0x480n, 0x28n, '480+28, a 4a8+10'],
    ['its end is pulled to the reservation', 0x480n, 0x200n, '480+d0, a 550+10, b 560+20'],
    ['its start is pulled', 0x444n, 0x4cn, '444+4c, c 434+10'],
    ['its end is pushed in', 0x480n, 8n, '480+8'],
  ])('%s', (_name, start, size, expected) => {
    expect(said(push(start, size))).toBe(expected);
  });
});

test('nothing comes to overlap, nothing changes its size or its order, and no wall is passed', () => {
  holdsFor(
    fc.property(
      fc.bigInt({ min: 0x300n, max: 0x700n }),
      fc.bigInt({ min: 1n, max: 0x200n }),
      fc.boolean(),
      (start, size, grow) => {
        const { to, aside } = grow ? push(0x480n, size) : push(start);
        const places = new Map(around.movable.map((block) => [block.key, block.range]));
        for (const { block, to: at } of aside) {
          expect(at.size).toBe(block.range.size);
          places.set(block.key, at);
        }
        const all = [to, ...places.values(), ...around.walls.map(({ range: wall }) => wall)];
        for (const [i, one] of all.entries())
          for (const other of all.slice(i + 1)) expect(overlaps(one, other)).toBe(false);
        for (const one of [to, ...places.values()]) {
          expect(one.start).toBeGreaterThanOrEqual(0x400n * MiB);
          expect(endOf(one)).toBeLessThanOrEqual(0x600n * MiB);
        }
      },
    ),
  );
});
