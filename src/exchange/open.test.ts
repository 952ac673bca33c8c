import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBlob } from '../devicetree/blob.ts';
import { problemText, type Result } from '../model/result.ts';
import { node } from '../model/tree.ts';
import { holdsFor } from '../testing/seed.ts';
import { tree } from '../testing/tree-spec.ts';
import { anyTree } from '../testing/trees.ts';
import { detect, openTree } from './open.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const said = (result: Result<unknown>): string => (result.ok ? 'fine' : problemText(result.problem));

test('a blob and a text of one tree open as that tree', () => {
  const source = tree([node('memory@0')]);
  const text = '/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <2>; memory@0 { }; };';
  for (const input of [writeBlob(source), bytes(text), bytes(`\uFEFF${text}`)])
    expect(openTree(input)).toEqual({ ok: true, value: source });
  holdsFor(
    fc.property(anyTree, (any) => {
      expect(openTree(writeBlob(any))).toEqual({ ok: true, value: any });
    }),
    20,
  );
});

test('what a text includes comes from whoever opened it', () => {
  const text = bytes('/dts-v1/;\n/include/ "board.dtsi"\n/ { b; };');
  expect(said(openTree(text))).toMatch(/board\.dtsi/);
  const opened = openTree(text, (path) => ({
    ok: true,
    value: bytes(path === 'board.dtsi' ? '/ { a; };' : ''),
  }));
  expect(opened.ok && opened.value.root.properties.map((p) => p.name)).toEqual(['a', 'b']);
});

test.each([
  ['/dts-v1/; / { };', 'text'],
  ['// a comment { \n', 'text'],
  ['  {"format":"xen-memmap"}', 'design'],
  ['\uFEFF{', 'design'],
  ['(XEN) RAM: 0000000040000000 - 00000000bfffffff\r\n', 'log'],
  ['\0\0\u001b[0m(XEN) RAM: 0000000040000000 - 00000000bfffffff', 'log'],
  ['/dts-v1/;\n/* seen:\n(XEN) RAM: 0000000040000000 - 00000000bfffffff\n*/ / { };', 'text'],
])('%j is a %s', (input, kind) => {
  expect(detect(bytes(input))).toEqual({ ok: true, value: kind });
});

test('a console is known for one although its line garbled bytes', () => {
  const input = Uint8Array.of(
    0xf8,
    0x00,
    0x80,
    10,
    ...bytes('(XEN) RAM: 0000000040000000 - 00000000bfffffff\n'),
    0xc3,
  );
  expect(detect(input)).toEqual({ ok: true, value: 'log' });
});

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(), /^it is empty; expected a device tree blob/],
  ['noise', Uint8Array.of(7, 9, 0, 200, 255), /^it is binary; expected .* source, a design .*\(offset 0x2\)/],
  ['Latin-1', Uint8Array.of(0x2f, 0xe9, 0x20), /^it is not UTF-8/],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), /gzip data: unpack it/],
  ['a kernel', Uint8Array.of(...new Uint8Array(0x38), 0x41, 0x52, 0x4d, 0x64), /arm64 kernel Image/],
  ['a 17 MiB file', new Uint8Array(17 << 20), /^it has 17825792 bytes; more than 16777216 \(16 MiB\)/],
  ['a cut blob', writeBlob(tree([])).slice(0, 50), /truncated/],
  ['a design', bytes('{}'), /it is a design/],
  ['a boot log', bytes('(XEN) RAM: 0000000040000000 - 00000000bfffffff'), /it is a boot log/],
  ['an overlay', writeBlob(tree([node('fragment@0', [], [node('__overlay__')])])), /it is an overlay/],
  ['an overlay’s text', bytes('/dts-v1/; /plugin/; &{/} { };'), /it is an overlay/],
  ['a text that breaks off', bytes('/dts-v1/;\n/ { a = <1'), /line 2/],
])('%s is refused by name', (_what, input, message) => {
  expect(said(openTree(input))).toMatch(message);
});

test('any bytes are answered', () => {
  holdsFor(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      expect(typeof said(openTree(input))).toBe('string');
    }),
  );
});
