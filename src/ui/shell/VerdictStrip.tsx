// The verdict, always in sight: shortened where room is short, never clipped, whole in its title.
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { Analysis } from '../../engine/analysis.ts';
import type { Release } from '../../model/release.ts';
import { countsText, releaseName, verdictOf } from '../verdict.ts';
import styles from './VerdictStrip.module.css';

interface VerdictStripProps {
  /** null while the simulator is on its way. */
  readonly analysis: Analysis | null;
  readonly release: Release;
  readonly onOpen: () => void;
}

const ICON = { ok: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

export function VerdictStrip({ analysis, release, onOpen }: VerdictStripProps) {
  if (analysis === null) return <p className={styles['waiting']}>Simulating {releaseName(release)} …</p>;
  const verdict = verdictOf(analysis, release);
  const counts = countsText(verdict);
  const Icon = ICON[verdict.tone];
  const whole = [verdict.lead, verdict.line, verdict.note].filter((part) => part !== null).join(' ');
  return (
    <button
      type="button"
      className={styles['strip']}
      data-tone={verdict.tone}
      data-testid="verdict"
      title={counts === '' ? whole : `${whole}\n${counts}`}
      onClick={onOpen}
    >
      <Icon className={styles['icon']} size={15} aria-hidden />
      <output className={styles['sentence']}>
        <span className={styles['lead']}>{verdict.lead}</span>
        {verdict.line !== null && <code className={styles['line']}>{verdict.line}</code>}
      </output>
      {counts !== '' && <span className={styles['counts']}>{counts}</span>}
    </button>
  );
}
