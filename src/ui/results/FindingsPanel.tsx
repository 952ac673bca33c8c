// What is wrong and what to know, worst first. Xen's own words are quoted; advice says that it is ours.
import { CircleCheck, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { Finding } from '../../engine/analysis.ts';
import { groupedHex } from '../../model/addr.ts';
import { hasDom0 } from '../../model/dom0.ts';
import type { Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import type { TreeEdit } from '../../model/tree-edit.ts';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { fixLines, fixTitle } from '../fix-words.ts';
import { later } from '../later.tsx';
import { findingStretch } from '../releases.ts';
import { useByRelease } from '../use-by-release.ts';
import { useCalm } from '../use-calm.ts';
import { useVerbs } from '../use-memmap.ts';
import { worstFirst } from '../verdict.ts';
import { entitiesOf, isCurable } from './entities-of.ts';
import { countKinds, type Kind, kindOf, KINDS, kindWords } from './kinds.ts';
import { LOOK } from './severity.ts';
import { useShow } from './use-show.ts';
import styles from './Results.module.css';

const Cure = later(() => import('../place/Cure.tsx').then((m) => m.Cure));

/** More findings than this are drawn only when asked for. */
const FIRST = 60;

export function FindingsPanel() {
  const [all, setAll] = useState(false);
  const [only, setOnly] = useState<Kind | null>(null);
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  const byRelease = useByRelease();
  if (plan === null || analysis === null) return null;
  const everything = worstFirst(analysis.findings);
  if (everything.length === 0) return <NothingFound plan={plan} />;
  const kinds = countKinds(everything);
  // A kind that is no longer there filters nothing.
  const kind = kinds.some(([there]) => there === only) ? only : null;
  const findings = kind === null ? everything : everything.filter((finding) => kindOf(finding) === kind);
  const hidden = all ? 0 : Math.max(0, findings.length - FIRST);
  return (
    <>
      {kinds.length > 1 && <KindStrip kinds={kinds} only={kind} onOnly={setOnly} />}
      <ol className={styles['findings']} data-testid="findings">
        {findings.slice(0, findings.length - hidden).map((finding, i) => (
          <FindingRow
            key={`${finding.rule} ${finding.domain ?? ''} ${finding.range?.start ?? ''} ${i}`}
            plan={plan}
            finding={finding}
            stretch={finding.by === 'advice' ? null : findingStretch(byRelease, finding)}
          />
        ))}
      </ol>
      {hidden > 0 && (
        <p className={styles['more']}>
          <Button onClick={() => setAll(true)}>Show {hidden} more</Button>
        </p>
      )}
    </>
  );
}

interface KindStripProps {
  readonly kinds: readonly (readonly [Kind, number])[];
  readonly only: Kind | null;
  readonly onOnly: (kind: Kind | null) => void;
}

/** What kinds there are; pressing one leaves only its findings. */
const KindStrip = ({ kinds, only, onOnly }: KindStripProps) => (
  <fieldset className={styles['kinds']}>
    <legend className="visually-hidden">Show one kind only</legend>
    {kinds.map(([kind, count]) => {
      const { icon: Icon, word, title } = KINDS[kind];
      return (
        <button
          key={kind}
          type="button"
          className={styles['kind']}
          data-kind={kind}
          title={title}
          aria-pressed={kind === only}
          onClick={() => onOnly(kind === only ? null : kind)}
        >
          <Icon size={13} aria-hidden />
          {word}
          <span className={styles['count']}>{count}</span>
        </button>
      );
    })}
  </fieldset>
);

function NothingFound({ plan }: { readonly plan: Plan }) {
  const empty = plan.domains.length === 0 && plan.heap.length === 0 && !hasDom0(plan);
  return (
    <div className={styles['empty']}>
      <CircleCheck size={18} aria-hidden className={styles['fine']} />
      <p>
        {empty
          ? 'Nothing to object to yet: there is nothing on the map. Add a static heap and a domain, or draw them in their lanes.'
          : 'Nothing to object to. Xen boots this layout, and every domain gets what it asks for.'}
      </p>
    </div>
  );
}

interface FindingRowProps {
  readonly plan: Plan;
  readonly finding: Finding;
  readonly stretch: string | null;
}

function FindingRow({ plan, finding, stretch }: FindingRowProps) {
  const memmap = useVerbs();
  const show = useShow();
  const selection = useCalm((state) => state.selection);
  const { icon: Icon, word } = LOOK[finding.severity];
  const kind = kindOf(finding);
  const { icon: KindIcon } = KINDS[kind];
  const ids = entitiesOf(plan, finding);
  const concerned = ids.some((id) => selection.includes(id));
  const at = finding.range;
  return (
    <li
      className={classes(styles['finding'], concerned && styles['concerned'])}
      data-severity={finding.severity}
      data-rule={finding.rule}
    >
      <Icon size={15} className={styles['severity']} aria-label={word} />
      <div className={styles['words']}>
        <p className={styles['message']}>{finding.message}</p>
        {finding.prints.map((line) => (
          <code key={line} className={styles['prints']} title={`(XEN) ${line}`}>
            {line}
          </code>
        ))}
        <p className={styles['meta']}>
          <span className={styles['kindOf']} data-kind={kind} title={KINDS[kind].title}>
            <KindIcon size={13} aria-hidden />
            {kindWords(finding)}
          </span>
          {[
            finding.domain,
            at === null ? null : `${groupedHex(at.start)} (${finding.space} physical), ${sizeText(at.size)}`,
          ]
            .filter((part) => part !== null)
            .map((part) => (
              <span key={part}>{part}</span>
            ))}
          <span className={styles['rule']}>{finding.rule}</span>
        </p>
        {finding.fix !== undefined && finding.fix.length > 0 && <FixButton fix={finding.fix} />}
        {isCurable(plan, finding) && <Cure finding={finding} className={styles['fix']} />}
      </div>
      <p className={styles['stretch']}>
        {finding.stops
          ? stretch === null
            ? 'stops Xen'
            : stretch === 'all releases'
              ? 'refused by all releases'
              : `refused this way ${stretch}`
          : stretch}
      </p>
      {(ids.length > 0 || at !== null) && (
        <Button
          className={styles['show']}
          onClick={() => {
            memmap.select(ids);
            show(finding, plan);
          }}
        >
          Show
        </Button>
      )}
    </li>
  );
}

/** Carries out what cures a finding; what it would write is told before. */
function FixButton({ fix }: { readonly fix: readonly TreeEdit[] }) {
  const memmap = useVerbs();
  const title = fixTitle(fix);
  return (
    <Button
      className={styles['fix']}
      icon={<Wrench size={13} aria-hidden />}
      title={fixLines(fix)}
      onClick={() => void import('../../store/text.ts').then(({ mend }) => mend(memmap, fix, title))}
    >
      {title}
    </Button>
  );
}
