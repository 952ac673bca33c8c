import { gzipSync } from 'node:zlib';
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
    part: (start: number, count: number) => {
      file.read += Math.min(count, size - start);
      return Promise.resolve(content.slice(start, start + count));
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
  const file = fileOf(new Uint8Array(100), 64 * 1024 * 1024);
  expect(await readModuleFile(file)).toMatchObject({ header: { kind: 'unknown' }, tree: null });
  expect(file.read).toBe(64);
});

test('of a compressed kernel, how long it is and what it is are read too', async () => {
  const image = new Uint8Array(8 * 1024 * 1024);
  image.set([0x41, 0x52, 0x4d, 0x64], 56);
  // What does not compress, so that the file is longer than what is read of it.
  for (let i = 64, state = 1; i < 1024 * 1024; i += 1)
    image[i] = (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24;
  const packed = new Uint8Array(gzipSync(image));
  const file = fileOf(packed);
  expect((await readModuleFile(file)).header).toMatchObject({
    kind: 'gzip',
    unpacked: { size: 8n * 1024n * 1024n, header: { kind: 'Image' } },
  });
  expect(file.read).toBeLessThan(packed.length);
});

test('of a damaged one the header is unknown', async () => {
  const cut = fileOf(new Uint8Array([0x1f, 0x8b, 1, 2, 3, 4]));
  expect((await readModuleFile(cut)).header).toEqual({
    kind: 'gzip',
    unpacked: { size: 0x04030201n, header: { kind: 'unknown' } },
  });
});

test('a broken blob is no tree, and one of over 2 MiB is not looked into', async () => {
  expect(await readModuleFile(fileOf(writeBlob(tree).slice(0, 60)))).toMatchObject({ tree: null });
  const large = fileOf(writeBlob(tree), 2 * 1024 * 1024 + 1);
  expect('tree' in (await readModuleFile(large))).toBe(false);
  expect(large.read).toBe(64);
});
