// Device tree source as people write it: every radix and case, comments everywhere, values grouped at will, nodes
// written in several places, all on one line or hardly indented. For laws about reading and editing text.
import fc from 'fast-check';
import type { Property, Tree, TreeNode } from '../model/tree.ts';
import { stringText } from '../devicetree/print/write.ts';
import { Choices } from './choices.ts';
import { anyTree } from './trees.ts';

interface Later {
  readonly path: readonly string[];
  readonly lines: readonly string[];
}

class Writer {
  private readonly choices: Choices;
  private readonly lineBreak: string;
  private readonly indent: string;
  private readonly oneLine: number;
  private readonly comments: number;
  private readonly later: Later[] = [];
  private labels = 0;

  constructor(seed: number) {
    this.choices = new Choices(seed);
    this.lineBreak = this.choices.of(['\n', '\n', '\r\n']);
    this.indent = this.choices.of(['\t', '  ', '    ', '']);
    this.oneLine = this.choices.of([0, 10, 60]);
    this.comments = this.choices.of([0, 15, 50]);
  }

  document({ root, memreserve }: Tree): string {
    const { choices, lineBreak } = this;
    const parts = [`/dts-v1/;${this.trailing()}`];
    for (const { start, size } of memreserve)
      parts.push(`/memreserve/ ${this.wide(start)} ${this.wide(size)};${this.trailing()}`);
    if (choices.chance(50)) parts.push('');
    parts.push(...this.block('/', root, []));
    for (const { path, lines } of this.later) parts.push(...this.nested(path, lines));
    const isClosed = !/\/\/[^\n]*$/.test(parts.at(-1) ?? '');
    return `${parts.join(lineBreak)}${isClosed && choices.chance(10) ? '' : lineBreak}`;
  }

  private nested(path: readonly string[], lines: readonly string[]): readonly string[] {
    const [name, ...rest] = path;
    if (name === undefined) return ['/ {', ...this.indented(lines), '};'];
    const inner = path.reduceRight<readonly string[]>(
      (body, step) => [`${step} {`, ...this.indented(body), '};'],
      lines,
    );
    return rest.length === 0 && this.choices.chance(30)
      ? ['/ {', ...this.indented(inner), '};']
      : [`&{/${path.join('/')}} {`, ...this.indented(lines), '};'];
  }

  private indented(lines: readonly string[]): string[] {
    return lines.map((line) => (line === '' || line.startsWith('#') ? line : `${this.indent}${line}`));
  }

  private comment(): string {
    return this.choices.of(['/* c */', '/* <0x1> ; } */', '// rest of the line', '/*a*/ /*b*/']);
  }

  /** A comment that may stand inside of a line. */
  private gap(): string {
    if (!this.choices.chance(this.comments / 4)) return ' ';
    return this.choices.of([' /* in */ ', '/**/', `  /* , ; */ `]);
  }

  private trailing(): string {
    return this.choices.chance(this.comments) ? ` ${this.comment()}` : '';
  }

  private above(): string[] {
    const { choices } = this;
    const lines = choices.chance(20) ? [''] : [];
    if (choices.chance(this.comments / 2)) lines.push(this.comment());
    if (choices.chance(this.comments / 8)) lines.push('/*', ' * Of several lines.', ' */');
    if (choices.chance(this.comments / 8)) lines.push('# 12 "some.dtsi"');
    return lines;
  }

  /** The lines of a node; some of what is in it may be said later. */
  private block(header: string, { properties, children }: TreeNode, path: readonly string[]): string[] {
    const { choices } = this;
    const isSplit = choices.chance(20);
    const [early, late] = isSplit ? split(children, choices.below(children.length + 1)) : [children, []];
    const [own, others] = isSplit
      ? split(properties, choices.below(properties.length + 1))
      : [properties, []];
    if (others.length + late.length > 0)
      // What is said first later stands first among the rest.
      this.later.unshift({ path, lines: this.body(others, late, path) });
    const lines = this.body(own, early, path);
    const brace = choices.of(['{', ' {', ' {', ' {', `${this.lineBreak}{`]);
    if (choices.chance(this.oneLine) && lines.every((line) => !/\/\/|^#|\n/.test(line)))
      return [`${header} { ${lines.join(' ')} };`];
    return [`${header}${brace}${this.trailing()}`, ...this.indented(lines), `};${this.trailing()}`];
  }

  private body(
    properties: readonly Property[],
    children: readonly TreeNode[],
    path: readonly string[],
  ): string[] {
    return [
      ...properties.flatMap((property) => this.property(property)),
      ...children.flatMap((child) => [
        ...this.above(),
        ...this.block(`${this.label()}${child.name}`, child, [...path, child.name]),
      ]),
    ];
  }

  private label(): string {
    if (!this.choices.chance(30)) return '';
    this.labels += 1;
    return `l${this.labels}: `;
  }

  private property({ name, value }: Property): string[] {
    const lines = this.above();
    const written =
      /^#(include|define|undef|if|ifdef|ifndef|elif|else|endif|error|warning|pragma|line)?$/.test(name)
        ? `\\${name}`
        : name;
    if (value.length === 0) return [...lines, `${this.label()}${written};${this.trailing()}`];
    const equals = this.choices.of([' = ', ' = ', '=', ' =', `${this.gap()}=${this.gap()}`]);
    const separator = this.choices.of([', ', ',', `,${this.lineBreak}${this.indent}  `, `,${this.gap()}`]);
    return [
      ...lines,
      `${this.label()}${written}${equals}${this.values(value).join(separator)};${this.trailing()}`,
    ];
  }

  private values(value: Uint8Array): string[] {
    const strings = stringsOf(value);
    if (strings !== null && this.choices.chance(80)) return strings.map(stringText);
    const parts: string[] = [];
    for (let at = 0; at < value.length;) {
      const rest = value.length - at;
      if (rest >= 4 && this.choices.chance(85)) {
        const isWide = rest >= 8 && this.choices.chance(15);
        const width = isWide ? 8 : 4;
        const count = 1 + this.choices.below(Math.floor(rest / width));
        parts.push(this.cells(value.subarray(at, at + count * width), width));
        at += count * width;
      } else {
        const count = 1 + this.choices.below(rest);
        parts.push(this.bytes(value.subarray(at, at + count)));
        at += count;
      }
    }
    return parts;
  }

  private cells(value: Uint8Array, width: 4 | 8): string {
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    const numbers = Array.from({ length: value.length / width }, (_, i) =>
      width === 4 ? BigInt(view.getUint32(4 * i)) : view.getBigUint64(8 * i),
    );
    return `${width === 8 ? '/bits/ 64 ' : ''}<${numbers.map((number) => this.number(number)).join(this.gap())}>`;
  }

  private bytes(value: Uint8Array): string {
    const isUpper = this.choices.chance(30);
    const digits = Array.from(value, (byte) => byte.toString(16).padStart(2, '0'));
    const text = digits.join(this.choices.chance(70) ? ' ' : '');
    return `[${isUpper ? text.toUpperCase() : text}]`;
  }

  private wide(number: bigint): string {
    return this.choices.chance(50) ? `0x${number.toString(16)}` : `${number}`;
  }

  private number(number: bigint): string {
    const digits = number.toString(16);
    const half = number / 2n;
    return this.choices.of([
      `0x${digits}`,
      `0x${digits}`,
      `0x${digits.toUpperCase()}`,
      `0X${digits.padStart(8, '0')}`,
      `0x${digits.padStart(2, '0')}`,
      `${number}`,
      `${number}UL`,
      number === 0n ? '0' : `0${number.toString(8)}`,
      `(${half} + ${number - half})`,
      number >= 0x20n && number < 0x7fn && ![0x27n, 0x5cn].includes(number)
        ? `'${String.fromCharCode(Number(number))}'`
        : `0x${digits}`,
    ]);
  }
}

const split = <T>(list: readonly T[], at: number): [readonly T[], readonly T[]] => [
  list.slice(0, at),
  list.slice(at),
];

function stringsOf(value: Uint8Array): string[] | null {
  if (value.at(-1) !== 0) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(value.subarray(0, -1))
      .split('\0');
  } catch {
    return null;
  }
}

/** A text of a tree, written in a way of its own; the same seed writes the same. */
export const messyText = (tree: Tree, seed: number): string => new Writer(seed).document(tree);

export const anyMessyText: fc.Arbitrary<{ readonly tree: Tree; readonly text: string }> = fc
  .tuple(anyTree, fc.nat())
  .map(([tree, seed]) => ({ tree, text: messyText(tree, seed) }));
