// Whether a range stays where it is, and what that means for the numbers beside it.
import type { EntityId, Plan } from '../../model/plan.ts';
import { arePinned, pinnable } from '../../model/pin.ts';
import { editByName } from '../edits/edits.ts';
import { Switch } from '../parts/Switch.tsx';
import { useVerbs } from '../use-memmap.ts';

interface PinSwitchProps {
  readonly plan: Plan;
  readonly ids: readonly EntityId[];
}

/** Nothing where nothing of it can be pinned. */
export function PinSwitch({ plan, ids }: PinSwitchProps) {
  const memmap = useVerbs();
  if (pinnable(plan, ids).length === 0) return null;
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
}
