import { expect, test } from 'vitest';
import { addr, bytes, MiB } from '../model/addr.ts';
import { addNeed, plainNeed, setLoader } from '../model/need.ts';
import type { EntityId } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { setTags } from '../model/tags.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { readDesign, writeDesign } from './design.ts';

test('whose rules boot files follow, tags and what devices reach are in the design file', () => {
  const plan = addNeed(
    setLoader(setTags(planSpec('a static 60000000+1000000'), 0, ['fast', 'ecc']), {
      imageBuilder: { copy: '2023.2', start: addr(0x4000_0000n), end: null },
      own: range(0x7b00_0000n, 80n * MiB),
    }),
    { ...plainNeed('' as EntityId, { kind: 'heap' }, bytes(64n * MiB)), ram: 'ecc', dma: '/soc/dma@1000' },
  );
  const read = readDesign(writeDesign({ name: 'it', plan, target: DEFAULT_TARGET, original: null }));
  expect(read.ok && read.value.plan.wants).toEqual(plan.wants);
});

test('a design of before has neither', () => {
  const plan = setTags(planSpec('a static 60000000+1000000'), 0, ['fast']);
  const file = JSON.parse(writeDesign({ name: 'it', plan, target: DEFAULT_TARGET, original: null })) as {
    plan: { wants: { loader?: unknown } };
  };
  delete file.plan.wants.loader;
  const read = readDesign(JSON.stringify(file));
  expect(read.ok && read.value.plan.wants).toEqual(plan.wants);
});
