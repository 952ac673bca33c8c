// The panes around the map. Wide: list, map over results, inspector over text. At 1280 px the list folds to icons
// and the right side becomes tabs; below 900 px there is one pane at a time.
import { FileText, List, Map as MapIcon, ShieldCheck, SlidersHorizontal } from 'lucide-react';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { hasDom0 } from '../../model/dom0.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { shown } from '../../store/state.ts';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { Splitter } from '../parts/Splitter.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import { DEFAULT_PREFERENCES, setPreferences, usePreferences } from '../preferences.ts';
import { Inspector, ResultsPane, SidebarRail, TextPane } from '../panes.ts';
import type { ResultTab } from '../results/ResultsPane.tsx';
import { Sidebar } from '../sidebar/Sidebar.tsx';
import { LastGood } from '../text/LastGood.tsx';
import { lengthOf, useRoom } from '../text-size.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import type { ShellActions } from './actions.ts';
import { addHeapTo, newDom0, newDomain } from './add.ts';
import styles from './Workspace.module.css';

interface WorkspaceProps {
  readonly actions: ShellActions;
  readonly theme: string;
  readonly resultTab: ResultTab;
  readonly onResultTab: (tab: ResultTab) => void;
  readonly onAddModule: (domain: EntityId | null) => void;
  readonly onAskBanks: () => void;
}

export function Workspace(props: WorkspaceProps) {
  const room = useRoom();
  if (room < 900) return <OnePane {...props} />;
  return room <= 1280 ? <FoldedPanes {...props} /> : <AllPanes {...props} />;
}

/** The panes themselves, made once per layout and laid out by it. */
function usePanes(props: WorkspaceProps) {
  const memmap = useVerbs();
  const { bottomFolded } = usePreferences();
  const addHeap = () => addHeapTo(memmap);
  const addDomain = () => newDomain(memmap);
  const addDom0 = () => newDom0(memmap);
  return {
    sidebar: (
      <Sidebar
        onAddHeap={addHeap}
        onAddDomain={addDomain}
        onAddDom0={addDom0}
        onAddModule={() => props.onAddModule(null)}
        onPlace={props.actions.showPlacement}
      />
    ),
    inspector: (
      <Inspector
        onAddHeap={addHeap}
        onAddDomain={addDomain}
        onAddDom0={addDom0}
        onAddModule={props.onAddModule}
        onAskBanks={props.onAskBanks}
      />
    ),
    text: <TextPane actions={props.actions} theme={props.theme} />,
    results: (foldable: boolean) => (
      <ResultsPane
        tab={props.resultTab}
        onTab={props.onResultTab}
        folded={foldable && bottomFolded}
        onFold={foldable ? (next) => setPreferences({ bottomFolded: next }) : null}
      />
    ),
  };
}

function AllPanes(props: WorkspaceProps) {
  const panes = usePanes(props);
  const { sidebarPx, rightPx, inspectorPx, listFolded, rightFolded, inspectorFolded } = usePreferences();
  return (
    <main
      className={styles['wide']}
      style={
        {
          '--sidebar': listFolded ? '0px' : lengthOf(sidebarPx),
          '--right': rightFolded ? '0px' : lengthOf(rightPx),
          '--inspector': inspectorFolded ? '0px' : lengthOf(inspectorPx),
        } as CSSProperties
      }
    >
      <div className={styles['pane']} data-pane="list" hidden={listFolded}>
        {panes.sidebar}
      </div>
      <Splitter
        label="Width of the list"
        orientation="vertical"
        valuePx={sidebarPx}
        minPx={180}
        maxPx={420}
        grows={1}
        folded={listFolded}
        onFold={(folded) => setPreferences({ listFolded: folded })}
        onChange={(px) => setPreferences({ sidebarPx: px })}
        onReset={() => setPreferences({ sidebarPx: DEFAULT_PREFERENCES.sidebarPx })}
      />
      <Centre results={panes.results(true)} />
      <RightSplitter />
      <section className={styles['right']} aria-label="Inspector and device tree" hidden={rightFolded}>
        <div className={styles['scroll']} data-pane="inspector" hidden={inspectorFolded}>
          {panes.inspector}
        </div>
        <Splitter
          label="Height of the inspector"
          orientation="horizontal"
          valuePx={inspectorPx}
          minPx={120}
          maxPx={700}
          grows={1}
          folded={inspectorFolded}
          onFold={(folded) => setPreferences({ inspectorFolded: folded })}
          onChange={(px) => setPreferences({ inspectorPx: px })}
          onReset={() => setPreferences({ inspectorPx: DEFAULT_PREFERENCES.inspectorPx })}
        />
        <div className={styles['pane']} data-pane="text">
          {panes.text}
        </div>
      </section>
    </main>
  );
}

function RightSplitter() {
  const { rightPx, rightFolded } = usePreferences();
  return (
    <Splitter
      label="Width of the inspector"
      orientation="vertical"
      valuePx={rightPx}
      minPx={320}
      maxPx={760}
      grows={-1}
      folded={rightFolded}
      onFold={(folded) => setPreferences({ rightFolded: folded })}
      onChange={(px) => setPreferences({ rightPx: px })}
      onReset={() => setPreferences({ rightPx: DEFAULT_PREFERENCES.rightPx })}
    />
  );
}

function Centre({ results }: { readonly results: ReactNode }) {
  const { bottomPx, bottomFolded } = usePreferences();
  return (
    <div
      className={classes(styles['centre'], bottomFolded && styles['centreFolded'])}
      style={{ '--bottom': lengthOf(bottomPx) } as CSSProperties}
    >
      <div className={styles['map']} data-pane="map">
        <LastGood />
        <MemoryMap />
      </div>
      <Splitter
        label="Height of the results"
        orientation="horizontal"
        valuePx={bottomPx}
        minPx={90}
        maxPx={640}
        grows={-1}
        folded={bottomFolded}
        onFold={(folded) => setPreferences({ bottomFolded: folded })}
        onChange={(px) => setPreferences({ bottomPx: px })}
        onReset={() => setPreferences({ bottomPx: DEFAULT_PREFERENCES.bottomPx })}
      />
      <div className={styles['pane']} data-pane="results">
        {results}
      </div>
    </div>
  );
}

const RIGHT_TABS = [
  { value: 'inspector', title: 'Inspector' },
  { value: 'text', title: 'Device tree' },
] as const;
type RightTab = (typeof RIGHT_TABS)[number]['value'];

function FoldedPanes(props: WorkspaceProps) {
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

function OnePane(props: WorkspaceProps) {
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
