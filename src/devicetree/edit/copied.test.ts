import { expect, test } from 'vitest';
import type { TreeNode } from '../../model/tree.ts';
import { parse } from '../document.ts';
import { GUESS } from '../print/guess.ts';
import { editsFor } from './edits-for.ts';
import { applyEdits } from './text-edit.ts';

const TEXT = `/dts-v1/;

/ {
	gic: intc { };
	uart { };

	one {
		from = <&gic 4>, <5 &{/uart}>;
		where = &gic;
	};
};
`;

/** The text once a copy of the last node is in it, and another node is not. */
function copied(without?: string): string {
  const document = parse(TEXT);
  const { root } = document.tree;
  const one = root.children.at(-1) as TreeNode;
  const children = [...root.children.filter(({ name }) => name !== without), { ...one, name: 'two' }];
  const edits = editsFor(document, { ...document.tree, root: { ...root, children } }, GUESS);
  if (!edits.ok) throw new Error(edits.problem.message);
  return applyEdits(TEXT, edits.value);
}

test('a copy refers to what the original does', () => {
  expect(copied()).toContain(`two {
		from = <&gic 0x4 0x5 &{/uart}>;
		where = "/intc";
	};`);
});

test('but not to what goes', () => {
  expect(copied('uart')).toMatch(/two \{\n\t\tfrom = <&gic 0x4 0x5 0x\d>;/);
});
