import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok } from '../model/result.ts';
import { nodeAt } from '../model/tree.ts';
import { brokenText } from '../testing/broken-text.ts';
import { anyMessyText } from '../testing/messy-text.ts';
import { holdsFor } from '../testing/seed.ts';
import { parse } from './document.ts';
import { liveNodes, liveProperties, pathOf } from './evaluate/live.ts';
import { spanOf, spotAt } from './locate.ts';

const text = `/dts-v1/;
/memreserve/ 0x0 0x1000;

/ {
	#address-cells = <2>;
	soc: soc {
		x = <0x1 (2 + 3)>, "s", <&soc>, [0a 0b];
		wide = /bits/ 64 <0x100000000>;
		flag;
	};
};

&soc {
	x = <7 8>;
	late { };
};
/delete-node/ &{/soc/late};
/include/ "more.dtsi"
/ { end; };
`;
const resolve = () => ok(new TextEncoder().encode('/ { soc { flag = <1>; far { }; }; };'));
const document = parse(text, { resolve });

/** The spot at the first place where `needle` stands, and the text of its span. */
function spot(needle: string): unknown {
  const found = spotAt(document, text.indexOf(needle));
  if (found === null) return null;
  const { path, property, cell, span } = found;
  const [line = ''] = text.slice(span.start, span.end).split('\n');
  return [path, property, cell, line];
}

test.each([
  ['/memreserve/', null],
  ['#address', ['/', '#address-cells', null, '#address-cells = <2>;']],
  ['2>;', ['/', '#address-cells', 0, '2']],
  ['soc: soc {', ['/soc', null, null, 'soc: soc {']],
  ['(2 + 3)', ['/soc', 'x', null, 'x = <0x1 (2 + 3)>, "s", <&soc>, [0a 0b];']],
  ['0x100000000', ['/soc', 'wide', 0, '0x100000000']],
  ['flag;', ['/soc', 'flag', null, 'flag;']],
  ['&soc {', ['/soc', null, null, '&soc {']],
  ['8>;', ['/soc', 'x', 1, '8']],
  ['late {', null],
  ['end;', ['/', 'end', null, 'end;']],
])('at %s', (needle, expected) => {
  expect(spot(needle)).toEqual(expected);
});

test.each<[string, string | undefined, number | undefined, string | null]>([
  ['/', undefined, undefined, '/ {'],
  ['/soc', undefined, undefined, 'soc: soc {'],
  ['/soc', 'x', undefined, 'x = <7 8>;'],
  ['/soc', 'x', 1, '8'],
  ['/soc', 'x', 2, null],
  ['/soc', 'wide', 1, '0x100000000'],
  ['/soc', 'flag', undefined, null],
  ['/soc/far', undefined, undefined, null],
  ['/soc/late', undefined, undefined, null],
  ['/none', 'x', 0, null],
])('%s %s %s', (path, property, cell, expected) => {
  const span = spanOf(document, path, property, cell);
  expect(span && text.slice(span.start, span.end).split('\n')[0]).toBe(expected);
});

test('in a statement that cannot be read the property is known all the same', () => {
  const broken = '/dts-v1/; / { n { reg = <0x0 ; }; };';
  const found = spotAt(parse(broken), broken.indexOf('0x0'));
  expect(found).toMatchObject({ path: '/n', property: 'reg', cell: null });
});

test('what is found at the span of something is that', () => {
  holdsFor(
    fc.property(anyMessyText, ({ text: messy }) => {
      const read = parse(messy);
      for (const node of liveNodes(read.live.root)) {
        const path = pathOf(node);
        expect(spotAt(read, (spanOf(read, path)?.end ?? 0) - 2)?.path).toBe(path);
        for (const { name } of liveProperties(node)) {
          const span = spanOf(read, path, name);
          expect(spotAt(read, span?.start ?? 0)).toMatchObject({ path, property: name });
        }
      }
    }),
    50,
  );
});

test('any place of any text has a spot or none', () => {
  holdsFor(
    fc.property(brokenText, fc.nat(), (any, at) => {
      const read = parse(any);
      const found = spotAt(read, at % (any.length + 1));
      expect(found === null || nodeAt(read.tree, found.path) !== undefined).toBe(true);
    }),
    500,
  );
});
