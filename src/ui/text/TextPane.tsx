// The live device tree: read-only, changing as one drags, with the lines of the selection lit.
import { Check, Copy, Download } from 'lucide-react';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { EditorPort } from '../../editor/port.ts';
import type { SourceText } from '../../exchange/source-text.ts';
import { problemText, type Result } from '../../model/result.ts';
import { findEntity } from '../../model/entities.ts';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { textOf } from '../../store/text.ts';
import { ownerColour, ownerOf } from '../owner.ts';
import { IconButton } from '../parts/Button.tsx';
import { TabPanel, TabStrip } from '../parts/Tabs.tsx';
import type { ShellActions } from '../shell/actions.ts';
import { copyText } from '../clipboard.ts';
import { track } from '../idle.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { releaseName } from '../verdict.ts';
import { problemsIn, selectedLines } from './marks.ts';
import { editorPalette } from './palette.ts';
import styles from './TextPane.module.css';

const FORMS = [
  { value: 'chosen', title: '/chosen' },
  { value: 'overlay', title: 'overlay' },
  { value: 'dts', title: 'full tree' },
] as const;
type Form = (typeof FORMS)[number]['value'];

interface TextPaneProps {
  readonly actions: ShellActions;
  /** Resolved theme; the editor is painted anew when it changes. */
  readonly theme: 'dark' | 'light';
}

export function TextPane({ actions, theme }: TextPaneProps) {
  const [form, setForm] = useState<Form>('chosen');
  const release = useMemmap((state) => state.target.release);
  const source = useCalm((state) => textOf(state, form));
  const text = source?.ok === true ? source.value.text : '';
  return (
    <div className={styles['pane']}>
      <div className={styles['strip']}>
        <div className={styles['tabs']}>
          <TabStrip<Form> id="text" label="Device tree text" value={form} tabs={FORMS} onChange={setForm} />
        </div>
        <span className={styles['form']} title="Some properties are written differently for other releases">
          {releaseName(release)} form
        </span>
        <CopyButton text={text} />
        <IconButton
          label="Download this text"
          icon={<Download size={15} aria-hidden />}
          onClick={() => actions.download(form)}
        />
      </div>
      <TabPanel id="text" value={form} className={styles['body']}>
        {source !== null && <EditorHost form={form} source={source} theme={theme} />}
      </TabPanel>
    </div>
  );
}

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

interface EditorHostProps {
  readonly form: Form;
  readonly source: Result<SourceText>;
  readonly theme: 'dark' | 'light';
}

const NO_TEXT: SourceText = { text: '', lines: new Map(), lineOf: () => null };

function EditorHost({ form, source, theme }: EditorHostProps) {
  const host = useRef<HTMLDivElement>(null);
  const [port, setPort] = useState<EditorPort | null>(null);
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  const selection = useMemmap((state) => state.selection);
  const shownText = source.ok ? source.value : NO_TEXT;
  const { text, lines } = shownText;

  useEffect(() => {
    let made: EditorPort | null = null;
    let wanted = true;
    // Monaco comes after the first picture, never before it.
    void track(
      afterPaint()
        .then(() => import('../../editor/port.ts'))
        .then(({ createEditor }) => {
          if (!wanted || host.current === null) return;
          made = createEditor(host.current, 'Device tree, read-only', editorPalette());
          setPort(made);
        }),
    );
    return () => {
      wanted = false;
      made?.dispose();
    };
  }, []);

  useEffect(() => port?.show(form, text), [port, form, text]);
  useEffect(() => port?.paint(editorPalette()), [port, theme]);
  useEffect(() => {
    if (port === null || plan === null || analysis === null) return;
    port.mark({
      selected: selectedLines(lines, selection),
      problems: problemsIn(plan, shownText, analysis),
    });
  }, [port, plan, analysis, lines, shownText, selection, form]);
  useEffect(() => port?.revealSelected(), [port, selection, form]);

  const first = plan === null || selection[0] === undefined ? undefined : findEntity(plan, selection[0]);
  const colour = plan === null || first === undefined ? 'transparent' : ownerColour(ownerOf(plan, first));
  return (
    <>
      {!source.ok && <p className={styles['problem']}>{problemText(source.problem)}</p>}
      {port === null && <pre className={styles['plain']}>{text.slice(0, 8000)}</pre>}
      <div
        ref={host}
        className={styles['host']}
        data-testid="editor"
        style={{ '--selected-owner': colour } as CSSProperties}
      />
    </>
  );
}

const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
