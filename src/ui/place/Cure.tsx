// Beside a finding about memory: looks for a place for what it is about, and moves it there when asked to.
import { Move } from 'lucide-react';
import { useRef } from 'react';
import type { Finding } from '../../engine/analysis.ts';
import { cureOf, REPAIR } from '../../engine/place/placing.ts';
import { groupedHex } from '../../model/addr.ts';
import { askPlaces } from '../../store/places.ts';
import { isUpToDate } from '../../store/state.ts';
import { track } from '../idle.ts';
import { Button } from '../parts/Button.tsx';
import { HOST } from '../strings.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { carryOut } from './carry-out.ts';

interface CureProps {
  readonly finding: Finding;
  readonly className: string | undefined;
}

export function Cure({ finding, className }: CureProps) {
  const memmap = useVerbs();
  const proposal = useMemmap((state) =>
    state.proposal !== null && isUpToDate(state.proposal, state) && state.proposal.options === REPAIR
      ? state.proposal
      : null,
  );
  // The focus goes on from the button that looks to the one that moves, unless it has gone elsewhere meanwhile.
  const hadFocus = useRef(false);
  const look = (button: HTMLButtonElement | null) => () => {
    hadFocus.current = button === document.activeElement;
  };
  const move = (button: HTMLButtonElement | null): void => {
    if (hadFocus.current && document.activeElement === document.body) button?.focus();
    hadFocus.current = false;
  };
  const outcome = proposal?.outcome ?? null;
  if (proposal === null || outcome === null || outcome.kind === 'failed' || outcome.kind === 'working') {
    const isLooking = outcome?.kind === 'working';
    return (
      <Button
        ref={look}
        className={className}
        icon={<Move size={13} aria-hidden />}
        title="Moves only what must move; shown on the map before anything changes"
        aria-disabled={isLooking}
        onClick={() => {
          if (!isLooking) void track(askPlaces(memmap, 'Repair', REPAIR));
        }}
      >
        {isLooking ? 'Looking for a place …' : 'Find a place'}
      </Button>
    );
  }
  if (outcome.kind !== 'placed')
    return <p>No place was found for all of it: the Placement tab says what is in the way.</p>;
  const items = cureOf(outcome.items, finding);
  if (items.length === 0) return <p>No other place would cure this.</p>;
  return items.map((item, i) => {
    const to = item.to.map(({ start }) => groupedHex(start)).join(', ');
    return (
      <Button
        key={`${item.label} ${to}`}
        ref={i === 0 ? move : undefined}
        className={className}
        icon={<Move size={13} aria-hidden />}
        title={`${item.label} to ${to} (${HOST})`}
        onClick={() => carryOut(memmap, proposal, [item])}
      >
        {`Move ${item.label} to ${to}`}
      </Button>
    );
  });
}
