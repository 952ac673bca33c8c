import { expect, test } from 'vitest';
import { addr, bytes } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import type { Block } from '../geometry/scene.ts';
import type { Change, Guide } from '../tools/tool.ts';
import { handOf } from './hand.ts';

const { host } = sceneOf(
  planSpec('domU1 static 50000000+1000000 60000000+1000000 | domU2 static 70000000+1000000'),
  [],
);
const lane = host.find(({ title }) => title === 'domU1');
const block = (name: string): Block => {
  const found = host.flatMap(({ blocks }) => blocks).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
if (lane === undefined) throw new Error('no lane');

const GUIDE: Guide = { at: addr(0x5100_0000n), met: [], grid: bytes(0x20_0000n) };
const to = range(0x5100_0000n, 0x100_0000n);
const moved: Change = {
  kind: 'move',
  block: block('domU1 bank 0'),
  lane,
  range: to,
  along: [block('domU1 bank 1')],
  stays: [],
  aside: [{ block: block('domU2 bank 0'), to: range(0x7100_0000n, 0x100_0000n) }],
  stop: null,
  guide: GUIDE,
};

test('the dragged, what moves along and what is pushed aside are shown where they were', () => {
  expect(handOf(moved, 'far')).toEqual({
    ghosts: ['domU1 bank 0', 'domU1 bank 1', 'domU2 bank 0'].map((name) => {
      const { key, owner, range: was } = block(name);
      return { key, name, owner, range: was };
    }),
    guides: [GUIDE.at],
    badge: { text: 'far', at: GUIDE.at },
  });
});

test('what is drawn was nowhere', () => {
  const drawn: Change = { kind: 'create', lane, draws: { kind: 'heap' }, range: to, guide: GUIDE };
  expect(handOf(drawn, '').ghosts).toEqual([]);
});

test('a guide for each address at which something is met, however many meet there', () => {
  const met = [0x5100_0000n, 0x5100_0000n, 0x5200_0000n].map((at) => ({
    at: addr(at),
    label: 'edge',
    of: 'block',
  }));
  const at = addr(0x4000_0000n);
  const { guides, badge } = handOf({ ...moved, guide: { ...GUIDE, at, met } }, '');
  expect(guides).toEqual([0x5100_0000n, 0x5200_0000n]);
  expect(badge.at).toBe(at);
});
