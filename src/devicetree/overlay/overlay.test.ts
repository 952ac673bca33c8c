// Overlays applied by us and by fdtoverlay: the same trees, order included, and the same refusals.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeNumbers, strings } from '../../model/cells.ts';
import { node, type Property, type Tree, type TreeNode } from '../../model/tree.ts';
import { Choices } from '../../testing/choices.ts';
import { dtc, fdtoverlay, HAS_FDTOVERLAY } from '../../testing/dtc.ts';
import { holdsFor } from '../../testing/seed.ts';
import { editTree } from '../../testing/tree-edits.ts';
import { anyTree } from '../../testing/trees.ts';
import { readBlob, writeBlob } from '../blob.ts';
import { printTree } from '../print.ts';
import { parseText } from '../text.ts';
import { applyOverlay } from './apply.ts';
import { overlayBetween } from './between.ts';
import { isOverlay } from './is-overlay.ts';

function read(text: string): Tree {
  const tree = parseText(text, { symbols: true });
  if (!tree.ok) throw new Error(`${tree.problem.message} (${tree.problem.at})\n${text}`);
  return tree.value;
}

/** What fdtoverlay makes of it; null when it refuses. */
function reference(base: Tree, overlay: Tree): Tree | null {
  let blob: Uint8Array;
  try {
    blob = fdtoverlay(writeBlob(base), writeBlob(overlay));
  } catch {
    return null;
  }
  const tree = readBlob(new Uint8Array(blob));
  if (!tree.ok) throw new Error(tree.problem.message);
  return tree.value;
}

const BASE = `/dts-v1/;
/memreserve/ 0x0 0x1000;
/ {
	aliases { uart = "/soc/serial@1000"; };
	soc: soc {
		#address-cells = <1>;
		gic: gic@0 { phandle = <9>; };
		uart0: serial@1000 { status = "disabled"; clocks = <&gic>; };
		serial@2000 { };
	};
	chosen { bootargs = "quiet"; domU0 { }; };
};
`;

const plugin = (body: string): string => `/dts-v1/;\n/plugin/;\n${body}`;

/** What is applied, and the words of the refusal where there is one. */
const CASES: readonly (readonly [string, string, RegExp?])[] = [
  ['a property set and one added', plugin('&uart0 { status = "okay"; new = <1>; };')],
  ['several new properties and nodes', plugin('&soc { a; b; n1 { x; y; m { }; }; n2 { }; };')],
  ['nodes that are there already', plugin('&soc { serial@1000 { a; }; gic@0 { b; }; };')],
  ['a name without its unit address', plugin('&soc { gic { found; }; serial { first; }; };')],
  ['a path', plugin('&{/chosen} { domU1 { compatible = "xen,domain"; }; };')],
  ['an alias', plugin('/ { fragment@0 { target-path = "uart"; __overlay__ { a; }; }; };')],
  ['the root', plugin('&{/} { a; chosen { b; }; new { }; };')],
  ['references to the base', plugin('&soc { n { x = <&gic 1 &uart0>, "s", <&gic>; }; };')],
  ['references to its own', plugin('&soc { l: n { x = <&l &m 1>; m: m { }; }; };')],
  ['phandles of its own', plugin('&soc { l: n { phandle = <3>; x = <&l>; }; };')],
  [
    'labels of its own',
    plugin('&soc { l: n { m: m { }; }; }; &{/chosen} { k: k { }; }; &{/} { r: r { }; };'),
  ],
  ['a fragment that is merged into its own', plugin('&soc { l: n { }; }; &l { a; };')],
  [
    'a label on what is extended',
    plugin('/ { fragment@0 { target-path = "/soc"; l: __overlay__ { a; }; }; };'),
  ],
  ['a label on a fragment', plugin('/ { l: fragment@0 { target-path = "/soc"; __overlay__ { a; }; }; };')],
  [
    'a child that is no fragment',
    plugin('/ { other { a; }; fragment@0 { target-path = "/"; __overlay__ { b; }; }; };'),
  ],
  ['several for one node', plugin('&soc { a = <1>; }; &soc { a = <2>; b; };')],
  ['nothing', plugin('/ { };')],
  [
    'a label the base has not',
    plugin('&nowhere { a; };'),
    /refers to nowhere, which is not in the __symbols__/,
  ],
  ['a path the base has not', plugin('&{/nowhere} { a; };'), /target \/nowhere is not in the base/],
  ['no target', plugin('/ { fragment@0 { __overlay__ { a; }; }; };'), /it has no target/],
  [
    'a target of two cells',
    plugin('/ { fragment@0 { target = <1 2>; __overlay__ { a; }; }; };'),
    /its target is no phandle/,
  ],
  [
    'a phandle nobody has',
    plugin('/ { fragment@0 { target = <77>; __overlay__ { a; }; }; };'),
    /its target is no node/,
  ],
  [
    'a fixup without its place',
    plugin('/ { __fixups__ { gic = "/none:a:0"; }; };'),
    /points at byte 0 of a, which is not there/,
  ],
  ['a fixup past the end', plugin('/ { a = <1>; __fixups__ { gic = "/:a:1"; }; };'), /points at byte 1 of a/],
  [
    'a fixup that is none',
    plugin('/ { a = <1>; __fixups__ { gic = "/:a"; }; };'),
    /gic is not a list of path:property:offset/,
  ],
  ['a fixup that is empty', plugin('/ { __fixups__ { gic; }; };'), /gic is not a list/],
  [
    'a local fixup without its property',
    plugin('/ { __local_fixups__ { a = <0>; }; };'),
    /speaks of a, which is not there/,
  ],
  [
    'a local fixup without its node',
    plugin('/ { __local_fixups__ { n { a = <0>; }; }; };'),
    /speaks of n, which is not there/,
  ],
  [
    'a local fixup past the end',
    plugin('/ { a = <1>; __local_fixups__ { a = <4>; }; };'),
    /byte 4 of a, past its end/,
  ],
  ['a phandle that does not fit', plugin('/ { n { phandle = <0xfffffffe>; }; };'), /no phandles are left/],
  ['a symbol that is no path', plugin('/ { __symbols__ { a = "b"; }; };'), /a is not a path/],
  [
    'a symbol in no fragment',
    plugin('/ { __symbols__ { a = "/none/__overlay__/n"; }; };'),
    /a is in none, which is not a fragment/,
  ],
];

describe.each(CASES.map(([what, text, refusal]) => ({ what, text, refusal })))(
  '$what',
  ({ text, refusal }) => {
    const [base, overlay] = [read(BASE), read(text)];
    const applied = applyOverlay(base, overlay);

    test('is applied or refused by name', () => {
      expect(applied.ok ? 'applied' : applied.problem.message).toMatch(refusal ?? /^applied$/);
    });

    test.skipIf(!HAS_FDTOVERLAY)('as fdtoverlay has it', () => {
      expect(applied.ok ? applied.value : null).toEqual(reference(base, overlay));
    });
  },
);

test('without symbols in the base the cure is said', () => {
  const base = parseText(BASE);
  if (!base.ok) throw new Error(base.problem.message);
  expect(applyOverlay(base.value, read(plugin('&soc { a; };')))).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(/dtc -@/), at: '/__fixups__/soc' },
  });
});

describe('hostile overlays', () => {
  const plain = (root: TreeNode): Tree => ({ root, memreserve: [], bootCpu: 0 });
  const fragment = (i: number, target: string, overlay: TreeNode): TreeNode =>
    node(`fragment@${i}`, [strings('target-path', target)], [{ ...overlay, name: '__overlay__' }]);
  const phandle = (value: number): Property => ({ name: 'phandle', value: cellsOf(value) });
  const cellsOf = (...values: readonly number[]): Uint8Array =>
    encodeNumbers(values.map((value) => [BigInt(value), 1]));
  const many = <T>(count: number, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const deep = (depth: number): TreeNode =>
    many(depth, () => 0).reduce<TreeNode>((of) => node('n', [], [of]), node('n'));

  test.each<[string, () => Tree, () => Tree, string]>([
    [
      'a value of many references',
      () => plain(node('')),
      () =>
        plain(
          node(
            '',
            [],
            [
              fragment(0, '/', node('', [{ name: 'x', value: new Uint8Array(4 * 6e4) }])),
              node(
                '__local_fixups__',
                [],
                [
                  node(
                    'fragment@0',
                    [],
                    [node('__overlay__', [{ name: 'x', value: cellsOf(...many(6e4, (i) => 4 * i)) }])],
                  ),
                ],
              ),
            ],
          ),
        ),
      'applied',
    ],
    [
      'a hundred thousand new nodes in one that has as many',
      () =>
        plain(
          node(
            '',
            [],
            many(1e5, (i) => node(`a${i}`)),
          ),
        ),
      () =>
        plain(
          node(
            '',
            [],
            [
              fragment(
                0,
                '/',
                node(
                  '',
                  [],
                  many(2e5, (i) => node(`a${i}`)),
                ),
              ),
            ],
          ),
        ),
      'applied',
    ],
    [
      'a phandle given again and again',
      () =>
        plain(
          node(
            '',
            [],
            many(3e4, (i) => node(`a${i}`, [phandle(1 + i)])),
          ),
        ),
      () =>
        plain(
          node(
            '',
            [],
            many(3e4, (i) =>
              node(
                `fragment@${i}`,
                [{ name: 'target', value: cellsOf(5) }],
                [node('__overlay__', [], [node('n', [phandle(i % 2)])])],
              ),
            ),
          ),
        ),
      'it asks for more than overlays are worth: a hostile one',
    ],
    [
      'long paths for many labels',
      () =>
        plain(
          node(
            '',
            [],
            [many(60, () => 0).reduce<TreeNode>((of) => node('n'.repeat(250), [], [of]), node('n'))],
          ),
        ),
      () =>
        plain(
          node(
            '',
            [],
            [
              fragment(0, `/${many(60, () => 'n'.repeat(250)).join('/')}`, node('')),
              node(
                '__symbols__',
                many(1e4, (i) => strings(`l${i}`, '/fragment@0/__overlay__')),
              ),
            ],
          ),
        ),
      'it asks for more than overlays are worth: a hostile one',
    ],
    [
      'deeper than trees go',
      () => plain(node('', [], [deep(40)])),
      () => plain(node('', [], [fragment(0, many(40, () => '/n').join(''), node('', [], [deep(40)]))])),
      'nodes nest deeper than 64',
    ],
  ])('%s', (_what, base, overlay, expected) => {
    const applied = applyOverlay(base(), overlay());
    expect(applied.ok ? 'applied' : applied.problem.message).toBe(expected);
  });
});

test('what is an overlay', () => {
  expect([isOverlay(read(plugin('&soc { a; };'))), isOverlay(read(BASE))]).toEqual([true, false]);
});

/** A tree as text in which every node has a label, `l1`, `l2` …, in the order of the text. */
function labelled(tree: Tree): { readonly text: string; readonly labels: number } {
  let labels = 0;
  const text = printTree(tree).replace(/^(\t+)([^\s{}=;"]+ \{)$/gm, (_, indent: string, header: string) => {
    labels += 1;
    return `${indent}l${labels}: ${header}`;
  });
  return { text, labels };
}

/** An overlay for a base whose labels are `l1` to `l<labels>`; a few of its targets are not there. */
function overlayText(seed: number, labels: number): string {
  const choices = new Choices(seed);
  let own = 0;
  const reference = (): string =>
    choices.chance(60) || own === 0 ? `&l${1 + choices.below(labels + 1)}` : `&own${1 + choices.below(own)}`;
  const name = (): string => choices.of(['n', 'm@1', 'chosen', 'memory', 'reg', 'a@0', 'a']);
  const properties = (): string =>
    Array.from({ length: choices.below(3) }, (_, i) =>
      choices.of([
        `p${i};`,
        `p${i} = <1 ${reference()}>;`,
        `p${i} = "x", <${reference()}>;`,
        `reg${i} = <${i}>;`,
      ]),
    ).join(' ');
  const nodes = (depth: number): string => {
    const used = new Set<string>();
    return Array.from({ length: depth === 0 ? 0 : choices.below(3) }, () => {
      const wanted = name();
      if (used.has(wanted)) return '';
      used.add(wanted);
      own += 1;
      const label = `own${own}: `;
      return `${label}${wanted} { ${properties()} ${nodes(depth - 1)} };`;
    }).join(' ');
  };
  const fragments = Array.from({ length: 1 + choices.below(3) }, () => {
    const target = choices.chance(70) ? `&l${1 + choices.below(labels)}` : '&{/}';
    return `${target} { ${nodes(2)} };`.replace('{ ', `{ ${properties()} `);
  });
  return plugin(fragments.join('\n'));
}

test.skipIf(!HAS_FDTOVERLAY)('whatever the base and the overlay, dtc and fdtoverlay have it so', () => {
  holdsFor(
    fc.property(anyTree, fc.nat(), (tree, seed) => {
      const { text, labels } = labelled(tree);
      const base = read(text);
      const written = overlayText(seed, labels);
      const overlay = parseText(written, { symbols: seed % 2 === 0 });
      if (!overlay.ok) return;
      const blob = dtc(written, ...(seed % 2 === 0 ? ['-@'] : []));
      expect(writeBlob(overlay.value)).toEqual(new Uint8Array(blob));
      const applied = applyOverlay(base, overlay.value);
      expect(applied.ok ? applied.value : null).toEqual(reference(base, overlay.value));
    }),
    150,
  );
});

describe('the overlay between two trees', () => {
  const withoutOrder = (of: TreeNode): unknown => ({
    name: of.name,
    properties: of.properties.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    children: of.children.map(withoutOrder),
  });

  test('whatever it does not lose is there when it is applied', () => {
    holdsFor(
      fc.property(anyTree, fc.nat(), (base, seed) => {
        const wanted = editTree(base, seed);
        const { overlay, lost } = overlayBetween(base, wanted);
        const applied = overlay === null ? base : applyOverlay(base, overlay);
        const root = 'root' in applied ? applied.root : applied.ok ? applied.value.root : null;
        const isThere =
          JSON.stringify(root && withoutOrder(root)) === JSON.stringify(withoutOrder(wanted.root));
        expect(isThere).toBe(lost.length === 0);
      }),
      200,
    );
  });

  test.each<[string, (chosen: TreeNode) => TreeNode, readonly string[]]>([
    ['nothing', (chosen) => chosen, []],
    [
      'new nodes come in their order',
      (chosen) => ({ ...chosen, children: [node('a'), node('b', [], [node('c'), node('d')])] }),
      ['/chosen/domU0 stays'],
    ],
    [
      'a new node after one that is there comes before it',
      (chosen) => ({ ...chosen, children: [...chosen.children, node('domU1')] }),
      ['the nodes of /chosen stand in another order'],
    ],
    [
      'what is removed stays',
      (chosen) => ({ ...chosen, properties: [], children: [] }),
      ['bootargs of /chosen stays', '/chosen/domU0 stays'],
    ],
    [
      'phandles are left out',
      (chosen) => ({
        ...chosen,
        properties: [...chosen.properties, { name: 'phandle', value: encodeNumbers([[5n, 1]]) }],
      }),
      ['/chosen does not get its phandle'],
    ],
    ['values', (chosen) => ({ ...chosen, properties: [strings('bootargs', 'loud')] }), []],
  ])('%s', (_what, change, lost) => {
    const base = read(BASE);
    const children = base.root.children.map((child) => (child.name === 'chosen' ? change(child) : child));
    expect(overlayBetween(base, { ...base, root: { ...base.root, children } }).lost).toEqual(lost);
  });
});
