import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strings, u32 } from '../model/cells.ts';
import { range } from '../model/range.ts';
import { node, type Tree, type TreeNode } from '../model/tree.ts';
import { holdsFor } from '../testing/seed.ts';
import { looksLikeBlob, readBlob, writeBlob } from './blob.ts';
import { anyTree } from '../testing/trees.ts';

const sample: Tree = {
  root: node(
    '',
    [strings('compatible', 'a', 'b'), strings('model', 'x')],
    [
      node(
        'cpus',
        [u32('#address-cells', 1), u32('#size-cells', 0)],
        [node('cpu@5', [u32('reg', 5), u32('addr-len', 1), u32('len', 2)])],
      ),
    ],
  ),
  memreserve: [range(0x1000n, 0x2000n)],
  bootCpu: 5,
};

/** The sample's blob with 32-bit words replaced: `patched({ 4: 0xffff })` overwrites totalsize. */
function patched(words: Record<number, number>, blob = writeBlob(sample)): Uint8Array {
  const copy = blob.slice();
  const view = new DataView(copy.buffer);
  for (const [offset, word] of Object.entries(words)) view.setUint32(Number(offset), word);
  return copy;
}

test('a tree survives the blob, names, order, values, reservations and boot CPU included', () => {
  holdsFor(
    fc.property(anyTree, (tree) => {
      expect(readBlob(writeBlob(tree))).toEqual({ ok: true, value: tree });
    }),
  );
});

test('a name that is the tail of an earlier one shares its bytes', () => {
  const text = new TextDecoder().decode(writeBlob(sample));
  expect(text.endsWith('#size-cells\0reg\0addr-len\0')).toBe(true);
});

test('bytes after totalsize are ignored and views into larger buffers are read right', () => {
  const blob = writeBlob(sample);
  const larger = new Uint8Array(blob.length + 24).fill(0xaa);
  larger.set(blob, 8);
  expect(readBlob(larger.subarray(8))).toEqual({ ok: true, value: sample });
});

test('a blob of version 16, which has no structure size, is read', () => {
  expect(readBlob(patched({ 20: 16, 36: 0xdead }))).toEqual({ ok: true, value: sample });
});

test('a newer blob that says version 17 readers may read it is read', () => {
  expect(readBlob(patched({ 20: 18, 24: 17 }))).toEqual({ ok: true, value: sample });
});

test('NOP tokens mean nothing wherever they stand', () => {
  const flat = writeBlob({ root: node('', [u32('a', 1)]), memreserve: [], bootCpu: 0 });
  const structure = 56;
  const words = [4, 1, 0, 4, 4, 3, 4, 0, 1, 4, 2, 4, 9];
  const blob = new Uint8Array(structure + 4 * words.length + 2);
  blob.set(flat.subarray(0, structure));
  const view = new DataView(blob.buffer);
  words.forEach((word, i) => view.setUint32(structure + 4 * i, word));
  blob.set([0x61, 0], structure + 4 * words.length);
  const header = { 4: blob.length, 12: structure + 4 * words.length, 36: 4 * words.length };
  expect(readBlob(patched(header, blob))).toEqual({
    ok: true,
    value: { root: node('', [u32('a', 1)]), memreserve: [], bootCpu: 0 },
  });
});

// Offsets in the sample: structure at 0x48, `compatible` at 0x50, its name offset at 0x58.
test.each<[what: string, input: Uint8Array, message: RegExp, at: string | null]>([
  ['nothing', new Uint8Array(), /not a device tree blob/, 'offset 0x0'],
  ['a text', new TextEncoder().encode('/dts-v1/;\n/ { };\n'), /not a device tree blob/, 'offset 0x0'],
  ['half a header', writeBlob(sample).slice(0, 20), /truncated/, 'offset 0x14'],
  ['half a blob', writeBlob(sample).slice(0, 0x80), /truncated.*totalsize/, 'offset 0x80'],
  ['17 MiB', new Uint8Array(17 << 20), /16 MiB/, null],
  ['version 3', patched({ 20: 3 }), /version 3.*dtc/, 'offset 0x14'],
  ['a blob of the future', patched({ 20: 20, 24: 18 }), /version 18/, 'offset 0x18'],
  ['a tiny totalsize', patched({ 4: 8 }), /smaller than the header/, 'offset 0x4'],
  ['a structure block off the grid', patched({ 8: 0x4a }), /multiple of 4/, 'offset 0x8'],
  ['reservations off the grid', patched({ 16: 0x2c }), /multiple of 8/, 'offset 0x10'],
  ['reservations within the header', patched({ 16: 8 }), /within the header/, 'offset 0x10'],
  ['reservations without end', patched({ 16: 0x110 }), /no end/, 'offset 0x121'],
  ['strings past the end', patched({ 32: 0x1000 }), /strings block reaches past/, 'offset 0xc'],
  [
    'a structure block past the end',
    patched({ 36: 0xffffffff }),
    /structure block reaches past/,
    'offset 0x8',
  ],
  ['a short structure block', patched({ 36: 0x18 }), /past the structure block|no end token/, 'offset 0x60'],
  ['an unknown token', patched({ 0x48: 7 }), /0x7 is not a structure token/, 'offset 0x48'],
  ['no root', patched({ 0x48: 9 }), /no root/, 'offset 0x48'],
  ['an end before a beginning', patched({ 0x48: 2 }), /did not begin/, 'offset 0x48'],
  ['a property outside', patched({ 0x48: 3 }), /outside of any node/, 'offset 0x48'],
  ['an end too early', patched({ 0x50: 9 }), /while node \/ is open/, 'offset 0x50'],
  ['a property too long', patched({ 0x54: 0x7fffffff }), /reaches past the structure/, 'offset 0x50'],
  ['a name past the strings', patched({ 0x58: 0x10000 }), /past its end/, 'offset 0x50'],
  ['a root with a name', patched({ 0x4c: 0x61620000 }), /named ab/, 'offset 0x48'],
])('%s is refused with its place', (_what, input, message, at) => {
  const result = readBlob(input);
  if (result.ok) throw new Error('was read');
  expect(result.problem.message).toMatch(message);
  expect(result.problem.at).toBe(at);
});

test.each<[what: string, root: TreeNode, message: RegExp]>([
  [
    '65 nodes deep',
    Array.from({ length: 64 }).reduce<TreeNode>((of) => node('n', [], [of]), node('n')),
    /deeper than 64/,
  ],
  ['a slash in a node name', node('', [], [node('a/b')]), /“\/” in the node name a\/b/],
  ['a node without a name', node('', [], [node('')]), /no name/],
  ['a property without a name', node('', [u32('', 1)]), /without a name/],
  ['a control character', node('', [u32('a\x07', 1)]), /printable ASCII/],
  ['a name of 256 bytes', node('', [u32('x'.repeat(256), 1)]), /longer than 255/],
])('%s is refused', (_what, root, message) => {
  const named = root.name === '' ? root : { ...root, name: '' };
  const result = readBlob(writeBlob({ root: named, memreserve: [], bootCpu: 0 }));
  expect(result.ok ? 'was read' : result.problem.message).toMatch(message);
});

test('a property after a subnode is refused: readers that follow the specification would miss it', () => {
  const blob = writeBlob({
    root: node('', [], [node('a', [u32('p', 1)])]),
    memreserve: [],
    bootCpu: 0,
  });
  // Move the end of node `a` (8 bytes: begin, name) before its property.
  const view = new DataView(blob.buffer);
  const words = [1, 0, 1, 0x61000000, 2, 3, 4, 0, 1, 2, 9];
  words.forEach((word, i) => view.setUint32(56 + 4 * i, word));
  const result = readBlob(blob);
  expect(result.ok ? 'was read' : result.problem.message).toMatch(/p comes after a subnode/);
});

test('damaged and cut blobs are read or refused by name, never thrown at', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 });
  holdsFor(
    fc.property(anyTree, damage, fc.nat(), (tree, edits, cut) => {
      const blob = writeBlob(tree);
      for (const [where, byte] of edits) blob[where % blob.length] = byte;
      for (const input of [blob, blob.slice(0, cut % blob.length)]) {
        const result = readBlob(input);
        // What is read can be written and means the same again.
        expect(result.ok ? readBlob(writeBlob(result.value)) : result).toEqual(result);
      }
    }),
    500,
  );
});

test.each([
  [writeBlob(sample), true],
  [new TextEncoder().encode('/dts-v1/;'), false],
  [new Uint8Array([0xd0, 0x0d]), false],
])('looksLikeBlob goes by the magic number (%#)', (input, expected) => {
  expect(looksLikeBlob(input)).toBe(expected);
});
