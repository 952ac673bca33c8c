// Whether a range stays where it is, and what that means for the numbers beside it.
import { memo } from 'react';
import type { EntityId } from '../../model/plan.ts';
import { arePinned, pinnable } from '../../model/pin.ts';
import { editByName } from '../edits/edits.ts';
import { Switch } from '../parts/Switch.tsx';
import { shown } from '../../store/state.ts';
import { useRest } from '../use-calm.ts';
import { useVerbs } from '../use-memmap.ts';

interface PinSwitchProps {
  readonly id: EntityId;
}

/** Nothing where nothing of it can be pinned. No drag pins anything, so it rests while one is under way. */
export const PinSwitch = memo(function PinSwitch({ id }: PinSwitchProps) {
  const memmap = useVerbs();
  const plan = useRest((state) => shown(state)?.plan ?? null);
  const ids = [id];
  if (plan === null || pinnable(plan, ids).length === 0) return null;
  const pinned = arePinned(plan, ids);
  return (
    <Switch
      label="pinned"
      note={pinned ? 'only a number typed for it moves it' : 'drags, keys and pushes may move it'}
      title="P on the map"
      on={pinned}
      onChange={() => editByName(memmap, 'pin', ids)}
    />
  );
});
