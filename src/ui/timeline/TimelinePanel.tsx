// The life of all pages, step by step: what happens, why, where in Xen, what it prints, and how much there is of each kind.
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type PageEvent, type Timeline, transitionOf } from '../../engine/pages/index.ts';
import { groupedHex } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import type { Target } from '../../model/target.ts';
import { shown } from '../../store/state.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { HOST, roughSize } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { LifeActions } from './LifeActions.tsx';
import { figuresOf } from './place-words.ts';
import styles from './Timeline.module.css';
import { indexIn, timelineOf } from './timeline-of.ts';

/** ms between two steps while it plays. */
const STEP = 700;
/** Events around the present one that are listed. */
const AROUND = 60;

/** However many steps there are by then. */
const LAST = Number.MAX_SAFE_INTEGER;

const NOTHING_DONE: readonly never[] = [];

export function TimelinePanel() {
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const target = useMemmap((state) => state.target);
  return plan === null ? null : <Steps plan={plan} target={target} />;
}

interface StepsProps {
  readonly plan: Plan;
  readonly target: Target;
}

function Steps({ plan, target }: StepsProps) {
  const memmap = useVerbs();
  const moment = useMemmap((state) => state.moment);
  const actions = moment?.actions ?? NOTHING_DONE;
  const timeline = timelineOf(plan, target, actions);
  const { events } = timeline;
  const index = indexIn(timeline, moment?.index ?? events.length - 1);
  const event = events[index];
  const [playing, setPlaying] = useState(false);
  const go = (to: number): void =>
    memmap.setMoment({ index: Math.max(0, Math.min(to, events.length - 1)), actions });

  // The map shows the moment for as long as this is open.
  useEffect(() => {
    if (memmap.store.getState().moment === null) memmap.setMoment({ index: LAST, actions: [] });
    return () => memmap.setMoment(null);
  }, [memmap]);
  const isLast = index === events.length - 1;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const now = memmap.store.getState().moment;
      if (now === null || now.index >= events.length - 1) setPlaying(false);
      else memmap.setMoment({ ...now, index: now.index + 1 });
    }, STEP);
    return () => clearInterval(timer);
  }, [playing, memmap, events.length]);

  if (event === undefined) return null;
  return (
    <div className={styles['timeline']}>
      <div className={styles['controls']}>
        <IconButton
          label="To power-on"
          icon={<ChevronFirst size={15} aria-hidden />}
          disabled={index === 0}
          onClick={() => go(0)}
        />
        <IconButton
          label="One step back"
          icon={<ChevronLeft size={15} aria-hidden />}
          disabled={index === 0}
          onClick={() => go(index - 1)}
        />
        <IconButton
          label={playing ? 'Pause' : 'Play'}
          icon={playing ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
          onClick={() => {
            if (!playing && isLast) go(0);
            setPlaying(!playing);
          }}
        />
        <IconButton
          label="One step on"
          icon={<ChevronRight size={15} aria-hidden />}
          disabled={isLast}
          onClick={() => go(index + 1)}
        />
        <IconButton
          label="To the last step"
          icon={<ChevronLast size={15} aria-hidden />}
          disabled={isLast}
          onClick={() => go(events.length - 1)}
        />
        <input
          type="range"
          className={styles['slider']}
          aria-label="Step"
          aria-valuetext={`step ${index} of ${events.length - 1}: ${transitionOf(event.what, target.release).title}, ${event.of}`}
          min={0}
          max={events.length - 1}
          value={index}
          onChange={(change) => go(Number(change.target.value))}
        />
        <span className={styles['step']}>
          {index} of {events.length - 1}
        </span>
      </div>
      <div className={styles['columns']}>
        <EventList timeline={timeline} index={index} onGo={go} />
        <Telling timeline={timeline} event={event} />
        <dl className={styles['figures']}>
          {figuresOf(event.counts).map(({ key, word, explain, size }) => (
            <div key={key} title={`${explain} ${sizeText(size)}`}>
              <dt>{word}</dt>
              <dd>{roughSize(size)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <LifeActions
        timeline={timeline}
        onAct={(action) => memmap.setMoment({ index: LAST, actions: [...actions, action] })}
      />
      {actions.length > 0 && (
        <Button onClick={() => memmap.setMoment({ index: timeline.booted - 1, actions: [] })}>
          Boot again
        </Button>
      )}
    </div>
  );
}

/** Scrolls the list alone: the rest of the page stays where it is. */
function intoView(element: HTMLElement | null): void {
  const list = element?.closest('ol');
  if (element === null || list === null || list === undefined) return;
  const [own, around] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
  if (own.top < around.top) list.scrollTop -= around.top - own.top;
  if (own.bottom > around.bottom) list.scrollTop += own.bottom - around.bottom;
}

interface EventListProps {
  readonly timeline: Timeline;
  readonly index: number;
  readonly onGo: (index: number) => void;
}

function EventList({ timeline: { events, target }, index, onGo }: EventListProps) {
  const from = Math.max(0, Math.min(index - AROUND / 2, events.length - AROUND));
  return (
    <ol className={styles['events']} aria-label="Steps" start={from}>
      {events.slice(from, from + AROUND).map((event) => (
        <li key={event.index}>
          <button
            type="button"
            className={styles['event']}
            aria-current={event.index === index ? 'step' : undefined}
            data-refused={event.isRefused}
            ref={event.index === index ? intoView : undefined}
            onClick={() => onGo(event.index)}
          >
            <span className={styles['step']}>{event.index}</span>{' '}
            {transitionOf(event.what, target.release).title}
            {event.of !== '' && <span className={styles['of']}>{event.of}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What a step is: its ranges, why, where in Xen, and the line beside it. */
function Telling({
  timeline: { analysis, events, target },
  event,
}: {
  readonly timeline: Timeline;
  readonly event: PageEvent;
}) {
  const { title, why, source } = transitionOf(event.what, target.release);
  const line = event.line > 0 ? analysis.log[event.line - 1]?.text : undefined;
  const first = event.ranges[0];
  return (
    <div className={styles['telling']} aria-live="polite">
      <h3>
        {title}
        {event.of !== '' && `: ${event.of}`}
      </h3>
      {first !== undefined && (
        <p>
          <code>{groupedHex(first.start)}</code> ({HOST}), {sizeText(first.size)}
          {event.ranges.length > 1 && ` and ${event.ranges.length - 1} more`}
        </p>
      )}
      {event.pages !== 0 && (
        <p>
          {sizeText(BigInt(Math.abs(event.pages)) << 12n)} {event.pages > 0 ? 'of' : 'back to'} the heap
        </p>
      )}
      <p>{why}</p>
      {analysis.panic !== null && event.index === events.length - 1 && (
        <p className={styles['ends']}>
          Xen stops after this
          {analysis.panic.message === null ? ' without a word.' : `: ${analysis.panic.message}`}
        </p>
      )}
      {event.varies && <p>Not the same in every boot: one possibility of several.</p>}
      {source.map((cited) => (
        <p key={cited} className={styles['source']}>
          <code>{cited}</code>
        </p>
      ))}
      {event.says.map((said) => (
        <code key={said} className={styles['line']}>
          (XEN) {said}
        </code>
      ))}
      {line !== undefined && line !== '' && <code className={styles['line']}>(XEN) {line}</code>}
    </div>
  );
}
