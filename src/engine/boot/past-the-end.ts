// What Xen reads when it reads past the end of a property.
//
// An unflattened property's value still points into the blob, so behind it come the structure tokens of the flattened
// tree (Devicetree Specification 5.4.1). Up to 4.18 process_shm reads a host address that may not be there.
import type { TreeNode } from '../../model/tree.ts';

const BEGIN_NODE = 1;
const END_NODE = 2;
const PROP = 3;

const firstLetters = (name: string): number => {
  let cell = 0;
  for (let i = 0; i < 4; i += 1) cell = cell * 256 + (i < name.length ? name.charCodeAt(i) : 0);
  return cell;
};

/** The value of a property of the last node of `chain` (outermost first), with two more cells from behind it. */
export function withWhatFollows(chain: readonly TreeNode[], name: string, value: Uint8Array): Uint8Array {
  const cells = following(chain, name);
  const padded = Math.ceil(value.length / 4) * 4;
  const out = new Uint8Array(padded + 8);
  out.set(value);
  const view = new DataView(out.buffer);
  view.setUint32(padded, cells[0] ?? END_NODE);
  view.setUint32(padded + 4, cells[1] ?? END_NODE);
  return out;
}

function following(chain: readonly TreeNode[], name: string): readonly number[] {
  const node = chain.at(-1);
  if (node === undefined) return [];
  const next = node.properties[node.properties.findIndex((property) => property.name === name) + 1];
  if (next !== undefined) return [PROP, next.value.length];
  const child = node.children[0];
  if (child !== undefined) return [BEGIN_NODE, firstLetters(child.name)];
  const cells: number[] = [];
  for (let depth = chain.length - 1; depth > 0 && cells.length < 2; depth -= 1) {
    cells.push(END_NODE);
    const parent = chain[depth - 1];
    const at = chain[depth];
    const sibling =
      parent === undefined || at === undefined ? undefined : parent.children[parent.children.indexOf(at) + 1];
    if (sibling === undefined) continue;
    cells.push(BEGIN_NODE, firstLetters(sibling.name));
    break;
  }
  return cells;
}
