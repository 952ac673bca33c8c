// Which block of the picture has the keyboard's focus. It is always an element, however many there are around it; and when it
// goes, by undo as by anything else, the focus does not go with it.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { blockOf, type Lane, type Scene } from '../../map/geometry/scene.ts';
import { heir, type Route, type Stop } from '../../map/geometry/travel.ts';
import type { EntityId } from '../../model/plan.ts';

export interface Focus {
  readonly at: Stop | null;
  /** Moves the focus to a block that is drawn. */
  readonly moveTo: (stop: Stop) => void;
  /** Moves it to the first block of an entity, once that is drawn. */
  readonly moveToEntity: (id: EntityId) => void;
}

const blockElement = (target: EventTarget | null): SVGGElement | null =>
  target instanceof Element ? target.closest<SVGGElement>('g[data-block]') : null;

/** The block an element is, or is a handle of; of the caret, its lane. */
function stopOf(target: Element): Stop | null {
  const part = target.closest<SVGGElement>('g[data-block], g[data-edge], g[data-caret]');
  const lane = part?.dataset['caret'] ?? part?.closest<SVGGElement>('g[data-lane]')?.dataset['lane'];
  if (part === null || lane === undefined) return null;
  return { lane, block: part.dataset['block'] ?? part.dataset['of'] ?? '' };
}

const sameStop = (a: Stop | null, b: Stop): boolean => a?.lane === b.lane && a.block === b.block;
const lanesOf = ({ host, guest }: Scene): readonly Lane[] => [...host, ...guest];

/** Where the focus is, and the scene it was last drawn in. */
interface Held {
  readonly element: Element;
  readonly stop: Stop;
  readonly scene: Scene;
}

/** `drawnOf`: what is drawn of a lane. */
export function useFocus(stage: SVGSVGElement | null, scene: Scene, drawnOf: Route['drawnOf']): Focus {
  const [at, setAt] = useState<Stop | null>(null);
  const latest = useRef(scene);
  const held = useRef<Held | null>(null);
  useLayoutEffect(() => {
    latest.current = scene;
  });

  const moveTo = useCallback(
    (stop: Stop): void => {
      flushSync(() => setAt(stop));
      stage?.querySelector<SVGGElement>(`[data-block="${CSS.escape(stop.block)}"]`)?.focus();
    },
    [stage],
  );
  const moveToEntity = useCallback(
    (id: EntityId): void => {
      requestAnimationFrame(() => {
        const block = blockOf(latest.current, id);
        const lane = lanesOf(latest.current).find(
          ({ blocks }) => block !== undefined && blocks.includes(block),
        );
        if (block !== undefined && lane !== undefined) moveTo({ lane: lane.key, block: block.key });
      });
    },
    [moveTo],
  );
  useEffect(() => {
    if (stage === null) return undefined;
    const into = ({ target }: FocusEvent): void => {
      const stop = target instanceof Element ? stopOf(target) : null;
      held.current = stop === null ? null : { element: target as Element, stop, scene: latest.current };
      if (stop === null || blockElement(target) === null) return;
      setAt((last) => (sameStop(last, stop) ? last : stop));
    };
    const outOf = ({ relatedTarget }: FocusEvent): void => {
      if (blockElement(relatedTarget) === null) setAt(null);
      // A person has left it, if it is still there once all this is over.
      queueMicrotask(() => {
        if (held.current?.element.isConnected === true && !stage.contains(document.activeElement))
          held.current = null;
      });
    };
    stage.addEventListener('focusin', into);
    stage.addEventListener('focusout', outOf);
    return () => {
      stage.removeEventListener('focusin', into);
      stage.removeEventListener('focusout', outOf);
    };
  }, [stage]);

  // What had the focus went with this rendering. Whoever took it away may have another place in mind: that comes first.
  useEffect(() => {
    const lost = held.current;
    if (lost === null) return undefined;
    if (lost.element.isConnected) {
      held.current = { ...lost, scene };
      return undefined;
    }
    const frame = requestAnimationFrame(() => {
      if (held.current !== lost) return;
      held.current = null;
      const next = heir(lanesOf(lost.scene), { lanes: lanesOf(scene), drawnOf }, lost.stop);
      if (next !== null && document.activeElement === document.body) moveTo(next);
    });
    return () => cancelAnimationFrame(frame);
  });
  return { at, moveTo, moveToEntity };
}
