import { expect, test } from 'vitest';
import { entities } from '../../model/entities.ts';
import { sizeText } from '../../model/size.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { severalOf } from './several.ts';

const plan = planSpec(
  'heap 48000000+1000000 | domU1 static 50000000+2000000 51000000+2000000 60000000+1000000 kernel 70000000+10000 shared ipc 78000000>78000000+1000 | domU2 memory 1000 shared ipc 78000000>78000000+1000',
);
/** The entities of these kinds, in the order of the screen. */
const idsOf = (kinds: string) =>
  [...entities(plan)].filter(([, { kind }]) => kinds.split(' ').includes(kind)).map(([id]) => id);

test.each([
  ['bank', '3 of domU1, 64 MiB, 16 MiB twice'],
  ['bank module', '4 of domU1, 65600 KiB, 16 MiB twice'],
  ['heap bank', '4 of several, 80 MiB, 16 MiB twice'],
  ['shared', 'not several'],
  ['heap', 'not several'],
  ['domain', '2 of several, 0 B, 0 B twice'],
  ['heap shared', '2 of several, 16388 KiB, 0 B twice'],
])('%s: %s', (kinds, expected) => {
  const several = severalOf(plan, idsOf(kinds));
  expect(
    several === null
      ? 'not several'
      : `${several.items.length} of ${several.of ?? 'several'}, ${sizeText(several.total)}, ${sizeText(several.twice)} twice`,
  ).toBe(expected);
});
