// What can be done to domains once Xen runs, and what comes of it: destroy, build again, give memory up and take it back,
// grant pages to another.
import { useEffect, useRef, useState } from 'react';
import type { Action, Life, Timeline } from '../../engine/pages/index.ts';
import { type Bytes, bytes, KiB, maxOf, MiB } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { Button } from '../parts/Button.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { EventList } from './EventList.tsx';
import { Telling } from './Telling.tsx';
import styles from './Timeline.module.css';
import { LAST } from './timeline-of.ts';

interface AfterSectionProps {
  readonly timeline: Timeline;
  readonly index: number;
  readonly onGo: (index: number) => void;
}

const SIZES: readonly Bytes[] = [bytes(4n * KiB), bytes(2n * MiB), bytes(64n * MiB)];
/** 2^order pages: one page, 2 MiB, 1 GiB. */
const ORDERS = [0, 9, 18];

const STAGES = { running: '', lingers: ' (dead, lingers)', gone: ' (gone)' } as const;

export function AfterSection({ timeline, index, onGo }: AfterSectionProps) {
  const memmap = useVerbs();
  const { booted, events } = timeline;
  const moment = useMemmap((state) => state.moment);
  const actions = moment?.actions ?? [];
  const put = (next: readonly Action[], to: number): void =>
    memmap.setMoment({ page: null, ...moment, index: to, actions: next });
  const event = events[Math.max(index, booted - 1)];
  const outcome = useRef<HTMLDivElement>(null);
  // Where it stands under what was pressed it may be out of sight.
  useEffect(() => {
    outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [events.length]);
  return (
    <div className={styles['after']}>
      <Actions timeline={timeline} onAct={(action) => put([...actions, action], LAST)}>
        <Act
          whyNot={actions.length === 0 && 'Nothing has been done since the boot'}
          onAct={() => put([], booted - 1)}
        >
          Boot again
        </Act>
      </Actions>
      {events.length === booted ? (
        <p className={styles['about']}>Nothing has been done yet: what you do is told here, step by step.</p>
      ) : (
        <div className={styles['done']}>
          {event !== undefined && (
            <div ref={outcome}>
              <Telling timeline={timeline} event={event} />
            </div>
          )}
          <EventList
            label="Steps since the boot"
            timeline={timeline}
            index={index}
            from={booted}
            onGo={onGo}
          />
        </div>
      )}
    </div>
  );
}

interface ActionsProps {
  readonly timeline: Timeline;
  readonly onAct: (action: Action) => void;
  readonly children: React.ReactNode;
}

function Actions({ timeline: { lives, analysis, hasControl }, onAct, children }: ActionsProps) {
  const [chosen, setChosen] = useState('');
  const [size, setSize] = useState(SIZES[1] ?? MiB);
  const [order, setOrder] = useState(0);
  const [toName, setToName] = useState('');
  const life = lives.findLast(({ owner }) => owner.name === chosen) ?? lives[0];
  if (life === undefined)
    return (
      <p className={styles['about']}>
        {analysis.verdict === 'refused' ? 'Xen does not boot: no domain lives.' : 'No domain lives yet.'}
      </p>
    );
  const domain = life.owner.name;
  const inChunks = maxOf(size, bytes(4096n << BigInt(order)));
  const isRunning = life.stage === 'running';
  const others = lives.filter(({ owner, stage }) => owner.id !== life.owner.id && stage === 'running');
  const to = others.find(({ owner }) => owner.name === toName) ?? others[0];
  const notRunning = !isRunning && `${domain} does not run: build it again first`;
  const nobodyElse = to === undefined && 'No other domain runs';
  return (
    <div className={styles['actions']}>
      <fieldset>
        <legend className="visually-hidden">Domain</legend>
        <LifeSelect label="Domain" lives={lives} value={domain} onChange={setChosen} />
        <Act whyNot={notRunning} onAct={() => onAct({ do: 'destroy', domain })}>
          Destroy
        </Act>
        <Act
          whyNot={isRunning && `${domain} runs: destroy it first`}
          onAct={() => onAct({ do: 'recreate', domain })}
        >
          Build again
        </Act>
        {children}
        {!hasControl && (
          <span className={styles['about']}>
            No domain here may ask Xen to destroy another: that takes dom0 or a control domain.
          </span>
        )}
      </fieldset>
      <fieldset>
        <legend className="visually-hidden">Its memory</legend>
        <label>
          Amount{' '}
          <select
            data-clean
            value={String(size)}
            onChange={(event) => setSize(bytes(BigInt(event.target.value)))}
          >
            {SIZES.map((one) => (
              <option key={one} value={String(one)}>
                {sizeText(one)}
              </option>
            ))}
          </select>
        </label>
        <label title="XENMEM_populate_physmap and XENMEM_increase_reservation ask for chunks of 2^order pages">
          in chunks of{' '}
          <select data-clean value={order} onChange={(event) => setOrder(Number(event.target.value))}>
            {ORDERS.map((one) => (
              <option key={one} value={one}>
                {sizeText(4096n << BigInt(one))}, order {one}
              </option>
            ))}
          </select>
        </label>
        <Act
          whyNot={notRunning}
          call="XENMEM_decrease_reservation"
          onAct={() => onAct({ do: 'balloon-out', domain, size })}
        >
          Give up
        </Act>
        <Act
          whyNot={notRunning}
          call="XENMEM_populate_physmap"
          onAct={() => onAct({ do: 'balloon-in', domain, size: inChunks, order })}
        >
          Take back
        </Act>
        <Act
          whyNot={notRunning}
          call="XENMEM_increase_reservation"
          onAct={() => onAct({ do: 'increase', domain, size: inChunks, order })}
        >
          Ask for more
        </Act>
      </fieldset>
      <fieldset>
        <legend className="visually-hidden">Grants</legend>
        <LifeSelect label="Grant to" lives={others} value={to?.owner.name ?? ''} onChange={setToName} />
        <Act
          whyNot={notRunning || nobodyElse}
          call="GNTTABOP_map_grant_ref"
          onAct={() => to !== undefined && onAct({ do: 'grant', domain, to: to.owner.name, size })}
        >
          Grant and map
        </Act>
        <Act
          whyNot={nobodyElse}
          call="GNTTABOP_unmap_grant_ref"
          onAct={() => to !== undefined && onAct({ do: 'end-grant', domain, to: to.owner.name })}
        >
          Unmap
        </Act>
      </fieldset>
    </div>
  );
}

interface ActProps {
  /** Why it cannot be done now; false when it can. */
  readonly whyNot: string | false;
  /** The hypercall it stands for. */
  readonly call?: string;
  readonly onAct: () => void;
  readonly children: string;
}

/** Where it cannot be done it says why, and keeps the focus it has from being done. */
const Act = ({ whyNot, call, onAct, children }: ActProps) => (
  <Button
    aria-disabled={whyNot !== false}
    title={whyNot === false ? call : whyNot}
    onClick={whyNot === false ? onAct : undefined}
  >
    {children}
  </Button>
);

interface LifeSelectProps {
  readonly label: string;
  readonly lives: readonly Life[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

const LifeSelect = ({ label, lives, value, onChange }: LifeSelectProps) => (
  <label>
    {label}{' '}
    <select
      data-clean
      value={value}
      disabled={lives.length === 0}
      onChange={(event) => onChange(event.target.value)}
    >
      {lives.map(({ owner, stage }) => (
        <option key={owner.id} value={owner.name}>
          {owner.name}
          {STAGES[stage]}
        </option>
      ))}
    </select>
  </label>
);
