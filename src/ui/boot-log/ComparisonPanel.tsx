// What the boot predicted for the open design says otherwise than the log, first difference first.
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { BootLog } from '../../exchange/boot-log/facts.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Beside } from '../../store/boot-log.ts';
import { plural } from '../strings.ts';
import { releaseName } from '../verdict.ts';
import styles from './BootLog.module.css';

interface ComparisonPanelProps {
  readonly log: BootLog;
  readonly beside: Beside;
  readonly plan: Plan;
  /** What the page judges the design for. */
  readonly selected: Target;
  readonly onLine: (line: number) => void;
}

export function ComparisonPanel({ log, beside, plan, selected, onLine }: ComparisonPanelProps) {
  const { same, differences, unseen } = beside.comparison;
  const [first] = differences;
  return (
    <div className={styles['beside']}>
      <p className={styles['summary']} data-testid="log-comparison">
        {first === undefined ? (
          <>
            <CircleCheck size={16} aria-hidden data-tone="ok" />
            {same === 0
              ? 'There is no line that both have.'
              : `No difference: the ${plural(same, 'line')} about memory that both have say the same.`}
          </>
        ) : (
          <>
            <TriangleAlert size={16} aria-hidden data-tone="warn" />
            First difference: {first.what}. {plural(differences.length, 'difference')}, {plural(same, 'line')}{' '}
            the same.
          </>
        )}
      </p>
      <p className={styles['aside']}>{contextOf(log, beside.target, plan, selected, unseen).join(' ')}</p>
      {differences.length > 0 && (
        <table className={styles['differences']}>
          <thead>
            <tr>
              <th scope="col">About</th>
              <th scope="col">The log</th>
              <th scope="col">Predicted for this design</th>
              <th scope="col">Line</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ what, logged, predicted, line }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{logged === null ? <i>nothing</i> : <code>{logged}</code>}</td>
                <td>{predicted === null ? <i>nothing</i> : <code>{predicted}</code>}</td>
                <td>
                  {line !== null && (
                    <button type="button" title={`Show line ${line}`} onClick={() => onLine(line)}>
                      {line}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** On which terms the two were compared. */
function contextOf(
  { xen, load }: BootLog,
  target: Target,
  plan: Plan,
  selected: Target,
  unseen: number,
): readonly string[] {
  const name = `${releaseName(target.release)}, ${target.build} build`;
  const places = [
    plan.load.xen === null && load.xen !== null ? 'Xen' : null,
    plan.load.fdt === null && load.fdt !== null ? 'the device tree blob' : null,
  ].filter((part) => part !== null);
  return [
    xen === null
      ? `The log does not say which Xen wrote it: predicted for ${name}, as selected.`
      : `Predicted for ${name}, which wrote the log${target.release === selected.release && target.build === selected.build ? '' : `; the page judges for ${releaseName(selected.release)}, ${selected.build} build`}.`,
    ...(places.length > 0
      ? [
          `The design does not say where ${places.join(' and ')} ${places.length > 1 ? 'are' : 'is'} loaded: taken from the log.`,
        ]
      : []),
    ...(unseen > 0
      ? [
          `${plural(unseen, 'predicted line')} cannot be in this log: from before its console was up, or from after its end.`,
        ]
      : []),
  ];
}
