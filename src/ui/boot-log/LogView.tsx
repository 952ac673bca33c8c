// A log that was read: how it ended, its lines with names, what differs from the open design, what it does not tell.
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { explain } from '../../exchange/boot-log/explain.ts';
import type { BootLog } from '../../exchange/boot-log/facts.ts';
import { lacksOf } from '../../exchange/boot-log/lacks.ts';
import { problemText } from '../../model/result.ts';
import { besideLog, designOfLog, type GivenLog, openRebuilt } from '../../store/boot-log.ts';
import { Button } from '../parts/Button.tsx';
import { DialogActions } from '../parts/Dialog.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { ComparisonPanel } from './ComparisonPanel.tsx';
import { LinesPanel } from './LinesPanel.tsx';
import styles from './BootLog.module.css';

interface LogViewProps {
  readonly given: GivenLog;
  readonly log: BootLog;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

type Tab = 'lines' | 'beside' | 'lacks';

export function LogView({ given, log, onAnother, onClose }: LogViewProps) {
  const memmap = useVerbs();
  const design = useMemmap((state) => state.design);
  const target = useMemmap((state) => state.target);
  const simulate = useMemmap((state) => state.simulate);
  const plan = design?.plan ?? null;
  const beside = useMemo(
    () => (plan === null || simulate === null ? null : besideLog(log, plan, target, simulate)),
    [log, plan, target, simulate],
  );
  const lines = useMemo(() => beside?.lines ?? explain(log, null), [beside, log]);
  const made = useMemo(() => designOfLog(log, given.name), [log, given]);
  const lacks = (made.ok ? made.value.plan.board.lacks : undefined) ?? lacksOf(log);
  const [tab, setTab] = useState<Tab>('lines');
  const [at, setAt] = useState<number | null>(null);

  const differences = beside?.comparison.differences.length ?? 0;
  const tabs = [
    { value: 'lines', title: 'Lines' },
    ...(beside === null || design === null
      ? []
      : [
          {
            value: 'beside',
            title: <Counted text={`Compared with ${design.name}`} count={differences} />,
          } as const,
        ]),
    { value: 'lacks', title: <Counted text="Not in the log" count={lacks.length} /> },
  ] as const;
  return (
    <>
      <Summary log={log} />
      <div className={styles['tabs']}>
        <TabStrip<Tab> id="boot-log" label="Boot log" value={tab} tabs={tabs} onChange={setTab} />
      </div>
      <TabPanel id="boot-log" value={tab} className={styles['panel']}>
        {tab === 'lines' && <LinesPanel text={given.text} log={log} lines={lines} at={at} />}
        {tab === 'beside' && beside !== null && plan !== null && (
          <ComparisonPanel
            log={log}
            beside={beside}
            plan={plan}
            selected={target}
            onLine={(line) => {
              setAt(line);
              setTab('lines');
            }}
          />
        )}
        {tab === 'lacks' && (
          <ul className={styles['lacks']}>
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        )}
      </TabPanel>
      <DialogActions>
        <Button look="quiet" onClick={onAnother}>
          Read another log
        </Button>
        <span className={styles['gapFill']}>{!made.ok && problemText(made.problem)}</span>
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          disabled={!made.ok}
          onClick={() => {
            if (made.ok && openRebuilt(memmap, made.value, given.name)) onClose();
          }}
        >
          Rebuild the map from it
        </Button>
      </DialogActions>
    </>
  );
}

const Counted = ({ text, count }: { readonly text: string; readonly count: number }) => (
  <>
    <span className={styles['tabName']}>{text}</span>
    {count > 0 && <span className={styles['badge']}>{count}</span>}
  </>
);

const ENDINGS = {
  up: { icon: CircleCheck, tone: 'ok', text: 'boots' },
  panic: { icon: CircleX, tone: 'bad', text: 'stops:' },
  cut: { icon: CircleHelp, tone: 'dim', text: 'ends before it is up' },
} as const;

/** Which Xen it is and how it ended, in one sentence. */
function Summary({ log: { xen, end, boot, boots } }: { readonly log: BootLog }) {
  const { icon: Icon, tone, text } = ENDINGS[end.kind];
  return (
    <p className={styles['summary']} data-testid="log-summary">
      <Icon size={16} aria-hidden data-tone={tone} />
      <span>
        {xen === null ? 'Xen' : `Xen ${xen.version} (${xen.build} build)`} {text}
      </span>
      {end.message !== null && <code>{end.message}</code>}
      {boots > 1 && (
        <span className={styles['aside']}>
          boot {boot} of {boots} in this text
        </span>
      )}
    </p>
  );
}
