import { expect, test } from 'vitest';
import type { Addr } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import { endOf, range, type Range } from '../../model/range.ts';
import { bareOutcome } from '../../testing/bare-analysis.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from './guest-lanes.ts';
import type { GuestView } from './guest-view.ts';
import { claimsOf, collisionsOf } from './overlap.ts';
import { extentsOf, ownExtents, reuseScene } from './scene.ts';
import { targetsOf } from './snap.ts';

const at = (value: bigint) => value as Addr;
const view: (over: Partial<GuestView>) => GuestView = bareOutcome;

const plan = planSpec('domU1 static 60000000+10000000 80000000+c0000000 | domU2 memory 1000');
/** Two banks packed into 3 GiB of RAM0 and the rest into RAM1: the second bank is cut in two. */
const packed = view({
  memory: [
    {
      guest: at(0x4000_0000n),
      size: 0xc000_0000n,
      host: [range(0x6000_0000n, 0x1000_0000n), range(0x8000_0000n, 0xb000_0000n)],
    },
    { guest: at(0x2_0000_0000n), size: 0x1000_0000n, host: [range(0x1_3000_0000n, 0x1000_0000n)] },
  ],
});

test('each host piece has its place in the guest, named after its bank', () => {
  const [lane] = sceneOf(plan, [packed]).guest;
  expect(lane?.detail).toBe('RAM0 · RAM1');
  expect(lane?.blocks.map(({ label, range: r }) => `${label} ${r.start.toString(16)}`)).toEqual([
    'bank 0 40000000',
    'bank 1 50000000',
    'bank 1 200000000',
  ]);
});

test('ribbons tie equal sizes together', () => {
  const ribbons = sceneOf(plan, [packed]).guest[0]?.ribbons ?? [];
  expect(ribbons.map(({ host, guest }) => [host.start, guest.start])).toEqual([
    [0x6000_0000n, 0x4000_0000n],
    [0x8000_0000n, 0x5000_0000n],
    [0x1_3000_0000n, 0x2_0000_0000n],
  ]);
  expect(ribbons.every(({ host, guest }) => host.size === guest.size)).toBe(true);
});

test('RAM that Xen takes from its heap has a place but no ribbon', () => {
  const scene = sceneOf(plan, [
    view({ name: 'domU2', memory: [{ guest: at(0x4000_0000n), size: 0x100_0000n, host: null }] }),
  ]);
  expect(scene.guest[0]?.blocks[0]?.kind).toBe('guest-ram-anywhere');
  expect(scene.guest[0]?.ribbons).toEqual([]);
});

test('devices, shared memory and load addresses show', () => {
  const [lane] = sceneOf(plan, [
    view({
      ...packed,
      kernel: at(0x4000_0000n),
      dtb: at(0x4800_0000n),
      gic: [range(0x300_1000n, 0x1000n)],
      uart: range(0x2200_0000n, 0x1000n),
      grant: range(0x3800_0000n, 0x100_0000n),
      shared: [{ id: 'ipc0', guest: at(0x2000_0000n), host: at(0x7800_0000n), size: 0x1000n }],
    }),
  ]).guest;
  expect(lane?.blocks.map(({ label }) => label)).toEqual([
    'GIC',
    'ipc0',
    'vPL011',
    'grant table',
    'bank 0',
    'bank 1',
    'bank 1',
  ]);
  expect(lane?.marks.map(({ label }) => label)).toEqual(['kernel', 'DTB']);
});

test('what is offered takes no place on the axis; what is loaded is its module’s', () => {
  const kernel = planSpec('domU1 static 60000000+10000000 kernel 44000000+10000');
  const scene = sceneOf(kernel, [
    view({
      memory: [{ guest: at(0x4000_0000n), size: 0x1000_0000n, host: [range(0x6000_0000n, 0x1000_0000n)] }],
      loaded: [
        { what: 'kernel', range: range(0x4000_0000n, 0x1_0000n) },
        { what: 'device tree', range: range(0x4800_0000n, 0x400n) },
      ],
      grant: range(0x3800_0000n, 0x100_0000n),
      xenstore: { at: range(0x3900_1000n, 0x1000n), by: 'xen' },
      extended: [range(0x5000_0000n, 0xb000_0000n), range(0x2_0000_0000n, 0xfe_0000_0000n)],
      origins: { extended: { why: 'what is left', source: 'find_domU_holes' } },
    }),
  ]);
  const [lane] = scene.guest;
  if (lane === undefined) throw new Error('no lane');
  const block = (name: string) => lane.blocks.find((one) => one.name === name);
  expect(block('domU1 extended region 1')).toMatchObject({
    kind: 'guest-extended',
    why: 'what is left\nfind_domU_holes',
  });
  expect(block('domU1 Xenstore')).toMatchObject({ kind: 'guest-device', why: '' });
  expect(block('domU1 kernel')).toMatchObject({
    kind: 'guest-loaded',
    ids: [kernel.domains[0]?.modules[0]?.id],
  });
  expect(block('domU1 device tree')).toMatchObject({ kind: 'guest-loaded', owner: 'xen', ids: [] });
  const end = (ranges: readonly Range[]) =>
    ranges.reduce((last, one) => (endOf(one) > last ? endOf(one) : last), 0n);
  expect(end(extentsOf(scene))).toBe(0xc000_0000n);
  expect(end(ownExtents(lane))).toBe(0x2_0000_0000n + (0x1000_0000n + 0x100_0000n + 0x1000n) / 6n);
});

test('shared memory whose pages Xen picks is drawn once', () => {
  const area = { guest: at(0x2000_0000n), size: 0x1000n, host: null };
  const [lane] = sceneOf(plan, [
    view({ memory: [...packed.memory, area], shared: [{ id: 'ipc0', ...area }] }),
  ]).guest;
  expect(lane?.blocks.filter(({ range: r }) => r.start === area.guest).map(({ kind }) => kind)).toEqual([
    'guest-shared',
  ]);
});

test('a domain the simulator could not lay out has no guest lane', () => {
  expect(sceneOf(plan, [view({})]).guest).toEqual([]);
});

const DOM0_PLAN = planSpec(
  'heap 50000000+10000000 | dom0 kernel 42000000+10000 | domU1 static 70000000+10000000',
);
const dom0View = view({
  name: 'dom0',
  directMap: true,
  memory: [0x5400_0000n, 0x9000_0000n].map((start) => ({
    guest: at(start),
    size: 0x400_0000n,
    host: [range(start, 0x400_0000n)],
  })),
  shared: [{ id: 'ipc0', guest: at(0x9000_0000n), host: at(0x9000_0000n), size: 0x400_0000n }],
});

test('dom0’s memory is where Xen would take it, tied straight to its guest lane, and all of it selects dom0', () => {
  const scene = sceneOf(DOM0_PLAN, [dom0View]);
  const host = scene.host.find(({ title }) => title === 'dom0');
  expect(host).toMatchObject({ domain: DOM0, owner: 'dom0', detail: 'by Xen', draws: null });
  expect(host?.blocks).toMatchObject([{ ids: [DOM0], kind: 'chunk', grip: 'fixed', label: 'dom0' }]);
  const [guest] = scene.guest;
  expect(guest?.blocks.map(({ label, owner }) => `${label} ${owner}`)).toEqual([
    'bank 0 dom0',
    'shared shared',
  ]);
  expect(guest?.ribbons[0]).toMatchObject({ ids: [DOM0], hostLane: host?.key, owner: 'dom0' });
  expect(guest?.ribbons[0]?.host).toEqual(guest?.ribbons[0]?.guest);
});

test('dom0 that may lie elsewhere says so; without the simulator’s word its lane is empty', () => {
  const dom0 = (views: readonly GuestView[], varies: boolean) =>
    sceneOf(DOM0_PLAN, views, varies).host.find(({ title }) => title === 'dom0');
  expect(dom0([dom0View], true)?.detail).toBe('varies');
  expect(dom0([], false)?.blocks).toEqual([]);
  expect(sceneOf(plan, [dom0View]).host.map(({ title }) => title)).not.toContain('dom0');
});

test('what Xen would pick collides with nothing and catches nothing', () => {
  const scene = sceneOf(DOM0_PLAN, [dom0View]);
  expect(collisionsOf(claimsOf(scene.host))).toEqual([]);
  expect(targetsOf(scene, new Set()).start.map(({ label }) => label)).not.toContain(
    'end of dom0 bank 0 as Xen would take it',
  );
});

test('lanes that did not change stay the same objects', () => {
  const before = sceneOf(plan, [packed]);
  const moved = planSpec('domU1 static 62000000+10000000 80000000+c0000000 | domU2 memory 1000');
  const after = reuseScene(before, sceneOf(moved, [packed]));
  const same = after.host.map((lane, i) => lane === before.host[i]);
  expect(after.host.map(({ title }, i) => [title, same[i]])).toEqual([
    ['Hardware', true],
    ['Xen', true],
    ['domU1', false],
    ['domU2', true],
    ['Modules', true],
  ]);
  expect(after.guest[0] === before.guest[0]).toBe(false);
});

test('registers that are passed through are tied to the board’s own', () => {
  const window = {
    guest: 0x1000_0000n,
    host: 0xa00_0000n,
    size: 0x200n,
    device: '/soc/net@a000000',
    path: '/passthrough/net',
  };
  const scene = sceneOf(plan, [view({ ...packed, windows: [window] })]);
  expect(scene.guest[0]?.blocks.map(({ name }) => name)).toContain('domU1 net@a000000');
  expect(scene.guest[0]?.ribbons.at(-1)).toMatchObject({
    hostLane: scene.host[0]?.key,
    host: range(0xa00_0000n, 0x200n),
    guest: range(0x1000_0000n, 0x200n),
  });
});
