// Device trees with damage done to them, and what must hold for each: read or refused by name, whatever it is.
//
// Every input follows from a seed and its number, so that any can be made again by itself.
import { planOf } from '../bindings/plan.ts';
import { readBlob, writeBlob } from '../devicetree/blob.ts';
import { type Document, firstError, parse } from '../devicetree/document.ts';
import { editsFor } from '../devicetree/edit/edits-for.ts';
import { applyOverlay } from '../devicetree/overlay/apply.ts';
import { printTree } from '../devicetree/print.ts';
import { GUESS } from '../devicetree/print/guess.ts';
import { pieces } from '../devicetree/syntax/pieces.ts';
import { detect } from '../exchange/open.ts';
import type { Board } from '../model/board.ts';
import { fail } from '../model/result.ts';
import { strings } from '../model/cells.ts';
import { range } from '../model/range.ts';
import { node, type Tree, type TreeNode } from '../model/tree.ts';
import { Choices } from './choices.ts';
import { messyText } from './messy-text.ts';
import { cells } from './tree-spec.ts';

/** From this size on the memory an input takes is measured. */
export const LARGE = 64 * 1024;

/** Whole blobs and texts that inputs are made of. */
export interface Stock {
  /** Up to 4 KiB. */
  readonly small: readonly Uint8Array[];
  /** Up to 16 KiB. */
  readonly medium: readonly Uint8Array[];
  readonly large: readonly Uint8Array[];
  /** What overlays are applied to. */
  readonly base: Tree;
}

const device = (i: number): TreeNode =>
  node(`device@${(0xf000_0000 + i * 0x1000).toString(16)}`, [
    strings('compatible', 'vendor,device-b', 'vendor,device'),
    cells('reg', 0, 0xf000_0000 + i * 0x1000, 0, 0x1000),
    cells('interrupts', 0, i, 4),
    strings('status', 'okay'),
  ]);

/** A board as long as `devices` makes it: 30 are medium, 600 are large. */
const boardOf = (devices: number): Tree => ({
  root: node(
    '',
    [cells('#address-cells', 2), cells('#size-cells', 2)],
    [
      node('memory@40000000', [
        strings('device_type', 'memory'),
        cells('reg', 0, 0x4000_0000, 0, 0x8000_0000),
      ]),
      node(
        'soc',
        [cells('#address-cells', 2), cells('#size-cells', 2), cells('ranges')],
        Array.from({ length: devices }, (_, i) => device(i)),
      ),
      node('chosen', [strings('bootargs', 'quiet')], [node('domU1', [strings('compatible', 'xen,domain')])]),
    ],
  ),
  memreserve: [range(0x8000_0000n, 0x1000n)],
  bootCpu: 0,
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts and blobs as they are, as each other, and boards of our own in every size. */
export function stockOf(texts: readonly string[], blobs: readonly Uint8Array[]): Stock {
  const files: Uint8Array[] = [...texts.map(bytesOf), ...blobs];
  for (const text of texts) {
    const document = parse(text, { symbols: true });
    if (firstError(document) === undefined) files.push(writeBlob(document.tree));
  }
  for (const blob of blobs) {
    const tree = readBlob(blob);
    if (tree.ok) files.push(bytesOf(printTree(tree.value)));
  }
  for (const devices of [0, 1, 5, 15, 30, 60, 600, 800]) {
    const board = boardOf(devices);
    files.push(writeBlob(board), bytesOf(printTree(board)), bytesOf(messyText(board, devices)));
  }
  const base = parse(BASE, { symbols: true });
  return {
    small: files.filter(({ length }) => length < 4 * 1024),
    medium: files.filter(({ length }) => length >= 4 * 1024 && length < 16 * 1024),
    large: files.filter(({ length }) => length >= 16 * 1024),
    base: base.tree,
  };
}

const BASE = `/dts-v1/;
/ {
\taliases { uart = &uart0; };
\tsoc: soc { gic: gic@0 { phandle = <9>; }; uart0: serial@1000 { clocks = <&gic>; }; };
\tchosen: chosen { domU0 { }; };
};
`;

/** Input number `index`: five in six of them small, one in 120 large, each damaged in up to eight places. */
export function inputOf(stock: Stock, seed: number, index: number): Uint8Array {
  const choices = new Choices(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const pick = (): Uint8Array => {
    const size = choices.below(600);
    const from = size < 500 ? stock.small : size < 595 ? stock.medium : stock.large;
    return from[choices.below(from.length)] ?? new Uint8Array();
  };
  let input: Uint8Array = pick().slice();
  const damages = choices.chance(60) ? 1 : 2 + choices.below(7);
  for (let count = damages; count > 0; count -= 1) input = damaged(input, choices, pick);
  return input;
}

const WORDS = [0, 1, 2, 3, 4, 9, 16, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff, 0xd00dfeed];

// ¦ separates scraps, ⏎ stands for a new line.
const SCRAPS =
  `/dts-v1/; ¦ /plugin/; ¦ / { ¦ }; ¦ { ¦ ; ¦ = ¦ < ¦ > ¦ [ ¦ ] ¦ " ¦ ' ¦ , ¦ ( ¦ ) ¦ ? ¦ : ¦ &a ¦ &{/chosen} ¦ &
  ¦ /bits/ 64 ¦ /incbin/("f") ¦ /include/ "f" ¦ /memreserve/ 0 1; ¦ /delete-node/ a; ¦ /delete-property/ a; ¦ a: ¦ // ¦ /*
  ¦ */ ¦ ⏎#define A 1⏎ ¦ ⏎#include "f"⏎ ¦ ⏎#ifdef A⏎ ¦ ⏎#endif⏎ ¦ ⏎#if 1⏎ ¦ ⏎# 1 "f"⏎ ¦ 0x ¦ 08 ¦ 0xffffffffffffffff ¦ \\x ¦ é
  ¦ /omit-if-no-ref/ ¦ n { }; ¦ x = <&a (1 + 2)>, "s"; ¦ phandle = <1>; ¦ <(1 / 0)> ¦ __overlay__ { ¦ target-path = "/";`
    .split('¦')
    .map((scrap) => new TextEncoder().encode(scrap.trim().replaceAll('⏎', '\n')));

function damaged(input: Uint8Array, choices: Choices, pick: () => Uint8Array): Uint8Array {
  const { length } = input;
  const at = choices.below(length + 1);
  const view = new DataView(input.buffer);
  switch (choices.below(10)) {
    case 0:
      if (at < length) input[at] = (input[at] ?? 0) ^ (1 << choices.below(8));
      return input;
    case 1:
      if (at < length) input[at] = choices.below(256);
      return input;
    case 2: {
      // Headers first: that is where offsets and sizes are.
      const word = 4 * choices.below(Math.max(1, choices.chance(50) ? 10 : length >> 2));
      if (word + 4 <= length) view.setUint32(word, WORDS[choices.below(WORDS.length)] ?? 0);
      return input;
    }
    case 3: {
      const word = at & ~3;
      if (word + 4 <= length) view.setUint32(word, view.getUint32(word) + choices.below(64) - 32);
      return input;
    }
    case 4:
      return choices.chance(20) ? input.slice(0, at) : without(input, at, 1 + choices.below(64));
    case 5: {
      const scrap = SCRAPS[choices.below(SCRAPS.length)] ?? new Uint8Array();
      return spliced(input, at, repeated(scrap, choices.chance(5) ? 1 + choices.below(2000) : 1));
    }
    case 6: {
      const piece = input.subarray(at, at + 1 + choices.below(256));
      return spliced(input, choices.below(length + 1), repeated(piece, choices.chance(5) ? 20 : 1));
    }
    case 7:
    case 8: {
      // One digit for another: most texts stay whole.
      const digit = input.findIndex((byte, i) => i >= at && byte >= 0x30 && byte <= 0x39);
      if (digit >= 0) input[digit] = 0x30 + choices.below(10);
      return input;
    }
    default: {
      const other = pick();
      const from = choices.below(other.length + 1);
      return spliced(input, at, other.subarray(from, from + 1 + choices.below(1024)));
    }
  }
}

function spliced(input: Uint8Array, at: number, put: Uint8Array): Uint8Array {
  const out = new Uint8Array(input.length + put.length);
  out.set(input.subarray(0, at));
  out.set(put, at);
  out.set(input.subarray(at), at + put.length);
  return out;
}

function without(input: Uint8Array, at: number, count: number): Uint8Array {
  const out = new Uint8Array(Math.max(at, input.length - count));
  out.set(input.subarray(0, at));
  out.set(input.subarray(at + count, at + count + out.length - at), at);
  return out;
}

function repeated(piece: Uint8Array, times: number): Uint8Array {
  const out = new Uint8Array(piece.length * times);
  for (let i = 0; i < times; i += 1) out.set(piece, i * piece.length);
  return out;
}

const BOARD: Board = { name: 'fuzz', source: 'fuzz', origin: 'tree', memoryOptions: [] };

function holds(law: string, is: boolean): void {
  if (!is) throw new Error(`this does not hold: ${law}`);
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** What was read of an input; kept by who measures what it takes. */
export interface Reading {
  readonly kind: string;
  readonly held: unknown;
}

/** Reads an input as opening it would, blob or text by its first bytes. Throws where a law does not hold. */
export function readInput(input: Uint8Array, base: Tree): Reading {
  const kind = detect(input);
  if (kind.ok && kind.value === 'blob') {
    const tree = readBlob(input);
    if (tree.ok) lawsOfTree(tree.value, base);
    else holds('a refusal says why', tree.problem.message !== '');
    return { kind: tree.ok ? 'blob' : 'refused blob', held: tree };
  }
  const text = new TextDecoder().decode(input);
  const document = parse(text, { resolve: () => fail('no such file') });
  lawsOfText(document);
  if (firstError(document) === undefined) lawsOfTree(document.tree, base);
  return { kind: firstError(document) === undefined ? 'text' : 'text with mistakes', held: document };
}

function lawsOfTree(tree: Tree, base: Tree): void {
  const blob = writeBlob(tree);
  const again = readBlob(blob);
  // A reservation of size zero ends the list, as text is warned.
  if (tree.memreserve.every(({ size }) => size > 0n))
    holds('what is read can be written and read again', again.ok && sameBytes(writeBlob(again.value), blob));
  const text = printTree(tree);
  const printed = parse(text);
  // Text has no place for some names, and drops a `name` property that is right.
  const isWhole = !text.includes('whose name text cannot hold') && !/^\t+name\b/m.test(text);
  if (firstError(printed) === undefined && isWhole)
    holds('text says the same tree', sameBytes(writeBlob({ ...printed.tree, bootCpu: tree.bootCpu }), blob));
  planOf(tree, BOARD);
  const applied = applyOverlay(base, tree);
  holds('an overlay is applied or refused by name', applied.ok || applied.problem.message !== '');
}

function lawsOfText(document: Document): void {
  let end = 0;
  for (const piece of pieces(document.text, document.syntax.directives)) {
    holds('pieces touch', piece.start === end && piece.end > piece.start);
    end = piece.end;
  }
  holds('pieces are the whole text', end === document.text.length);
  for (const { message, span, at } of document.problems) {
    const isInside = span.start >= 0 && span.start <= span.end && span.end <= document.text.length;
    holds('a problem has its place and reason', message !== '' && isInside && at.startsWith('line '));
  }
  if (firstError(document) !== undefined) return;
  const edits = editsFor(document, { ...document.tree }, GUESS);
  holds('no change, no edit', edits.ok && edits.value.length === 0);
}
