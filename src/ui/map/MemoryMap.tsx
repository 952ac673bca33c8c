// The map, connected: reads the store; verbs.ts carries out what the picture asks for.
import { useCallback, useMemo } from 'react';
import { dom0Varies } from '../../engine/analysis.ts';
import { analysisOf } from '../../store/derived.ts';
import { proposedItems, shown, type State } from '../../store/state.ts';
import { isLarge, useRestingHand } from '../use-calm.ts';
import { useMemmap, useStoreUnless, useVerbs } from '../use-memmap.ts';
import { MapView } from './MapView.tsx';
import { proposedOf } from './proposed.ts';
import { actionsOf } from './verbs.ts';

const NO_GUESTS: readonly never[] = [];
const NOTHING_PROPOSED: readonly never[] = [];

const paintedIn = ({ gesture }: State): boolean => (gesture?.painted ?? null) !== null;

/** Fills its container. Shows nothing until a board is open. */
export function MemoryMap() {
  const verbs = useVerbs();
  const painted = useMemmap(paintedIn);
  const isPainted = useCallback(() => paintedIn(verbs.store.getState()), [verbs]);
  const design = useStoreUnless(isPainted, verbs.store, shown);
  const analysis = useStoreUnless(isPainted, verbs.store, analysisOf);
  const painter = useMemmap((state) => state.painter);
  useRestingHand();
  const dragging = useMemmap((state) => state.gesture !== null);
  const items = useMemmap(proposedItems);
  const selection = useMemmap((state) => state.selection);
  const viewport = useMemmap((state) => state.viewport);
  const snap = useMemmap((state) => state.snap);
  const actions = useMemo(() => actionsOf(verbs), [verbs]);
  const plan = design?.plan ?? null;
  const proposed = useMemo(
    () => (plan === null || items.length === 0 ? NOTHING_PROPOSED : proposedOf(plan, items)),
    [plan, items],
  );
  const target = useMemmap((state) => state.target);
  const moment = useMemmap((state) => state.moment);
  const pages = useMemo(
    () => (plan === null || moment === null || dragging ? null : { plan, target, moment }),
    [plan, target, moment, dragging],
  );
  const large = plan !== null && isLarge(plan);
  const byThread = useMemo(
    () => (painter === null || !large ? null : { painter, painted, isPainted }),
    [painter, large, painted, isPainted],
  );
  if (design === null) return null;
  return (
    <MapView
      plan={design.plan}
      guests={analysis?.domains ?? NO_GUESTS}
      varies={analysis !== null && dom0Varies(analysis)}
      proposed={proposed}
      pages={pages}
      dragging={dragging}
      byThread={byThread}
      selection={selection}
      viewport={viewport}
      snap={snap}
      actions={actions}
    />
  );
}
