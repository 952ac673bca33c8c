// Addresses to pixels and back. Three spaces: addr (bigint bytes), px (CSS pixels from the left edge of the
// picture) and, outside this room, device pixels.
//
// The one rule: subtract exactly, then divide, so that a page of a 1 TiB board is as sharp as the first one. Below 2^53,
// which no machine's memory reaches, a `number` holds an address and a difference of two exactly, and is subtracted
// several times faster than a bigint; beyond, bigints are. Here, and in `edges.ts` for many, `Number()` meets an address.
import { type Addr, addr, type Bytes, bytes, maxOf, minOf } from '../../model/addr.ts';
import { endOf, intersection, overlaps, type Range } from '../../model/range.ts';
import { type Axis, axisEnd, axisStart, breaksOf, bytesDrawn } from './axis.ts';

/** Where the picture looks: the address at its left edge (inside a break: how far into it), and the zoom. */
export interface Viewport {
  readonly start: Addr;
  readonly bytesPerPx: number;
}

/** The deepest zoom: a 4 KiB page is 256 px wide. */
export const MIN_BYTES_PER_PX = 16;

/** One segment or break as it lies on screen. */
export interface Piece {
  readonly range: Range;
  readonly isBreak: boolean;
  readonly x0: number;
  readonly x1: number;
  /** A point of the piece both sides of the conversion agree on; near the visible origin, to keep differences small. */
  readonly origin: Addr;
  readonly originPx: number;
  readonly bytesPerPx: number;
  /** `origin` and the end of `range` as numbers: exact below 2^53. */
  readonly originByte: number;
  readonly endByte: number;
}

export interface Scale {
  readonly axis: Axis;
  readonly viewport: Viewport;
  readonly widthPx: number;
  /** Segments and breaks in address order. */
  readonly pieces: readonly Piece[];
}

/** Length of `size` bytes at this zoom, in px. */
export const pxPer = (size: bigint, bytesPerPx: number): number => Number(size) / bytesPerPx;
export const bytesPer = (px: number, bytesPerPx: number): Bytes => bytes(BigInt(Math.round(px * bytesPerPx)));

function inOrder(axis: Axis): { range: Range; isBreak: boolean }[] {
  const gaps = breaksOf(axis);
  return axis.segments.flatMap((segment, i) => {
    const gap = gaps[i];
    const here = { range: segment, isBreak: false };
    return gap === undefined ? [here] : [here, { range: gap, isBreak: true }];
  });
}

export function scaleOf(axis: Axis, viewport: Viewport, widthPx: number): Scale {
  const parts = inOrder(axis).map(({ range, isBreak }) => ({
    range,
    isBreak,
    bytesPerPx: isBreak ? Number(range.size) / axis.breakPx : viewport.bytesPerPx,
    width: isBreak ? axis.breakPx : pxPer(range.size, viewport.bytesPerPx),
  }));
  const inside = parts.findIndex(({ range }) => viewport.start < endOf(range));
  const first = inside === -1 ? parts.length - 1 : inside;
  const origin = parts[first];
  let x = origin === undefined ? 0 : -Number(viewport.start - origin.range.start) / origin.bytesPerPx;
  for (const part of parts.slice(0, first)) x -= part.width;
  const pieces = parts.map((part, i): Piece => {
    const x0 = x;
    x += part.width;
    const { range, isBreak, bytesPerPx } = part;
    const anchor =
      i === first ? { origin: viewport.start, originPx: 0 } : { origin: range.start, originPx: x0 };
    const asNumbers = { originByte: Number(anchor.origin), endByte: Number(endOf(range)) };
    return { range, isBreak, x0, x1: x, bytesPerPx, ...anchor, ...asNumbers };
  });
  return { axis, viewport, widthPx, pieces };
}

/** Integers below this are exact as numbers. */
export const EXACT = 2 ** 53;

/** `pxOf` for an address below `EXACT`. */
export function pxOfByte({ pieces }: Scale, byte: number): number {
  let piece = pieces[0];
  for (let i = 1; piece !== undefined && byte >= piece.endByte && i < pieces.length; i += 1)
    piece = pieces[i];
  return piece === undefined ? 0 : piece.originPx + (byte - piece.originByte) / piece.bytesPerPx;
}

function pxOfLarge({ pieces }: Scale, at: Addr): number {
  const piece = pieces.find(({ range }) => at < endOf(range)) ?? pieces.at(-1);
  return piece === undefined ? 0 : piece.originPx + Number(at - piece.origin) / piece.bytesPerPx;
}

/** Where `at` is drawn, in px from the left edge; outside the axis its outer segments are taken to go on. */
export function pxOf(scale: Scale, at: Addr): number {
  const byte = Number(at);
  return byte < EXACT ? pxOfByte(scale, byte) : pxOfLarge(scale, at);
}

/** The address drawn at `px`, to the nearest byte, never below 0: the inverse of `pxOf` outside breaks. */
export function addrOf(scale: Scale, px: number): Addr {
  const piece = scale.pieces.find(({ x1 }) => px < x1) ?? scale.pieces.at(-1);
  if (piece === undefined) return addr(0n);
  return maxOf(addr(0n), addr(piece.origin + BigInt(Math.round((px - piece.originPx) * piece.bytesPerPx))));
}

/** Left and right edge of a range in px. */
export function extentOf(scale: Scale, range: Range): readonly [number, number] {
  const byte = Number(range.start);
  const end = byte + Number(range.size);
  return end < EXACT
    ? [pxOfByte(scale, byte), pxOfByte(scale, end)]
    : [pxOf(scale, range.start), pxOf(scale, endOf(range))];
}

/** The widest view: the whole axis in `widthPx`. */
export function fitViewport(axis: Axis, widthPx: number): Viewport {
  const room = Math.max(widthPx - (axis.segments.length - 1) * axis.breakPx, widthPx / 4, 1);
  return {
    start: axisStart(axis),
    bytesPerPx: Math.max(Number(bytesDrawn(axis)) / room, MIN_BYTES_PER_PX),
  };
}

/** The view in which `at` is drawn at `px`, at the given zoom, kept inside the axis. */
export function viewportWith(
  axis: Axis,
  at: Addr,
  px: number,
  bytesPerPx: number,
  widthPx: number,
): Viewport {
  const zoom = Math.min(Math.max(bytesPerPx, MIN_BYTES_PER_PX), fitViewport(axis, widthPx).bytesPerPx);
  const here = scaleOf(axis, { start: at, bytesPerPx: zoom }, widthPx);
  return clampViewport(axis, { start: addrOf(here, -px), bytesPerPx: zoom }, widthPx);
}

/** The nearest view that shows nothing beyond the axis and zooms no further than it makes sense. */
export function clampViewport(axis: Axis, viewport: Viewport, widthPx: number): Viewport {
  const fit = fitViewport(axis, widthPx);
  if (viewport.bytesPerPx >= fit.bytesPerPx) return fit;
  const bytesPerPx = Math.max(viewport.bytesPerPx, MIN_BYTES_PER_PX);
  const fromEnd = scaleOf(axis, { start: axisEnd(axis), bytesPerPx }, widthPx);
  const last = addrOf(fromEnd, -widthPx);
  return { start: maxOf(axisStart(axis), minOf(viewport.start, last)), bytesPerPx };
}

/** Zoomed by `factor` (above 1: closer), the address under `px` staying where it is. */
export const zoomedAt = (scale: Scale, px: number, factor: number): Viewport =>
  viewportWith(scale.axis, addrOf(scale, px), px, scale.viewport.bytesPerPx / factor, scale.widthPx);

/** Moved so that what was at px 0 is drawn at `dx`. */
export const pannedBy = (scale: Scale, dx: number): Viewport =>
  clampViewport(
    scale.axis,
    { start: addrOf(scale, -dx), bytesPerPx: scale.viewport.bytesPerPx },
    scale.widthPx,
  );

/** The view that shows the whole of `range`, with `air` (a share of the width) on either side. */
export function framing(axis: Axis, range: Range, widthPx: number, air = 0.15): Viewport {
  const drawn = axis.segments.reduce((sum, segment) => sum + (intersection(segment, range)?.size ?? 0n), 0n);
  const breaks = breaksOf(axis).filter((gap) => overlaps(gap, range)).length;
  const room = Math.max(widthPx * (1 - 2 * air) - breaks * axis.breakPx, widthPx / 4);
  return viewportWith(axis, range.start, widthPx * air, Number(drawn) / room, widthPx);
}
