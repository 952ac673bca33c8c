import { describe, expect, test } from 'vitest';
import { language } from './language.ts';

type Rule = [RegExp, string, string?];

/**
 * The tokens of `lines`, as `text:token`, by the part of Monarch's rules our language uses: the first rule that
 * matches at the position wins, what no rule matches is one character of the default token, `@state` pushes.
 */
function tokens(...lines: string[]): string[] {
  const states = language.tokenizer as unknown as Record<string, Rule[]>;
  const stack = ['root'];
  const found: string[] = [];
  for (const line of lines)
    for (let at = 0; at < line.length;) {
      const rules = states[stack.at(-1) ?? 'root'] ?? [];
      let [text, token, next] = [line[at] ?? '', '', undefined as string | undefined];
      for (const [pattern, name, to] of rules) {
        // `^` means the line's start in Monarch, also for a match further on.
        if (pattern.source.startsWith('^') && at > 0) continue;
        const match = new RegExp(`^(?:${pattern.source})`).exec(line.slice(at));
        if (match === null || match[0] === '') continue;
        [text, token, next] = [match[0], name, to];
        break;
      }
      if (next === '@pop') stack.pop();
      else if (next !== undefined) stack.push(next.slice(1));
      if (token !== '') found.push(`${text}:${token}`);
      at += text.length;
    }
  return found;
}

describe('devicetree source is coloured by what it is', () => {
  test.each<[string, string[]]>([
    ['/dts-v1/;', ['/dts-v1/:keyword', ';:delimiter']],
    ['chosen {', ['chosen:type', '{:delimiter']],
    ['module@60000000 {', ['module@60000000:type', '{:delimiter']],
    ['uart: serial@ff000000 {', ['uart:tag', 'serial@ff000000:type', '{:delimiter']],
    ['direct-map;', ['direct-map:attribute.name', ';:delimiter']],
    [
      '#address-cells = <0x2>;',
      ['#address-cells:attribute.name', '<:delimiter', '0x2:number', '>:delimiter', ';:delimiter'],
    ],
    [
      'xen,static-mem = <0x0 0x24000000>;',
      [
        'xen,static-mem:attribute.name',
        '<:delimiter',
        '0x0:number',
        '0x24000000:number',
        '>:delimiter',
        ';:delimiter',
      ],
    ],
    [
      'compatible = "xen,domain", "a\\"b";',
      ['compatible:attribute.name', '"xen,domain":string', ',:delimiter', '"a\\"b":string', ';:delimiter'],
    ],
    ['&{/chosen} {', ['&{/chosen}:variable', '{:delimiter']],
    [
      'interrupt-parent = <&gic>;',
      ['interrupt-parent:attribute.name', '<:delimiter', '&gic:variable', '>:delimiter', ';:delimiter'],
    ],
    ['#include <x.h>', ['#include <x.h>:metatag']],
    ['// a line', ['// a line:comment']],
  ])('%s', (line, expected) => {
    expect(tokens(line)).toEqual(expected);
  });

  test('a block comment runs over lines and ends where it says', () => {
    expect(tokens('/* KiB', 'still */ cpus;')).toEqual([
      '/*:comment',
      ' KiB:comment',
      'still :comment',
      '*/:comment',
      'cpus:attribute.name',
      ';:delimiter',
    ]);
  });
});
