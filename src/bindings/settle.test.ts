import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Addr, bytes, MiB } from '../model/addr.ts';
import { DEFAULT_CELLS, flag, strings, u32 } from '../model/cells.ts';
import {
  addBank,
  addDomain,
  addHeapBank,
  addModule,
  giveModule,
  placeAt,
  remove,
  updateDomain,
} from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import type { Release } from '../model/release.ts';
import { findProperty, node, nodeAt, type Property, type Tree, type TreeNode } from '../model/tree.ts';
import { arbitraryEntities, withEntities, withoutIds } from '../testing/arbitrary-plan.ts';
import { hostileTree } from '../testing/hostile-tree.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { cellProperties, cells, reg, tree } from '../testing/tree-spec.ts';
import { childCellsOf, rangeFits, readPairs, WIDE } from './cells-in-force.ts';
import { treeOfFacts } from './facts-tree.ts';
import { readHost } from './host.ts';
import { planOf } from './plan.ts';
import { settle } from './settle.ts';

function settled(plan: Plan, release: Release = '4.22'): Plan {
  const result = settle(plan, release);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}
const problemOf = (plan: Plan): string => {
  const result = settle(plan, '4.22');
  return result.ok ? 'none' : result.problem.message;
};
const words = (of: TreeNode | undefined, name: string): string =>
  [...(of?.properties.find((p) => p.name === name)?.value ?? [])]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/.{8}(?=.)/g, '$& ');
const names = (of: TreeNode | undefined): string[] => of?.children.map((child) => child.name) ?? [];
const propertyNames = (of: TreeNode | undefined): string[] => of?.properties.map((p) => p.name) ?? [];

const kernelModule = (name: string, ...at: readonly number[]): TreeNode =>
  node(name, [strings('compatible', 'multiboot,kernel', 'multiboot,module'), reg(...at)]);
const domU = (name: string, properties: readonly Property[], children: readonly TreeNode[] = []): TreeNode =>
  node(name, [strings('compatible', 'xen,domain'), ...properties], children);

/** A tree people wrote: things of ours in odd forms among things that are not ours. */
const found = (rootCells = cellProperties(2, 2)): Tree =>
  tree(
    [
      node('memory@40000000', [strings('device_type', 'memory')]),
      node(
        'chosen',
        [strings('bootargs', 'quiet'), ...cellProperties(1, 1)],
        [
          node('framebuffer@1000', [reg(0x1000, 0x2000)]),
          kernelModule('kernel@44000000', 0x4400_0000, 0x1000),
          domU(
            'domA',
            [
              cells('cpus', 2),
              cells('memory', 0, 0x4000),
              flag('xen,enhanced'),
              cells('xen,static-mem', 0x5000_0000, 0x100_0000, 7),
              flag('direct-map'),
            ],
            [node('unknown'), kernelModule('module@45000000', 0x4500_0000, 0x1000)],
          ),
          node('between'),
          domU(
            'domB',
            [...cellProperties(2, 2), u32('memory', 1)],
            [
              node('shm', [
                strings('compatible', 'xen,domain-shared-memory-v1'),
                strings('xen,shm-id', 'ipc0'),
                cells('xen,shared-mem', 0, 0x7000_0000, 0, 0x400_0000, 0, 0x1000),
                strings('role', 'owner'),
              ]),
              node('lost@0', [strings('compatible', 'multiboot,module')]),
            ],
          ),
        ],
      ),
    ],
    rootCells,
  );

test('a plan is what its tree says', () => {
  const plan = planOf(found(), TEST_BOARD);
  expect(withoutIds(plan)).toEqual({
    heap: [],
    dom0Modules: [{ kind: 'kernel', start: 0x4400_0000n, size: 0x1000n, bootargs: null, file: null }],
    xenBootargs: null,
    dom0Bootargs: null,
    domains: [
      {
        name: 'domA',
        cpus: 2,
        memory: 16n * MiB,
        staticMem: [{ start: 0x5000_0000n, size: 0x100_0000n }],
        directMap: true,
        vpl011: false,
        modules: [{ kind: 'kernel', start: 0x4500_0000n, size: 0x1000n, bootargs: null, file: null }],
        shared: [],
      },
      {
        name: 'domB',
        cpus: 0,
        memory: null,
        staticMem: null,
        directMap: false,
        vpl011: false,
        modules: [],
        shared: [{ shmId: 'ipc0', host: 0x7000_0000n, guest: 0x400_0000n, size: 0x1000n, role: 'owner' }],
      },
    ],
  });
  expect([...plan.paths.values()]).toEqual([
    '/chosen/kernel@44000000',
    '/chosen/domA',
    '/chosen/domA',
    '/chosen/domA/module@45000000',
    '/chosen/domB',
    '/chosen/domB/shm',
  ]);
  expect(plan.nextId).toBe(7);
});

test('a plan as found is settled, in whatever form it was written', () => {
  const plan = planOf(found(), TEST_BOARD);
  expect(settled(plan)).toBe(plan);
  expect(settled(planSpec('ram 40000000+40000000'))).toBeDefined();
});

test('any tree is settled as found, and survives an edit of everything', () => {
  holdsFor(
    fc.property(hostileTree, arbitraryEntities, (hostile, entities) => {
      const plan = planOf(hostile, TEST_BOARD);
      expect(settled(plan)).toBe(plan);
      const result = settle(withEntities(plan, entities), '4.22');
      const after = result.ok ? result.value : plan;
      expect(withoutIds(planOf(after.tree, TEST_BOARD))).toEqual(withoutIds(after));
      expect(settled(after)).toBe(after);
    }),
  );
});

test('a tree with as many nodes and banks as a blob can hold is settled in one go', () => {
  const bank = new Uint8Array(8 * 200_000).fill(1);
  const twins = Array.from({ length: 10_000 }, () => kernelModule('module@1', 1, 1));
  const huge = tree(
    [
      node('reserved-memory', cellProperties(1, 1), [node('a', [{ name: 'reg', value: bank }])]),
      node('chosen', [], [...twins, domU('domU1', [{ name: 'xen,static-mem', value: bank }], twins)]),
    ],
    cellProperties(1, 1),
  );
  const plan = planOf(huge, TEST_BOARD);
  expect(plan.host.reserved).toHaveLength(200_000);
  expect(plan.domains[0]?.staticMem).toHaveLength(200_000);
  expect(settled(plan)).toBe(plan);
  const facts = treeOfFacts(plan.host);
  expect(readHost(facts).reserved).toHaveLength(200_000);
}, 60_000);

test('an edit changes its own property; everything else is the same object', () => {
  const plan = planOf(found(), TEST_BOARD);
  const [domA, domB] = plan.domains;
  const moved = placeAt(plan, domA?.staticMem?.[0]?.id as never, range(0x6000_0000n, 0x100_0000n));
  const after = settled(moved);
  const [was, is] = [plan, after].map((p) => nodeAt(p.tree, '/chosen/domA'));
  expect(words(is, 'xen,static-mem')).toBe('60000000 01000000');
  const changed = is?.properties.filter((property, i) => property !== was?.properties[i]);
  expect(changed?.map((property) => property.name)).toEqual(['xen,static-mem']);
  expect(is?.children).toBe(was?.children);
  for (const path of ['/chosen/domB', '/chosen/between', '/memory@40000000', '/chosen/framebuffer@1000'])
    expect(nodeAt(after.tree, path)).toBe(nodeAt(plan.tree, path));
  expect(after.domains[1]).toBe(domB);
  expect(after.host).toBe(plan.host);
});

test('a new domain has the form every release reads', () => {
  const plan = planSpec('domU1 dm vpl011 static 60000000+10000000 kernel 44000000+10000');
  const domain = nodeAt(plan.tree, '/chosen/domU1');
  expect(domain?.properties.map((p) => `${p.name} ${words(domain, p.name)}`)).toEqual([
    `compatible ${words(node('', [strings('x', 'xen,domain')]), 'x')}`,
    '#address-cells 00000002',
    '#size-cells 00000002',
    'cpus 00000001',
    'memory 00000000 00040000',
    'xen,static-mem 00000000 60000000 00000000 10000000',
    'direct-map ',
    'vpl011 ',
  ]);
  const module = nodeAt(plan.tree, '/chosen/domU1/module@44000000');
  expect(words(module, 'reg')).toBe('00000000 44000000 00000000 00010000');
});

test('4.16 gets the cells it asks for; later releases do not', () => {
  const spec = 'domU1 static 60000000+10000000';
  const own = ['#xen,static-mem-address-cells', '#xen,static-mem-size-cells'];
  const old = planSpec(spec, '4.16');
  expect(propertyNames(nodeAt(old.tree, '/chosen/domU1'))).toEqual(expect.arrayContaining(own));
  expect(propertyNames(nodeAt(planSpec(spec, '4.17').tree, '/chosen/domU1'))).not.toContain(own[0]);
  expect(settled(old, '4.22')).toBe(old);
  const moved = placeAt(old, old.domains[0]?.staticMem?.[0]?.id as never, range(0x7000_0000n, 0x1000n));
  expect(propertyNames(nodeAt(settled(moved, '4.22').tree, '/chosen/domU1'))).not.toContain(own[0]);
});

test('a heap bank too wide for the root’s cells is refused by name', () => {
  const narrow = planOf(found(cellProperties(1, 1)), TEST_BOARD);
  const { plan } = addHeapBank(narrow, range(0x1_0000_0000n, 0x1000n));
  expect(problemOf(plan)).toMatch(/0x100000000 \+ 0x1000 .* 1 address and 1 size cells/);
  expect(
    words(
      nodeAt(settled(addHeapBank(narrow, range(0x4000_0000n, 0x1000n)).plan).tree, '/chosen'),
      'xen,static-heap',
    ),
  ).toBe('40000000 00001000');
});

test('a bank too wide for /chosen widens it, and what depended on its cells', () => {
  const plan = planOf(found(), TEST_BOARD);
  const wide = settled(addBank(plan, plan.domains[0]?.id as never, range(0x8_0000_0000n, 0x1000n)).plan);
  const chosen = nodeAt(wide.tree, '/chosen');
  expect([words(chosen, '#address-cells'), words(chosen, '#size-cells')]).toEqual(['00000002', '00000002']);
  expect(words(nodeAt(wide.tree, '/chosen/framebuffer@1000'), 'reg')).toBe(
    '00000000 00001000 00000000 00002000',
  );
  expect(words(nodeAt(wide.tree, '/chosen/kernel@44000000'), 'reg')).toBe(
    '00000000 44000000 00000000 00001000',
  );
  // domA had inherited one and one, for its module too
  const domA = nodeAt(wide.tree, '/chosen/domA');
  expect([words(domA, '#address-cells'), words(domA, '#size-cells')]).toEqual(['00000001', '00000001']);
  expect(domA?.children).toBe(nodeAt(plan.tree, '/chosen/domA')?.children);
  expect(withoutIds(planOf(wide.tree, TEST_BOARD))).toEqual(withoutIds(wide));
});

test('a module too wide for its domain widens the domain alone', () => {
  const plan = planOf(found(), TEST_BOARD);
  const at = { kind: 'ramdisk' as const, range: range(0x8_0000_0000n, 0x1000n), file: null };
  const wide = settled(addModule(plan, plan.domains[0]?.id as never, at).plan);
  expect(words(nodeAt(wide.tree, '/chosen'), '#address-cells')).toBe('00000001');
  expect(words(nodeAt(wide.tree, '/chosen/domA'), '#address-cells')).toBe('00000002');
  expect(words(nodeAt(wide.tree, '/chosen/domA/module@45000000'), 'reg')).toBe(
    '00000000 45000000 00000000 00001000',
  );
});

test('/chosen states its cells once something is written below it', () => {
  const bare = planOf(tree([node('chosen', [strings('bootargs', 'x')])], cellProperties(2, 1)), TEST_BOARD);
  expect(settled(bare)).toBe(bare);
  const { tree: after } = settled(addDomain(bare, 'domU1').plan);
  expect(propertyNames(nodeAt(after, '/chosen'))).toEqual(['bootargs', '#address-cells', '#size-cells']);
});

test('a renamed domain keeps its node and what is not ours in it', () => {
  const plan = planOf(found(), TEST_BOARD);
  const after = settled(updateDomain(plan, plan.domains[0]?.id as never, { name: 'linux' }));
  expect(names(nodeAt(after.tree, '/chosen'))).toEqual([
    'framebuffer@1000',
    'kernel@44000000',
    'linux',
    'between',
    'domB',
  ]);
  expect(propertyNames(nodeAt(after.tree, '/chosen/linux'))).toContain('xen,enhanced');
  expect(nodeAt(after.tree, '/chosen/linux')?.children).toBe(nodeAt(plan.tree, '/chosen/domA')?.children);
  expect(after.paths.get(plan.domains[0]?.modules[0]?.id as never)).toBe('/chosen/linux/module@45000000');
});

test('a domain replaced by another under the same name inherits nothing', () => {
  const plan = planOf(found(), TEST_BOARD);
  const gone = remove(plan, [plan.domains[0]?.id as never]);
  const after = settled(addDomain(gone, 'domA').plan);
  expect(propertyNames(nodeAt(after.tree, '/chosen/domA'))).not.toContain('xen,enhanced');
});

test('domains change places in the order of the plan, others stay where they are', () => {
  const plan = planOf(found(), TEST_BOARD);
  const after = settled({ ...plan, domains: plan.domains.toReversed() });
  expect(names(nodeAt(after.tree, '/chosen'))).toEqual([
    'framebuffer@1000',
    'kernel@44000000',
    'domB',
    'between',
    'domA',
  ]);
});

test('a removed domain takes its node along, and nothing else', () => {
  const plan = planOf(found(), TEST_BOARD);
  const after = settled(remove(plan, [plan.domains[0]?.id as never, plan.dom0Modules[0]?.id as never]));
  expect(names(nodeAt(after.tree, '/chosen'))).toEqual(['framebuffer@1000', 'between', 'domB']);
});

test('a moved module takes its address into its name; two at one place get two names', () => {
  const plan = planSpec('domU1 static 60000000+10000000 kernel 44000000+10000 ramdisk 45000000+10000');
  const ramdisk = plan.domains[0]?.modules[1]?.id as never;
  const clash = settled(placeAt(plan, ramdisk, range(0x4400_0000n, 0x10000n)));
  expect(names(nodeAt(clash.tree, '/chosen/domU1'))).toEqual(['module@44000000', 'module-1@44000000']);
  const apart = settled(placeAt(clash, ramdisk, range(0x4600_0000n, 0x10000n)));
  expect(names(nodeAt(apart.tree, '/chosen/domU1'))).toEqual(['module@44000000', 'module@46000000']);
});

test('a module handed on is the same node below who has it now, in the cells there', () => {
  const own = found();
  const chosen = nodeAt(own, '/chosen') ?? node('');
  const children = chosen.children.map((child) =>
    child.name === 'kernel@44000000'
      ? { ...child, properties: [...child.properties, strings('vendor,checksum', 'abc')] }
      : child,
  );
  const root = { ...own.root, children: [...own.root.children.slice(0, -1), { ...chosen, children }] };
  const plan = planOf({ ...own, root }, TEST_BOARD);
  const [domA, domB] = plan.domains;
  const kernel = plan.dom0Modules[0]?.id as never;

  const given = settled(giveModule(plan, kernel, domB?.id ?? null));
  const there = nodeAt(given.tree, '/chosen/domB/kernel@44000000');
  expect(nodeAt(given.tree, '/chosen/kernel@44000000')).toBeUndefined();
  expect(words(there, 'reg')).toBe('00000000 44000000 00000000 00001000');
  expect(findProperty(there ?? node(''), 'vendor,checksum')).toEqual(strings('', 'abc').value);
  expect(given.paths.get(kernel)).toBe('/chosen/domB/kernel@44000000');
  expect(names(nodeAt(given.tree, '/chosen/domB'))).toEqual(['shm', 'lost@0', 'kernel@44000000']);

  // domA has /chosen's one and one; there the node is what it was, until its name is taken.
  const there2 = nodeAt(settled(giveModule(given, kernel, domA?.id ?? null)).tree, '/chosen/domA');
  expect(there2?.children.at(-1)).toEqual(nodeAt(plan.tree, '/chosen/kernel@44000000'));
  const renamed = placeAt(given, kernel, range(0x4500_0000n, 0x1000n));
  const clash = settled(giveModule(renamed, kernel, domA?.id ?? null));
  expect(names(nodeAt(clash.tree, '/chosen/domA'))).toEqual([
    'unknown',
    'module@45000000',
    'kernel@45000000',
  ]);
});

test.each<[string, (plan: Plan) => Plan, RegExp]>([
  ['a name dtc cannot read', (p) => addDomain(p, 'dom U').plan, /“dom U” is no node name/],
  ['no name', (p) => addDomain(p, '').plan, /“” is no node name/],
  ['a name twice', (p) => addDomain(p, 'domB').plan, /already has a node “domB”/],
  ['a name of something else', (p) => addDomain(p, 'between').plan, /already has a node “between”/],
  [
    'memory between two KiB',
    (p) => updateDomain(p, p.domains[0]?.id as never, { memory: bytes(1000n) }),
    /whole number of KiB/,
  ],
  ['half a vCPU', (p) => updateDomain(p, p.domains[0]?.id as never, { cpus: 0.5 }), /cpus cannot be 0.5/],
  [
    'an address past 64 bits',
    (p) => placeAt(p, p.dom0Modules[0]?.id as never, range(1n << 64n, 1n)),
    /does not fit 64 bits/,
  ],
  [
    'an address below zero',
    (p) => placeAt(p, p.dom0Modules[0]?.id as never, range(-1n as Addr, 1n)),
    /does not fit 64 bits/,
  ],
])('what a tree cannot hold is refused: %s', (_what, edit, message) => {
  expect(problemOf(edit(planOf(found(), TEST_BOARD)))).toMatch(message);
});

const bases: readonly (readonly [string, () => Tree])[] = [
  ['nothing at all', () => tree([])],
  ['a tree with entities and things that are not ours', () => found()],
  [
    'a /chosen that inherits one address cell',
    () => tree([node('chosen', [], [node('x@1', [reg(1, 0, 0x10)])])], cellProperties(2, 1)),
  ],
  [
    'cells nobody can read',
    () => tree([node('chosen', cellProperties(3, 0), [domU('d', [cells('xen,static-mem', 1, 2, 3)])])]),
  ],
];

test.each(bases)('the tree says what the entities say, and settling is done once: %s', (_what, base) => {
  const plan = planOf(base(), TEST_BOARD);
  holdsFor(
    fc.property(arbitraryEntities, fc.constantFrom<Release>('4.16', '4.22'), (entities, release) => {
      const root = childCellsOf(plan.tree.root, DEFAULT_CELLS);
      const heap = entities.heap.filter((bank) => rangeFits(bank, root));
      const wanted = withEntities(plan, { ...entities, heap });
      const after = settled(wanted, release);
      const again = planOf(after.tree, TEST_BOARD);
      expect(withoutIds(again)).toEqual(withoutIds(wanted));
      expect([...after.paths.values()].toSorted()).toEqual([...again.paths.values()].toSorted());
      expect(settled(after, release)).toBe(after);
      expect(settled(again, release)).toBe(again);
    }),
    60,
  );
});

test('from one set of entities to another, what is not ours stays', () => {
  const plan = planOf(found(), TEST_BOARD);
  const strangers = ['/memory@40000000', '/chosen/between'];
  holdsFor(
    fc.property(arbitraryEntities, arbitraryEntities, (first, second) => {
      const one = settled(withEntities(plan, first));
      const two = settled(withEntities(one, second));
      expect(withoutIds(planOf(two.tree, TEST_BOARD))).toEqual(withoutIds(two));
      for (const path of strangers) expect(nodeAt(two.tree, path)).toBe(nodeAt(one.tree, path));
      const chosen = nodeAt(two.tree, '/chosen') ?? node('');
      const framebuffer = findProperty(nodeAt(two.tree, '/chosen/framebuffer@1000') ?? node(''), 'reg');
      expect(readPairs(framebuffer ?? new Uint8Array(), childCellsOf(chosen, WIDE))).toEqual([
        range(0x1000n, 0x2000n),
      ]);
      expect(chosen.properties).toContainEqual(strings('bootargs', 'quiet'));
    }),
    60,
  );
});
