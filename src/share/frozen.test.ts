// Designs and links made by earlier versions open for ever. These files are never edited; a new version adds its own.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findEntity } from '../model/entities.ts';
import { findProperty, nodeAt } from '../model/tree.ts';
import { readDesign } from './design.ts';
import { unpackLink } from './link.ts';

const frozen = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

const open = (text: string) => {
  const read = readDesign(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
};

test.each([
  ['v1-facts.memmap.json', 'frozen-facts', 'facts', '4.19', 'debug'],
  ['v1-tree.memmap.json', 'frozen-tree', 'tree', '4.22', 'release'],
])('%s still says what it said', (file, name, origin, release, build) => {
  const design = open(frozen(file));
  expect(design).toMatchObject({ name, target: { release, build } });
  const { board, heap, domains, dom0Modules, load } = design.plan;
  expect(board.origin).toBe(origin);
  expect(load.xen).toMatchObject({ start: 0x4020_0000n, size: 0x20_0000n });
  expect(heap).toMatchObject([{ start: 0x5000_0000n, size: 0x1000_0000n }]);
  expect(dom0Modules).toMatchObject([{ kind: 'kernel', start: 0x4a00_0000n }]);
  expect(domains).toMatchObject([
    {
      name: 'domU1',
      cpus: 2,
      memory: 0x2000_0000n,
      directMap: true,
      vpl011: true,
      modules: [
        { kind: 'kernel', file: { name: 'Image', header: { kind: 'Image', flags: 0xan } } },
        { kind: 'ramdisk' },
      ],
      shared: [{ shmId: 'ipc0', role: 'owner', host: 0xb000_0000n }],
    },
    { name: 'domU2', directMap: false, staticMem: [{ start: 0x8000_0000n }, { start: 0x9000_0000n }] },
  ]);
  const domU1 = nodeAt(design.plan.tree, '/chosen/domU1');
  expect(domU1 && findProperty(domU1, 'direct-map')).toEqual(new Uint8Array());
});

test('the link of version 1 still opens to the same design', async () => {
  const text = await unpackLink(frozen('v1-link.txt').trim());
  expect(text).toEqual({ ok: true, value: frozen('v1-facts.memmap.json') });
});

test('v1-dom0.memmap.json still has dom0 with its command lines', () => {
  const { plan } = open(frozen('v1-dom0.memmap.json'));
  expect(plan.dom0Modules.map(({ kind }) => kind)).toEqual(['kernel', 'ramdisk']);
  expect(plan.xenBootargs).toBe('console=dtuart dtuart=/pl011@9000000 dom0_mem=512M bootscrub=0');
  expect(plan.dom0Bootargs).toBe('console=hvc0 root=/dev/ram0');
  const chosen = nodeAt(plan.tree, '/chosen');
  expect(chosen && findProperty(chosen, 'xen,xen-bootargs')?.length).toBe(63);
});

test('v1-pinned.memmap.json still holds in place what was pinned', () => {
  const { plan } = open(frozen('v1-pinned.memmap.json'));
  expect([...plan.pinned].map((id) => findEntity(plan, id))).toMatchObject([
    { kind: 'xen', range: { start: 0x4020_0000n } },
    { kind: 'heap', region: { start: 0x5000_0000n } },
    { kind: 'bank', region: { start: 0x8000_0000n } },
  ]);
});

test('v2-text.memmap.json still has its own text and the file it includes', () => {
  const { plan, text } = open(frozen('v2-text.memmap.json'));
  expect(text?.form).toBe('board');
  expect(text?.fault).toBeNull();
  expect(text?.text).toContain('xen,static-mem = <0x60000000 0x10000000>;');
  expect(text?.board?.text).toContain('xen,static-mem = <0x50000000 0x10000000>;');
  expect([...(text?.board?.files.keys() ?? [])]).toEqual(['soc.dtsi']);
  expect(plan.domains).toMatchObject([{ staticMem: [{ start: 0x6000_0000n }] }]);
});

test('v1-wants.memmap.json still says what is to be placed and how', () => {
  const { needs, tags } = open(frozen('v1-wants.memmap.json')).plan.wants;
  expect(tags).toEqual([['fast']]);
  expect(needs).toMatchObject([
    {
      for: { kind: 'memory' },
      size: 0x800_0000n,
      most: 0x1000_0000n,
      banks: 2,
      align: 0x20_0000n,
      wish: 0x4000_0000n,
      ram: 'fast',
    },
    { for: { kind: 'module', domain: null, module: 'ramdisk' }, reach: { start: 0n, size: 0x1_0000_0000n } },
    { for: { kind: 'entity' }, apart: [{ from: null, gap: 0x1000n }] },
  ]);
});
