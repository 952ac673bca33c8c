import { expect, test } from 'vitest';
import { writeBlob } from '../devicetree/blob.ts';
import { u32 } from '../model/cells.ts';
import { node, type Tree } from '../model/tree.ts';
import { readModuleFile } from './module-file.ts';

/** A file of these bytes, made longer with zeros, that counts how much of it is read. */
function fileOf(content: Uint8Array, size = content.length) {
  const file = {
    name: 'file',
    size,
    read: 0,
    head: (count: number) => {
      file.read = Math.max(file.read, count);
      return Promise.resolve(content.slice(0, count));
    },
  };
  return file;
}

const tree: Tree = {
  root: node('', [], [node('passthrough', [u32('#address-cells', 2)])]),
  memreserve: [],
  bootCpu: 0,
};

test('a device tree blob is read whole', async () => {
  const facts = await readModuleFile(fileOf(writeBlob(tree)));
  expect(facts.tree).toEqual(tree);
  expect(facts.header).toEqual({ kind: 'unknown' });
});

test('of anything else only the header is', async () => {
  const file = fileOf(new Uint8Array([0x1f, 0x8b]), 64 * 1024 * 1024);
  expect(await readModuleFile(file)).toMatchObject({ header: { kind: 'gzip' }, tree: null });
  expect(file.read).toBe(64);
});

test('a broken blob is no tree, and one of over 2 MiB is not looked into', async () => {
  expect(await readModuleFile(fileOf(writeBlob(tree).slice(0, 60)))).toMatchObject({ tree: null });
  const large = fileOf(writeBlob(tree), 2 * 1024 * 1024 + 1);
  expect('tree' in (await readModuleFile(large))).toBe(false);
  expect(large.read).toBe(64);
});
