// Raw property bytes to a written form, by the signs dtc goes by: terminated printable strings, else cells, else
// bytes. A wrong guess only looks odd; the bytes come back exactly.
import { type Cells, cellAt, cellCount, DEFAULT_CELLS, readU32 } from '../../model/cells.ts';
import type { Property, TreeNode } from '../../model/tree.ts';
import type { PrintCell, PrintNode, PrintProperty, PrintValue } from './document.ts';

/** Properties the specification defines as numbers: never strings, even where their bytes look so. */
const NUMBERS =
  /^(reg|ranges|dma-ranges|interrupts|interrupts-extended|interrupt-map|interrupt-map-mask|interrupt-parent|phandle|linux,phandle|virtual-reg|clock-frequency|timebase-frequency|#.*-cells)$/;
/** Numbers that count something; people write these in decimal. */
const COUNTS = /^#.*-cells$/;

/** The strings of a value that looks like a list of them, or undefined. */
function stringsOf(value: Uint8Array): readonly string[] | undefined {
  if (value.length === 0 || value.at(-1) !== 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value.subarray(0, -1));
  } catch {
    return undefined;
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return undefined;
  const parts = text.split('\0');
  return parts.length > 1 && parts.includes('') ? undefined : parts;
}

function cellValues(name: string, value: Uint8Array, tuple: number): PrintValue[] {
  const cells = Array.from({ length: cellCount(value) }, (_, i): PrintCell => {
    const number = cellAt(value, i) ?? 0;
    return COUNTS.test(name) ? { value: number, decimal: true } : { value: number };
  });
  if (tuple === 0 || cells.length % tuple !== 0) return [{ kind: 'cells', cells }];
  return Array.from({ length: cells.length / tuple }, (_, i) => ({
    kind: 'cells',
    cells: cells.slice(i * tuple, (i + 1) * tuple),
  }));
}

/** How a property's bytes are written when nobody knows better. `tuple`: cells that belong together; 0: unknown. */
export function guessProperty({ name, value }: Property, tuple = 0): PrintProperty {
  if (value.length === 0) return { name, values: [] };
  const texts = NUMBERS.test(name) && value.length % 4 === 0 ? undefined : stringsOf(value);
  if (texts !== undefined) return { name, values: texts.map((text) => ({ kind: 'string', text })) };
  return {
    name,
    values: value.length % 4 === 0 ? cellValues(name, value, tuple) : [{ kind: 'bytes', bytes: value }],
  };
}

/** What is known of properties, for writing them. `Around` is what the nodes above one say about how to read it. */
export interface Describe<Around> {
  /** Around the root. */
  readonly root: Around;
  /** Around the children of a node. */
  readonly below: (of: TreeNode, around: Around) => Around;
  readonly property: (of: TreeNode, property: Property, around: Around) => PrintProperty;
}

/** Knows only what the specification says of every tree: the cells its parent states for a node's `reg`. */
export const GUESS: Describe<Cells> = {
  root: DEFAULT_CELLS,
  below: (of) => ({
    address: readU32(of, '#address-cells') ?? DEFAULT_CELLS.address,
    size: readU32(of, '#size-cells') ?? DEFAULT_CELLS.size,
  }),
  property: (_of, property, { address, size }) =>
    guessProperty(property, property.name === 'reg' ? address + size : 0),
};

/** The written form of a node with all below it. */
export function describeNode<Around>(
  of: TreeNode,
  describe: Describe<Around>,
  around: Around = describe.root,
): PrintNode {
  const inner = describe.below(of, around);
  return {
    name: of.name,
    properties: of.properties.map((property) => describe.property(of, property, around)),
    children: of.children.map((child) => describeNode(child, describe, inner)),
  };
}

/** The same without comments. */
export const withoutComments = <Around>(describe: Describe<Around>): Describe<Around> => ({
  ...describe,
  property: (of, property, around) => {
    const { name, values } = describe.property(of, property, around);
    return { name, values: values.map(({ comment: _comment, ...value }) => value) };
  },
});
