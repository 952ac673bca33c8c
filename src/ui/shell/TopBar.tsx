// The bar on top: what is open, what it is judged against, the verdict, and what can be done with the whole design.
import { CircleHelp, FolderOpen, Monitor, Moon, Redo2, Search, Share2, Sun, Undo2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import { lengthOf } from '../text-size.ts';
import { useRest } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { APP, boardSummary } from '../strings.ts';
import { IconButton, Button } from '../parts/Button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../parts/Menu.tsx';
import { MenuCheck } from '../parts/MenuCheck.tsx';
import { Toolbar } from '../parts/Toolbar.tsx';
import { setPreferences, type Theme, usePreferences } from '../preferences.ts';
import { shown } from '../../store/state.ts';
import { briefOnScreen } from '../../store/derived.ts';
import type { ShellActions } from './actions.ts';
import { DocumentName } from './DocumentName.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { MOD } from './platform.ts';
import { TargetMenu } from './TargetMenu.tsx';
import { VerdictStrip } from './VerdictStrip.tsx';
import styles from './TopBar.module.css';

const SAVED_WORD = { saved: 'saved', saving: 'saving…', off: 'not saved' } as const;
const THEME_ICON: Record<Theme, typeof Sun> = { system: Monitor, dark: Moon, light: Sun };

export function TopBar({ actions }: { readonly actions: ShellActions }) {
  const memmap = useVerbs();
  // No drag changes what the document is called or what can be done with it: of the bar the verdict alone follows it.
  const design = useRest(shown);
  const saved = useMemmap((state) => state.saved);
  const history = useMemmap((state) => state.history);
  const { sidebarPx } = usePreferences();
  const undo = history.past.at(-1);
  const redo = history.future.at(-1);

  return (
    <header className={styles['bar']} style={{ '--brand': lengthOf(sidebarPx) } as CSSProperties}>
      {/* The first screen has a heading of its own. */}
      {design === null ? (
        <span className={styles['brand']}>{APP}</span>
      ) : (
        <h1 className={styles['brand']}>{APP}</h1>
      )}
      {design !== null && (
        <div className={styles['document']}>
          <DocumentName name={design.name} onRename={(name) => memmap.rename(name)} />
          <p
            className={styles['summary']}
            title={`${boardSummary(design.plan)} · ${design.plan.board.source}`}
          >
            {boardSummary(design.plan)} · {SAVED_WORD[saved]}
          </p>
        </div>
      )}
      {design !== null && (
        <div className={styles['verdict']}>
          <TargetMenu />
          <Verdict onOpen={actions.showFindings} />
        </div>
      )}
      <Toolbar className={styles['tools']} label="Design">
        {design !== null && (
          <>
            <IconButton
              label="Undo"
              title={undo === undefined ? 'Nothing to undo' : `Undo: ${undo.label} (${MOD}+Z)`}
              icon={<Undo2 size={16} aria-hidden />}
              disabled={undo === undefined}
              onClick={() => memmap.undo()}
            />
            <IconButton
              label="Redo"
              title={redo === undefined ? 'Nothing to redo' : `Redo: ${redo.label} (${MOD}+Shift+Z)`}
              icon={<Redo2 size={16} aria-hidden />}
              disabled={redo === undefined}
              onClick={() => memmap.redo()}
            />
            <Menu
              label="Open"
              trigger={(props) => (
                <Button
                  look="quiet"
                  icon={<FolderOpen size={15} aria-hidden />}
                  compact
                  title="Open"
                  {...props}
                >
                  Open
                </Button>
              )}
            >
              <MenuItem hint={`${MOD}+O`} onSelect={actions.openFile}>
                Board, design or log file…
              </MenuItem>
              <MenuItem onSelect={actions.pickBoard}>Bundled board…</MenuItem>
              <MenuItem onSelect={actions.readLog}>Paste a boot log…</MenuItem>
            </Menu>
            <Button
              look="quiet"
              icon={<Share2 size={15} aria-hidden />}
              compact
              title="Copy a link that holds the whole design"
              onClick={actions.share}
            >
              Share
            </Button>
            <ExportMenu actions={actions} />
          </>
        )}
        <IconButton
          label="Commands"
          title={`Every command, region and finding by its name (${MOD}+K)`}
          icon={<Search size={16} aria-hidden />}
          onClick={actions.showCommands}
        />
        <ThemeMenu />
        <IconButton
          label="Keyboard shortcuts"
          icon={<CircleHelp size={16} aria-hidden />}
          onClick={actions.showShortcuts}
        />
      </Toolbar>
    </header>
  );
}

function Verdict({ onOpen }: { readonly onOpen: () => void }) {
  const brief = useMemmap(briefOnScreen);
  const target = useMemmap((state) => state.target);
  return <VerdictStrip brief={brief} target={target} onOpen={onOpen} />;
}

function ThemeMenu() {
  const { theme, highContrast } = usePreferences();
  const Icon = THEME_ICON[theme];
  return (
    <Menu
      label="Theme"
      trigger={(props) => <IconButton label="Theme" icon={<Icon size={16} aria-hidden />} {...props} />}
    >
      <MenuChoice<Theme>
        label="Theme"
        value={theme}
        options={[
          { value: 'system', text: 'As the system' },
          { value: 'dark', text: 'Dark' },
          { value: 'light', text: 'Light' },
        ]}
        onChange={(next) => setPreferences({ theme: next })}
      />
      <MenuSeparator />
      <MenuCheck
        text="High contrast"
        hint=""
        checked={highContrast}
        disabled={false}
        onChange={(next) => setPreferences({ highContrast: next })}
      />
    </Menu>
  );
}
