// The design on paper: verdict, map with its guest lanes, findings, and every figure, black on white and without anything to
// press. Owners are told by their names, for a printer may have no colours.
import { entities, type Entity, entityLabel, hostRange } from '../../model/entities.ts';
import { groupedHex } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { type Range, range } from '../../model/range.ts';
import { sameShared } from '../../model/sharing.ts';
import { sizeText } from '../../model/size.ts';
import { type Analysis, dom0Varies, type Finding } from '../../engine/analysis.ts';
import { briefOf } from '../../engine/brief.ts';
import { evidenceText } from '../../engine/words.ts';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import type { MapActions } from '../map/actions.ts';
import { MapView } from '../map/MapView.tsx';
import { LOOK } from '../results/severity.ts';
import { boardSummary, spanText } from '../strings.ts';
import { useMemmap } from '../use-memmap.ts';
import { countsText, verdictOf, worstFirst } from '../verdict.ts';
import styles from './PaperView.module.css';
import { standingText } from './standing.ts';

const nothing = (): void => undefined;
/** Paper asks for no change. */
const STILL: MapActions = {
  select: nothing,
  look: nothing,
  draft: nothing,
  commit: () => [],
  cancel: nothing,
  nudge: nothing,
  snap: nothing,
  remove: nothing,
  edit: () => Promise.resolve(null),
};

/** px of the map over its lanes, and of a lane that has room for two lines of words. */
const HEAD_PX = 170;
const LANE_PX = 40;
/** Hardware, Xen, shared memory, modules. */
const OTHER_LANES = 4;

export function PaperView() {
  const design = useMemmap(shown);
  const analysis = useMemmap(analysisOf);
  const target = useMemmap((state) => state.target);
  const snap = useMemmap((state) => state.snap);
  if (design === null || analysis === null) return null;
  const { plan, name } = design;
  const verdict = verdictOf(briefOf(analysis), target);
  const told = [standingText(plan), assumedText(analysis)].filter((text) => text !== '');
  const lanes = OTHER_LANES + plan.domains.length + analysis.domains.length;
  return (
    <article className={styles['paper']} data-theme="light" data-contrast="more" data-testid="paper">
      <header>
        <h1 className={styles['title']}>{name}</h1>
        <p>
          {boardSummary(plan)} · {target.build} build, {target.arch}
        </p>
        <p className={styles['verdict']}>
          <strong>{verdict.lead}</strong> {verdict.line !== null && <code>{verdict.line}</code>}
        </p>
        <p>
          {[countsText(verdict), evidenceText(analysis.evidence, target.release)]
            .filter((part) => part !== '')
            .join('. ')}
        </p>
        {told.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </header>
      <div className={styles['map']} style={{ height: `${HEAD_PX + lanes * LANE_PX}px` }}>
        <MapView
          plan={plan}
          guests={analysis.domains}
          varies={dom0Varies(analysis)}
          proposed={[]}
          pages={null}
          dragging={false}
          byThread={null}
          selection={[]}
          viewport={null}
          snap={snap}
          actions={STILL}
        />
      </div>
      <section>
        <h2 className={styles['heading']}>Findings</h2>
        {analysis.findings.length === 0 ? (
          <p>None.</p>
        ) : (
          <ol className={styles['findings']}>
            {worstFirst(analysis.findings).map((finding, i) => (
              <FindingOnPaper key={`${finding.rule} ${i}`} finding={finding} />
            ))}
          </ol>
        )}
      </section>
      <HostFigures plan={plan} />
      <GuestFigures domains={analysis.domains} />
    </article>
  );
}

const assumedText = ({ assumed }: Analysis): string =>
  assumed.length === 0 ? '' : `Assumed, for want of being told: ${assumed.join(', ')}.`;

const FindingOnPaper = ({ finding }: { readonly finding: Finding }) => (
  <li className={styles['finding']}>
    <strong>{finding.stops ? 'stops Xen' : LOOK[finding.severity].word}:</strong> {finding.message}{' '}
    <code>{finding.rule}</code>
    {finding.prints.map((line) => (
      <code key={line} className={styles['prints']}>
        (XEN) {line}
      </code>
    ))}
  </li>
);

/** Where it is in host memory; null for what has no place or figures there. What several domains share is one thing. */
function placeOf({ domains }: Plan, entity: Entity): Range | null {
  if (entity.kind === 'device') return null;
  if (entity.kind !== 'shared') return hostRange(entity);
  const first = domains.flatMap(({ shared }) => shared).find((one) => sameShared(one, entity.shared));
  return first === entity.shared ? hostRange(entity) : null;
}

const HostFigures = ({ plan }: { readonly plan: Plan }) => (
  <section>
    <h2 className={styles['heading']}>Host physical</h2>
    <table className={styles['figures']}>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">place</th>
          <th scope="col">size</th>
        </tr>
      </thead>
      <tbody>
        {[...entities(plan)].map(([id, entity]) => {
          const at = placeOf(plan, entity);
          return at === null ? null : (
            <tr key={id}>
              <th scope="row">{entityLabel(plan, entity)}</th>
              <td>
                <code>{spanText(at)}</code>
              </td>
              <td>{sizeText(at.size)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </section>
);

const GuestFigures = ({ domains }: { readonly domains: Analysis['domains'] }) => (
  <section>
    <h2 className={styles['heading']}>Guest physical</h2>
    <table className={styles['figures']}>
      <thead>
        <tr>
          <th scope="col">domain</th>
          <th scope="col">RAM</th>
          <th scope="col">kernel</th>
          <th scope="col">device tree</th>
          <th scope="col">ramdisk</th>
          <th scope="col">shared</th>
        </tr>
      </thead>
      <tbody>
        {domains.map(({ name, directMap, memory, kernel, dtb, initrd, shared }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {directMap && ', 1:1'}
            </th>
            <td>
              {memory.map(({ guest, size }) => (
                <code key={guest} className={styles['bank']}>
                  {spanText(range(guest, size))}, {sizeText(size)}
                </code>
              ))}
            </td>
            {[
              ['kernel', kernel],
              ['dtb', dtb],
              ['initrd', initrd],
            ].map(([what, at]) => (
              <td key={String(what)}>{typeof at === 'bigint' ? <code>{groupedHex(at)}</code> : '–'}</td>
            ))}
            <td>
              {shared.length === 0
                ? '–'
                : shared.map(({ id, guest }) => (
                    <span key={id} className={styles['bank']}>
                      {id} <code>{groupedHex(guest)}</code>
                    </span>
                  ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
