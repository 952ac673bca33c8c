// The same design before every release, debug and release builds: what becomes of it, and what makes the difference.
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Analysis } from '../../engine/analysis.ts';
import { briefOf } from '../../engine/brief.ts';
import { evidenceMark, outcomeWord } from '../../engine/words.ts';
import { type Release, RELEASES } from '../../model/release.ts';
import type { Build } from '../../model/target.ts';
import { type ByBuild, compareReleases } from '../releases.ts';
import { plural } from '../strings.ts';
import { useByBuild } from '../use-by-release.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { releaseName, verdictOf } from '../verdict.ts';
import { LOOK } from './severity.ts';
import styles from './Releases.module.css';

const BUILDS: readonly Build[] = ['release', 'debug'];
const ICON = { ok: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

export function ReleasesPanel() {
  const { all, isCurrent } = useByBuild();
  if (all.release.size === 0) return null;
  return (
    <div className={styles['compare']} aria-busy={!isCurrent}>
      <Matrix all={all} />
      <Differences all={all} />
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -BUILDS.length,
  ArrowDown: BUILDS.length,
  ArrowLeft: -1,
  ArrowRight: 1,
};

/** Arrow keys go from cell to cell. */
function travel(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('td button')];
  const next =
    step === undefined ? undefined : cells[cells.findIndex((cell) => cell === event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function Matrix({ all }: { readonly all: ByBuild }) {
  const isMarked = BUILDS.some((build) =>
    [...all[build].values()].some(({ evidence }) => evidenceMark(evidence) !== null),
  );
  return (
    <div className={styles['table']}>
      {/* Its cells are buttons; the table only helps to walk between them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table className={styles['matrix']} onKeyDown={travel}>
        <thead>
          <tr>
            <th scope="col">Release</th>
            {BUILDS.map((build) => (
              <th key={build} scope="col">
                {build} build
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {RELEASES.toReversed().map((release) => (
            <tr key={release}>
              <th scope="row">{releaseName(release)}</th>
              {BUILDS.map((build) => (
                <Cell key={build} release={release} build={build} analysis={all[build].get(release)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {isMarked && <p className={styles['legend']}>* from source: such a Xen was not booted, or hardly</p>}
    </div>
  );
}

interface CellProps {
  readonly release: Release;
  readonly build: Build;
  readonly analysis: Analysis | undefined;
}

function Cell({ release, build, analysis }: CellProps) {
  const memmap = useVerbs();
  const target = useMemmap((state) => state.target);
  if (analysis === undefined) return <td>–</td>;
  const { tone, line, note, mark } = verdictOf(briefOf(analysis), { ...target, release });
  const word = outcomeWord(analysis);
  const Icon = ICON[tone];
  const current = target.release === release && target.build === build;
  const name = [`${releaseName(release)}, ${build} build: ${word}`, mark]
    .filter((part) => part !== null)
    .join(', ');
  return (
    <td>
      <button
        type="button"
        className={styles['cell']}
        data-tone={tone}
        aria-label={line === null ? name : `${name}: ${line}`}
        aria-pressed={current}
        tabIndex={current ? 0 : -1}
        title={[line ?? word, note, mark].filter((part) => part !== null).join('\n')}
        onClick={() => memmap.setTarget({ ...target, release, build })}
      >
        <Icon size={14} aria-hidden />
        {word}
        {mark !== null && <span aria-hidden>*</span>}
      </button>
    </td>
  );
}

function Differences({ all }: { readonly all: ByBuild }) {
  const { differences, common } = compareReleases(all);
  return (
    <section className={styles['differs']} aria-label="What differs between releases">
      <h2>What differs</h2>
      {differences.length > 0 && (
        <ul>
          {differences.map(({ finding, where }, i) => {
            const { icon: Icon, word } = LOOK[finding.severity];
            return (
              <li key={`${finding.rule} ${i}`} data-severity={finding.severity}>
                <Icon size={14} aria-label={word} />
                <span className={styles['where']}>{where}</span>
                <span className={styles['message']}>
                  {finding.message} <code>{finding.rule}</code>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <p className={styles['common']}>{commonText(differences.length, common)}</p>
    </section>
  );
}

function commonText(differences: number, common: number): string {
  if (common === 0) return differences === 0 ? 'Nothing: no release and no build objects.' : '';
  const same = `${plural(common, 'finding')} ${common === 1 ? 'holds' : 'hold'} for every release and build.`;
  return differences === 0 ? `Nothing: ${same}` : same;
}
