// The panes around the map. Wide: list, map over results, inspector over text. At 1280 px the list folds to icons
// and the right side becomes tabs; below 900 px there is one pane at a time.
import type { CSSProperties } from 'react';
import { FoldedPanes, OnePane } from '../panes.ts';
import { Splitter } from '../parts/Splitter.tsx';
import { DEFAULT_PREFERENCES, setPreferences, usePreferences } from '../preferences.ts';
import { lengthOf, useRoom } from '../text-size.ts';
import { Centre, RightSplitter } from './Centre.tsx';
import { usePanes, type WorkspaceProps } from './use-panes.tsx';
import styles from './Workspace.module.css';

export function Workspace(props: WorkspaceProps) {
  const room = useRoom();
  if (room < 900) return <OnePane {...props} />;
  return room <= 1280 ? <FoldedPanes {...props} /> : <AllPanes {...props} />;
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
