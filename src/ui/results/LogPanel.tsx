// The console as the simulator predicts it: the lines about memory, in Xen's order, up to where it stops.
import { analysisOf } from '../../store/derived.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap } from '../use-memmap.ts';
import styles from './Results.module.css';

export function LogPanel() {
  const analysis = useCalm(analysisOf);
  const hasEarly = useMemmap((state) => state.target.kconfig.EARLY_PRINTK);
  if (analysis === null) return null;
  const untold = analysis.assumed.filter((input) => input !== 'mmu');
  if (analysis.log.length === 0)
    return (
      <div className={styles['empty']}>
        <p>Xen prints nothing about memory before it stops.</p>
      </div>
    );
  return (
    <>
      <p className={styles['assumed']}>
        {untold.length > 0 && <>Assumed, for want of being told: {untold.join(', ')}. </>}
        {untold.length < analysis.assumed.length &&
          'No upstream Xen runs a domain on an MPU: what it does not reach is shown as with an MMU. '}
        {!hasEarly &&
          analysis.log.some((line) => line.early) &&
          'Grey lines come before the console is up: a board shows them only with early printk.'}
      </p>
      {/* A log is read line by line and scrolled by keyboard, so it takes focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className={styles['log']} aria-label="Predicted console log" tabIndex={0}>
        {analysis.log.map((line, i) => (
          <li
            // oxlint-disable-next-line react/no-array-index-key -- lines repeat, and their order is their identity
            key={i}
            data-rule={line.rule ?? undefined}
            data-early={line.early && !hasEarly}
          >
            <span className={styles['prefix']}>(XEN)</span> {line.text}
          </li>
        ))}
      </ol>
    </>
  );
}
