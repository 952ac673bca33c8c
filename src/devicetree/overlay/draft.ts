// A tree while it is changed. What stays untouched comes out as the very objects that went in; looking something up and
// changing it takes the same time in nodes of any size.
import type { Property, TreeNode } from '../../model/tree.ts';
import { numberAt, pathText } from './format.ts';

interface Entry {
  /** null: new. */
  readonly original: Property | null;
  value: Uint8Array;
  /** Nobody else holds the bytes. */
  isOwn: boolean;
}

export class Draft {
  readonly name: string;
  readonly parent: Draft | null;
  readonly depth: number;
  private readonly original: TreeNode | null;
  private entries: Map<string, Entry> | null = null;
  private readonly newProperties: string[] = [];
  private isTouched = false;
  private kept: readonly Draft[] | null = null;
  private readonly newChildren: Draft[] = [];
  private names: Map<string, Draft> | null = null;

  constructor(name: string, parent: Draft | null = null, original: TreeNode | null = null) {
    this.name = name;
    this.parent = parent;
    this.depth = parent === null ? 1 : parent.depth + 1;
    this.original = original;
  }

  static of(node: TreeNode): Draft {
    return new Draft(node.name, null, node);
  }

  /** New ones come before all others, as libfdt has it. */
  get properties(): readonly Property[] {
    const before = this.original?.properties ?? [];
    if (!this.isTouched) return before;
    const now = (name: string): Property => ({
      name,
      value: this.entryOf(name)?.value ?? new Uint8Array(),
    });
    return [
      ...this.newProperties.map(now).toReversed(),
      ...before.map((property) => {
        const entry = this.entryOf(property.name);
        // Of two of one name the first is meant.
        return entry?.original === property && entry.value !== property.value ? now(property.name) : property;
      }),
    ];
  }

  /** New ones come before all others, as libfdt has it. */
  get children(): readonly Draft[] {
    this.kept ??= (this.original?.children ?? []).map((child) => new Draft(child.name, this, child));
    return this.newChildren.length === 0 ? this.kept : [...this.newChildren.toReversed(), ...this.kept];
  }

  get path(): string {
    if (this.parent === null) return '/';
    return this.parent.parent === null ? `/${this.name}` : `${this.parent.path}/${this.name}`;
  }

  /** 0 for none. */
  get phandle(): number {
    for (const name of ['phandle', 'linux,phandle']) {
      const value = this.property(name);
      if (value?.length === 4) return numberAt(value, 0) ?? 0;
    }
    return 0;
  }

  property(name: string): Uint8Array | undefined {
    return this.entryOf(name)?.value;
  }

  private entryOf(name: string): Entry | undefined {
    if (this.entries === null) {
      this.entries = new Map();
      for (const original of this.original?.properties ?? [])
        if (!this.entries.has(original.name))
          this.entries.set(original.name, { original, value: original.value, isOwn: false });
    }
    return this.entries.get(name);
  }

  set(name: string, value: Uint8Array): void {
    this.isTouched = true;
    const entry = this.entryOf(name);
    if (entry === undefined) {
      this.newProperties.push(name);
      this.entries?.set(name, { original: null, value, isOwn: false });
    } else {
      entry.value = value;
      entry.isOwn = false;
    }
  }

  /** Writes a number into a value; false when it does not fit there, or there is none. */
  setNumber(name: string, offset: number, number: number): boolean {
    const entry = this.entryOf(name);
    if (entry === undefined || offset + 4 > entry.value.length) return false;
    this.isTouched = true;
    if (!entry.isOwn) {
      entry.value = entry.value.slice();
      entry.isOwn = true;
    }
    new DataView(entry.value.buffer, entry.value.byteOffset).setUint32(offset, number);
    return true;
  }

  /**
   * The child of a name. As in libfdt a name without a unit address also means one with it; the first that fits is
   * meant.
   */
  child(name: string): Draft | undefined {
    if (this.names === null) {
      this.names = new Map();
      for (const child of this.children.toReversed()) this.enter(child);
    }
    return this.names.get(name);
  }

  /** Under all names that mean it, before any that are there. */
  private enter(child: Draft): void {
    this.names?.set(child.name, child);
    const at = child.name.indexOf('@');
    if (at >= 0) this.names?.set(child.name.slice(0, at), child);
  }

  /** The node at a path below this one; a first name without “/” before it is an alias. As in libfdt. */
  at(path: string, aliasesLeft = 8): Draft | undefined {
    const [first = '', ...rest] = path.split('/');
    if (path.startsWith('/')) return this.below(rest);
    const alias = this.child('aliases')?.property(first);
    return alias === undefined || aliasesLeft === 0
      ? undefined
      : this.at(pathText(alias), aliasesLeft - 1)?.below(rest);
  }

  private below(names: readonly string[]): Draft | undefined {
    return names.reduce<Draft | undefined>((node, name) => (name === '' ? node : node?.child(name)), this);
  }

  add(name: string): Draft {
    const child = new Draft(name, this);
    this.newChildren.push(child);
    this.enter(child);
    return child;
  }

  /** This node and all below it, parents first. */
  *all(): Generator<Draft> {
    yield this;
    for (const child of this.children) yield* child.all();
  }

  done(): TreeNode {
    const { original, properties } = this;
    const isUnread = this.kept === null && this.newChildren.length === 0;
    const children = isUnread ? (original?.children ?? []) : this.children.map((draft) => draft.done());
    const isSame =
      original !== null &&
      properties === original.properties &&
      children.length === original.children.length &&
      children.every((child, i) => child === original.children[i]);
    return isSame ? original : { name: this.name, properties, children };
  }
}
