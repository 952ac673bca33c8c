// The answer to where things could go: proposals to accept one by one, a conflict with what would help, or how it goes.
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Conflicting, Placed } from '../../engine/place/placing.ts';
import { groupedHex, hex } from '../../model/addr.ts';
import type { Need } from '../../model/need.ts';
import type { Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { askPlaces, stopAsking } from '../../store/places.ts';
import { isUpToDate, type Proposal } from '../../store/state.ts';
import { track } from '../idle.ts';
import { Button } from '../parts/Button.tsx';
import { viewportOf } from '../results/use-show.ts';
import { HOST } from '../strings.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { carryOut } from './carry-out.ts';
import { count } from './need-words.ts';
import styles from './Place.module.css';

interface OutcomeProps {
  readonly plan: Plan;
  readonly proposal: Proposal;
  readonly onEdit: (need: Need) => void;
}

export function Outcome({ plan, proposal, onEdit }: OutcomeProps) {
  const memmap = useVerbs();
  const current = useMemmap((state) => isUpToDate(proposal, state));
  const { outcome, title, options } = proposal;
  const again = (
    <Button onClick={() => void track(askPlaces(memmap, title, options))}>Work it out again</Button>
  );
  const drop = <Button onClick={() => memmap.propose(null)}>Discard</Button>;
  if (outcome.kind === 'working') return <Working proposal={proposal} />;
  if (!current)
    return (
      <Answer title={`${title}: the design has changed since`} buttons={[again, drop]}>
        <p>The places were worked out for the design as it was.</p>
      </Answer>
    );
  switch (outcome.kind) {
    case 'placed':
      return <Items proposal={proposal} outcome={outcome} drop={drop} />;
    case 'impossible':
      return <Conflict plan={plan} title={title} conflict={outcome.conflict} drop={drop} onEdit={onEdit} />;
    case 'unknown':
      return (
        <Answer title={`${title}: neither found nor excluded`} buttons={[drop]}>
          <p>The search was given up. Pin some of it, or ask for less at a time.</p>
        </Answer>
      );
    case 'failed':
      return (
        <Answer title={`${title}: it went wrong`} buttons={[again, drop]}>
          <p className={styles['bad']}>{outcome.message}</p>
        </Answer>
      );
  }
}

interface AnswerProps {
  readonly title: string;
  readonly buttons: readonly ReactNode[];
  readonly children: ReactNode;
}

const Answer = ({ title, buttons, children }: AnswerProps) => (
  <section className={styles['part']} aria-label={title}>
    <div className={styles['head']}>
      <h2>{title}</h2>
      {buttons}
    </div>
    {children}
  </section>
);

const STAGES = {
  place: 'looking for places',
  hole: 'keeping free memory whole',
  low: 'keeping low memory',
  conflict: 'there is no place for all: looking for what cannot hold together',
};

function Working({ proposal: { title, outcome } }: { readonly proposal: Proposal }) {
  const memmap = useVerbs();
  const progress = outcome.kind === 'working' ? outcome.progress : null;
  return (
    <Answer
      title={`${title} …`}
      buttons={[
        <Button key="stop" onClick={() => stopAsking(memmap)}>
          Stop
        </Button>,
      ]}
    >
      <p className={styles['working']}>
        <progress
          value={progress?.limit ? progress.steps : undefined}
          max={progress?.limit || undefined}
          aria-label={title}
        />
        {progress === null ? 'starting' : STAGES[progress.stage]}
      </p>
    </Answer>
  );
}

interface ItemsProps {
  readonly proposal: Proposal;
  readonly outcome: Extract<Placed, { kind: 'placed' }>;
  readonly drop: ReactNode;
}

function Items({ proposal, outcome: { items, isBest, window }, drop }: ItemsProps) {
  const memmap = useVerbs();
  const { title } = proposal;
  if (items.length === 0)
    return (
      <Answer title={`${title}: nothing to change`} buttons={[drop]}>
        <p>{isBest ? 'There is no better place for anything.' : 'No better place was found.'}</p>
      </Answer>
    );
  return (
    <Answer
      title={`${title}: ${count(items.length, 'proposal')}`}
      buttons={[
        <Button key="all" look="primary" onClick={() => carryOut(memmap, proposal, items)}>
          Accept all
        </Button>,
        drop,
      ]}
    >
      {window !== null && (
        <p>
          Tell ImageBuilder <code>MEMORY_START={hex(window.start)}</code> and{' '}
          <code>MEMORY_END={hex(window.end)}</code> or more; its script is loaded at{' '}
          <code>{hex(window.script)}</code> ({HOST}).
        </p>
      )}
      <ul className={styles['list']}>
        {items.map((item) => (
          <li key={`${item.label} ${item.need ?? item.ids.join(' ')}`} className={styles['row']}>
            <span className={styles['name']} title={item.label}>
              {item.label}
            </span>
            <span className={styles['places']}>
              {item.from.length > 0 && (
                <>
                  <Places ranges={item.from} /> <span aria-label="to">→</span>{' '}
                </>
              )}
              <Places ranges={item.to} />
            </span>
            <Button aria-label={`Accept ${item.label}`} onClick={() => carryOut(memmap, proposal, [item])}>
              Accept
            </Button>
          </li>
        ))}
      </ul>
      {!isBest && <p>The search was cut short: there may be better places.</p>}
    </Answer>
  );
}

function Places({ ranges }: { readonly ranges: readonly Range[] }) {
  const memmap = useVerbs();
  const show = (range: Range): void => {
    const { design } = memmap.store.getState();
    if (design !== null) memmap.setViewport(viewportOf(design.plan, { range, involved: [], space: 'host' }));
  };
  return ranges.map((range) => (
    <button
      key={`${range.start}`}
      type="button"
      className={styles['at']}
      title={`Show ${groupedHex(range.start)} (${HOST}) on the map`}
      onClick={() => show(range)}
    >
      <code>{groupedHex(range.start)}</code>, {sizeText(range.size)}
    </button>
  ));
}

interface ConflictProps {
  readonly plan: Plan;
  readonly title: string;
  readonly conflict: readonly Conflicting[];
  readonly drop: ReactNode;
  readonly onEdit: (need: Need) => void;
}

function Conflict({ plan, title, conflict, drop, onEdit }: ConflictProps) {
  const memmap = useVerbs();
  return (
    <Answer title={`${title}: it cannot be done`} buttons={[drop]}>
      <p>
        {conflict.length === 0
          ? 'That is proved; which demands are to blame could not be found out.'
          : conflict.length === 1
            ? 'There is no place for this at all:'
            : 'These cannot hold together; without any one of them the others could:'}
      </p>
      <ul className={styles['list']}>
        {conflict.map(({ label, asks, help, cures, ids, need: id }) => {
          const need = plan.wants.needs.find((one) => one.id === id);
          return (
            <li key={`${label} ${asks}`} className={styles['row']} data-conflict>
              <TriangleAlert size={14} aria-hidden className={styles['bad']} />
              <span className={styles['name']} title={label}>
                {label}
              </span>
              <span className={styles['wishes']}>
                {asks}
                <span className={styles['help']}>
                  {help === null
                    ? 'Nothing but leaving it out would help.'
                    : `What would help${cures ? '' : ' here, though not for all of it'}: ${help}.`}
                </span>
              </span>
              {need !== undefined && <Button onClick={() => onEdit(need)}>Change</Button>}
              {need === undefined && ids.length > 0 && (
                <Button onClick={() => memmap.select(ids)}>Select</Button>
              )}
            </li>
          );
        })}
      </ul>
    </Answer>
  );
}
