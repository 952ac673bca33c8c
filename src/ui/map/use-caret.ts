// The caret of drawing by keyboard, for as long as there is one, and what it has drawn so far.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Scene } from '../../map/geometry/scene.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import type { Caret } from '../../map/tools/caret.ts';
import type { Change } from '../../map/tools/tool.ts';

export interface Drawing {
  readonly caret: Caret;
  readonly drawn: Change | null;
}

export interface CaretInHand {
  readonly caret: Caret | null;
  readonly drawn: Change | null;
  readonly onCaret: (drawing: Drawing | null) => void;
  /** Takes the caret away, and the focus back to where it came from. */
  readonly leaveCaret: () => void;
  /** The focus went elsewhere, or the lane away, and the caret with it. */
  readonly onLeft: () => void;
}

/** What the focus is on, and how it comes back there where that is drawn no longer. */
export interface Home {
  readonly at: Stop | null;
  readonly comeBack: (stop: Stop) => void;
}

/** `dragging`: the store holds a draft; when that goes away on its own, nothing is drawn any more. */
export function useCaret(scene: Scene, dragging: boolean, cancel: () => void, home: Home): CaretInHand {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const latest = useRef<Drawing | null>(null);
  const latestHome = useRef(home);
  const cameFrom = useRef<{ readonly element: Element | null; readonly stop: Stop | null } | null>(null);
  useLayoutEffect(() => {
    latestHome.current = home;
  });

  const onCaret = useCallback((next: Drawing | null): void => {
    if (latest.current === null)
      cameFrom.current = { element: document.activeElement, stop: latestHome.current.at };
    latest.current = next;
    setDrawing(next);
  }, []);
  const leaveCaret = useCallback((): void => {
    onCaret(null);
    const { element = null, stop = null } = cameFrom.current ?? {};
    if (element instanceof SVGElement && element.isConnected) element.focus();
    else if (stop !== null) latestHome.current.comeBack(stop);
  }, [onCaret]);
  const onLeft = useCallback((): void => {
    const left = latest.current;
    if (left === null) return;
    onCaret(null);
    if (left.drawn !== null) cancel();
  }, [onCaret, cancel]);

  // With the map goes what was being drawn in it.
  useEffect(() => onLeft, [onLeft]);

  const isDropped = drawing !== null && drawing.drawn !== null && !dragging;
  useEffect(() => {
    const { current } = latest;
    if (isDropped && current !== null) onCaret({ caret: { ...current.caret, from: null }, drawn: null });
  }, [isDropped, onCaret]);

  // A lane that comes back later, by redo, comes without it.
  const isGone = drawing !== null && !scene.host.some(({ key }) => key === drawing.caret.lane.key);
  useEffect(() => {
    if (isGone) onLeft();
  }, [isGone, onLeft]);
  return {
    caret: isGone ? null : (drawing?.caret ?? null),
    drawn: isDropped || isGone ? null : (drawing?.drawn ?? null),
    onCaret,
    leaveCaret,
    onLeft,
  };
}
