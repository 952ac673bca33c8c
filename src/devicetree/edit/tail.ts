// What cannot be said where things stand, because they stand in included files, is said at the end of the document.
import type { Style } from '../print/style.ts';
import { type LiveNode, pathOf } from '../evaluate/live.ts';

/** Lines of one node: properties before nodes. */
interface Block {
  readonly properties: string[];
  readonly nodes: string[];
}

export class Tail {
  private readonly blocks = new Map<LiveNode, Block>();
  private readonly statements: string[] = [];

  addProperty(of: LiveNode, lines: readonly string[]): void {
    this.blockOf(of).properties.push(...lines);
  }

  addNode(of: LiveNode, lines: readonly string[]): void {
    const { nodes, properties } = this.blockOf(of);
    if (nodes.length > 0 || properties.length > 0) nodes.push('');
    nodes.push(...lines);
  }

  deleteNode(node: LiveNode): void {
    this.statements.push(`/delete-node/ ${referenceTo(node)};`);
  }

  private blockOf(of: LiveNode): Block {
    const block = this.blocks.get(of) ?? { properties: [], nodes: [] };
    this.blocks.set(of, block);
    return block;
  }

  /** The lines to add to the document, each block set off by an empty one. */
  lines(style: Style): readonly string[] {
    const blocks = [...this.blocks].map(([of, { properties, nodes }]) =>
      wrapped(of, [...properties, ...nodes], style),
    );
    return [...this.statements.map((statement) => [statement]), ...blocks].flatMap((block) => ['', ...block]);
  }
}

const referenceTo = (node: LiveNode): string => {
  const [label] = node.labels.keys();
  return label === undefined ? `&{${pathOf(node)}}` : `&${label}`;
};

/** A node's lines in what extends it: its label, or its path from the root. */
function wrapped(of: LiveNode, lines: readonly string[], style: Style): string[] {
  const indented = lines.map((line) => (line === '' ? '' : `${style.indent}${line}`));
  const [label] = of.labels.keys();
  if (label === undefined && of.parent !== null)
    return wrapped(of.parent, [`${of.name} {`, ...indented, '};'], style);
  return [`${label === undefined ? '/' : `&${label}`} {`, ...indented, '};'];
}
