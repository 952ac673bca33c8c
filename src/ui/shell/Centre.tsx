// The map over the results, and the bar at their right: what the wide layouts share.
import type { CSSProperties, ReactNode } from 'react';
import { MemoryMap } from '../map/MemoryMap.tsx';
import { classes } from '../parts/classes.ts';
import { Splitter } from '../parts/Splitter.tsx';
import { DEFAULT_PREFERENCES, setPreferences, usePreferences } from '../preferences.ts';
import { LastGood } from '../text/LastGood.tsx';
import { lengthOf } from '../text-size.ts';
import styles from './Workspace.module.css';

export function RightSplitter() {
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

export function Centre({ results }: { readonly results: ReactNode }) {
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
