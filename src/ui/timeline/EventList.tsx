// The steps around the present one, to jump to; arrow keys walk.
import { type Timeline, transitionOf } from '../../engine/pages/index.ts';
import { classes } from '../parts/classes.ts';
import { intoView, walk } from './walk.ts';
import list from '../parts/List.module.css';
import styles from './Timeline.module.css';

/** As many are listed. */
const AROUND = 60;

interface EventListProps {
  readonly timeline: Timeline;
  readonly index: number;
  /** The first step there is to see. */
  readonly from?: number;
  readonly label: string;
  readonly onGo: (index: number) => void;
}

export function EventList({
  timeline: { events, target },
  index,
  from: first = 0,
  label,
  onGo,
}: EventListProps) {
  const from = Math.max(first, Math.min(index - AROUND / 2, events.length - AROUND));
  const listed = events.slice(from, from + AROUND);
  const stop = listed.some((event) => event.index === index) ? index : from;
  return (
    // The arrow keys are a short cut: each step is a button of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol className={classes(list['list'], styles['events'])} aria-label={label} start={from} onKeyDown={walk}>
      {listed.map((event) => (
        <li key={event.index}>
          <button
            type="button"
            className={list['item']}
            aria-current={event.index === index ? 'step' : undefined}
            data-refused={event.isRefused}
            tabIndex={event.index === stop ? 0 : -1}
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
