import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail } from '../model/result.ts';
import { holdsFor } from '../testing/seed.ts';
import { brokenText } from '../testing/broken-text.ts';
import { parse } from './document.ts';
import { printTree } from './print.ts';
import type { Body, Item, Statement } from './syntax/cst.ts';
import { pieces } from './syntax/pieces.ts';
import type { Span } from './syntax/source.ts';

const given = { 'soc.dtsi': '/ { soc; };', 'broken.dtsi': '/ { x = ; };' };
const resolve = (path: string) => {
  const text = given[path as keyof typeof given];
  return text === undefined
    ? fail('no such file')
    : ({ ok: true, value: new TextEncoder().encode(text) } as const);
};

/** The tree that is left of a text, in one line, and its problems. */
function read(text: string): string[] {
  const { tree, problems } = parse(`/dts-v1/;\n${text}`, { resolve });
  return [
    printTree(tree).replace('/dts-v1/;', '').replace(/\s+/g, ' ').trim(),
    ...problems.map(({ message, at, severity }) => `${severity}: ${message} (${at})`),
  ];
}

// ⏎ stands for a new line. The text, what is left of it, and what is said of it.
test.each<[string, string, ...string[]]>([
  [
    '/ { a; b = <1 2⏎ c = <2>; };',
    '/ { a; c = <0x2>; };',
    'error: c is not defined here. The C preprocessor is not run: open the .dtb, or the text that cpp -nostdinc -undef -x assembler-with-cpp makes of this file (line 3, column 2)',
  ],
  ['/ { a⏎ b; };', '/ { a; b; };', 'error: expected “=”, “{” or “;” after a, found “b” (line 3, column 2)'],
  [
    '/ { a = <1>⏎ n { b; }⏎ m { c }; };',
    '/ { a = <0x1>; n { b; }; m { c; }; };',
    'error: expected “,” or “;” after a, found “n” (line 3, column 2)',
    'error: expected “;” after the “}” of n, found “m” (line 4, column 2)',
    'error: expected “=”, “{” or “;” after c, found “}” (line 4, column 8)',
  ],
  [
    '/ { a = <0x1g>; b; c d e; n { x = [0g]; y; }; };',
    '/ { b; n { y; }; };',
    'error: expected a number or an expression in parentheses, found “0x1g” (line 2, column 10)',
    'error: expected “=”, “{” or “;” after c, found “d” (line 2, column 22)',
    'error: expected two hex digits or “]”, found “0g” (line 2, column 36)',
  ],
  [
    '/ { a; }; &nowhere { b; }; / { x = <&gone>, "s"; c; };',
    '/ { a; x = [ff ff ff ff 73 00]; c; };',
    'error: no node before this line is labelled nowhere (line 2, column 11)',
    'error: no node is labelled gone (line 2, column 37)',
  ],
  [
    '/ { a; } }⏎/ { b; };',
    '/ { a; b; };',
    'error: expected “;” after the “}” of the root node, found “}” (line 2, column 10)',
    'error: expected “/ {”, “&label {”, “/delete-node/” or the end of the text, found “}” (line 2, column 10)',
  ],
  [
    '/memreserve/ 1 0;⏎/ { a; };',
    '/memreserve/ 0x1 0x0; / { a; };',
    'warning: a reservation of size 0 ends the list: readers of the blob see neither it nor those after it (line 2, column 1)',
  ],
  [
    '/ { a; { b; }; c; };',
    '/ { a; c; };',
    'error: expected a property, a node or the “}” of the root node, found “{” (line 2, column 8)',
  ],
  [
    '#include "soc.dtsi"⏎#include "none.dtsi"⏎#include <none.h>⏎/include/ "broken.dtsi"⏎/ { a; };',
    '/ { soc; a; };',
    'error: none.dtsi cannot be included: no such file (line 3, column 1)',
    'warning: none.h cannot be included: no such file (line 4, column 1)',
    'error: expected a value: “…”, <…>, […], &label, /bits/ or /incbin/, found “;” (line 1, column 9 of broken.dtsi)',
  ],
])('%s', (text, ...expected) => {
  expect(read(text.replaceAll('⏎', '\n'))).toEqual(expected);
});

test('without its header a text is read all the same', () => {
  const { tree, problems } = parse('/ { a; };');
  expect(tree.root.properties.map(({ name }) => name)).toEqual(['a']);
  expect(problems.map(({ message }) => message)).toEqual(['expected “/dts-v1/;” at the start, found “/”']);
});

test('what is wrong in an included file is marked where it is included', () => {
  const text = '/dts-v1/;\n/include/ "broken.dtsi"\n/ { };';
  const [problem] = parse(text, { resolve }).problems;
  expect(text.slice(problem?.span.start, problem?.span.end)).toBe('"broken.dtsi"');
});

test('a hundred problems are enough', () => {
  const { problems, tree } = parse(`/dts-v1/; / { ${'x = ; '.repeat(1000)} last; };`);
  expect(problems).toHaveLength(100);
  expect(tree.root.properties.map(({ name }) => name)).toEqual(['last']);
});

test('what was passed over is one piece on each line', () => {
  const text = '/dts-v1/;\n/ {\n\t; ; ;\n\t;\n\ta; ;\n};\n';
  const [item] = parse(text).syntax.items;
  const said = item?.kind === 'root' ? item.body.statements : [];
  expect(said.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)).toEqual([
    'error ; ; ;',
    'error ;',
    'property a;',
    'error ;',
  ]);
});

describe('whatever the text', () => {
  test('its pieces are the text', () => {
    holdsFor(
      fc.property(brokenText, (text) => {
        const { syntax } = parse(text, { resolve });
        let end = 0;
        for (const piece of pieces(text, syntax.directives)) {
          expect(piece.start).toBe(end);
          expect(piece.end).toBeGreaterThan(piece.start);
          end = piece.end;
        }
        expect(end).toBe(text.length);
      }),
      1000,
    );
  });

  test('items, statements and bodies stand in order, each within what it is part of', () => {
    const inside = (spans: readonly Span[], { start, end }: Span): void => {
      let at = start;
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(at);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        at = span.end;
      }
      expect(at).toBeLessThanOrEqual(end);
    };
    const checkBody = (body: Body, within: Span): void => {
      inside([body], within);
      inside(body.statements, body);
      for (const statement of body.statements) checkStatement(statement);
    };
    const checkStatement = (of: Statement | Item): void => {
      if ('name' in of) inside([...('labels' in of ? of.labels : []), of.name], of);
      if ('body' in of) checkBody(of.body, of);
      if (of.kind === 'property') inside(of.values, of);
    };
    holdsFor(
      fc.property(brokenText, (text) => {
        const { syntax } = parse(text);
        inside(syntax.items, { start: 0, end: text.length });
        syntax.items.forEach(checkStatement);
      }),
      1000,
    );
  });
});
