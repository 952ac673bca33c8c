// What a step is: its ranges, why, where in Xen, and the line beside it.
import { type PageEvent, type Timeline, transitionOf } from '../../engine/pages/index.ts';
import { groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { HOST } from '../strings.ts';
import { sizeOfPages } from './place-words.ts';
import styles from './Timeline.module.css';

interface TellingProps {
  readonly timeline: Timeline;
  readonly event: PageEvent;
}

export function Telling({ timeline: { analysis, events, booted, target }, event }: TellingProps) {
  const { title, why, source } = transitionOf(event.what, target.release);
  // What Xen printed at boot is not about what is done afterwards.
  const line = event.index < booted ? analysis.log[event.line - 1]?.text : undefined;
  const first = event.ranges[0];
  return (
    <div className={styles['telling']} aria-live="polite">
      <h2>
        {title}
        {event.of !== '' && `: ${event.of}`}
      </h2>
      {first !== undefined && (
        <p>
          <code>{groupedHex(first.start)}</code> ({HOST}), {sizeText(first.size)}
          {event.ranges.length > 1 && ` and ${event.ranges.length - 1} more`}
        </p>
      )}
      {event.pages !== 0 && (
        <p>
          {sizeText(sizeOfPages(Math.abs(event.pages)))} {event.pages > 0 ? 'of' : 'back to'} the heap
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
