import { expect, test } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { settle } from '../bindings/settle.ts';
import { addr, bytes, type Bytes, MiB } from '../model/addr.ts';
import { strings } from '../model/cells.ts';
import { addBank, addDomain, addHeapBank, addModule, setLoad, updateDomain } from '../model/edit.ts';
import { FDT_BLOB, XEN_IMAGE } from '../model/entities.ts';
import { setPinned } from '../model/pin.ts';
import type { EntityId, ModuleFile, Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { findProperty, node, nodeAt } from '../model/tree.ts';
import { barePlan } from '../testing/bare-plan.ts';
import { readDesign, type SavedDesign, writeDesign } from './design.ts';
import type { Json } from './unknown.ts';

function carved(origin: 'facts' | 'tree'): Plan {
  const { board, host } = barePlan();
  const heap = addHeapBank(planOfFacts(host, { ...board, origin }), range(0x5000_0000n, 0x1000_0000n));
  const domain = addDomain(heap.plan, 'domU1');
  const bank = addBank(domain.plan, domain.id, range(0x6000_0000n, 0x2000_0000n));
  const kernel = addModule(bank.plan, domain.id, {
    kind: 'kernel',
    range: range(0x4800_0000n, 0x20_0000n),
    file: {
      name: 'Image',
      size: (2n * MiB) as Bytes,
      header: { kind: 'Image', textOffset: 0n, imageSize: 0x20_0000n, flags: 0xan },
    },
  });
  const settled = settle(updateDomain(kernel.plan, domain.id, { directMap: true }), '4.22');
  if (!settled.ok) throw new Error(settled.problem.message);
  return settled.value;
}

const saved = (plan: Plan): SavedDesign => ({
  name: 'gateway',
  plan,
  target: DEFAULT_TARGET,
  original: null,
});
const reread = (text: string): SavedDesign => {
  const read = readDesign(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
};

test.each(['facts', 'tree'] as const)('a design on a board known by its %s comes back equal', (origin) => {
  const plan = carved(origin);
  const back = reread(writeDesign(saved(plan)));
  expect(back.plan.heap).toEqual(plan.heap);
  expect(back.plan.domains).toEqual(plan.domains);
  expect(back.plan.host).toEqual(plan.host);
  expect(nodeAt(back.plan.tree, '/chosen')).toEqual(nodeAt(plan.tree, '/chosen'));
  expect(back.target).toEqual(DEFAULT_TARGET);
  expect(writeDesign(back)).toBe(writeDesign(saved(plan)));
});

test('the tree of a passthrough blob comes back; a file nobody looked into stays one', () => {
  const plan = carved('facts');
  const file = (name: string, more: object): ModuleFile => ({
    name,
    size: bytes(0x400n),
    header: { kind: 'unknown' },
    ...more,
  });
  const passthrough = node('', [], [node('passthrough', [strings('compatible', 'simple-bus')])]);
  const files = [
    file('devices.dtb', { tree: { root: passthrough, memreserve: [], bootCpu: 0 } }),
    file('text', { tree: null }),
    file('old', {}),
  ];
  const kind = 'device-tree';
  const [domain] = plan.domains;
  const withBlobs = files.reduce(
    (next, one, i) =>
      addModule(next, domain!.id, { kind, range: range(0x4a00_0000n + BigInt(i) * MiB, 0x1000n), file: one })
        .plan,
    plan,
  );
  const settled = settle(withBlobs, '4.22');
  if (!settled.ok) throw new Error(settled.problem.message);
  const back = reread(writeDesign(saved(settled.value)));
  expect(back.plan.domains[0]?.modules.slice(1).map((module) => module.file)).toEqual(files);
  expect(writeDesign(back)).toBe(writeDesign(saved(settled.value)));
});

test('a passthrough blob that is none is refused by name', () => {
  const text = changed((file) => {
    const [domain] = (file['plan'] as { domains: { modules: { file: Record<string, Json> }[] }[] }).domains;
    domain!.modules[0]!.file['tree'] = 'AAAA';
  });
  expect(readDesign(text)).toMatchObject({
    ok: false,
    problem: { at: 'plan.domains.0.modules.0.file.tree' },
  });
});

const changed = (edit: (file: Record<string, Json>) => void): string => {
  const file = JSON.parse(writeDesign(saved(carved('facts')))) as Record<string, Json>;
  edit(file);
  return JSON.stringify(file);
};

test('command lines come back; a file from before they were held has those of its board', () => {
  const plan = { ...carved('facts'), xenBootargs: 'dom0_mem=1G', dom0Bootargs: 'quiet' };
  const settledPlan = settle(plan, '4.22');
  if (!settledPlan.ok) throw new Error(settledPlan.problem.message);
  const back = reread(writeDesign(saved(settledPlan.value))).plan;
  expect([back.xenBootargs, back.dom0Bootargs]).toEqual(['dom0_mem=1G', 'quiet']);
  expect(nodeAt(back.tree, '/chosen')).toEqual(nodeAt(settledPlan.value.tree, '/chosen'));
  const older = changed((file) => {
    delete (file['plan'] as Record<string, Json>)['xenBootargs'];
    delete (file['plan'] as Record<string, Json>)['dom0Bootargs'];
  });
  const { xenBootargs, dom0Bootargs } = reread(older).plan;
  expect([xenBootargs, dom0Bootargs]).toEqual([carved('facts').xenBootargs, null]);
});

test('pins come back, without those of what is gone, and letting go of one is not undone by the file', () => {
  const [bank] = carved('facts').domains[0]?.staticMem ?? [];
  const xen = { start: addr(0x4020_0000n), size: bytes(0x20_0000n) };
  const loaded = setLoad(carved('facts'), { xen, fdt: null });
  const plan = { ...loaded, pinned: new Set([bank!.id, XEN_IMAGE, FDT_BLOB, 'e99' as EntityId]) };
  const back = reread(writeDesign(saved(plan)));
  expect([...back.plan.pinned]).toEqual([XEN_IMAGE, bank!.id]);
  const letGo = { ...back, plan: setPinned(back.plan, [bank!.id], false) };
  expect([...reread(writeDesign(letGo)).plan.pinned]).toEqual([XEN_IMAGE]);
});

test('a file cannot pin what it does not hold', () => {
  const text = changed((file) => {
    (file['plan'] as Record<string, Json>)['pinned'] = ['e999', 'xen'];
  });
  expect(reread(text).plan.pinned).toEqual(new Set());
});

test('fields of another tool survive a round trip, at the top and inside a domain', () => {
  const text = changed((file) => {
    file['x-review'] = { by: 'Ada' };
    (file['plan'] as { domains: Record<string, Json>[] }).domains[0]!['x-colour'] = 'teal';
  });
  const again = JSON.parse(writeDesign(reread(text))) as { plan: { domains: Json[] } };
  expect(again).toMatchObject({ 'x-review': { by: 'Ada' } });
  expect(again.plan.domains[0]).toMatchObject({ 'x-colour': 'teal' });
});

test.each<[string, string, string]>([
  ['no JSON', '{', 'not JSON'],
  ['another JSON', '{"version":1}', 'not a design'],
  ['a newer version', changed((f) => (f['version'] = 3)), 'update it'],
  ['no version', changed((f) => delete f['version']), 'does not say its version'],
  [
    'a number for an address',
    changed((f) => ((f['load'] as Record<string, Json>)['xen'] = { start: 1, size: '0x1' })),
    'string',
  ],
  [
    'a decimal address',
    changed((f) => ((f['load'] as Record<string, Json>)['xen'] = { start: '1', size: '0x1' })),
    '0x40000000',
  ],
  [
    'an id given twice',
    changed((f) => ((f['plan'] as Record<string, Json>)['heap'] = [{ id: 'e2', start: '0x0', size: '0x1' }])),
    'two things',
  ],
  [
    'a path for a name',
    changed((f) => ((f['plan'] as { domains: Record<string, Json>[] }).domains[0]!['name'] = 'a/b')),
    'node name',
  ],
  ['a tree that is no blob', changed((f) => ((f['board'] as Record<string, Json>)['tree'] = 'AAAA')), ''],
  [
    'a pin on a bank of RAM',
    changed((f) => ((f['plan'] as Record<string, Json>)['pinned'] = ['ram0'])),
    'something to pin',
  ],
  ['no board at all', changed((f) => ((f['board'] as Record<string, Json>)['facts'] = null)), 'neither'],
  ['nesting without end', `{"format":"xen-memmap","x":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'deep'],
])('%s is refused by name', (_what, text, words) => {
  const read = readDesign(text);
  expect(read.ok).toBe(false);
  expect(read.ok ? '' : read.problem.message).toContain(words);
});

test('a tree of many megabytes comes back', () => {
  const plan = carved('tree');
  const { root } = plan.tree;
  const firmware = { name: 'firmware', value: new Uint8Array(9 * 1024 * 1024) };
  const large = {
    ...plan,
    tree: { ...plan.tree, root: { ...root, properties: [...root.properties, firmware] } },
  };
  const back = reread(writeDesign(saved(large)));
  expect(findProperty(back.plan.tree.root, 'firmware')?.length).toBe(firmware.value.length);
});

test('half a million escaped quotes that never end are refused at once', () => {
  expect(readDesign(`{"${'\\"'.repeat(500_000)}`).ok).toBe(false);
});
