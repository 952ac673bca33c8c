// Step by step: what happens, why, where in Xen, and how much there is of each kind, which is also the map’s key.
import type { Timeline } from '../../engine/pages/index.ts';
import { sizeText } from '../../model/size.ts';
import { roughSize } from '../strings.ts';
import { EventList } from './EventList.tsx';
import { LookSwatch } from './LookSwatch.tsx';
import { figuresOf } from './place-words.ts';
import { Telling } from './Telling.tsx';
import styles from './Timeline.module.css';

interface StepsSectionProps {
  readonly timeline: Timeline;
  readonly index: number;
  readonly onGo: (index: number) => void;
}

export function StepsSection({ timeline, index, onGo }: StepsSectionProps) {
  const event = timeline.events[index];
  if (event === undefined) return null;
  return (
    <div className={styles['columns']}>
      <EventList label="Steps" timeline={timeline} index={index} onGo={onGo} />
      <Telling timeline={timeline} event={event} />
      <dl className={styles['figures']}>
        {figuresOf(event.counts).map(({ key, owner, look, word, explain, size }) => (
          <div key={key} title={`${explain} ${sizeText(size)}`}>
            <dt>
              <LookSwatch look={look} owner={owner} /> {word}
            </dt>
            <dd>{roughSize(size)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
