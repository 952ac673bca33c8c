// Written form to text, in a style; values are broken into lines only when they are long or commented.
//
// Each node's text is kept with the node: writing a document again after one node has changed costs that node and its parents.
import { hex } from '../../model/addr.ts';
import { nodeNameProblem, propertyNameProblem } from '../names.ts';
import type {
  PrintCell,
  PrintDocument,
  PrintNode,
  PrintPart,
  PrintProperty,
  PrintTarget,
  PrintValue,
} from './document.ts';
import { hexText, HOUSE_STYLE, type Style } from './style.ts';

/** Columns after which a value continues on the next line; a tab counts as eight. */
const WIDTH = 100;
const TAB = 8;
/** Per line, where a single `< >` or `[ ]` is longer than that. */
const CELLS_A_LINE = 8;
const BYTES_A_LINE = 16;

const targetText = (target: PrintTarget): string =>
  'label' in target ? `&${target.label}` : `&{${target.path}}`;

/** A comment's text that cannot end it. */
const harmless = (text: string): string => text.replaceAll('*/', '* /');
const comment = (text: string): string => `/* ${harmless(text).replaceAll('\n', ' ')} */`;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
const byteEscape = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** Quotes, backslashes, control characters and U+FFFD, which readers take for a broken byte, are escaped. */
export const stringText = (text: string): string =>
  `"${text.replace(
    // oxlint-disable-next-line no-control-regex
    /["\\\u0000-\u001f\u007f\ufffd]/g,
    (char) => ESCAPES[char] ?? Array.from(new TextEncoder().encode(char), byteEscape).join(''),
  )}"`;

const cellText = (cell: PrintCell, style: Style): string => {
  if ('phandleOf' in cell) return targetText(cell.phandleOf);
  return cell.decimal === true ? `${cell.value}` : hexText(cell.value, style.hex);
};

/** A value's words and what they stand in; `perLine` of them go on one line when they do not fit. */
interface Words {
  readonly open: string;
  readonly words: readonly string[];
  readonly close: string;
  readonly perLine: number;
}

function wordsOf(value: PrintValue, style: Style): Words {
  switch (value.kind) {
    case 'string':
      return { open: '', words: [stringText(value.text)], close: '', perLine: 1 };
    case 'path':
      return { open: '', words: [targetText(value.of)], close: '', perLine: 1 };
    case 'cells':
      return {
        open: '<',
        words: value.cells.map((cell) => cellText(cell, style)),
        close: '>',
        perLine: CELLS_A_LINE,
      };
    case 'bytes':
      return {
        open: '[',
        words: Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, '0')),
        close: ']',
        perLine: BYTES_A_LINE,
      };
  }
}

/** Cells without comments side by side, in one `< >`. */
function together(values: readonly PrintValue[]): readonly PrintValue[] {
  const merged: PrintValue[] = [];
  for (const value of values) {
    const last = merged.at(-1);
    if (
      value.kind === 'cells' &&
      last?.kind === 'cells' &&
      value.comment === undefined &&
      last.comment === undefined
    )
      merged[merged.length - 1] = { kind: 'cells', cells: [...last.cells, ...value.cells] };
    else merged.push(value);
  }
  return merged;
}

const inStyle = (values: readonly PrintValue[], style: Style): readonly PrintValue[] =>
  style.apart ? values : together(values);

/** A property's value in one line, without comments. */
export const valueText = (values: readonly PrintValue[], style: Style): string =>
  inStyle(values, style)
    .map((value) => wordsOf(value, style))
    .map(({ open, words, close }) => `${open}${words.join(' ')}${close}`)
    .join(', ');

/** The lines of one value; continuations are indented by one space to stand below the first word. */
function valueLines({ open, words, close, perLine }: Words, room: number): string[] {
  const line = `${open}${words.join(' ')}${close}`;
  if (line.length <= room || words.length <= perLine) return [line];
  const lines: string[] = [];
  for (let i = 0; i < words.length; i += perLine) {
    const isLast = i + perLine >= words.length;
    lines.push(`${i === 0 ? open : ' '}${words.slice(i, i + perLine).join(' ')}${isLast ? close : ''}`);
  }
  return lines;
}

/** Names the preprocessor would take for a directive are written with a backslash, which readers drop. */
const DIRECTIVE_LIKE = /^#(include|define|undef|if|ifdef|ifndef|elif|else|endif|error|warning|pragma|line)?$/;

/** How many columns indentation takes; a tab counts as eight. */
const columns = (indent: string): number => (indent === '\t' ? TAB : indent.length);

/** The lines of a property as it stands `depth` levels deep, without the indentation of the first. */
export function propertyLines(
  { name, values: all }: PrintProperty,
  depth: number,
  style: Style,
): readonly string[] {
  if (propertyNameProblem(name) !== undefined || name === '')
    return [comment(`a property whose name text cannot hold: ${JSON.stringify(name)}`)];
  const written = DIRECTIVE_LIKE.test(name) ? `\\${name}` : name;
  const values = inStyle(all, style);
  if (values.length === 0) return [`${written};`];
  const lead = `${written}${style.equals}`;
  const room = WIDTH - columns(style.indent) * depth - lead.length;
  const words = values.map((value) => wordsOf(value, style));
  const flat = words.map(({ open, words: inner, close }) => `${open}${inner.join(' ')}${close}`).join(', ');
  const [first] = values;
  if (flat.length < room && values.every((value) => value.comment === undefined)) return [`${lead}${flat};`];
  if (flat.length < room && values.length === 1 && first?.comment !== undefined)
    return [`${lead}${flat}; ${comment(first.comment)}`];
  const lines: string[] = [];
  values.forEach((value, i) => {
    const own = valueLines(words[i] ?? wordsOf(value, style), room);
    own.forEach((line, j) => {
      const before = i === 0 && j === 0 ? lead : ' '.repeat(lead.length);
      const isEnd = j === own.length - 1;
      const after = isEnd ? (i === values.length - 1 ? ';' : ',') : '';
      const note = isEnd && value.comment !== undefined ? ` ${comment(value.comment)}` : '';
      lines.push(`${before}${line}${after}${note}`);
    });
  });
  return lines;
}

interface Setting {
  /** What stands before the brace. */
  readonly header: string;
  readonly depth: number;
  readonly style: Style;
}

const kept = new WeakMap<PrintNode, Setting & { readonly text: string }>();

function textOf(of: PrintNode, setting: Setting): string {
  const last = kept.get(of);
  if (last?.header === setting.header && last.depth === setting.depth && last.style === setting.style)
    return last.text;
  const text = writeText(of, setting);
  kept.set(of, { ...setting, text });
  return text;
}

const headerOf = ({ labels = [], name }: PrintNode): string =>
  [...labels.map((label) => `${label}:`), name].join(' ');

function writeText(of: PrintNode, { header, depth, style }: Setting): string {
  const indent = style.indent.repeat(depth);
  // Joined once: a string grown bit by bit would be walked bit by bit again in every text it becomes part of.
  const texts: string[] = [];
  const put = (line: string): void => {
    texts.push(`${indent}${line}\n`);
  };
  if (of.comment !== undefined) put(comment(of.comment));
  if (style.brace.includes('\n')) {
    put(header);
    put('{');
  } else put(`${header}${style.brace}{`);
  for (const property of of.properties)
    for (const line of propertyLines(property, depth + 1, style)) put(`${style.indent}${line}`);
  of.children.forEach((child, i) => {
    if (style.airy && (i > 0 || of.properties.length > 0)) texts.push('\n');
    if (child.name === '' || nodeNameProblem(child.name) !== undefined)
      put(`${style.indent}${comment(`a node whose name text cannot hold: ${JSON.stringify(child.name)}`)}`);
    else texts.push(textOf(child, { header: headerOf(child), depth: depth + 1, style }));
  });
  put('};');
  return texts.join('');
}

const partText = ({ target, node }: PrintPart): string =>
  textOf(node, {
    header:
      target === 'root' ? '/' : [...(node.labels ?? []).map((l) => `${l}:`), targetText(target)].join(' '),
    depth: 0,
    style: HOUSE_STYLE,
  });

/** One node as it stands `depth` levels deep, all below it included: whole lines, each ended. */
export const nodeText = (node: PrintNode, depth = 0, style = HOUSE_STYLE): string =>
  textOf(node, { header: headerOf(node), depth, style });

/** A whole document. */
export function documentText({ plugin, heading, memreserve = [], parts }: PrintDocument): string {
  const sections = [`/dts-v1/;\n${plugin === true ? '/plugin/;\n' : ''}`];
  if (heading !== undefined)
    sections.push(['/*', ...heading.map((line) => ` * ${harmless(line)}`.trimEnd()), ' */', ''].join('\n'));
  if (memreserve.length > 0)
    sections.push(memreserve.map(({ start, size }) => `/memreserve/ ${hex(start)} ${hex(size)};\n`).join(''));
  return [...sections, ...parts.map(partText)].join('\n');
}
