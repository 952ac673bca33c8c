// What can be done to domains after the boot: destroy, build again, give memory up and take it back.
import { useState } from 'react';
import type { Action, Timeline } from '../../engine/pages/index.ts';
import { bytes, MiB } from '../../model/addr.ts';
import { Button } from '../parts/Button.tsx';
import styles from './Timeline.module.css';

interface LifeActionsProps {
  readonly timeline: Timeline;
  readonly onAct: (action: Action) => void;
}

/** What a guest gives up or takes back at a time. */
const BALLOON = bytes(2n * MiB);

export function LifeActions({ timeline: { lives, analysis }, onAct }: LifeActionsProps) {
  const [chosen, setChosen] = useState('');
  const life = lives.find(({ owner }) => owner.name === chosen) ?? lives[0];
  if (life === undefined)
    return (
      <p className={styles['about']}>
        {analysis.verdict === 'refused' ? 'Xen does not boot: no domain lives.' : 'No domain lives yet.'}
      </p>
    );
  const { name } = life.owner;
  const isRunning = life.stage === 'running';
  return (
    <div className={styles['controls']}>
      <label className={styles['whose']}>
        After the boot:{' '}
        <select value={name} onChange={(event) => setChosen(event.target.value)}>
          {lives.map(({ owner, stage }) => (
            <option key={owner.id} value={owner.name}>
              {owner.name}
              {stage === 'running' ? '' : stage === 'lingers' ? ' (dead, lingers)' : ' (gone)'}
            </option>
          ))}
        </select>
      </label>
      <Button disabled={!isRunning} onClick={() => onAct({ do: 'destroy', domain: name })}>
        Destroy
      </Button>
      <Button disabled={isRunning} onClick={() => onAct({ do: 'recreate', domain: name })}>
        Build again
      </Button>
      <Button disabled={!isRunning} onClick={() => onAct({ do: 'balloon-out', domain: name, size: BALLOON })}>
        Give up 2 MiB
      </Button>
      <Button disabled={!isRunning} onClick={() => onAct({ do: 'balloon-in', domain: name, size: BALLOON })}>
        Take 2 MiB back
      </Button>
    </div>
  );
}
