// The layouts for less room: icons and tabs at the sides of the map, and one pane at a time.
import { FileText, List, Map as MapIcon, ShieldCheck, SlidersHorizontal } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { hasDom0 } from '../../model/dom0.ts';
import type { Plan } from '../../model/plan.ts';
import { shown } from '../../store/state.ts';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { SidebarRail } from '../panes.ts';
import { Button } from '../parts/Button.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import { usePreferences } from '../preferences.ts';
import { LastGood } from '../text/LastGood.tsx';
import { lengthOf } from '../text-size.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { addHeapTo, newDomain } from './add.ts';
import { Centre, RightSplitter } from './Centre.tsx';
import { usePanes, type WorkspaceProps } from './use-panes.tsx';
import styles from './Workspace.module.css';

const RIGHT_TABS = [
  { value: 'inspector', title: 'Inspector' },
  { value: 'text', title: 'Device tree' },
] as const;
type RightTab = (typeof RIGHT_TABS)[number]['value'];

export function FoldedPanes(props: WorkspaceProps) {
  const memmap = useVerbs();
  const panes = usePanes(props);
  const { rightPx, rightFolded } = usePreferences();
  const [listOpen, setListOpen] = useState(false);
  const [tab, setTab] = useState<RightTab>('inspector');
  return (
    <main
      className={styles['folded']}
      style={{ '--right': rightFolded ? '0px' : lengthOf(Math.min(rightPx, 440)) } as CSSProperties}
    >
      <div className={styles['pane']} data-pane="list">
        <SidebarRail
          expanded={listOpen}
          onExpand={() => setListOpen(!listOpen)}
          onAddDomain={() => newDomain(memmap)}
        />
      </div>
      {listOpen && <div className={styles['drawer']}>{panes.sidebar}</div>}
      <Centre results={panes.results(true)} />
      <RightSplitter />
      <section className={styles['rightTabs']} aria-label="Inspector and device tree" hidden={rightFolded}>
        <div className={styles['tabList']}>
          <TabStrip<RightTab> id="right" label="Right pane" value={tab} tabs={RIGHT_TABS} onChange={setTab} />
        </div>
        <TabPanel id="right" value={tab} className={styles['scroll']}>
          <div className={styles['fill']} data-pane={tab}>
            {tab === 'inspector' ? panes.inspector : panes.text}
          </div>
        </TabPanel>
      </section>
    </main>
  );
}

const isBare = (plan: Plan): boolean =>
  plan.host.memory.length === 0 || (plan.heap.length === 0 && plan.domains.length === 0 && !hasDom0(plan));

/** Where the map has the screen to itself, what to do with an empty one is said under it. */
function NextStep({ plan, onAskBanks }: { readonly plan: Plan; readonly onAskBanks: () => void }) {
  const memmap = useVerbs();
  return (
    <div className={styles['next']}>
      {plan.host.memory.length === 0 ? (
        <>
          <p>Xen cannot start without RAM.</p>
          <Button look="primary" onClick={onAskBanks}>
            Say which RAM it has
          </Button>
        </>
      ) : (
        <>
          <p>Nothing is placed yet.</p>
          <Button onClick={() => addHeapTo(memmap)}>Add static heap</Button>
          <Button onClick={() => newDomain(memmap)}>Add domain</Button>
        </>
      )}
    </div>
  );
}

const SCREENS = [
  { key: 'list', title: 'List', icon: List },
  { key: 'map', title: 'Map', icon: MapIcon },
  { key: 'inspector', title: 'Inspector', icon: SlidersHorizontal },
  { key: 'results', title: 'Findings', icon: ShieldCheck },
  { key: 'text', title: 'Device tree', icon: FileText },
] as const;
type Screen = (typeof SCREENS)[number]['key'];

export function OnePane(props: WorkspaceProps) {
  const panes = usePanes(props);
  const [screen, setScreen] = useState<Screen>('map');
  const plan = useMemmap((state) => shown(state)?.plan ?? null);
  if (plan === null) return null;
  return (
    <div className={styles['one']}>
      <main className={styles['scroll']} data-pane={screen}>
        {screen === 'list' && panes.sidebar}
        {screen === 'map' && (
          <>
            <LastGood />
            <MemoryMap />
            {isBare(plan) && <NextStep plan={plan} onAskBanks={props.onAskBanks} />}
          </>
        )}
        {screen === 'inspector' && panes.inspector}
        {screen === 'results' && panes.results(false)}
        {screen === 'text' && panes.text}
      </main>
      <nav className={styles['screens']} aria-label="Panes">
        {SCREENS.map(({ key, title, icon: Icon }) => (
          <button
            key={key}
            type="button"
            className={styles['screen']}
            aria-current={screen === key}
            onClick={() => setScreen(key)}
          >
            <Icon size={17} aria-hidden />
            {title}
          </button>
        ))}
      </nav>
    </div>
  );
}
