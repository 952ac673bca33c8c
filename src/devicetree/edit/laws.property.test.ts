// Laws of editing text, for any text and any change of its tree.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok } from '../../model/result.ts';
import type { Tree, TreeNode } from '../../model/tree.ts';
import { anyMessyText } from '../../testing/messy-text.ts';
import { tokensOutside } from '../../testing/outside.ts';
import { holdsFor } from '../../testing/seed.ts';
import { editTree } from '../../testing/tree-edits.ts';
import { type Document, parse } from '../document.ts';
import { liveNodes } from '../evaluate/live.ts';
import { GUESS } from '../print/guess.ts';
import type { Span } from '../syntax/source.ts';
import { editsFor } from './edits-for.ts';
import { restOfLine } from './lines.ts';
import { applyEdits, mapOffset, type TextEdit } from './text-edit.ts';

const read = (text: string): Document => {
  const document = parse(text);
  expect(document.problems).toEqual([]);
  return document;
};

const withChild = (of: TreeNode, child: TreeNode, changed: TreeNode): TreeNode => ({
  ...of,
  children: of.children.map((one) => (one === child ? changed : one)),
});

describe('whatever the text and the change', () => {
  const orderly = (edits: readonly TextEdit[], { text }: Document): void => {
    let end = -1;
    for (const edit of edits) {
      expect(edit.start).toBeGreaterThan(end);
      expect(edit.end).toBeGreaterThanOrEqual(edit.start);
      end = edit.end;
    }
    expect(end).toBeLessThanOrEqual(text.length);
  };

  /** The boot CPU follows from the tree. */
  const meansThe = (tree: Tree, { tree: read }: Document): void =>
    expect(read).toEqual({ ...tree, bootCpu: read.bootCpu });

  test('no change, no edit', () => {
    holdsFor(
      fc.property(anyMessyText, ({ text }) => {
        const document = read(text);
        expect(editsFor(document, structuredClone(document.tree), GUESS)).toEqual(ok([]));
      }),
    );
  });

  test('the edited text means the edited tree', () => {
    holdsFor(
      fc.property(anyMessyText, fc.nat(), ({ text }, seed) => {
        const document = read(text);
        const tree = editTree(document.tree, seed);
        const edits = editsFor(document, tree, GUESS);
        // Only an order that is spread over several places may be refused.
        const refusal = edits.ok ? null : edits.problem.message;
        expect(refusal ?? 'the order of the nodes cannot be changed').toMatch(
          /the order of the .* cannot be changed/,
        );
        if (!edits.ok) return;
        orderly(edits.value, document);
        meansThe(tree, read(applyEdits(text, edits.value)));
      }),
      500,
    );
  });

  test('what is not replaced is found where mapOffset says', () => {
    holdsFor(
      fc.property(anyMessyText, fc.nat(), ({ text }, seed) => {
        const document = read(text);
        const edits = editsFor(document, editTree(document.tree, seed), GUESS);
        if (!edits.ok) return;
        const after = applyEdits(text, edits.value);
        const isReplaced = (offset: number): boolean =>
          edits.value.some(({ start, end }) => start <= offset && offset < end);
        const kept = Array.from({ length: text.length }, (_, offset) => offset).filter(
          (offset) => !isReplaced(offset),
        );
        expect(kept.map((offset) => after[mapOffset(edits.value, offset)])).toEqual(
          kept.map((offset) => text[offset]),
        );
      }),
      100,
    );
  });

  test('values that keep their length are changed within their statements and the comments behind them', () => {
    holdsFor(
      fc.property(anyMessyText, fc.nat(), ({ text }, seed) => {
        const document = read(text);
        const tree = editTree(document.tree, seed, { valuesOnly: true });
        const edits = editsFor(document, tree, GUESS);
        if (!edits.ok) throw new Error(edits.problem.message);
        orderly(edits.value, document);
        meansThe(tree, read(applyEdits(text, edits.value)));
        const statements = liveNodes(document.live.root).flatMap((of) =>
          [...of.properties.values()].flatMap((property) => property.statements),
        );
        // Nothing before the value is touched. A string that is cut in two may move the “;”, and one that is joined
        // to the string before it takes the comment behind the “;” along.
        const page = { text, directives: document.syntax.directives };
        const ownEnd = ({ end }: Span): number => restOfLine(page, end) ?? end;
        for (const { start, end } of edits.value)
          expect(statements.some((one) => one.name.end < start && end <= ownEnd(one))).toBe(true);
      }),
      300,
    );
  });

  test('an edit of one node stays in what is written of it', () => {
    holdsFor(
      fc.property(anyMessyText, fc.nat(), fc.nat(), ({ text }, seed, pick) => {
        const document = read(text);
        const { root } = document.tree;
        const child = root.children[pick % Math.max(1, root.children.length)];
        if (child === undefined) return;
        const { root: changed } = editTree({ ...document.tree, root: child }, seed);
        const tree = {
          ...document.tree,
          root: withChild(root, child, { ...changed, name: child.name }),
        };
        const edits = editsFor(document, tree, GUESS);
        if (!edits.ok) return;
        const after = read(applyEdits(text, edits.value));
        meansThe(tree, after);
        expect(tokensOutside(after, `/${child.name}`)).toEqual(tokensOutside(document, `/${child.name}`));
      }),
      300,
    );
  });
});
