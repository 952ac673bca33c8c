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

/** How to write a property, or undefined to have it guessed. `cells` are those in force for its node's `reg`. */
export type Describe = (property: Property, of: TreeNode, cells: Cells) => PrintProperty | undefined;

/** The written form of a node with all below it. `cells` are those its parent states for it. */
export function describeNode(
  of: TreeNode,
  describe: Describe = () => undefined,
  cells: Cells = DEFAULT_CELLS,
): PrintNode {
  const inner: Cells = {
    address: readU32(of, '#address-cells') ?? DEFAULT_CELLS.address,
    size: readU32(of, '#size-cells') ?? DEFAULT_CELLS.size,
  };
  return {
    name: of.name,
    properties: of.properties.map(
      (property) =>
        describe(property, of, cells) ??
        guessProperty(property, property.name === 'reg' ? cells.address + cells.size : 0),
    ),
    children: of.children.map((child) => describeNode(child, describe, inner)),
  };
}
