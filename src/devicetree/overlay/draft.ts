// A tree while it is changed. What stays untouched comes out as the very objects that went in.
import type { Property, TreeNode } from '../../model/tree.ts';
import { numberAt, pathText } from './format.ts';

export class Draft {
  readonly name: string;
  readonly parent: Draft | null;
  private readonly original: TreeNode | null;
  private own: Property[] | null = null;
  private drafts: Draft[] | null = null;

  constructor(name: string, parent: Draft | null = null, original: TreeNode | null = null) {
    this.name = name;
    this.parent = parent;
    this.original = original;
  }

  static of(node: TreeNode): Draft {
    return new Draft(node.name, null, node);
  }

  get properties(): readonly Property[] {
    return this.own ?? this.original?.properties ?? [];
  }

  get children(): readonly Draft[] {
    this.drafts ??= (this.original?.children ?? []).map((child) => new Draft(child.name, this, child));
    return this.drafts;
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
    return this.properties.find((property) => property.name === name)?.value;
  }

  /** Sets a property in its place; a new one comes before all others, as libfdt has it. */
  set(name: string, value: Uint8Array): void {
    const at = this.properties.findIndex((property) => property.name === name);
    const own = (this.own ??= [...this.properties]);
    if (at < 0) own.unshift({ name, value });
    else own[at] = { name, value };
  }

  /**
   * The child of a name. As in libfdt a name without a unit address also means one with it; the first that fits is
   * meant.
   */
  child(name: string): Draft | undefined {
    return this.children.find((child) => isNamed(child.name, name));
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

  /** A new child comes before all others, as libfdt has it. */
  add(name: string): Draft {
    const child = new Draft(name, this);
    this.drafts = [child, ...this.children];
    return child;
  }

  /** This node and all below it, parents first. */
  *all(): Generator<Draft> {
    yield this;
    for (const child of this.children) yield* child.all();
  }

  done(): TreeNode {
    const { original, properties } = this;
    const children = this.drafts?.map((draft) => draft.done()) ?? original?.children ?? [];
    const isSame =
      original !== null &&
      properties === original.properties &&
      children.length === original.children.length &&
      children.every((child, i) => child === original.children[i]);
    return isSame ? original : { name: this.name, properties, children };
  }
}

const isNamed = (name: string, wanted: string): boolean =>
  name === wanted || (!wanted.includes('@') && name.startsWith(`${wanted}@`));
