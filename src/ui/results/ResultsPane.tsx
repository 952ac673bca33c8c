// Below the map: what the simulator found, what it would print, what other releases would do, and what mapping costs.
import { ChevronDown, ChevronUp } from 'lucide-react';
import { briefOf } from '../../engine/brief.ts';
import { analysisOf } from '../../store/derived.ts';
import { later } from '../later.tsx';
import { IconButton } from '../parts/Button.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import { useCalm } from '../use-calm.ts';
import { useMemmap } from '../use-memmap.ts';
import { verdictOf } from '../verdict.ts';
import { FindingsPanel } from './FindingsPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { ReleasesPanel } from './ReleasesPanel.tsx';
import styles from './Results.module.css';

export type ResultTab = 'findings' | 'log' | 'releases' | 'cost' | 'place' | 'timeline';

const TimelinePanel = later(() => import('../timeline/TimelinePanel.tsx').then((m) => m.TimelinePanel));
const PlacePanel = later(() => import('../place/PlacePanel.tsx').then((m) => m.PlacePanel));
const CostPanel = later(() => import('./CostPanel.tsx').then((m) => m.CostPanel));

interface ResultsPaneProps {
  readonly tab: ResultTab;
  readonly onTab: (tab: ResultTab) => void;
  readonly folded: boolean;
  /** null where the pane has the screen to itself and cannot fold. */
  readonly onFold: ((folded: boolean) => void) | null;
}

export function ResultsPane({ tab, onTab, folded, onFold }: ResultsPaneProps) {
  const analysis = useCalm(analysisOf);
  const target = useMemmap((state) => state.target);
  if (analysis === null) return null;
  const { errors, tone } = verdictOf(briefOf(analysis), target);
  const total = analysis.findings.length;
  const choose = (next: ResultTab) => {
    onTab(next);
    if (folded) onFold?.(false);
  };
  const badge = errors > 0 ? (tone === 'ok' ? 'warn' : tone) : 'quiet';
  return (
    <div className={styles['pane']}>
      <div className={styles['strip']}>
        <TabStrip<ResultTab>
          id="results"
          label="Results"
          value={tab}
          tabs={[
            {
              value: 'findings',
              title: (
                <>
                  Findings
                  {total > 0 && (
                    <span className={styles['badge']} data-tone={badge}>
                      {total}
                    </span>
                  )}
                </>
              ),
            },
            { value: 'log', title: 'Predicted log' },
            { value: 'releases', title: 'Releases' },
            { value: 'cost', title: 'Mapping cost' },
            { value: 'place', title: 'Placement' },
            { value: 'timeline', title: 'Timeline' },
          ]}
          onChange={choose}
        />
        {onFold !== null && (
          <IconButton
            label={folded ? 'Unfold results' : 'Fold results'}
            icon={folded ? <ChevronUp size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
            aria-expanded={!folded}
            onClick={() => onFold(!folded)}
          />
        )}
      </div>
      {!folded && (
        <TabPanel id="results" value={tab} className={styles['body']}>
          {tab === 'findings' && <FindingsPanel />}
          {tab === 'log' && <LogPanel />}
          {tab === 'releases' && <ReleasesPanel />}
          {tab === 'cost' && <CostPanel />}
          {tab === 'place' && <PlacePanel />}
          {tab === 'timeline' && <TimelinePanel />}
        </TabPanel>
      )}
    </div>
  );
}
