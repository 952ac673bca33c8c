// Plan → text: a layout changed on the map, and the changes of the person's own device tree source that say so.
import type { Document } from '../devicetree/document.ts';
import { editsFor } from '../devicetree/edit/edits-for.ts';
import type { TextEdit } from '../devicetree/edit/text-edit.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { type Layer, WHOLE } from './layer.ts';
import { settle } from './settle.ts';

export interface Reconciled {
  /** Settled: its tree is what the edited text means. */
  readonly plan: Plan;
  /** The edited text's own tree. */
  readonly own: Tree;
  readonly edits: readonly TextEdit[];
}

/**
 * Brings a text to a plan that was read off it (`planOf(document.tree)`) and edited since, as `release` wants it
 * written. Only what the plan changed is looked at, so each step of a drag may start from the same document. Fails
 * where the plan cannot be written into a tree (see settle), or that tree not into this text (see editsFor).
 */
export function reconcile(
  document: Document,
  plan: Plan,
  release: Release,
  layer: Layer = WHOLE,
): Result<Reconciled> {
  const settled = settle(plan, release);
  if (!settled.ok) return settled;
  const { tree } = settled.value;
  const own = layer.write(document, tree);
  if (!own.ok) return own;
  const edits = editsFor(document, own.value, layer.describe(tree));
  return edits.ok ? ok({ plan: settled.value, own: own.value, edits: edits.value }) : edits;
}
