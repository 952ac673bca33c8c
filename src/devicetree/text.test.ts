import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemText, fail, ok, type Result } from '../model/result.ts';
import { holdsFor } from '../testing/seed.ts';
import { brokenText, damagedText } from '../testing/broken-text.ts';
import { writeBlob } from './blob.ts';
import { printTree } from './print.ts';
import { parseText, readText } from './text.ts';

/** The tree of a text in one line, without `/dts-v1/`, or its error. */
function read(text: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const resolve = (path: string): Result<Uint8Array> => {
    const file = files[path];
    if (file === undefined) return fail('no such file');
    return ok(typeof file === 'string' ? new TextEncoder().encode(file) : file);
  };
  const tree = parseText(text, { resolve });
  if (!tree.ok) return problemText(tree.problem);
  return printTree(tree.value).replace('/dts-v1/;', '').replace(/\s+/g, ' ').trim();
}

const inside = (body: string): string => `/dts-v1/; / { ${body} };`;

describe('the tree of a text', () => {
  test.each([
    ['x = <1 (2 + 3)>, "s", [0a];', 'x = [00 00 00 01 00 00 00 05 73 00 0a];'],
    ['x = <&l &l>; l: n { };', 'x = <0x1 0x1>; n { phandle = <0x1>; };'],
    ['x = &l; l: n { m { }; };', 'x = "/n"; n { m { }; };'],
    ['x = /bits/ 64 <(-1)>;', 'x = <0xffffffff 0xffffffff>;'],
    ['x = <(1 ? 2 : 3) (7 / 2) (1 << 64)>;', 'x = <0x2 0x3 0x0>;'],
    ["x = <'a' '\\n'>;", 'x = <0x61 0xa>;'],
    ['/omit-if-no-ref/ a: a { }; /omit-if-no-ref/ b: b { x = <&b>; };', 'b { x = <0x1>; phandle = <0x1>; };'],
  ])('%s', (body, expected) => {
    expect(read(inside(body))).toBe(`/ { ${expected} };`);
  });

  test('later parts merge, delete, and bring deleted things back in their old place', () => {
    expect(
      read('/dts-v1/; / { a; b; l: n { x; }; }; / { /delete-property/ a; c; }; &l { y; }; / { a; };'),
    ).toBe('/ { a; b; c; n { x; y; }; };');
  });

  test('an overlay says what must be looked up in the tree it is for, and what is its own', () => {
    expect(read('/dts-v1/; /plugin/; &far { x = <&far &near>; near: n { }; };')).toBe(
      '/ { fragment@0 { target = <0xffffffff>; __overlay__ { x = <0xffffffff 0x1>; n { phandle = <0x1>; }; }; }; ' +
        '__fixups__ { far = "/fragment@0:target:0", "/fragment@0/__overlay__:x:0"; }; ' +
        '__local_fixups__ { fragment@0 { __overlay__ { x = <0x4>; }; }; }; };',
    );
  });

  test('reservations and the boot CPU', () => {
    const text = '/dts-v1/; /memreserve/ 0x1000 (2 * 8); / { cpus { cpu@3 { reg = <3>; }; }; };';
    expect(parseText(text)).toMatchObject({
      ok: true,
      value: { memreserve: [{ start: 0x1000n, size: 16n }], bootCpu: 3 },
    });
  });
});

describe('other files', () => {
  const files = {
    'soc.dtsi': '/ { soc; /include/ "sub/more.dtsi" };',
    'sub/more.dtsi': 'more; /include/ "leaf.dtsi"',
    'sub/leaf.dtsi': 'leaf = /incbin/("data");',
    'sub/data': Uint8Array.of(1, 0xff, 2),
    'numbers.h': '#define ONE 1\n#define TWO (ONE + 1)\n',
    'broken.dtsi': '/ {\n\tx = <1;\n};',
    'self.dtsi': '/include/ "self.dtsi"',
  };

  test.each([
    ['/dts-v1/; /include/ "soc.dtsi"', '/ { soc; more; leaf = [01 ff 02]; };'],
    ['/dts-v1/;\n#include "soc.dtsi"\n', '/ { soc; more; leaf = [01 ff 02]; };'],
    ['/dts-v1/;\n#include "numbers.h"\n/ { x = <ONE TWO (TWO * 2)>; };', '/ { x = <0x1 0x2 0x4>; };'],
    ['/dts-v1/; / { x = /incbin/("sub/data", 1, 1); };', '/ { x = [ff]; };'],
    [
      '/dts-v1/;\n/include/ "broken.dtsi"',
      'expected a number, “(”, a reference or “>”, found “;” (line 2, column 8 of broken.dtsi)',
    ],
    ['/dts-v1/; /include/ "none.dtsi"', 'none.dtsi cannot be included: no such file (line 1, column 21)'],
    ['/dts-v1/; / { x = /incbin/("none"); };', 'none cannot be embedded: no such file (line 1, column 19)'],
    [
      '/dts-v1/; /include/ "self.dtsi"',
      'includes nest deeper than 32: does self.dtsi include itself? (line 1, column 11 of self.dtsi)',
    ],
  ])('%s', (text, expected) => {
    expect(read(text, files)).toBe(expected);
  });

  test.each([
    ['/dts-v1/; /include/ "a.dtsi"', /includes a\.dtsi, which was not given along/],
    ['/dts-v1/; / { x = /incbin/("a"); };', /embeds a, which was not given along/],
  ])('without a resolver %s says what is missing', (text, message) => {
    const result = parseText(text);
    expect(result.ok ? 'was read' : result.problem.message).toMatch(message);
  });

  test('included text counts towards 16 MiB', () => {
    const big = new Uint8Array(6 << 20).fill(0x20);
    expect(read('/dts-v1/; /include/ "a" /include/ "a" /include/ "a" / { };', { a: big })).toMatch(/16 MiB/);
  });
});

describe('preprocessor lines', () => {
  test.each([
    ['#define A 0x10 // ten\n', 'x = <A>;', 'x = <0x10>;'],
    ['#define A (1 /* one */ + \\\n 2)\n', 'x = <A (A << 4)>;', 'x = <0x3 0x30>;'],
    ['#define A 1\n#undef A\n#define A 2\n', 'x = <A>;', 'x = <0x2>;'],
    ['#define GUARD_H\n#pragma once\n', 'x;', 'x;'],
    ['#define F(n) n\n#define S "s"\n#define B A\n', 'x;', 'x;'],
    ['# 1 "a.h" 1\n#line 7\n', 'x;', 'x;'],
    ['#define A 1\n#ifdef A\n#define B 2\n#else\n#define B 3\n#endif\n', 'x = <B>;', 'x = <0x2>;'],
    ['#ifndef A /* c */\n#define A\n#define B 2\n#endif // A\n', 'x = <B>;', 'x = <0x2>;'],
    [
      '#ifdef A\n/* #else */ } broken "\n#ifdef B\n#else\n#endif\n#else\n#define B 3\n#endif\n',
      'x = <B>;',
      'x = <0x3>;',
    ],
    ['#include <dt-bindings/gpio.h>\n#warning old\n', 'x;', 'x;'],
  ])('%s is understood', (lines, body, expected) => {
    expect(read(`/dts-v1/;\n${lines}${inside(body).slice(9)}`)).toBe(`/ { ${expected} };`);
  });

  test.each([
    ['#include <soc.dtsi>\n', 'x;', /includes soc\.dtsi, which|soc\.dtsi cannot be included/],
    ['#include <dt-bindings/gpio.h>\n', 'x = <GPIO>;', /GPIO is not defined here.*cpp/],
    ['#include NAME\n', 'x;', /#include is kept but not understood.*\.dtb.*cpp/],
    ['#ifdef A\n', 'x;', /#ifdef has no #endif/],
    ['#endif\n', 'x;', /#endif without #ifdef/],
    ['#else\n', 'x;', /#else without #ifdef/],
    ['#ifdef A\n#elif B\n#endif\n', 'x;', /#elif is kept but not understood/],
    ['#if A\n#endif\n', 'x;', /#if is kept but not understood.*\.dtb.*cpp/],
    ['#error no\n', 'x;', /#error is kept but not understood/],
    ['#define F(n) n\n', 'x = <F(1)>;', /F is a macro with arguments/],
    ['#define S "s"\n', 'x = <S>;', /S is not defined as an integer/],
    ['#define A 1 + 2\n', 'x = <A>;', /A is not defined as an integer.*parentheses/],
    ['#define A B\n#define B 1\n', 'x = <A>;', /A is not defined as an integer \(B is not defined here/],
    ['#define GUARD\n', 'x = <GUARD>;', /GUARD is defined as nothing/],
    ['', 'x = <GIC_SPI 4>;', /GIC_SPI is not defined here.*cpp/],
    ['#define uart serial\n', 'uart@0 { };', /uart is a macro.*cpp/],
    ['#define uart 1\n', 'x = <&uart>;', /uart is a macro/],
    ['#define\n', 'x;', /#define needs a name/],
  ])('%s is refused with advice', (lines, body, message) => {
    expect(read(`/dts-v1/;\n${lines}${inside(body).slice(9)}`)).toMatch(message);
  });

  test('names that begin with # are no directives', () => {
    expect(read('/dts-v1/; / {\n#size-cells = <1>;\n#define-not;\n};')).toBe(
      '/ { #size-cells = <1>; #define-not; };',
    );
  });
});

// The text, what is wrong with it, and where.
test.each([
  ['', 'expected “/dts-v1/;” at the start, found the end of the text (line 1, column 1)'],
  ['{"format": "json"}', 'expected “/dts-v1/;” at the start, found “{” (line 1, column 1)'],
  ['/dts-v1/;\n', 'expected the root node, “/ {”, found the end of the text (line 2, column 1)'],
  ['/dts-v1/;\n/ {\n\tx = <1>\n};', 'expected “,” or “;” after x, found “}” (line 4, column 1)'],
  ['/dts-v1/; / { x', 'expected “=”, “{” or “;” after x, found the end of the text (line 1, column 16)'],
  [
    '/dts-v1/; / { n { };',
    'expected a property, a node or the “}” of the root node, found the end of the text (line 1, column 21)',
  ],
  ['/dts-v1/; / { n { } };', 'expected “;” after the “}” of n, found “}” (line 1, column 21)'],
  [
    '/dts-v1/; / { n { }; x; };',
    'properties must come before subnodes: move this one up (line 1, column 22)',
  ],
  ['/dts-v1/; / { x = <-1>; };', 'put the expression in parentheses: <(-1)> (line 1, column 20)'],
  [
    '/dts-v1/; / { x = <1, 2>; };',
    'expected a number, “(”, a reference or “>”, found “,” (line 1, column 21)',
  ],
  [
    '/dts-v1/; / { x = <(1 +)>; };',
    'expected a number or an expression in parentheses, found “)” (line 1, column 24)',
  ],
  ['/dts-v1/; / { x = <(1 2)>; };', 'expected an operator or “)”, found “2” (line 1, column 23)'],
  ['/dts-v1/; / { x = <(1 / 0)>; };', 'division by zero (line 1, column 23)'],
  [
    '/dts-v1/; / { x = <08>; };',
    '08 starts with 0 and so is octal, but has a digit above 7 (line 1, column 20)',
  ],
  [
    '/dts-v1/; / { x = <0x1g>; };',
    'expected a number or an expression in parentheses, found “0x1g” (line 1, column 20)',
  ],
  ['/dts-v1/; / { x = <0x100000000>; };', '0x100000000 does not fit 32 bits (line 1, column 20)'],
  ['/dts-v1/; / { x = /bits/ 8 <256>; };', '0x100 does not fit 8 bits (line 1, column 29)'],
  ['/dts-v1/; / { x = /bits/ 7 <1>; };', '/bits/ takes 8, 16, 32 or 64 (line 1, column 26)'],
  ['/dts-v1/; / { x = "open; };', 'this string has no end (line 1, column 19)'],
  ['/dts-v1/; / { /* open', 'this comment has no end (line 1, column 15)'],
  ['/dts-v1/; / { x = [0 1]; };', 'expected two hex digits or “]”, found “0” (line 1, column 20)'],
  ['/dts-v1/; / { x = "\\xg"; };', '\\x needs one or two hex digits after it (line 1, column 19)'],
  [
    '/dts-v1/; / { x = "\ufffd"; };',
    'this text holds a byte that is not UTF-8; write it as \\x followed by two hex digits (line 1, column 19)',
  ],
  ['/dts-v1/; / { a@b; };', '“@” is not allowed in the property name a@b (line 1, column 15)'],
  ['/dts-v1/; / { a#b { }; };', '“#” is not allowed in the node name a#b (line 1, column 15)'],
  ['/dts-v1/; / { a@b@c { }; };', 'the node name a@b@c has more than one “@” (line 1, column 15)'],
  ['/dts-v1/; / { x; x; };', 'x is there twice in the same body (line 1, column 18)'],
  ['/dts-v1/; / { n { }; n { }; };', 'n is there twice in the same body (line 1, column 22)'],
  ['/dts-v1/; / { l: a { }; l: b { }; };', 'the label l is given to two things (line 1, column 25)'],
  ['/dts-v1/; / { x = <&l>; };', 'no node is labelled l (line 1, column 20)'],
  ['/dts-v1/; / { x = &{/n}; };', 'there is no node /n (line 1, column 19)'],
  ['/dts-v1/; / { }; &l { };', 'no node before this line is labelled l (line 1, column 18)'],
  ['/dts-v1/; &l { };', 'a node is extended before there is any: begin with / { }; (line 1, column 11)'],
  [
    '/dts-v1/; / { }; /delete-node/ &{/};',
    'the root node is deleted and not written again (line 1, column 32)',
  ],
  [
    '/dts-v1/; / { }; /omit-if-no-ref/ &{/};',
    'the root node is left out: nothing refers to it (line 1, column 35)',
  ],
  [
    '/dts-v1/; / { a { phandle = <1>; }; b { phandle = <1>; }; };',
    '/b and /a have the same phandle 0x1 (line 1, column 41)',
  ],
  ['/dts-v1/; / { phandle = <0>; };', 'phandle of / is 0x0, which is none (line 1, column 15)'],
  [
    '/dts-v1/; / { n { name = "m"; }; };',
    'the name property of /n is not its name n: leave it out (line 1, column 19)',
  ],
  ['/dts-v1/; / { }; /memreserve/ 0 1;', '/memreserve/ must come before the first node (line 1, column 18)'],
  [
    '# 1 "board.dts"\n/dts-v1/;\n# 30 "soc.dtsi" 1\n\n/ { x = ; };',
    'expected a value: “…”, <…>, […], &label, /bits/ or /incbin/, found “;” (line 5, column 9, from soc.dtsi line 31)',
  ],
])('%s: %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('labels and places can be asked for', () => {
  const text = '/dts-v1/;\n/ {\n\tone: two: n@1 { };\n};\n&one {\n\tm { };\n};\n/delete-node/ &nothing;\n';
  const result = readText(text.replace('/delete-node/ &nothing;', ''));
  if (!result.ok) throw new Error(result.problem.message);
  const { pathOfLabel, labelsOf, placeOf, plugin } = result.value;
  expect(plugin).toBe(false);
  expect([pathOfLabel('one'), pathOfLabel('two'), pathOfLabel('three')]).toEqual(['/n@1', '/n@1', undefined]);
  expect([labelsOf('/n@1'), labelsOf('/'), labelsOf('/none')]).toEqual([['one', 'two'], [], []]);
  expect(placeOf('/n@1')).toEqual({ line: 3, column: 2, file: null, origin: null });
  expect(placeOf('/n@1/m')?.line).toBe(6);
  expect(placeOf('/n@1/none')).toBeUndefined();
});

test('a property is where it got its value: in the node, in a later part, in an included file', () => {
  const text = `/dts-v1/;
/ {
	one: n { a; b = <1>; kept; };
};
/ {
	n {
		a =
			<2>;
	};
};
&one { b = <3>; };
/include/ "more.dtsi"
`;
  const more = new TextEncoder().encode('\n&one {\n\tc;\n\t/delete-property/ kept;\n};\n');
  const result = readText(text, { resolve: () => ok(more) });
  if (!result.ok) throw new Error(problemText(result.problem));
  const place = (property: string) => {
    const at = result.value.placeOf('/n', property);
    return at && [at.line, at.file];
  };
  expect(place('a')).toEqual([7, null]);
  expect(place('b')).toEqual([11, null]);
  expect(place('c')).toEqual([3, 'more.dtsi']);
  expect(place('kept')).toEqual([3, null]);
  expect(place('never there')).toEqual([3, null]);
  expect(result.value.placeOf('/none', 'a')).toBeUndefined();
});

describe('hostile text', () => {
  const times = (unit: string, count: number): string => unit.repeat(count);

  test.each([
    ['65 nodes deep', inside(`${times('n{', 65)}${times('};', 65)}`), /deeper than 64/],
    ['expressions a million deep', inside(`x = <${times('(', 1e6)}`), /deeper than 200/],
    ['a million signs', inside(`x = <(${times('-', 1e6)}`), /deeper than 200/],
    ['a million labels before a value', inside(`x = ${times('l: ', 1e6)}`), /expected a value/],
    ['a name of 300 characters', inside(`${times('n', 300)};`), /longer than 255/],
    ['a label of 300 characters', inside(`${times('l', 300)}: x;`), /label is longer than 255/],
    ['a reference of 300', `/dts-v1/; /plugin/; &${times('l', 300)} { };`, /label is longer than 255/],
    ['more than 16 MiB', times(' ', (16 << 20) + 1), /16 MiB/],
    ['short text for a vast tree', `/dts-v1/; /plugin/; ${times('&a{};', 1e6)}`, /larger than 16 MiB/],
    [
      'a long path named often',
      inside(`x = ${times('&l,', 1e5)}&l; ${times(`${times('n', 200)}{`, 40)} l: m { ${times('};', 41)}`),
      /16 MiB/,
    ],
    ['a NUL', '/dts-v1/;\0', /not device tree source text/],
  ])('%s is refused', (_what, text, message) => {
    expect(read(text)).toMatch(message);
  });

  test('long but plain input is read', () => {
    expect(parseText(inside(`x = <(${times('1+', 1e5)}1)>;`)).ok).toBe(true);
    expect(parseText(inside(`x = ${times('l: ', 1)}<${times('0 ', 1e5)}>;`)).ok).toBe(true);
    expect(parseText(`/dts-v1/; / { }; ${times('/ { n { a; }; }; / { /delete-node/ n; };', 1e4)}`).ok).toBe(
      true,
    );
  });

  const resolve = (): Result<Uint8Array> => ok(new TextEncoder().encode('x; / { n { }; };'));

  test('whatever is put together is read or refused by name', () => {
    holdsFor(
      fc.property(brokenText, (text) => {
        const result = parseText(text, { resolve });
        expect(
          result.ok || (result.problem.message !== '' && /^line \d+/.test(result.problem.at ?? '')),
        ).toBe(true);
      }),
      2000,
    );
  });

  test('what is read of damaged text can be written', () => {
    holdsFor(
      fc.property(damagedText, (text) => {
        const result = parseText(text, { resolve });
        expect(result.ok ? writeBlob(result.value).length > 0 : result.problem.message !== '').toBe(true);
      }),
      500,
    );
  });
});
