import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellAt, type Cells, encodeNumbers, flag, strings, u32 } from '../model/cells.ts';
import { range } from '../model/range.ts';
import { findChild, findProperty, node, type Property, type Tree } from '../model/tree.ts';
import { holdsFor } from '../testing/seed.ts';
import { anyTree } from '../testing/trees.ts';
import { countCells, hexCells, type PrintNode, textProperty, textValue } from './print/document.ts';
import { type Describe, describeNode, GUESS } from './print/guess.ts';
import { documentText, nodeText } from './print/write.ts';
import { printNode, printTree } from './print.ts';
import { parseText } from './text.ts';

const bytes = (...value: number[]): Uint8Array => Uint8Array.from(value);
const tree = (root: Tree['root'], memreserve: Tree['memreserve'] = []): Tree => ({
  root,
  memreserve,
  bootCpu: 0,
});

/** What dtc takes for the boot CPU: `reg` of the first of `/cpus`. */
function bootCpuOf({ root }: Tree): number {
  const first = findChild(root, 'cpus')?.children[0];
  const reg = first && findProperty(first, 'reg');
  return reg?.length === 4 ? (cellAt(reg, 0) ?? 0) : 0;
}

test('what is printed reads back as the same tree, boot CPU apart', () => {
  holdsFor(
    fc.property(anyTree, (original) => {
      const again = parseText(printTree(original));
      expect(again).toEqual({ ok: true, value: { ...original, bootCpu: bootCpuOf(original) } });
    }),
    500,
  );
});

test('printing what was read from print gives the same text', () => {
  holdsFor(
    fc.property(anyTree, (original) => {
      const text = printTree(original);
      const again = parseText(text);
      expect(again.ok && printTree(again.value)).toBe(text);
    }),
    100,
  );
});

test('a tree as text', () => {
  const root = node(
    '',
    [u32('#address-cells', 2), u32('#size-cells', 1), strings('compatible', 'a,b', 'c')],
    [
      node('memory@40000000', [
        strings('device_type', 'memory'),
        {
          name: 'reg',
          value: encodeNumbers([
            [0x4000_0000n, 2],
            [0x1000n, 1],
            [0x8_0000_0000n, 2],
            [0x2000n, 1],
          ]),
        },
      ]),
      node('chosen', [flag('here')], [node('empty')]),
    ],
  );
  expect(printTree(tree(root, [range(0x1000n, 0x2000n), range(0n, 1n)]))).toBe(`/dts-v1/;

/memreserve/ 0x1000 0x2000;
/memreserve/ 0x0 0x1;

/ {
	#address-cells = <2>;
	#size-cells = <1>;
	compatible = "a,b", "c";

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x1000>, <0x8 0x0 0x2000>;
	};

	chosen {
		here;

		empty {
		};
	};
};
`);
});

test.each<[Property, string]>([
  [flag('a'), 'a;'],
  [strings('a', ''), 'a = "";'],
  [strings('a', 'x', 'y'), 'a = "x", "y";'],
  [strings('a', 'x', '', 'y'), 'a = [78 00 00 79 00];'],
  [strings('a', 'tab\tquote"back\\'), 'a = "tab\\tquote\\"back\\\\";'],
  [strings('a', 'Grüße'), 'a = "Grüße";'],
  [strings('a', 'lost \ufffd'), 'a = "lost \\xef\\xbf\\xbd";'],
  [{ name: 'a', value: bytes(0, 0, 0, 0) }, 'a = <0x0>;'],
  [{ name: 'a', value: bytes(0x61, 0x62, 0x63, 0) }, 'a = "abc";'],
  [{ name: 'phandle', value: bytes(0x61, 0x62, 0x63, 0) }, 'phandle = <0x61626300>;'],
  [{ name: 'a', value: bytes(0x61, 0x62, 0, 0) }, 'a = <0x61620000>;'],
  [{ name: 'a', value: bytes(0xff, 0) }, 'a = [ff 00];'],
  [{ name: 'a', value: bytes(7, 0, 0, 1, 0xff, 0xff, 0xff, 0xff) }, 'a = <0x7000001 0xffffffff>;'],
  [{ name: 'a', value: bytes(1, 2, 3) }, 'a = [01 02 03];'],
  [{ name: 'a', value: bytes(0xef, 0xbb, 0xbf, 0x61, 0) }, 'a = "\ufeffa";'],
  [u32('#include', 1), '\\#include = <0x1>;'],
  [u32('a:b', 1), '/* a property whose name text cannot hold: "a:b" */'],
  [u32('*/', 1), '/* a property whose name text cannot hold: "* /" */'],
])('%o is written %s', (property, expected) => {
  expect(
    printNode(node('n', [property]))
      .split('\n')[1]
      ?.trim(),
  ).toBe(expected);
});

test('long values go on, aligned', () => {
  const value = encodeNumbers(Array.from({ length: 20 }, (_, i) => [BigInt(i) << 28n, 1] as const));
  const list = strings('compatible', ...Array.from({ length: 4 }, (_, i) => `${'x'.repeat(30)}${i}`));
  expect(printNode(node('n', [{ name: 'map', value }, list]), 1)).toBe(`	n {
		map = <0x0 0x10000000 0x20000000 0x30000000 0x40000000 0x50000000 0x60000000 0x70000000
		       0x80000000 0x90000000 0xa0000000 0xb0000000 0xc0000000 0xd0000000 0xe0000000 0xf0000000
		       0x0 0x10000000 0x20000000 0x30000000>;
		compatible = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx0",
		             "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1",
		             "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2",
		             "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx3";
	};
`);
});

test('a node whose name text cannot hold is named in a comment and left out', () => {
  const text = printTree(tree(node('', [], [node('a#b', [u32('reg', 1)]), node('c')])));
  expect(text).toContain('/* a node whose name text cannot hold: "a#b" */');
  expect(parseText(text)).toMatchObject({ ok: true, value: { root: node('', [], [node('c')]) } });
});

const guest: PrintNode = {
  name: 'domU1',
  labels: ['first'],
  comment: 'as carved */ by hand',
  properties: [
    textProperty('compatible', 'xen,domain'),
    textProperty('direct-map'),
    { name: 'memory', values: [hexCells([[0x80000n, 2]], '524288 KiB = 512 MiB')] },
    { name: '#address-cells', values: [countCells(2)] },
    {
      name: 'banks',
      values: [
        hexCells(
          [
            [0x4000_0000n, 2],
            [0x1000_0000n, 2],
          ],
          '256 MiB',
        ),
        hexCells(
          [
            [0x8_0000_0000n, 2],
            [0x4000_0000n, 2],
          ],
          '1 GiB',
        ),
      ],
    },
    {
      name: 'mixed',
      values: [
        { kind: 'cells', cells: [{ phandleOf: { label: 'gic' } }, { value: 7 }] },
        { kind: 'path', of: { path: '/soc' } },
      ],
    },
    { name: 'raw', values: [{ kind: 'bytes', bytes: bytes(0, 0xab) }, textValue('s')] },
  ],
  children: [],
};

test('a document with intent: an overlay of a part by path and one by label', () => {
  const text = documentText({
    plugin: true,
    heading: ['Two parts.', '', 'End */ of heading.'],
    parts: [
      { target: { path: '/chosen' }, node: { name: '', properties: [], children: [guest] } },
      {
        target: { label: 'uart0' },
        node: { name: '', properties: [textProperty('status', 'disabled')], children: [] },
      },
    ],
  });
  expect(text).toBe(`/dts-v1/;
/plugin/;

/*
 * Two parts.
 *
 * End * / of heading.
 */

&{/chosen} {
	/* as carved * / by hand */
	first: domU1 {
		compatible = "xen,domain";
		direct-map;
		memory = <0x0 0x80000>; /* 524288 KiB = 512 MiB */
		#address-cells = <2>;
		banks = <0x0 0x40000000 0x0 0x10000000>, /* 256 MiB */
		        <0x8 0x0 0x0 0x40000000>; /* 1 GiB */
		mixed = <&gic 0x7>, &{/soc};
		raw = [00 ab], "s";
	};
};

&uart0 {
	status = "disabled";
};
`);
});

test('what one knows better than the guesser is said per property', () => {
  const knowing: Describe<Cells> = {
    ...GUESS,
    property: (of, property, cells) =>
      property.name === 'size'
        ? { name: 'size', values: [countCells(4096)] }
        : GUESS.property(of, property, cells),
  };
  const text = nodeText(describeNode(node('n', [u32('size', 4096), u32('other', 1)]), knowing));
  expect(text).toContain('\tsize = <4096>;\n\tother = <0x1>;\n');
});
