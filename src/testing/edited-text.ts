// A text after a change of its tree, for tests of what writes a text back; and such changes.
import { expect } from 'vitest';
import { type Document, parse } from '../devicetree/document.ts';
import { editsFor } from '../devicetree/edit/edits-for.ts';
import { applyEdits } from '../devicetree/edit/text-edit.ts';
import { GUESS } from '../devicetree/print/guess.ts';
import { fail, ok, type Result } from '../model/result.ts';
import type { Property, Tree, TreeNode } from '../model/tree.ts';

export type Change = (of: TreeNode) => TreeNode;

/** A change of the node at a path. */
export const at = (path: string, change: Change): Change =>
  path
    .split('/')
    .filter((name) => name !== '')
    .reduceRight<Change>(
      (inner, name) => (of) => ({
        ...of,
        children: of.children.map((child) => (child.name === name ? inner(child) : child)),
      }),
      change,
    );

/** A property set, in its place or at the end; null takes it away. */
export const set =
  (name: string, value: Uint8Array | null): Change =>
  (of) => {
    const others = of.properties.filter((property) => property.name !== name);
    if (value === null) return { ...of, properties: others };
    return others.length < of.properties.length
      ? { ...of, properties: of.properties.map((p): Property => (p.name === name ? { name, value } : p)) }
      : { ...of, properties: [...of.properties, { name, value }] };
  };

/** A child put in at a place, else at the end. */
export const add =
  (child: TreeNode, place = Infinity): Change =>
  (of) => ({ ...of, children: of.children.toSpliced(place, 0, child) });

export const drop =
  (name: string): Change =>
  (of) => ({ ...of, children: of.children.filter((child) => child.name !== name) });

export const all =
  (...changes: readonly Change[]): Change =>
  (of) =>
    changes.reduce((sum, change) => change(sum), of);

/** What a text may include. */
const FILES = {
  'soc.dtsi': '/ { soc: soc { a = <1>; b; n { }; }; };\n',
  'chosen.dtsi': '/ { chosen { a; }; };\n',
  'guests.dtsi': '/ { one { a; }; two { }; };\n',
};
const resolve = (path: string): Result<Uint8Array> => {
  const text = FILES[path as keyof typeof FILES];
  return text === undefined ? fail('no such file') : ok(new TextEncoder().encode(text));
};

export const read = (text: string): Document => {
  const document = parse(text, { resolve });
  expect(document.problems).toEqual([]);
  return document;
};

/** Phandles and fixups are the compiler's business. */
const bare = ({ root, memreserve }: Tree): unknown => ({
  root: withoutPhandles(drop('__fixups__')(root)),
  memreserve,
});
const withoutPhandles = (of: TreeNode): TreeNode => ({
  name: of.name,
  properties: of.properties.filter(({ name }) => name !== 'phandle'),
  children: of.children.map(withoutPhandles),
});

/** The text after a change of its tree; it must mean that tree. */
export function edited(text: string, change: Change): string {
  const document = read(text);
  const tree = { ...document.tree, root: change(document.tree.root) };
  const edits = editsFor(document, tree, GUESS);
  if (!edits.ok) return edits.problem.message;
  const after = applyEdits(text, edits.value);
  expect(bare(read(after).tree)).toEqual(bare(tree));
  return after;
}

/** Lines inside of a root node, two tabs off the margin in the tests. */
export const board = (lines: string): string =>
  `/dts-v1/;\n\n/ {\n${lines.replace(/^\n/, '').replace(/^\t\t/gm, '').replace(/\t*$/, '')}};\n`;
