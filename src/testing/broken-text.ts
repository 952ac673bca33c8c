// Device tree source that is nearly right, or not at all: scraps of the language put together, and printed trees
// with damage done to them.
import fc from 'fast-check';
import { printTree } from '../devicetree/print.ts';
import { anyTree } from './trees.ts';

// ¦ separates pieces, ⏎ stands for a new line.
const PIECES = `
  /dts-v1/; ¦ /plugin/; ¦ / ¦ { ¦ } ¦ ; ¦ }; ¦ = ¦ < ¦ > ¦ [ ¦ ] ¦ " ¦ ' ¦ , ¦ ( ¦ ) ¦ ? ¦ : ¦ &
  ¦ &a ¦ &{/n} ¦ /bits/ 8 ¦ /incbin/("f") ¦ /include/ "f" ¦ /memreserve/ ¦ /delete-node/
  ¦ /delete-property/ ¦ /omit-if-no-ref/ ¦ a: ¦ n ¦ n { ¦ x =  ¦ x; ¦ 0 ¦ 0x ¦ 08 ¦ 1 ¦ - ¦ /* ¦ */
  ¦ // ¦ ⏎ ¦ ⏎#define A  ¦ ⏎#include "f" ¦ ⏎#ifdef A⏎ ¦ ⏎#ifndef A⏎ ¦ ⏎#else⏎ ¦ ⏎#endif⏎ ¦ ⏎# 1 "f" ¦ é ¦ <1>
  ¦ "s" ¦ phandle = <1>; ¦ name = "n"; ¦ ⏎&a { ¦ ⏎/ { ¦ ⏎x = <1>; ¦ /* c */`;

/** One scrap of the language, or of nothing at all. */
export const scrap: fc.Arbitrary<string> = fc.oneof(
  {
    arbitrary: fc.constantFrom(...PIECES.split('¦').map((piece) => piece.trim().replaceAll('⏎', '\n'))),
    weight: 20,
  },
  { arbitrary: fc.constantFrom('\\', '\0', '\ud83d', '\r\n', '\ufeff'), weight: 1 },
);

const scraps = fc
  .tuple(fc.boolean(), fc.array(scrap, { maxLength: 40 }))
  .map(([begun, parts]) => `${begun ? '/dts-v1/; / { ' : ''}${parts.join(' ')}${begun ? ' };' : ''}`);

/** A printed tree in which a few scraps stand where something else did. */
export const damagedText: fc.Arbitrary<string> = fc
  .tuple(anyTree, fc.array(fc.tuple(fc.nat(), scrap), { minLength: 1, maxLength: 4 }))
  .map(([tree, edits]) => {
    let text = printTree(tree);
    for (const [where, piece] of edits) {
      const at = where % text.length;
      text = text.slice(0, at) + piece + text.slice(at + (where % 5));
    }
    return text;
  });

export const brokenText: fc.Arbitrary<string> = fc.oneof(scraps, damagedText);
