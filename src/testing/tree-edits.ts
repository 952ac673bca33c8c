// Random changes of a tree, of every kind an edit of text must follow. What stays the same stays the same object.
import { encodeNumbers, strings } from '../model/cells.ts';
import { node, type Property, type Tree, type TreeNode } from '../model/tree.ts';
import { Choices } from './choices.ts';

export interface TreeEditOptions {
  /** Only values of properties that are there, at their length. */
  readonly valuesOnly?: boolean;
  /** Names of properties to leave alone. */
  readonly keep?: ReadonlySet<string>;
}

/** A tree with a few changes; the same seed changes the same. */
export function editTree(tree: Tree, seed: number, options: TreeEditOptions = {}): Tree {
  const choices = new Choices(seed);
  let { root } = tree;
  for (let count = 1 + choices.below(4); count > 0; count -= 1)
    root = changeSomewhere(root, choices, options);
  return { ...tree, root };
}

function changeSomewhere(of: TreeNode, choices: Choices, options: TreeEditOptions): TreeNode {
  const at = choices.below(of.children.length + 1);
  const child = of.children[at];
  if (child !== undefined && choices.chance(75))
    return { ...of, children: of.children.with(at, changeSomewhere(child, choices, options)) };
  return change(of, choices, options);
}

function change(
  of: TreeNode,
  choices: Choices,
  { valuesOnly = false, keep = new Set() }: TreeEditOptions,
): TreeNode {
  const { properties, children } = of;
  const free = properties.flatMap((property, i) => (keep.has(property.name) ? [] : [i]));
  const at = free[choices.below(Math.max(1, free.length))];
  const property = at === undefined ? undefined : properties[at];
  const i = choices.below(Math.max(1, children.length));
  const child = children[i];
  const isNew = (name: string): boolean => ![...properties, ...children].some((one) => one.name === name);
  if (valuesOnly || choices.chance(40))
    return property === undefined || at === undefined
      ? of
      : { ...of, properties: properties.with(at, changed(property, choices, valuesOnly)) };
  switch (choices.below(10)) {
    case 0:
      return { ...of, properties: properties.filter((_, j) => j !== at) };
    case 1:
      return { ...of, children: children.filter((_, j) => j !== i) };
    case 2:
    case 3: {
      const name = choices.of(['reg', 'new-property', 'compatible', 'a,b', '#size-cells']);
      const value = choices.of([
        new Uint8Array(),
        strings('', 'one').value,
        encodeNumbers([[BigInt(choices.below(0xffff)), 2]]),
        Uint8Array.of(1, 2, 3),
      ]);
      const place = choices.below(properties.length + 1);
      return isNew(name) ? { ...of, properties: properties.toSpliced(place, 0, { name, value }) } : of;
    }
    case 4:
    case 5: {
      const name = choices.of(['added', 'module@1000', 'module@2000', 'chosen']);
      const made = node(name, [strings('compatible', 'x')], choices.chance(30) ? [node('inner')] : []);
      const place = choices.below(children.length + 1);
      return isNew(name) ? { ...of, children: children.toSpliced(place, 0, made) } : of;
    }
    case 6: {
      const name = choices.of(['renamed', 'module@3000', 'memory@50000000']);
      return child !== undefined && isNew(name)
        ? { ...of, children: children.with(i, { ...child, name }) }
        : of;
    }
    case 7: {
      const other = children[choices.below(Math.max(1, children.length))];
      return child === undefined || other === undefined || other === child ? of : handed(of, child, other);
    }
    case 8: {
      const inner = child?.children[0];
      return child === undefined || inner === undefined || !isNew(inner.name)
        ? of
        : { ...of, children: [...children.with(i, without(child, inner)), inner] };
    }
    default: {
      const j = choices.below(Math.max(1, children.length));
      const other = children[j];
      return child === undefined || other === undefined
        ? of
        : { ...of, children: children.with(i, other).with(j, child) };
    }
  }
}

const without = (of: TreeNode, child: TreeNode): TreeNode => ({
  ...of,
  children: of.children.filter((one) => one !== child),
});

/** A node below its sibling, unless that has one of its name. */
const handed = (of: TreeNode, child: TreeNode, to: TreeNode): TreeNode =>
  [...to.properties, ...to.children].some(({ name }) => name === child.name)
    ? of
    : {
        ...of,
        children: without(of, child).children.map((one) =>
          one === to ? { ...to, children: [...to.children, child] } : one,
        ),
      };

function changed({ name, value }: Property, choices: Choices, sameLength: boolean): Property {
  const random = (): number => choices.below(256);
  if (value.length > 0 && (sameLength || choices.chance(50))) {
    const cell = Math.min(value.length - 1, 4 * choices.below(Math.ceil(value.length / 4)));
    return { name, value: value.map((byte, i) => (i >= cell && i < cell + 4 ? random() : byte)) };
  }
  if (sameLength) return { name, value };
  switch (choices.below(5)) {
    case 0:
      return { name, value: new Uint8Array() };
    case 1:
      return { name, value: value.slice(0, Math.max(0, value.length - 4 * (1 + choices.below(4)))) };
    case 2:
      return {
        name,
        value: Uint8Array.from([...value, ...Array.from({ length: 4 * (1 + choices.below(4)) }, random)]),
      };
    case 3:
      return { name, value: Uint8Array.from([...value.slice(0, 4), 0x61, 0x62, 0, ...value.slice(4)]) };
    default:
      return { name, value: strings('', 'okay', 'not "quite"').value };
  }
}
