// One lane over its faces: marks, what lies outside RAM, words, what is selected, and which way things lie out of view.
import type { TextLine } from '../geometry/lane-layout.ts';
import { outsideRects } from '../geometry/outside-rects.ts';
import { handlesOf, knobRect, outlineRect } from '../geometry/selection.ts';
import { awaySign, lockPath, markFoot, markLinePath, markPath } from '../geometry/signs.ts';
import { tenth } from '../geometry/tenth.ts';
import { hasWords } from '../geometry/sparse.ts';
import { chosenIn } from '../picture/chosen.ts';
import type { Brush } from './brush.ts';
import { faceFont, type Look, type Placeless, type WordsPlace, wordsLook } from './look.ts';
import type { Paints } from './paints.ts';
import type { PaintedLane } from './painted.ts';

const CORNER = { x: 0, y: 0 };

/** `alone`: one thing is selected in all. */
export function paintLane(brush: Brush, paints: Paints, lane: PaintedLane, alone: boolean): void {
  paintMarks(brush, paints, lane);
  paintOutside(brush, paints, lane);
  paintWords(brush, paints, lane);
  paintSelection(brush, paints, lane, alone);
  paintAway(brush, paints, lane);
}

const placeless = ({ looks }: Paints, name: Placeless): Look | undefined => looks.get(name);

function words(brush: Brush, { looks }: Paints, line: TextLine, look: Look | undefined): void {
  const { text, face, x, y, anchor } = line;
  const font = looks.get(faceFont(face))?.font;
  if (look !== undefined && font !== undefined) brush.text(text, tenth(x), tenth(y), look, { font, anchor });
}

function paintMarks(brush: Brush, paints: Paints, { row, layout }: PaintedLane): void {
  if (layout.marks.length === 0) return;
  const { paths } = paints;
  const [arrow, line, text] = [
    placeless(paints, 'mark'),
    placeless(paints, 'mark line'),
    placeless(paints, 'mark text'),
  ];
  if (arrow === undefined || line === undefined) return;
  for (const { x, label } of layout.marks) {
    brush.at(x, markFoot(row), () => {
      brush.shape(paths.of('mark', markPath(CORNER)), arrow);
      if (label !== null) brush.shape(paths.of('mark line', markLinePath(CORNER)), line);
    });
    if (label !== null) words(brush, paints, label, text);
  }
}

function paintOutside(brush: Brush, paints: Paints, { scale, outside, layout }: PaintedLane): void {
  if (outside.length === 0) return;
  const look = placeless(paints, 'outside');
  const pattern = paints.hatches.of('outside', brush.canvas);
  if (look === undefined) return;
  for (const rect of outsideRects(scale, outside, layout)) brush.rect(rect, look, pattern);
}

function paintWords(brush: Brush, paints: Paints, { row, outside, layout }: PaintedLane): void {
  const beside: WordsPlace = row.lane.space === 'guest' ? 'beside in guest' : 'beside';
  const marked = new Set(outside.map(({ block }) => block.key));
  for (const item of layout.items) {
    const [block] = item.drawn.blocks;
    if (block === undefined || !hasWords(item)) continue;
    const lookIn = (place: WordsPlace): Look | undefined =>
      paints.looks.get(wordsLook(block, marked.has(block.key), place));
    if (item.inside.length > 0) {
      const look = lookIn('on');
      for (const line of item.inside) words(brush, paints, line, look);
    }
    if (item.beside !== null) words(brush, paints, item.beside, lookIn(beside));
    if (item.lock !== null) {
      const look = lookIn(item.inside.length > 0 ? 'lock' : 'bare lock');
      const path = paints.paths.of('lock', lockPath(CORNER));
      if (look !== undefined) brush.at(item.lock.x, item.lock.y, () => brush.shape(path, look));
    }
  }
}

function paintSelection(brush: Brush, paints: Paints, lane: PaintedLane, alone: boolean): void {
  const [outline, knob] = [placeless(paints, 'outline'), placeless(paints, 'knob')];
  if (outline === undefined || knob === undefined) return;
  const { row, layout, selected } = lane;
  for (const [item, block] of chosenIn(row.lane, layout.items, selected)) {
    brush.rect(outlineRect(item), outline);
    if (alone) for (const handle of handlesOf(item, block)) brush.rect(knobRect(item, handle), knob);
  }
}

function paintAway(brush: Brush, paints: Paints, { row, layout: { away } }: PaintedLane): void {
  const [look, text] = [placeless(paints, 'away'), placeless(paints, 'away text')];
  if (away === null || look === undefined || text === undefined) return;
  const { plate, words: at } = awaySign(row, away);
  brush.rect(plate, look);
  brush.text(away.text, at.x, at.y, text, text);
}
