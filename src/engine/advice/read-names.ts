// Names below /chosen that Xen passes over, or that only some releases read. Whether that matters is for the rules.
//
// What is found of a node is kept with it: at each step of a drag all nodes but one are the same objects.
import { readStrings, strings } from '../../model/cells.ts';
import type { TreeEdit } from '../../model/tree-edit.ts';
import { childPath, findChild, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import { COMMON, COMPATIBLES, type Kind, type Known, PROPERTIES } from '../../model/xen-names.ts';
import { isNearMiss } from './near-miss.ts';

export interface Name {
  /**
   * `draft`: known names under which it was never released. `misspelt`: nearly one. `dated`: not of every release.
   * `stray`: of another kind of node.
   */
  readonly why: 'draft' | 'misspelt' | 'dated' | 'stray';
  readonly path: string;
  /** The node's name: what a domain is called. */
  readonly node: string;
  readonly kind: Kind | null;
  /** The property that is so named, or `compatible` where the name is one of its strings. */
  readonly property: string;
  readonly written: string;
  /** The name Xen knows. */
  readonly known: Known;
  /** Kinds of node it belongs to. */
  readonly homes: readonly Kind[];
  /** What to write instead; null where that is not only a matter of spelling. */
  readonly edit: TreeEdit | null;
}

const NONE: readonly Name[] = [];

/** In document order. */
export function readNames(tree: Tree): readonly Name[] {
  const chosen = findChild(tree.root, 'chosen');
  if (chosen === undefined) return NONE;
  const own = namesOf(chosen, '/chosen', 'chosen');
  const below = chosen.children.map(namesBelow);
  return below.every((names) => names === NONE) ? own : [...own, ...below.flat()];
}

/** Names in a child of /chosen and its children: Xen looks no deeper for any of them. */
function namesBelow(of: TreeNode): readonly Name[] {
  const before = kept.get(of);
  if (before !== undefined) return before;
  const path = childPath('/chosen', of.name);
  const names = [
    ...namesOf(of, path, null),
    ...of.children.flatMap((child) => namesOf(child, childPath(path, child.name), null)),
  ];
  const found = names.length === 0 ? NONE : names;
  kept.set(of, found);
  return found;
}

const kept = new WeakMap<TreeNode, readonly Name[]>();

const byName = <T extends Known>(names: readonly T[]): ReadonlyMap<string, T> =>
  new Map(names.map((known) => [known.name, known]));

const COMPATIBLE = byName(COMPATIBLES);
const COMMONS = byName(COMMON);
/** What Xen looks for in a node of a kind; nothing in one that is none of Xen's. */
const HOMES: ReadonlyMap<Kind | null, ReadonlyMap<string, Known>> = new Map(
  (Object.keys(PROPERTIES) as Kind[]).map((kind) => [
    kind,
    byName([...PROPERTIES[kind], ...(kind === 'chosen' ? [] : COMMON)]),
  ]),
);
const NOWHERE: ReadonlyMap<string, Known> = new Map();

const ALL: ReadonlyMap<string, readonly Kind[]> = homesByName();

function homesByName(): Map<string, Kind[]> {
  const homes = new Map<string, Kind[]>();
  for (const [kind, names] of Object.entries(PROPERTIES) as [Kind, readonly Known[]][])
    for (const { name } of names) homes.set(name, [...(homes.get(name) ?? []), kind]);
  return homes;
}

/** Properties of one node that are looked at: no node of Xen's has nearly as many. */
const MOST = 256;

/** Too plain to say anything in a node that is not Xen's. */
const isXens = (name: string): boolean => name.startsWith('xen,') || name === 'direct-map';

function namesOf(of: TreeNode, path: string, given: Kind | null): readonly Name[] {
  const names: Name[] = [];
  const add = (name: Omit<Name, 'path' | 'node' | 'kind'>, kind: Kind | null): void => {
    names.push({ ...name, path, node: of.name, kind });
  };
  const kind = given ?? readCompatible(of, path, add);
  const home = HOMES.get(kind) ?? NOWHERE;
  // A name that is there is not meant by another, and no name is meant twice.
  const taken = new Set(of.properties.map(({ name }) => name));
  for (const { name } of of.properties.slice(0, MOST)) {
    const known = home.get(name);
    if (known !== undefined) {
      if (isDated(known))
        add({ why: 'dated', property: name, written: name, known, homes: [], edit: null }, kind);
      continue;
    }
    if (COMMONS.has(name)) continue;
    const elsewhere = ALL.get(name);
    if (elsewhere !== undefined) {
      if (isXens(name))
        add(
          { why: 'stray', property: name, written: name, known: { name }, homes: elsewhere, edit: null },
          kind,
        );
      continue;
    }
    // /chosen is also the kernel's and the firmware's: only what claims to be Xen's is Xen's.
    if (kind === 'chosen' && !/^xen/i.test(name)) continue;
    const meant = [...home.values()].find((one) => !taken.has(one.name) && means(name, one));
    if (meant === undefined) continue;
    taken.add(meant.name);
    const edit = { kind: 'rename', path, property: name, to: meant.name } as const;
    add({ why: whyOf(name, meant), property: name, written: name, known: meant, homes: [], edit }, kind);
  }
  return names;
}

const isDated = ({ since, until }: Known): boolean => since !== undefined || until !== undefined;
const isDraft = (name: string, { drafts = [] }: Known): boolean => drafts.includes(name);
const means = (name: string, known: Known): boolean => isDraft(name, known) || isNearMiss(name, known.name);
const whyOf = (name: string, known: Known): 'draft' | 'misspelt' =>
  isDraft(name, known) ? 'draft' : 'misspelt';

/** What the node is, or would be if its compatible were spelled as Xen spells it. Xen compares without case. */
function readCompatible(
  of: TreeNode,
  path: string,
  add: (name: Omit<Name, 'path' | 'node' | 'kind'>, kind: Kind | null) => void,
): Kind | null {
  const value = findProperty(of, 'compatible');
  if (value === undefined) return null;
  const texts = readStrings(value);
  let right: readonly string[] = texts;
  const lower = texts.map((text) => text.toLowerCase());
  let kind: Kind | null = null;
  for (const [i, written] of texts.entries()) {
    const known = COMPATIBLE.get(lower[i] ?? '');
    const meant = known ?? COMPATIBLES.find((one) => !lower.includes(one.name) && means(written, one));
    if (meant === undefined) continue;
    kind ??= meant.makes;
    const name = { property: 'compatible', written, known: meant, homes: [] } as const;
    if (known === undefined) {
      right = right.with(i, meant.name);
      const { value: all } = strings('compatible', ...right);
      const edit = { kind: 'set', path, property: 'compatible', value: all } as const;
      add({ ...name, why: whyOf(written, meant), edit }, kind);
    } else if (isDated(known)) add({ ...name, why: 'dated', edit: null }, kind);
  }
  return kind;
}
