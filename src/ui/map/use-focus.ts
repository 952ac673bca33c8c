// Which block of the picture has the keyboard's focus. It is always an element, however many there are around it.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { blockOf, type Scene } from '../../map/geometry/scene.ts';
import type { Stop } from '../../map/geometry/travel.ts';
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

const sameStop = (a: Stop | null, b: Stop): boolean => a?.lane === b.lane && a.block === b.block;

export function useFocus(stage: SVGSVGElement | null, scene: Scene): Focus {
  const [at, setAt] = useState<Stop | null>(null);
  const latest = useRef(scene);
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
        const { host, guest } = latest.current;
        const lane = [...host, ...guest].find(({ blocks }) => block !== undefined && blocks.includes(block));
        if (block !== undefined && lane !== undefined) moveTo({ lane: lane.key, block: block.key });
      });
    },
    [moveTo],
  );
  useEffect(() => {
    if (stage === null) return undefined;
    const into = ({ target }: FocusEvent): void => {
      const { block, lane } = blockElement(target)?.dataset ?? {};
      if (block === undefined || lane === undefined) return;
      setAt((last) => (sameStop(last, { lane, block }) ? last : { lane, block }));
    };
    const outOf = ({ relatedTarget }: FocusEvent): void => {
      if (blockElement(relatedTarget) === null) setAt(null);
    };
    stage.addEventListener('focusin', into);
    stage.addEventListener('focusout', outOf);
    return () => {
      stage.removeEventListener('focusin', into);
      stage.removeEventListener('focusout', outOf);
    };
  }, [stage]);
  return { at, moveTo, moveToEntity };
}
