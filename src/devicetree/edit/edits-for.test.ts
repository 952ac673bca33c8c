import { describe, expect, test } from 'vitest';
import { encodeNumbers, flag, strings, u32 } from '../../model/cells.ts';
import { node, type Tree } from '../../model/tree.ts';
import { add, all, at, board, type Change, drop, edited, read, set } from '../../testing/edited-text.ts';
import { parse } from '../document.ts';
import { GUESS } from '../print/guess.ts';
import { editsFor } from './edits-for.ts';
import { applyEdits } from './text-edit.ts';

const cells = (...numbers: number[]): Uint8Array =>
  encodeNumbers(numbers.map((number) => [BigInt(number), 1] as const));

describe('values', () => {
  test.each<[string, Uint8Array, string]>([
    ['<0x1 0xAB>', cells(2, 0xcd), '<0x2 0xCD>'],
    ['<0X0000000a 10 010 1UL>', cells(11, 11, 11, 11), '<0X0000000b 11 013 11UL>'],
    ['<0 0x40000000>', cells(8, 0), '<8 0x0>'],
    ['<0 0x40000000>', cells(0xab, 0x40000000), '<0xab 0x40000000>'],
    ['<0 16>', cells(20, 16), '<20 16>'],
    ['<(1 << 4) (8 + 8)>', cells(16, 17), '<(1 << 4) 0x11>'],
    ["<'a'(2)>", cells(3, 2), '<0x3(2)>'],
    ['<(1)0x2>', cells(3, 2), '<0x3 0x2>'],
    ['/bits/ 64 <0x100000000 1>', cells(1, 1, 0, 2), '/bits/ 64 <0x100000001 2>'],
    ['/bits/ 8 <1 2>', Uint8Array.of(1, 255), '/bits/ 8 <1 255>'],
    ['[0A 00 01]', Uint8Array.of(10, 0, 0xfe), '[0A 00 FE]'],
    ['[0a 00 01]', Uint8Array.of(10, 0xfe, 1), '[0a fe 01]'],
    ['[0a0b]', Uint8Array.of(10, 11, 12), '[0a0b0c]'],
    ['"one"', strings('', 'o"e').value, '"o\\"e"'],
    ['"one", "two"', strings('', 'one', 'or', 'two').value, '"one", "or", "two"'],
    ['"one", "two", "six"', strings('', 'one', 'six').value, '"one", "six"'],
    ['"one"', cells(0x61), '<0x61>'],
    ['<1>', new Uint8Array(), ''],
    ['<0x1 0x2>, <0x3 0x4>', cells(1, 2), '<0x1 0x2>'],
    ['<0x1 0x2>, <0x3 0x4>', cells(3, 4), '<0x3 0x4>'],
    ['<0x1 0x2>, <0x3 0x4>', cells(1, 2, 5, 6, 3, 4), '<0x1 0x2>, <0x5 0x6>, <0x3 0x4>'],
    ['<0x01 0x02>, <0x03 0x04>', cells(1, 2, 3, 4, 5, 6), '<0x01 0x02>, <0x03 0x04>, <0x05 0x06>'],
    ['<1 2 3>', cells(1, 2, 3, 4), '<1 2 3 4>'],
    ['<1 2 3>', cells(1, 3), '<1 3>'],
    ['<1 2>, "s", [00]', cells(7), '<0x7>'],
    ['<1>, "s"', Uint8Array.of(0, 0, 0, 2, 0x74, 0), '<2>, "t"'],
  ])('%s becomes %o as %s', (before, value, after) => {
    const text = (written: string): string => `/dts-v1/; / { x${written && ` = ${written}`}; };`;
    expect(edited(text(before), set('x', value))).toBe(text(after));
  });

  test('lines, comments and labels of a list stay with what they belong to', () => {
    const text = board(`
			x = first: <0x0 0x60000000>, /* one */
			    <0x8 0x0000000>,  // two
			    <0x9 0x0>; /* three */
		`);
    const x = (...numbers: number[]): string => edited(text, set('x', cells(...numbers)));
    expect(x(0, 0x60000000, 8, 0)).toBe(
      board(`
			x = first: <0x0 0x60000000>, /* one */
			    <0x8 0x0000000>;  // two
		`),
    );
    expect(x(0, 0x60000000, 9, 0)).toBe(
      board(`
			x = first: <0x0 0x60000000>, /* one */
			    <0x9 0x0>; /* three */
		`),
    );
    expect(x(8, 0, 9, 0x10)).toBe(
      board(`
			x = first: <0x8 0x0000000>,  // two
			    <0x9 0x10>; /* three */
		`),
    );
    expect(x(0, 0x60000000, 8, 0, 9, 0, 10, 0)).toBe(
      board(`
			x = first: <0x0 0x60000000>, /* one */
			    <0x8 0x0000000>,  // two
			    <0x9 0x0>, /* three */
			    <0xa 0x0>;
		`),
    );
  });

  test('what a compiler wrote in one list goes on in one', () => {
    const text = board(`
			#address-cells = <0x01>;
			#size-cells = <0x01>;
			memory@0 {
				reg = <0x00 0x10 0x40 0x20 0x80 0x20>;
			};
		`);
    expect(edited(text, at('/memory@0', set('reg', cells(0, 16, 64, 32, 128, 32, 256, 1))))).toContain(
      'reg = <0x00 0x10 0x40 0x20 0x80 0x20 0x100 0x01>;',
    );
    expect(edited(text, at('/memory@0', set('reg', cells(0, 16, 128, 32))))).toContain(
      'reg = <0x00 0x10 0x80 0x20>;',
    );
  });

  test('macros and references that still say it stay; others become numbers', () => {
    const text = '/dts-v1/;\n#define A 1\n/ { l: n { phandle = <9>; }; m { x = <A &l A>; }; };\n';
    expect(edited(text, at('/m', set('x', cells(1, 9, 2))))).toContain('x = <A &l 0x2>;');
    expect(edited(text, at('/m', set('x', cells(1, 8, 1))))).toContain('x = <A 0x8 A>;');
  });
});

describe('properties and nodes', () => {
  const text = board(`
			/* Kept. */
			#address-cells = <1>;	// cells

			chosen {
				a = <1>;
				/* what b is */
				b; /* b */

				/*
				 * The first.
				 */
				one: n@1 {
					reg = <0x1>;
				}; // n@1

				n@2 {
					reg = <0x2>;
				};
			};

			last { };
		`);

  test('a new property stands where it belongs, set as its neighbours are', () => {
    const changed = edited(
      text,
      at('/chosen', (of) => ({
        ...of,
        properties: [
          ...of.properties.slice(0, 1),
          { name: 'c', value: cells(0xab) },
          ...of.properties.slice(1),
        ],
      })),
    );
    expect(changed).toContain('\t\ta = <1>;\n\t\tc = <0xab>;\n\t\t/* what b is */\n\t\tb; /* b */\n');
    expect(edited(text, at('/chosen', set('c', strings('', 'x').value)))).toContain(
      '\t\tb; /* b */\n\t\tc = "x";\n\n\t\t/*\n',
    );
    expect(edited(text, at('/last', all(set('c', new Uint8Array()), add(node('m')))))).toContain(
      '\tlast {\n\t\tc;\n\n\t\tm {\n\t\t};\n\t};\n',
    );
  });

  test('a property that goes on under another name keeps everything else', () => {
    const text = board(`
		a;
		/* about b */
		b = <0x1   2>; // kept
		c;
		`);
    const rename: Change = (of) => ({
      ...of,
      properties: of.properties.map((p) => (p.name === 'b' ? { ...p, name: 'x,b' } : p)),
    });
    expect(edited(text, rename)).toBe(text.replace('b = ', 'x,b = '));
  });

  test('a property goes with the comments that speak of it', () => {
    expect(edited(text, at('/chosen', set('b', null)))).toContain(
      '\t\ta = <1>;\n\n\t\t/*\n\t\t * The first.\n',
    );
  });

  test('a new node is set off as the others are', () => {
    const made = node('n@3', [u32('reg', 3)], [node('inner')]);
    const lines = '\t\tn@3 {\n\t\t\treg = <0x3>;\n\n\t\t\tinner {\n\t\t\t};\n\t\t};\n';
    expect(edited(text, at('/chosen', add(made)))).toContain(`\t\t\treg = <0x2>;\n\t\t};\n\n${lines}\t};\n`);
    expect(edited(text, at('/chosen', add(made, 1)))).toContain(`\t\t}; // n@1\n\n${lines}\n\t\tn@2 {\n`);
    expect(edited(text, at('/chosen', add(made, 0)))).toContain(`\t\tb; /* b */\n\n${lines}\n\t\t/*\n`);
  });

  test('a node goes with its comments, and no gap is left', () => {
    expect(edited(text, at('/chosen', drop('n@1')))).toContain('\t\tb; /* b */\n\n\t\tn@2 {\n');
    expect(edited(text, at('/chosen', drop('n@2')))).toContain('\t\t}; // n@1\n\t};\n\n\tlast { };\n');
  });

  test('a node that is renamed keeps everything else', () => {
    const renamed = edited(
      text,
      at('/chosen', (of) => ({
        ...of,
        children: of.children.map((child) =>
          child.name === 'n@1' ? set('reg', cells(5))({ ...child, name: 'n@5' }) : child,
        ),
      })),
    );
    expect(renamed).toBe(text.replace('n@1 {', 'n@5 {').replace('<0x1>', '<0x5>'));
  });

  test('a node that changes places takes its comments along', () => {
    const moved = edited(
      text,
      at('/chosen', (of) => ({ ...of, children: of.children.toReversed() })),
    );
    expect(moved).toContain(
      '\t\tb; /* b */\n\n\t\tn@2 {\n\t\t\treg = <0x2>;\n\t\t};\n\n\t\t/*\n\t\t * The first.\n',
    );
    expect(moved).toContain('\t\t}; // n@1\n\t};\n');
  });

  test('on one line everything stays on one line', () => {
    const line = '/dts-v1/; / { a; n { b; }; };';
    expect(edited(line, at('/n', set('c', cells(1))))).toBe('/dts-v1/; / { a; n { b; c = <0x1>; }; };');
    expect(edited(line, add(node('m', [flag('x')])))).toBe('/dts-v1/; / { a; n { b; }; m { x; }; };');
    expect(edited(line, set('a', null))).toBe('/dts-v1/; / { n { b; }; };');
    expect(edited(line, drop('n'))).toBe('/dts-v1/; / { a; };');
  });

  test('line ends, indentation, braces and numbers are those of the document', () => {
    const dos = '/dts-v1/;\r\n/ {\r\n  a=<0X0A 0x0000000b>;\r\n  n{\r\n    b=<0x00 0xAB>;\r\n  };\r\n};\r\n';
    expect(edited(dos, at('/n', all(set('c', cells(0, 0xcd)), add(node('m', [u32('d', 1)])))))).toBe(
      dos.replace('0xAB>;\r\n', '0xAB>;\r\n    c=<0x00 0xCD>;\r\n    m{\r\n      d=<0x01>;\r\n    };\r\n'),
    );
  });

  test('references to what is gone become what they were', () => {
    const refers = '/dts-v1/; / { l: n { phandle = <7>; }; m { x = <&l 1>, <2>; y = &l; }; };';
    expect(edited(refers, drop('n'))).toBe('/dts-v1/; / { m { x = <7 1>, <2>; y = "/n"; }; };');
    const beside = '/dts-v1/; / { x = <&l>; l: n { phandle = <7>; }; };';
    expect(edited(beside, drop('n'))).toBe('/dts-v1/; / { x = <0x7>; };');
  });

  test('everything that speaks of a node goes with it', () => {
    const spread =
      '/dts-v1/;\n/ { l: n { k: m { }; }; };\n&k { a; };\n/ { n { b; }; };\n/delete-node/ &k;\n&l { c; };\n';
    expect(edited(spread, drop('n'))).toBe('/dts-v1/;\n/ { };\n/ { };\n');
  });

  test('a property that was set twice is changed where it counts, and goes everywhere', () => {
    const twice = '/dts-v1/;\n/ { l: n { a = <1>; }; };\n&l { a = <2>; b; };\n';
    expect(edited(twice, at('/n', set('a', cells(3))))).toBe(twice.replace('<2>', '<3>'));
    expect(edited(twice, at('/n', set('a', null)))).toBe('/dts-v1/;\n/ { l: n { }; };\n&l { b; };\n');
  });

  test('reservations change, come and go', () => {
    const reserved = '/dts-v1/;\n\n/memreserve/ 0x0 0X1000; /* low */\n/memreserve/ 4096 4096;\n\n/ { };\n';
    const document = read(reserved);
    const to = (...ranges: [bigint, bigint][]): string => {
      const memreserve = ranges.map(([start, size]) => ({ start, size, end: start + size }));
      const edits = editsFor(document, { ...document.tree, memreserve } as unknown as Tree, GUESS);
      return edits.ok ? applyEdits(reserved, edits.value) : edits.problem.message;
    };
    expect(to([0n, 0x2000n], [4097n, 4096n])).toBe(
      reserved.replace('0X1000', '0X2000').replace('4096 4096', '4097 4096'),
    );
    expect(to([0n, 0x1000n])).toBe(reserved.replace('/memreserve/ 4096 4096;\n', ''));
    expect(to([0n, 0x1000n], [4096n, 4096n], [16n, 32n])).toBe(
      reserved.replace('4096;\n', '4096;\n/memreserve/ 0x10 0x20;\n'),
    );
  });
});

describe('included files are left alone', () => {
  const text = '/dts-v1/;\n/include/ "soc.dtsi"\n\n/ {\n\tmine;\n};\n';

  test.each<[string, Change, string]>([
    ['a value', at('/soc', set('a', cells(2))), '\n&soc {\n\ta = <0x2>;\n};\n'],
    ['a new property', at('/soc', set('c', cells(2))), '\n&soc {\n\tc = <0x2>;\n};\n'],
    ['a property less', at('/soc', set('b', null)), '\n&soc {\n\t/delete-property/ b;\n};\n'],
    ['a new node', at('/soc', add(node('m'))), '\n&soc {\n\tm {\n\t};\n};\n'],
    ['something in a node', at('/soc/n', set('x', cells(1))), '\n&soc {\n\tn {\n\t\tx = <0x1>;\n\t};\n};\n'],
    ['a node less', at('/soc', drop('n')), '\n/delete-node/ &{/soc/n};\n'],
  ])('%s is said at the end', (_what, change, tail) => {
    expect(edited(text, change)).toBe(text + tail);
  });

  test('what extends them in the document is used, where it comes later', () => {
    const extended = `${text}&soc {\n\tx;\n};\n`;
    expect(edited(extended, at('/soc', set('a', cells(2))))).toBe(
      extended.replace('x;\n', 'x;\n\ta = <0x2>;\n'),
    );
    expect(edited(extended, at('/soc', add(node('m'))))).toBe(
      extended.replace('x;\n', 'x;\n\n\tm {\n\t};\n'),
    );
  });

  test('a copy whose original goes is new, not the original in another place', () => {
    const guests = text.replace('soc', 'guests');
    const copied: Change = (of) => {
      const [one, two] = of.children;
      return one === undefined || two === undefined
        ? of
        : { ...of, children: [two, { ...one, name: 'three' }] };
    };
    expect(edited(guests, copied)).toBe(
      `${guests.replace('\tmine;\n', '\tmine;\n\n\tthree {\n\t\ta;\n\t};\n')}\n/delete-node/ &{/one};\n`,
    );
  });

  test('an order that is set there is not changed', () => {
    expect(
      edited(text.replace('mine;', 'mine { };'), (of) => ({ ...of, children: of.children.toReversed() })),
    ).toMatch(/the order of the nodes in \/ cannot be changed/);
  });
});

test('preprocessor lines are left alone', () => {
  const text = `/dts-v1/;
/ {
	a = <1>,
#ifdef B
	    <9>,
#endif
	    <2>;
	n {
#define C 3
		x = <C>;
	};
	m { y = <C>; };
};
`;
  expect(edited(text, set('a', cells(1, 4)))).toBe(text.replace('<2>', '<4>'));
  expect(edited(text, set('a', cells(1, 2, 3)))).toBe(`${text}\n/ {\n\ta = <0x1 0x2 0x3>;\n};\n`);
  expect(edited(text, drop('n'))).toBe(`${text}\n/delete-node/ &{/n};\n`);
});

test('an overlay is edited in its own fragments', () => {
  const text = '/dts-v1/;\n/plugin/;\n\n&{/chosen} {\n\ta = <1>;\n};\n\n&far {\n\tb = <&far>;\n};\n';
  const inside = at('/fragment@0/__overlay__', all(set('a', cells(2)), add(node('n'))));
  expect(edited(text, inside)).toBe(text.replace('<1>;\n', '<2>;\n\n\tn {\n\t};\n'));
  expect(edited(text, drop('fragment@1'))).toBe('/dts-v1/;\n/plugin/;\n\n&{/chosen} {\n\ta = <1>;\n};\n');
});

test.each<[string, Change, RegExp]>([
  ['a name text cannot hold', set('a:b', cells(1)), /“:” is not allowed/],
  ['a node name text cannot hold', add(node('a#b')), /\/a#b: “#” is not allowed/],
  ['a name twice', all(add(node('x')), add(node('x'))), /two nodes of one name/],
])('%s is refused', (_what, change, message) => {
  expect(edited('/dts-v1/; / { };', change)).toMatch(message);
});

test('a text with an error is not edited', () => {
  const document = parse('/dts-v1/; / { a = ; };');
  const result = editsFor(document, { ...document.tree, root: node('') }, GUESS);
  expect(result).toMatchObject({ ok: false, problem: { at: 'line 1, column 19' } });
});
