// The verdict, always in sight: shortened where room is short, long names in it first, never clipped, whole in its title.
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { Brief } from '../../engine/brief.ts';
import { evidenceText } from '../../engine/words.ts';
import type { Target } from '../../model/target.ts';
import { CutName } from '../parts/CutName.tsx';
import { countsText, releaseName, verdictOf } from '../verdict.ts';
import styles from './VerdictStrip.module.css';

interface VerdictStripProps {
  /** null while the simulator is on its way. */
  readonly brief: Brief | null;
  readonly target: Target;
  readonly onOpen: () => void;
}

const ICON = { ok: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

export function VerdictStrip({ brief, target, onOpen }: VerdictStripProps) {
  if (brief === null) return <p className={styles['waiting']}>Simulating {releaseName(target.release)} …</p>;
  const verdict = verdictOf(brief, target);
  const counts = countsText(verdict);
  const Icon = ICON[verdict.tone];
  const sentence = [verdict.lead, verdict.line, verdict.note].filter((part) => part !== null).join(' ');
  const rests = verdict.mark === null ? '' : evidenceText(brief.evidence, target.release);
  return (
    <div className={styles['place']}>
      <div className={styles['frame']}>
        {/* What a button holds is not told when it changes. */}
        <output className="visually-hidden">
          {[sentence, counts].filter((part) => part !== '').join(', ')}
        </output>
        <button
          type="button"
          className={styles['strip']}
          data-tone={verdict.tone}
          data-testid="verdict"
          title={[sentence, counts, rests].filter((part) => part !== '').join('\n')}
          onClick={onOpen}
        >
          <Icon className={styles['icon']} size={15} aria-hidden />
          <span className={styles['sentence']}>
            <span className={styles['lead']}>{verdict.lead}</span>
            {verdict.line !== null && <XenLine line={verdict.line} />}
          </span>
          {verdict.mark !== null && <span className={styles['mark']}>from source</span>}
          {counts !== '' && <span className={styles['counts']}>{counts}</span>}
        </button>
      </div>
    </div>
  );
}

/** As many letters that a node's name may have (Devicetree Specification 2.2.1) are a name somebody gave; a path in Xen is not. */
const LONG_NAME = /([\w,.+@-]{24,})/;

/** Xen's own line: where it does not fit, its long names lose their middle, and what Xen says of them stays. */
function XenLine({ line }: { readonly line: string }) {
  const parts = line.split(LONG_NAME);
  if (parts.length === 1) return <code className={styles['line']}>{line}</code>;
  return (
    <code className={`${styles['line']} ${styles['named']}`}>
      {parts.map((part, i) =>
        i % 2 === 1 ? (
          <CutName key={i} className={styles['name']} name={part} />
        ) : (
          <span key={i} className={styles['words']}>
            {part}
          </span>
        ),
      )}
    </code>
  );
}
