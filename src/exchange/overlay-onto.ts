// Plan → the overlay that makes its tree of a board's own, and what no overlay can say of the difference.
import { overlayOn, withChosen } from '../bindings/layer.ts';
import { settle } from '../bindings/settle.ts';
import { writeBlob } from '../devicetree/blob.ts';
import { fragmentOf, overlayBetween } from '../devicetree/overlay/between.ts';
import { describeNode } from '../devicetree/print/guess.ts';
import { documentText } from '../devicetree/print/write.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, type Result } from '../model/result.ts';
import { findChild, node, type Tree } from '../model/tree.ts';

export interface OverlayOnto {
  readonly text: string;
  readonly blob: Uint8Array;
  /** What stays as it is in the base, as sentences for people; they also head the text. */
  readonly notes: readonly string[];
}

/**
 * Says nothing that the base says already; of a board that is known by its facts only, `/chosen` alone is compared. Fails
 * where the plan cannot be written into a tree (see settle).
 */
export function overlayOnto(base: Tree, plan: Plan, release: Release): Result<OverlayOnto> {
  const settled = settle(plan, release);
  if (!settled.ok) return settled;
  const { board } = settled.value;
  const tree =
    board.origin === 'tree'
      ? settled.value.tree
      : withChosen(base, findChild(settled.value.tree.root, 'chosen'));
  const { overlay, lost } = overlayBetween(base, tree);
  const fragment = overlay ?? fragmentOf(node('__overlay__'));
  const content = fragment.root.children[0]?.children[0] ?? node('');
  const notes = lost.length === 0 ? [] : [UNSAYABLE, ...lost.map((what) => `${what}.`)];
  const text = documentText({
    plugin: true,
    heading: [`Memory layout for Xen ${release} on ${board.name}.`, ...notes],
    parts: [
      { target: { path: '/' }, node: describeNode({ ...content, name: '' }, overlayOn(base).describe(tree)) },
    ],
  });
  return ok({ text, blob: writeBlob(fragment), notes });
}

const UNSAYABLE = 'An overlay adds and replaces, but cannot remove. With this one applied to the base:';
