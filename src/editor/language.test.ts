import { describe, expect, test } from 'vitest';
import { coloured, FIRST_LINE, type LineState } from './language.ts';

const IN_BODY: LineState = { ...FIRST_LINE, mode: 'name' };

/** The tokens of `lines`, as `text:colour`, those without a colour left out. */
function tokens(first: LineState, ...lines: string[]): string[] {
  let state = first;
  return lines.flatMap((line) => {
    const { tokens: found, after } = coloured(line, state);
    state = after;
    return found.flatMap(({ start, colour }, i) =>
      colour === '' ? [] : [`${line.slice(start, found[i + 1]?.start)}:${colour}`],
    );
  });
}

describe('devicetree source is coloured by what it is', () => {
  test.each<[string, string[]]>([
    ['/dts-v1/;', ['/dts-v1/:keyword', ';:delimiter']],
    ['chosen {', ['chosen:type', '{:delimiter']],
    ['module@60000000 {', ['module@60000000:type', '{:delimiter']],
    ['uart: serial@ff000000 {', ['uart::tag', 'serial@ff000000:type', '{:delimiter']],
    ['direct-map;', ['direct-map:attribute.name', ';:delimiter']],
    [
      '#address-cells = <0x2>;',
      [
        '#address-cells:attribute.name',
        '=:delimiter',
        '<:delimiter',
        '0x2:number',
        '>:delimiter',
        ';:delimiter',
      ],
    ],
    [
      'compatible = "xen,domain", "a\\"b";',
      [
        'compatible:attribute.name',
        '=:delimiter',
        '"xen,domain":string',
        ',:delimiter',
        '"a\\"b":string',
        ';:delimiter',
      ],
    ],
    ['&{/chosen} {', ['&{/chosen}:variable', '{:delimiter']],
    [
      'a = [0f];',
      ['a:attribute.name', '=:delimiter', '[:delimiter', '0f:number', ']:delimiter', ';:delimiter'],
    ],
    ['#include <x.h>', ['#include <x.h>:metatag']],
    ['\t# 12 "soc.dtsi"', ['# 12 "soc.dtsi":metatag'].map((token) => `\t${token}`)],
    ['// a line', ['// a line:comment']],
  ])('%s', (line, expected) => {
    expect(tokens(IN_BODY, line)).toEqual(expected);
  });

  test('a block comment runs over lines and ends where it says', () => {
    expect(tokens(IN_BODY, '/* KiB', 'still */ cpus;')).toEqual([
      '/* KiB:comment',
      'still */:comment',
      'cpus:attribute.name',
      ';:delimiter',
    ]);
  });

  test('a value goes on where its line left it, a preprocessor line where it says so', () => {
    expect(tokens(IN_BODY, 'a = <1', '2>;', '#define A \\', '3', 'b;')).toEqual([
      'a:attribute.name',
      '=:delimiter',
      '<:delimiter',
      '1:number',
      '2:number',
      '>:delimiter',
      ';:delimiter',
      '#define A \\:metatag',
      '3:metatag',
      'b:attribute.name',
      ';:delimiter',
    ]);
  });
});
