// Copying domains: the node with what we do not model, under a fresh name, and banks at free addresses.
//
// The files of the original serve the copy too, as Xen takes modules of one kind at one address as one. What a
// domain cannot have because another has it stays with the original: passthrough devices, event channels, the
// phandles others know it by; memory that the original owns the copy borrows.
import { isDomainNode } from '../model/domain-nodes.ts';
import { placeAll } from '../model/edit.ts';
import { duplicate, placeForCopy } from '../model/duplicate.ts';
import { type Domain, type EntityId, entityId, type Plan } from '../model/plan.ts';
import type { Rearranged } from '../model/rearrange.ts';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import { findChild, nodeAt, type Tree, type TreeNode } from '../model/tree.ts';
import { withChildren } from './node-edit.ts';
import { CHOSEN } from './plan.ts';

const PHANDLES: ReadonlySet<string> = new Set(['phandle', 'linux,phandle']);

const unreferenced = (of: TreeNode): TreeNode =>
  of.properties.some(({ name }) => PHANDLES.has(name))
    ? { ...of, properties: of.properties.filter(({ name }) => !PHANDLES.has(name)) }
    : of;

/** `domU3` after `domU2`, `linux-2` after `linux`: the first that no node has. */
function freshName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, number] = /^(.*?)(\d+)$/.exec(name) ?? [];
  const base = number === undefined ? `${name}-` : stem;
  let n = number === undefined ? 2 : Number(number) + 1;
  while (taken.has(`${base}${n}`)) n += 1;
  return `${base}${n}`;
}

/** What is selected, copied: domains with their nodes, and the rest as `duplicate` copies it. */
export function duplicateAll(plan: Plan, ids: readonly EntityId[]): Result<Rearranged> {
  const originals = plan.domains.filter(({ id }) => ids.includes(id));
  if (originals.length === 0) return duplicate(plan, ids);
  const others = ids.filter((id) => originals.every((domain) => domain.id !== id));
  let next = plan;
  const copies: EntityId[] = [];
  for (const of of originals) {
    const copy = copyDomain(next, of);
    if (!copy.ok) return copy;
    next = copy.value.plan;
    copies.push(...copy.value.ids);
  }
  if (others.length === 0) return ok({ plan: next, ids: copies });
  const rest = duplicate(next, others);
  return rest.ok ? ok({ plan: rest.value.plan, ids: [...copies, ...rest.value.ids] }) : rest;
}

function copyDomain(plan: Plan, of: Domain): Result<Rearranged> {
  const chosen = findChild(plan.tree.root, 'chosen');
  const path = plan.paths.get(of.id);
  const from = path === undefined ? undefined : nodeAt(plan.tree, path);
  const nodes = chosen?.children.map(({ name }) => name) ?? [];
  const name = freshName(of.name, new Set([...nodes, ...plan.domains.map((domain) => domain.name)]));
  const paths = new Map(plan.paths);
  const kept = new Set<string>();
  let { nextId } = plan;
  /** A new id for the copy of `id`, whose node, if it has one of its own, comes along. */
  const idFor = (id: EntityId): EntityId => {
    const fresh = entityId(nextId);
    nextId += 1;
    const [, , , child] = plan.paths.get(id)?.split('/') ?? [];
    if (child !== undefined) kept.add(child);
    if (from !== undefined)
      paths.set(fresh, [CHOSEN, name, ...(child === undefined ? [] : [child])].join('/'));
    return fresh;
  };
  const again = <T extends { readonly id: EntityId }>(one: T): T => ({ ...one, id: idFor(one.id) });
  const copy: Domain = {
    ...again(of),
    name,
    staticMem: of.staticMem && of.staticMem.map(again),
    modules: of.modules.filter(({ kind }) => kind !== 'device-tree').map(again),
    shared: of.shared.map((one) => again(one.role === 'owner' ? { ...one, role: 'borrower' } : one)),
  };
  const node =
    from === undefined
      ? []
      : [
          {
            ...unreferenced(from),
            name,
            children: from.children.filter((child) => kept.has(child.name)).map(unreferenced),
          },
        ];
  const tree =
    chosen === undefined
      ? plan.tree
      : withChosen(plan.tree, chosen, withChildren(chosen, afterDomains(chosen, node)));
  let next: Plan = { ...plan, tree, domains: [...plan.domains, copy], paths, nextId };
  for (const bank of copy.staticMem ?? []) {
    const at = placeForCopy(next, bank);
    if (!at.ok) return fail(`${problemText(at.problem)} of ${of.name}`);
    next = placeAll(next, new Map([[bank.id, at.value]]));
  }
  return ok({ plan: next, ids: [copy.id] });
}

const afterDomains = ({ children }: TreeNode, nodes: readonly TreeNode[]): readonly TreeNode[] =>
  children.toSpliced(children.findLastIndex(isDomainNode) + 1, 0, ...nodes);

const withChosen = (tree: Tree, old: TreeNode, chosen: TreeNode): Tree => ({
  ...tree,
  root: withChildren(
    tree.root,
    tree.root.children.map((child) => (child === old ? chosen : child)),
  ),
});
