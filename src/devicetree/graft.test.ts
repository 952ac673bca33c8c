import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childPath, nodeAt, type TreeNode } from '../model/tree.ts';
import { anyMessyText } from '../testing/messy-text.ts';
import { holdsFor } from '../testing/seed.ts';
import { editTree } from '../testing/tree-edits.ts';
import { parse } from './document.ts';
import { graft } from './graft.ts';

test('a text read again without a change has the very same tree', () => {
  holdsFor(
    fc.property(anyMessyText, ({ text }) => {
      const before = parse(text);
      expect(parse(text, { before }).tree).toBe(before.tree);
    }),
    100,
  );
});

test('what has not changed is the same object, what has is what it is now', () => {
  holdsFor(
    fc.property(anyMessyText, fc.nat(), ({ tree: before }, seed) => {
      const after = editTree(before, seed);
      const grafted = graft(before, structuredClone(after));
      expect(grafted).toEqual(after);
      const check = (of: TreeNode, path: string): void => {
        const old = nodeAt(before, path);
        const isSame = old !== undefined && JSON.stringify(old) === JSON.stringify(of);
        expect(!isSame || of === old).toBe(true);
        for (const child of of.children) check(child, childPath(path, child.name));
      };
      check(grafted.root, '/');
    }),
    200,
  );
});
