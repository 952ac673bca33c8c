import { expect, test } from 'vitest';
import { flag, strings, u32 } from './cells.ts';
import { node, nodeAt, type Tree } from './tree.ts';
import { withEdits } from './tree-edit.ts';

const tree: Tree = {
  root: node('', [], [node('soc'), node('chosen', [flag('a'), u32('b', 1)], [node('domU1', [flag('c')])])]),
  memreserve: [],
  bootCpu: 0,
};
const names = (of: Tree, path: string) => nodeAt(of, path)?.properties.map(({ name }) => name);

test('a renamed property keeps its place and value', () => {
  const edit = { kind: 'rename', path: '/chosen', property: 'a', to: 'z' } as const;
  expect(withEdits(tree, [edit]).root.children[1]?.properties).toEqual([flag('z'), u32('b', 1)]);
});

test('a property is set where it is, or added', () => {
  const { value } = strings('', 'x');
  const at = { kind: 'set', path: '/chosen/domU1', value } as const;
  const both = withEdits(tree, [
    { ...at, property: 'c' },
    { ...at, property: 'd' },
  ]);
  expect(nodeAt(both, '/chosen/domU1')?.properties).toEqual([
    { name: 'c', value },
    { name: 'd', value },
  ]);
  expect(names(withEdits(tree, [{ ...at, path: '/', property: 'e' }]), '/')).toEqual(['e']);
});

test('what is not concerned stays the same object, and what is not there stays away', () => {
  const edit = { kind: 'rename', path: '/chosen/domU1', property: 'c', to: 'd' } as const;
  expect(withEdits(tree, [edit]).root.children[0]).toBe(tree.root.children[0]);
  expect(withEdits(tree, [{ ...edit, path: '/chosen/domU2' }])).toBe(tree);
  expect(withEdits(tree, [{ ...edit, property: 'none' }])).toBe(tree);
  expect(withEdits(tree, [{ ...edit, path: '/chosen', property: 'a', to: 'b' }])).toBe(tree);
});
