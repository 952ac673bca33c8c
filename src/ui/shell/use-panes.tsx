// The panes themselves, made once per layout and laid out by it.
import type { EntityId } from '../../model/plan.ts';
import { Inspector, ResultsPane, Sidebar, TextPane } from '../panes.ts';
import { setPreferences, usePreferences } from '../preferences.ts';
import type { ResultTab } from '../results/ResultsPane.tsx';
import { useVerbs } from '../use-memmap.ts';
import type { ShellActions } from './actions.ts';
import { addHeapTo, newDom0, newDomain } from './add.ts';

export interface WorkspaceProps {
  readonly actions: ShellActions;
  readonly theme: string;
  readonly resultTab: ResultTab;
  readonly onResultTab: (tab: ResultTab) => void;
  readonly onAddModule: (domain: EntityId | null) => void;
  readonly onAskBanks: () => void;
}

export function usePanes(props: WorkspaceProps) {
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
