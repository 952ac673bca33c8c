// Drawing by keyboard: a caret in a lane, that goes by the same steps as a region does, and what is drawn from where it was
// put down to where it is: the same change as a drag makes.
import { type Addr, type Bytes, maxOf, minOf } from '../../model/addr.ts';
import { between, endOf } from '../../model/range.ts';
import { type Axis, axisEnd, axisStart, breaksOf } from '../geometry/axis.ts';
import type { Draws, Lane } from '../geometry/scene.ts';
import type { Targets } from '../geometry/snap.ts';
import { type Key, stepFrom, stepsOf } from './keys.ts';
import { type Change, guideOf } from './tool.ts';

export interface Caret {
  readonly lane: Lane;
  readonly draws: Draws;
  readonly at: Addr;
  /** Where the new region begins; null until it is begun. */
  readonly from: Addr | null;
  /** The edges there are, the new region's own left out. */
  readonly targets: Targets;
}

/** Inside a break there is nothing to go to: what goes there comes out at the other side. */
function onAxis(axis: Axis, at: Addr, forward: boolean): Addr {
  const gap = breaksOf(axis).find(({ start, size }) => at > start && at < start + size);
  if (gap !== undefined) return forward ? endOf(gap) : gap.start;
  return maxOf(axisStart(axis), minOf(axisEnd(axis), at));
}

/** The nearest edge of anything, `forward` or back; null when there is none further. */
function nextEdge({ at, targets }: Caret, forward: boolean): Addr | null {
  const places = [...targets.start, ...targets.end].map((target) => target.at);
  const further = places.filter((place) => (forward ? place > at : place < at));
  return further.reduce<Addr | null>(
    (best, place) => (best === null || (forward ? place < best : place > best) ? place : best),
    null,
  );
}

/** Where a key takes the caret in its lane; null when it says nothing about it or there is nothing further. */
export function caretMoved(caret: Caret, key: Key, axis: Axis, grid: Bytes): Caret | null {
  if (key.key === ',' || key.key === '.') {
    const at = nextEdge(caret, key.key === '.');
    return at === null ? null : { ...caret, at };
  }
  const count = stepsOf(key);
  if (count === null) return null;
  return { ...caret, at: onAxis(axis, stepFrom(caret.at, count, grid), count > 0n) };
}

/** What is drawn so far; null while there is nothing between the two ends. */
export function drawnBy({ lane, draws, at, from, targets }: Caret, grid: Bytes): Change | null {
  if (from === null || from === at) return null;
  const range = between(minOf(from, at), maxOf(from, at));
  return { kind: 'create', lane, draws, range, guide: guideOf(at, range, { targets, grid }) };
}
