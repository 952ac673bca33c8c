// Written form to text: tabs, a line between nodes, values broken into lines only when they are long or commented.
//
// Each node's text is a block that knows the line of everything in it, kept with the node: writing a document
// again after one node has changed costs that node and its parents.
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

/** Columns after which a value continues on the next line; a tab counts as eight. */
const WIDTH = 100;
const TAB = 8;
/** Per line, where a single `< >` or `[ ]` is longer than that. */
const CELLS_A_LINE = 8;
const BYTES_A_LINE = 16;

/** The text of one node with all below it. Lines count from 0 at its first. */
export interface Block {
  /** Whole lines, each ended. */
  readonly text: string;
  readonly height: number;
  /** Line on which each part of each property's value begins, in order. */
  readonly properties: readonly { readonly name: string; readonly lines: readonly number[] }[];
  readonly children: readonly { readonly name: string; readonly line: number; readonly block: Block }[];
}

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
const stringText = (text: string): string =>
  `"${text.replace(
    // oxlint-disable-next-line no-control-regex
    /["\\\u0000-\u001f\u007f\ufffd]/g,
    (char) => ESCAPES[char] ?? Array.from(new TextEncoder().encode(char), byteEscape).join(''),
  )}"`;

const cellText = (cell: PrintCell): string => {
  if ('phandleOf' in cell) return targetText(cell.phandleOf);
  return cell.decimal === true ? `${cell.value}` : `0x${cell.value.toString(16)}`;
};

/** A value's words and what they stand in; `perLine` of them go on one line when they do not fit. */
interface Words {
  readonly open: string;
  readonly words: readonly string[];
  readonly close: string;
  readonly perLine: number;
}

function wordsOf(value: PrintValue): Words {
  switch (value.kind) {
    case 'string':
      return { open: '', words: [stringText(value.text)], close: '', perLine: 1 };
    case 'path':
      return { open: '', words: [targetText(value.of)], close: '', perLine: 1 };
    case 'cells':
      return { open: '<', words: value.cells.map(cellText), close: '>', perLine: CELLS_A_LINE };
    case 'bytes':
      return {
        open: '[',
        words: Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, '0')),
        close: ']',
        perLine: BYTES_A_LINE,
      };
  }
}

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

interface PropertyText {
  readonly lines: readonly string[];
  /** The line, from 0, on which each value begins. */
  readonly starts: readonly number[];
}

function propertyText({ name, values }: PrintProperty, depth: number): PropertyText {
  if (propertyNameProblem(name) !== undefined || name === '')
    return {
      lines: [comment(`a property whose name text cannot hold: ${JSON.stringify(name)}`)],
      starts: [],
    };
  const written = DIRECTIVE_LIKE.test(name) ? `\\${name}` : name;
  if (values.length === 0) return { lines: [`${written};`], starts: [0] };
  const lead = `${written} = `;
  const room = WIDTH - TAB * depth - lead.length;
  const words = values.map(wordsOf);
  const flat = words.map(({ open, words: inner, close }) => `${open}${inner.join(' ')}${close}`).join(', ');
  const [first] = values;
  if (flat.length < room && values.every((value) => value.comment === undefined))
    return { lines: [`${lead}${flat};`], starts: values.map(() => 0) };
  if (flat.length < room && values.length === 1 && first?.comment !== undefined)
    return { lines: [`${lead}${flat}; ${comment(first.comment)}`], starts: [0] };
  const lines: string[] = [];
  const starts: number[] = [];
  values.forEach((value, i) => {
    starts.push(lines.length);
    const own = valueLines(words[i] ?? wordsOf(value), room);
    own.forEach((line, j) => {
      const before = i === 0 && j === 0 ? lead : ' '.repeat(lead.length);
      const isEnd = j === own.length - 1;
      const after = isEnd ? (i === values.length - 1 ? ';' : ',') : '';
      const note = isEnd && value.comment !== undefined ? ` ${comment(value.comment)}` : '';
      lines.push(`${before}${line}${after}${note}`);
    });
  });
  return { lines, starts };
}

interface Setting {
  /** What stands before the brace. */
  readonly header: string;
  readonly depth: number;
}

const kept = new WeakMap<PrintNode, Setting & { readonly block: Block }>();

function blockOf(of: PrintNode, setting: Setting): Block {
  const last = kept.get(of);
  if (last !== undefined && last.header === setting.header && last.depth === setting.depth) return last.block;
  const block = writeBlock(of, setting);
  kept.set(of, { ...setting, block });
  return block;
}

const headerOf = ({ labels = [], name }: PrintNode): string =>
  [...labels.map((label) => `${label}:`), name].join(' ');

function writeBlock(of: PrintNode, { header, depth }: Setting): Block {
  const indent = '\t'.repeat(depth);
  let text = '';
  let height = 0;
  const put = (line: string): void => {
    text += `${indent}${line}\n`;
    height += 1;
  };
  if (of.comment !== undefined) put(comment(of.comment));
  put(`${header} {`);
  const properties = of.properties.map((property) => {
    const { lines, starts } = propertyText(property, depth + 1);
    const first = height;
    for (const line of lines) put(`\t${line}`);
    return { name: property.name, lines: starts.map((line) => first + line) };
  });
  const children: Block['children'][number][] = [];
  of.children.forEach((child, i) => {
    if (i > 0 || properties.length > 0) {
      text += '\n';
      height += 1;
    }
    if (child.name === '' || nodeNameProblem(child.name) !== undefined)
      return put(`\t${comment(`a node whose name text cannot hold: ${JSON.stringify(child.name)}`)}`);
    const block = blockOf(child, { header: headerOf(child), depth: depth + 1 });
    children.push({ name: child.name, line: height, block });
    text += block.text;
    height += block.height;
  });
  put('};');
  return { text, height, properties, children };
}

const partBlock = ({ target, node }: PrintPart): Block =>
  blockOf(node, {
    header:
      target === 'root' ? '/' : [...(node.labels ?? []).map((l) => `${l}:`), targetText(target)].join(' '),
    depth: 0,
  });

/** One node as it stands `depth` levels deep, all below it included. */
export const nodeBlock = (node: PrintNode, depth = 0): Block =>
  blockOf(node, { header: headerOf(node), depth });

/** A document's text, and where in it the block of each part begins, lines counted from 1. */
export interface DocumentText {
  readonly text: string;
  readonly parts: readonly { readonly line: number; readonly block: Block }[];
}

/** A whole document. */
export function documentText({ plugin, heading, memreserve = [], parts }: PrintDocument): DocumentText {
  const sections = [`/dts-v1/;\n${plugin === true ? '/plugin/;\n' : ''}`];
  if (heading !== undefined)
    sections.push(['/*', ...heading.map((line) => ` * ${harmless(line)}`.trimEnd()), ' */', ''].join('\n'));
  if (memreserve.length > 0)
    sections.push(memreserve.map(({ start, size }) => `/memreserve/ ${hex(start)} ${hex(size)};\n`).join(''));
  let line = sections.join('\n').split('\n').length;
  const placed = parts.map((part) => {
    const block = partBlock(part);
    const at = { line: line + 1, block };
    line += block.height + 1;
    return at;
  });
  return { text: [...sections, ...placed.map(({ block }) => block.text)].join('\n'), parts: placed };
}
