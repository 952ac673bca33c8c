// The life of all pages: the steps, one page, what can be done after the boot, the heap, and what the next boot repeats.
// The map shows the moment beside it.
import { useEffect, useState } from 'react';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import { shown } from '../../store/state.ts';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { AfterSection } from './AfterSection.tsx';
import { HeapSection } from './HeapSection.tsx';
import { PageSection } from './PageSection.tsx';
import { RebootSection } from './RebootSection.tsx';
import { StepsSection } from './StepsSection.tsx';
import styles from './Timeline.module.css';
import { indexIn, LAST, timelineOf } from './timeline-of.ts';
import { Transport } from './Transport.tsx';

const SECTIONS = [
  { value: 'steps', title: 'Steps' },
  { value: 'page', title: 'One page' },
  { value: 'after', title: 'After the boot' },
  { value: 'heap', title: 'Heap' },
  { value: 'reboot', title: 'Next boot' },
] as const;
type Section = (typeof SECTIONS)[number]['value'];

const NOTHING_DONE: readonly never[] = [];

export function TimelinePanel() {
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const target = useMemmap((state) => state.target);
  return plan === null ? null : <Sections plan={plan} target={target} />;
}

interface SectionsProps {
  readonly plan: Plan;
  readonly target: Target;
}

function Sections({ plan, target }: SectionsProps) {
  const memmap = useVerbs();
  const moment = useMemmap((state) => state.moment);
  const [section, setSection] = useState<Section>('steps');
  const chosen = moment?.page ?? null;
  const [told, setTold] = useState(chosen);
  // A page chosen on the map is told of at once.
  if (chosen !== told) {
    setTold(chosen);
    if (chosen !== null) setSection('page');
  }
  const actions = moment?.actions ?? NOTHING_DONE;
  const timeline = timelineOf(plan, target, actions);
  const { events } = timeline;
  const index = indexIn(timeline, moment?.index ?? LAST);
  const go = (to: number): void =>
    memmap.setMoment({ page: null, actions, ...moment, index: Math.max(0, Math.min(to, events.length - 1)) });

  // The map shows the moment until another tab is chosen, also while this is folded away or gives room to the map.
  const isUnset = moment === null;
  useEffect(() => {
    if (isUnset) memmap.setMoment({ index: LAST, actions: [] });
  }, [memmap, isUnset]);

  return (
    <div className={styles['timeline']}>
      <div className={styles['head']}>
        <Transport timeline={timeline} index={index} onGo={go} />
        <TabStrip<Section>
          id="timeline"
          label="What to watch"
          value={section}
          tabs={SECTIONS}
          onChange={setSection}
        />
      </div>
      <TabPanel id="timeline" value={section} className={styles['section']}>
        {section === 'steps' && <StepsSection timeline={timeline} index={index} onGo={go} />}
        {section === 'page' && <PageSection plan={plan} timeline={timeline} index={index} onGo={go} />}
        {section === 'after' && <AfterSection timeline={timeline} index={index} onGo={go} />}
        {section === 'heap' && <HeapSection timeline={timeline} index={index} />}
        {section === 'reboot' && <RebootSection timeline={timeline} />}
      </TabPanel>
    </div>
  );
}
