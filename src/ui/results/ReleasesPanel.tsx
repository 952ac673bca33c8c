// The same design before every release.
import { RELEASES } from '../../model/release.ts';
import { Button } from '../parts/Button.tsx';
import { useByRelease } from '../use-by-release.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { countsText, releaseName, verdictOf } from '../verdict.ts';
import styles from './Results.module.css';

export function ReleasesPanel() {
  const memmap = useVerbs();
  const target = useMemmap((state) => state.target);
  const all = useByRelease();
  return (
    <table className={styles['releases']}>
      <thead>
        <tr>
          <th scope="col">Release</th>
          <th scope="col">Verdict ({target.build} build)</th>
          <th scope="col">Findings</th>
        </tr>
      </thead>
      <tbody>
        {RELEASES.toReversed().map((release) => {
          const analysis = all.get(release);
          if (analysis === undefined) return null;
          const verdict = verdictOf(analysis, release);
          return (
            <tr key={release} aria-current={release === target.release}>
              <th scope="row">
                <Button look="quiet" onClick={() => memmap.setTarget({ ...target, release })}>
                  {releaseName(release)}
                </Button>
              </th>
              <td data-tone={verdict.tone}>
                {verdict.tone === 'bad' ? (verdict.line === null ? 'hangs' : 'refuses:') : 'boots'}
                {verdict.tone === 'warn' && ', but not as asked'}
                {verdict.line !== null && <code title={verdict.line}>{verdict.line}</code>}
              </td>
              <td>{countsText(verdict) || '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
