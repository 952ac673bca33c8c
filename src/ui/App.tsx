// The page: first start until something is open, the workspace after; dialogs, notices and keys over both.
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Board } from '../model/board.ts';
import type { EntityId } from '../model/plan.ts';
import type { GivenLog } from '../store/boot-log.ts';
import { shown } from '../store/state.ts';
import { track } from './idle.ts';
import { useMedia } from './hooks.ts';
import {
  BootLogDialog,
  FirstStart,
  MemoryDialog,
  ModuleDialog,
  PaletteDialog,
  Paper,
  PickBoardDialog,
  ShortcutsDialog,
} from './panes.ts';
import { setPreferences, usePreferences } from './preferences.ts';
import type { ResultTab } from './results/ResultsPane.tsx';
import type { ShellActions } from './shell/actions.ts';
import { DropTarget } from './shell/DropTarget.tsx';
import { ACCEPT, givenFiles, pickFiles } from './shell/given-files.ts';
import { NoticeBar } from './shell/NoticeBar.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { useKeptFocus } from './shell/use-kept-focus.ts';
import { useKeys } from './shell/use-keys.ts';
import { useTypedAhead } from './shell/use-typed-ahead.ts';
import { usePaste } from './shell/use-paste.ts';
import { Workspace } from './shell/Workspace.tsx';
import { APP } from './strings.ts';
import { useRest } from './use-calm.ts';
import { useMemmap, useVerbs } from './use-memmap.ts';
import styles from './App.module.css';

/** Files and links, in and out, are loaded when asked for. */
const arriving = () => import('../store/open.ts');
const leaving = () => import('./shell/export-design.ts');

type OpenDialog =
  | { readonly kind: 'boards' | 'shortcuts' | 'commands' | 'memory' }
  | { readonly kind: 'module'; readonly domain: EntityId | null }
  | { readonly kind: 'log'; readonly given: GivenLog | null }
  | null;

export function App() {
  const memmap = useVerbs();
  // No step of a drag draws the page anew.
  const plan = useRest((state) => shown(state)?.plan ?? null);
  const theme = useTheme();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [resultTab, setResultTab] = useState<ResultTab>('findings');

  const open = useCallback(
    (files: readonly File[]) =>
      void track(
        arriving()
          .then(({ openFiles }) => openFiles(memmap, givenFiles(files)))
          .then((opened) => typeof opened === 'object' && setDialog({ kind: 'log', given: opened })),
      ),
    [memmap],
  );
  const paste = useCallback(
    (text: string) =>
      void track(
        arriving()
          .then(({ openPasted }) => openPasted(memmap, text))
          .then((opened) => typeof opened === 'object' && setDialog({ kind: 'log', given: opened })),
      ),
    [memmap],
  );
  const pickBoard = useCallback(
    (id: string) => {
      setDialog(null);
      void track(arriving().then(({ openBoard }) => openBoard(memmap, id)));
    },
    [memmap],
  );
  // Panes come and go with the window’s size; the moment on the map goes with the tab.
  useEffect(() => {
    if (resultTab !== 'timeline') memmap.setMoment(null);
  }, [memmap, resultTab]);
  const showResults = useCallback((tab: ResultTab) => {
    setResultTab(tab);
    setPreferences({ bottomFolded: false });
  }, []);
  const actions = useMemo<ShellActions>(
    () => ({
      openFile: () => void pickFiles(ACCEPT, true).then((files) => files.length > 0 && open(files)),
      pickBoard: () => setDialog({ kind: 'boards' }),
      readLog: () => setDialog({ kind: 'log', given: null }),
      saveDesign: () => void track(leaving().then(({ exportDesign }) => exportDesign(memmap, 'design'))),
      share: () => void track(leaving().then(({ shareDesign }) => shareDesign(memmap))),
      showShortcuts: () => setDialog({ kind: 'shortcuts' }),
      showCommands: () => setDialog({ kind: 'commands' }),
      showFindings: () => showResults('findings'),
      showPlacement: () => showResults('place'),
      download: (form) => void track(leaving().then(({ exportDesign }) => exportDesign(memmap, form))),
    }),
    [memmap, open, showResults],
  );
  useKeys(memmap, actions);
  useKeptFocus();
  usePaste(paste, open);

  // A board opened without RAM asks for it; “Later” is an answer, so the same board does not ask twice.
  const [answered, setAnswered] = useState<Board | null>(null);
  const asksRam =
    plan !== null &&
    (dialog?.kind === 'memory' || (plan.host.memory.length === 0 && answered !== plan.board));

  const name = useMemmap((state) => state.design?.name ?? null);
  useEffect(() => {
    document.title = name === null ? APP : `${name} · ${APP}`;
  }, [name]);

  const close = () => setDialog(null);
  const typedAhead = useTypedAhead(dialog?.kind === 'commands', close);
  return (
    <>
      {plan !== null && <Paper />}
      <div className={styles['app']}>
        <TopBar actions={actions} />
        {plan === null ? (
          <FirstStart actions={actions} onPickBoard={pickBoard} />
        ) : (
          <Workspace
            actions={actions}
            theme={theme}
            resultTab={resultTab}
            onResultTab={setResultTab}
            onAddModule={(domain) => setDialog({ kind: 'module', domain })}
            onAskBanks={() => setDialog({ kind: 'memory' })}
          />
        )}
        <NoticeBar />
        <DropTarget onFiles={open} />
        {dialog?.kind === 'boards' && <PickBoardDialog onPick={pickBoard} onClose={close} />}
        {dialog?.kind === 'log' && <BootLogDialog given={dialog.given} onClose={close} />}
        {dialog?.kind === 'commands' && (
          <PaletteDialog actions={actions} typedAhead={typedAhead} onClose={close} />
        )}
        {dialog?.kind === 'shortcuts' && <ShortcutsDialog onClose={close} />}
        {asksRam && (
          <MemoryDialog
            plan={plan}
            onClose={() => {
              setAnswered(plan.board);
              close();
            }}
          />
        )}
        {dialog?.kind === 'module' && plan !== null && (
          <ModuleDialog plan={plan} domain={dialog.domain} onClose={close} />
        )}
      </div>
    </>
  );
}

/** Puts the theme in force on the page, and answers a name for its colours. */
function useTheme(): string {
  const { theme, highContrast } = usePreferences();
  const systemContrast = useMedia('(prefers-contrast: more)');
  const contrast = highContrast || systemContrast ? 'more' : 'usual';
  const systemLight = useMedia('(prefers-color-scheme: light)');
  const resolved = theme === 'system' ? (systemLight ? 'light' : 'dark') : theme;
  // Before the first paint, so that nobody sees the other theme flash by.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = resolved;
    document.documentElement.dataset['contrast'] = contrast;
  }, [resolved, contrast]);
  return `${resolved} ${contrast}`;
}
