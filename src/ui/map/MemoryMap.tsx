// The map, connected: reads the store; verbs.ts carries out what the picture asks for.
import { useMemo } from 'react';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { MapView } from './MapView.tsx';
import { actionsOf } from './verbs.ts';

const NO_GUESTS: readonly never[] = [];

/** Fills its container. Shows nothing until a board is open. */
export function MemoryMap() {
  const verbs = useVerbs();
  const design = useMemmap(shown);
  const analysis = useMemmap(analysisOf);
  const dragging = useMemmap((state) => state.gesture !== null);
  const selection = useMemmap((state) => state.selection);
  const viewport = useMemmap((state) => state.viewport);
  const snap = useMemmap((state) => state.snap);
  const actions = useMemo(() => actionsOf(verbs), [verbs]);
  if (design === null) return null;
  return (
    <MapView
      plan={design.plan}
      guests={analysis?.domains ?? NO_GUESTS}
      varies={analysis?.assumed.includes('scrubbing') === true}
      dragging={dragging}
      selection={selection}
      viewport={viewport}
      snap={snap}
      actions={actions}
    />
  );
}
