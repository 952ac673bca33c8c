// The live device tree: a person's own text, or /chosen as made, to type in; beside it the other forms of the design.
import { AlignLeft, Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import type { BoardFile, OwnForm, OwnText } from '../../bindings/own-text.ts';
import type { Result } from '../../model/result.ts';
import { shown } from '../../store/state.ts';
import { moveEdits, textOf, type TextView } from '../../store/text.ts';
import { copyText } from '../clipboard.ts';
import { IconButton } from '../parts/Button.tsx';
import { Segments } from '../parts/Segments.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import type { DownloadForm, ShellActions } from '../shell/actions.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { releaseName } from '../verdict.ts';
import { EditorHost } from './EditorHost.tsx';
import { formatText } from './format-text.ts';
import styles from './TextPane.module.css';

interface TextPaneProps {
  readonly actions: ShellActions;
  /** Resolved theme; the editor is painted anew when it changes. */
  readonly theme: string;
}

interface Tab {
  readonly value: TextView;
  readonly title: string;
}

/** A file's name in as many characters: its middle goes first. */
function shortName(name: string, most: number): string {
  if (name.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - end)}…${name.slice(-end)}`;
}

const TAB_NAME = 16;
const CHOICE_NAME = 26;

/** What there is to see: first what can be typed in. */
function tabsOf(form: OwnForm | null, board: BoardFile | null): readonly Tab[] {
  const overlay = { value: 'overlay', title: 'overlay' } as const;
  const chosen = { value: 'chosen', title: '/chosen' } as const;
  const dts = { value: 'dts', title: 'full tree' } as const;
  if (board === null) return [{ value: 'own', title: chosen.title }, overlay, dts];
  return form === 'overlay'
    ? [
        { value: 'own', title: overlay.title },
        { value: 'board', title: shortName(board.name, TAB_NAME) },
        chosen,
        dts,
      ]
    : [{ value: 'own', title: shortName(board.name, TAB_NAME) }, chosen, overlay, dts];
}

const DOWNLOADS: Readonly<Record<OwnForm, DownloadForm>> = {
  board: 'dts',
  chosen: 'chosen',
  overlay: 'overlay',
};

export function TextPane({ actions, theme }: TextPaneProps) {
  const memmap = useVerbs();
  const [wanted, setWanted] = useState<TextView>('own');
  const release = useMemmap((state) => state.target.release);
  const form = useMemmap((state) => shown(state)?.text?.form ?? null);
  const board = useMemmap((state) => shown(state)?.text?.board ?? null);
  const tabs = tabsOf(form, board);
  const view = tabs.some(({ value }) => value === wanted) ? wanted : 'own';
  const source = useCalm((state) => textOf(state, view));
  const text = textIn(source);
  const isMade = view !== 'board' && (view !== 'own' || form === null);
  return (
    <div className={styles['pane']}>
      <div className={styles['strip']}>
        <div className={styles['tabs']}>
          <TabStrip<TextView>
            id="text"
            label="Device tree text"
            value={view}
            tabs={tabs}
            onChange={setWanted}
          />
        </div>
        {isMade && (
          <span className={styles['form']} title="Some properties are written differently for other releases">
            {releaseName(release)} form
          </span>
        )}
        {view === 'own' && (
          <IconButton
            label="Format this text"
            title="Format this text (Shift+Alt+F)"
            icon={<AlignLeft size={15} aria-hidden />}
            onClick={() => formatText(memmap)}
          />
        )}
        <CopyButton text={text?.text ?? ''} />
        {view !== 'board' && (
          <IconButton
            label="Download this text"
            icon={<Download size={15} aria-hidden />}
            onClick={() => actions.download(view === 'own' ? DOWNLOADS[form ?? 'chosen'] : view)}
          />
        )}
      </div>
      {board !== null && (form === 'board' || form === 'overlay') && (
        <div className={styles['choice']}>
          <Segments
            label="Edits go into"
            value={form}
            options={[
              {
                value: 'board',
                text: shortName(board.name, CHOICE_NAME),
                title: `Edits change ${board.name} itself`,
              },
              { value: 'overlay', text: 'an overlay', title: `${board.name} stays as it was opened` },
            ]}
            onChange={(next) => {
              setWanted('own');
              moveEdits(memmap, next);
            }}
          />
        </div>
      )}
      <TabPanel id="text" value={view} className={styles['body']}>
        {source !== null && <EditorHost view={view} source={source} theme={theme} />}
      </TabPanel>
    </div>
  );
}

const textIn = (source: Result<OwnText> | null): OwnText | null =>
  source?.ok === true ? source.value : null;

function CopyButton({ text }: { readonly text: string }) {
  const memmap = useVerbs();
  const [copied, setCopied] = useState<string | null>(null);
  const done = copied === text;
  return (
    <IconButton
      label={done ? 'Copied' : 'Copy this text'}
      icon={done ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      onClick={() =>
        void copyText(text).then((there) => {
          if (there) setCopied(text);
          else
            memmap.notify({
              kind: 'error',
              title: 'The browser gave no clipboard',
              detail: 'Download the text instead.',
            });
        })
      }
    />
  );
}
