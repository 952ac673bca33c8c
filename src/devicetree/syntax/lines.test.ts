import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import { type Line, LINE_MARKER, Lines, type Origin } from './lines.ts';

/** All lines of a text, counted from its start. */
function counted(text: string): Line[] {
  let start = 0;
  let origin: Origin = null;
  return text.split('\n').map((content, i) => {
    const line = { start, number: i + 1, origin };
    LINE_MARKER.lastIndex = 0;
    const marker = content.startsWith('#') ? LINE_MARKER.exec(content) : null;
    if (marker !== null) origin = { file: marker[2] ?? origin?.file ?? '', line: Number(marker[1]) };
    else if (origin !== null) origin = { ...origin, line: origin.line + 1 };
    start += content.length + 1;
    return line;
  });
}

const line = fc.constantFrom('', 'a', '\tb = <1>;', '# 7 "soc.dtsi"', '#line 9', '#size-cells = <1>;', '#');
const text = fc.array(line, { minLength: 1, maxLength: 400 }).map((lines) => lines.join('\n'));

test('wherever one looks, and in any order, the line is the one that counting gives', () => {
  holdsFor(
    fc.property(
      text,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
      (of, asked) => {
        const lines = new Lines(of);
        const expected = counted(of);
        for (const part of asked) {
          const offset = Math.floor(part * of.length);
          expect(lines.at(offset)).toEqual(expected.findLast(({ start }) => start <= offset));
        }
      },
    ),
  );
});

test('the end of a text belongs to its last line', () => {
  expect(new Lines('a\nb').at(3)).toMatchObject({ start: 2, number: 2 });
  expect(new Lines('a\n').at(2)).toMatchObject({ start: 2, number: 2 });
  expect(new Lines('').at(0)).toMatchObject({ start: 0, number: 1 });
});
