import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyMessyText } from '../../testing/messy-text.ts';
import { holdsFor } from '../../testing/seed.ts';
import { type Document, firstError, parse } from '../document.ts';
import { pieces } from '../syntax/pieces.ts';
import { formatEdits } from './format.ts';
import { applyEdits } from './text-edit.ts';

const formatted = (text: string): string => applyEdits(text, formatEdits(parse(text)));

test.each<[string, string]>([
  ['/dts-v1/ ;\n/{a=<1   2>;b;};', '/dts-v1/;\n/ {\n\ta = <1 2>;\n\tb;\n};\n'],
  [
    '/dts-v1/;\n\n\n\n/ {\n\n  n1:   n@1{ reg=< 0x1 >,<2>  ; /* one */\n\n\n  };\n\n};\n\n',
    '/dts-v1/;\n\n/ {\n  n1: n@1 {\n    reg = <0x1>, <2>; /* one */\n  };\n};\n',
  ],
  [
    '/dts-v1/;\n/ {\n/* a\n* b\n*/\n\tc = <(1+2) 3>,\n<4>;\t\t// kept there\n};',
    '/dts-v1/;\n/ {\n\t/* a\n\t * b\n\t */\n\tc = <(1+2) 3>,\n\t\t<4>;\t\t// kept there\n};\n',
  ],
  ['/dts-v1/;\n/ {\n#define A 1\n\ta = <A>;\n};\n', '/dts-v1/;\n/ {\n#define A 1\n\ta = <A>;\n};\n'],
  // What a line marker left at the margin says nothing of how deep a level is.
  [
    '/dts-v1/;\n/ {\n# 12 "some.dtsi"\nl1: A\n{ a;\n};\n};',
    '/dts-v1/;\n/ {\n# 12 "some.dtsi"\nl1: A\n\t{\n\t\ta;\n\t};\n};\n',
  ],
  // Nor does a line that the level above began.
  ['/dts-v1/;\n/ {  /*a*/ /*b*/ n { a; }; };\n', '/dts-v1/;\n/ {  /*a*/ /*b*/ n {\n\t\ta;\n\t};\n};\n'],
  ['/dts-v1/;\r\n/ {a;};', '/dts-v1/;\r\n/ {\r\n\ta;\r\n};\r\n'],
])('%j', (before, after) => {
  expect(formatted(before)).toBe(after);
  expect(formatted(after)).toBe(after);
});

/** Everything but white space; that inside of comments aside too. */
const solid = ({ text, syntax }: Document): string[] =>
  [...pieces(text, syntax.directives)]
    .filter(({ kind }) => kind !== 'space')
    .map(({ start, end }) =>
      text
        .slice(start, end)
        .trimEnd()
        .replaceAll(/\n[ \t]*/g, '\n'),
    );

test('whatever the text, its tokens, comments and meaning stay, and formatting it again changes nothing', () => {
  holdsFor(
    fc.property(anyMessyText, ({ text }) => {
      const before = parse(text);
      const after = parse(formatted(text));
      expect(solid(after)).toEqual(solid(before));
      expect(firstError(after)).toBeUndefined();
      expect(after.tree).toEqual(before.tree);
      expect(formatEdits(after)).toEqual([]);
    }),
  );
});
