// Plan → what is given to Xen: the `/chosen` text people paste, a whole tree, an overlay, a blob.
import { below, ROOT } from '../bindings/decode.ts';
import { boardOnlyTree } from '../bindings/facts-tree.ts';
import { isModuleNode } from '../bindings/module.ts';
import { settle } from '../bindings/settle.ts';
import { SHARED_MEM } from '../bindings/shared-mem.ts';
import { writeBlob } from '../devicetree/blob.ts';
import type { PrintDocument, PrintNode } from '../devicetree/print/document.ts';
import { documentText } from '../devicetree/print/write.ts';
import { strings } from '../model/cells.ts';
import type { Origin } from '../model/board.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { ok, type Result } from '../model/result.ts';
import { findChild, findProperty, node, type Tree, type TreeNode } from '../model/tree.ts';
import { writtenNode } from './source-text.ts';

/** `chosen`: `/ { chosen { … } }`. `dts`: the whole tree. `overlay`: what Xen reads of `/chosen`, for any base tree. */
export const TEXT_FORMS = ['chosen', 'dts', 'overlay'] as const;
export type TextForm = (typeof TEXT_FORMS)[number];

/** What an export leaves out or cannot say, as sentences for people; they also head the text. */
export function exportNotes(plan: Plan, form: TextForm | 'dtb' | 'dtbo'): readonly string[] {
  switch (form) {
    case 'chosen':
      return [];
    case 'overlay':
    case 'dtbo':
      return [
        'An overlay adds and replaces. It cannot remove: domains, modules and properties that the',
        'base tree already has in /chosen and this layout has not stay in the result.',
        'Nodes stand here last first, because applying (fdtoverlay, U-Boot) turns their order round.',
      ];
    case 'dts':
      return [...factsNote(plan), ...bootCpuNote(plan)];
    case 'dtb':
      return factsNote(plan);
  }
}

const factsNote = ({ board }: Plan): readonly string[] => KNOWN[board.origin];

const KNOWN: Readonly<Record<Origin, readonly string[]>> = {
  tree: [],
  facts: [
    'Only the facts of this board are known, not its whole device tree: this is the root’s',
    'cells, RAM, reserved memory and /chosen. Merge it into the board’s own tree.',
  ],
  log: [
    'Only what a boot log tells of this board is known, not its device tree: this is the root’s',
    'cells, RAM, reserved memory and /chosen. Merge it into the board’s own tree.',
  ],
};

const bootCpuNote = ({ tree }: Plan): readonly string[] =>
  tree.bootCpu === 0 ? [] : [`Source text cannot name the boot CPU: compile with dtc -b ${tree.bootCpu}.`];

/**
 * The text of a plan as `release` reads it; every form compiles with dtc. Fails where the plan cannot be written
 * into a tree (see settle).
 */
export function exportText(plan: Plan, release: Release, form: TextForm): Result<{ readonly text: string }> {
  const result = settle(plan, release);
  if (!result.ok) return result;
  const settled = result.value;
  const title = `Memory layout for Xen ${release} on ${settled.board.name}.`;
  const text = documentText({
    ...DOCUMENT[form](settled),
    ...(form === 'chosen' ? {} : { heading: [title, ...exportNotes(settled, form)] }),
  });
  return ok({ text });
}

const DOCUMENT: Readonly<Record<TextForm, (plan: Plan) => PrintDocument>> = {
  chosen: ({ tree }) => ({ parts: [{ target: 'root', node: around(tree, chosenOf(tree)) }] }),
  overlay: ({ tree }) => ({
    plugin: true,
    parts: [{ target: { path: '/' }, node: around(tree, xenPart(tree)) }],
  }),
  dts: (plan) => {
    const { root, memreserve } = wholeTree(plan);
    return { memreserve, parts: [{ target: 'root', node: writtenNode(root) }] };
  },
};

/** A root with `/chosen` alone in it, read with the tree's root cells. */
const around = ({ root }: Tree, chosen: TreeNode): PrintNode => ({
  name: '',
  properties: [],
  children: [writtenNode(chosen, below(root, ROOT))],
});

const chosenOf = (tree: Tree): TreeNode => findChild(tree.root, 'chosen') ?? node('chosen');

/** The tree to export: all of it when the user opened it, else what facts vouch for. */
const wholeTree = ({ tree, board }: Plan): Tree => (board.origin === 'tree' ? tree : boardOnlyTree(tree));

/**
 * What Xen reads of `/chosen`, last node first: libfdt, which fdtoverlay and U-Boot apply overlays with, puts each
 * new node before its siblings, and the order of domains and modules matters to Xen. Phandles stay behind: applying
 * renumbers those an overlay brings, and would so break the base's references to nodes it already has.
 */
function xenPart(tree: Tree): TreeNode {
  const chosen = chosenOf(tree);
  const isXens = (of: TreeNode): boolean =>
    isDomainNode(of) || isModuleNode(of) || findProperty(of, SHARED_MEM) !== undefined;
  return node(
    'chosen',
    chosen.properties.filter(({ name }) => name.startsWith('xen,') || /^#(address|size)-cells$/.test(name)),
    chosen.children.filter(isXens).map(forOverlay).toReversed(),
  );
}

const forOverlay = (of: TreeNode): TreeNode =>
  node(
    of.name,
    of.properties.filter(({ name }) => name !== 'phandle' && name !== 'linux,phandle'),
    of.children.map(forOverlay).toReversed(),
  );

/** The whole tree with `/chosen` merged, as a blob to hand to Xen. */
export function exportBlob(plan: Plan, release: Release): Result<Uint8Array> {
  const settled = settle(plan, release);
  return settled.ok ? ok(writeBlob(wholeTree(settled.value))) : settled;
}

/** The overlay as a blob (`.dtbo`). It targets the root, so that a base without `/chosen` gets one. */
export function exportOverlayBlob(plan: Plan, release: Release): Result<Uint8Array> {
  const settled = settle(plan, release);
  if (!settled.ok) return settled;
  const overlay = node('__overlay__', [], [xenPart(settled.value.tree)]);
  const root = node('', [], [node('fragment@0', [strings('target-path', '/')], [overlay])]);
  return ok(writeBlob({ root, memreserve: [], bootCpu: 0 }));
}
