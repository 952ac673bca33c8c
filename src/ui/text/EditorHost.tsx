// The editor in its pane: shows one text of the design, hands what is typed to the store, and lights what is selected
// on the map as the map follows the caret.
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { OwnText } from '../../bindings/own-text.ts';
import { entityAt } from '../../bindings/places.ts';
import type { EditorEvents, EditorPort } from '../../editor/port.ts';
import { findEntity } from '../../model/entities.ts';
import type { EntityId } from '../../model/plan.ts';
import { problemText, type Result } from '../../model/result.ts';
import { analysisOf } from '../../store/derived.ts';
import type { Memmap } from '../../store/memmap.ts';
import { shown } from '../../store/state.ts';
import { textOf, type TextView, typeText } from '../../store/text.ts';
import { track } from '../idle.ts';
import { ownerColour, ownerOf } from '../owner.ts';
import { useTextSize } from '../text-size.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { formatText } from './format-text.ts';
import { problemsIn, selectedSpans } from './marks.ts';
import { editorPalette } from './palette.ts';
import { servicesOf } from './services.ts';
import { type Focus, StatusLine } from './StatusLine.tsx';
import styles from './TextPane.module.css';

interface EditorHostProps {
  readonly view: TextView;
  readonly source: Result<OwnText>;
  readonly theme: string;
}

/** Texts longer than this, in characters, are not read at every step of a drag: what is wrong is marked when it ends. */
const READ_WHILE_DRAGGED = 64 * 1024;

const LOCKED: Readonly<Record<Exclude<TextView, 'own'>, string>> = {
  board: 'This file stays as it was opened: edits go into the overlay.',
  chosen: 'This text is made from the design. Type into the first one.',
  overlay: 'This text is made from the design. Type into the first one.',
  dts: 'This text is made from the design. Type into the first one.',
};

export function EditorHost({ view, source, theme }: EditorHostProps) {
  const memmap = useVerbs();
  const host = useRef<HTMLDivElement>(null);
  /** What the caret selected: the text does not scroll for it. */
  const byCaret = useRef<EntityId | null>(null);
  const onView = useRef(view);
  const [port, setPort] = useState<EditorPort | null>(null);
  const [focus, setFocus] = useState<Focus>('none');
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  const release = useCalm((state) => state.target.release);
  const isDragged = useCalm((state) => state.gesture !== null);
  const still = useCalm((state) => (view === 'own' ? state.design?.text : undefined));
  const selection = useMemmap((state) => state.selection);
  const own = source.ok ? source.value : null;
  const text = own?.text ?? '';

  useEffect(() => {
    let made: EditorPort | null = null;
    let wanted = true;
    const events = eventsOf(memmap, onView, byCaret, setFocus);
    // Monaco comes after the first picture, never before it.
    void track(
      afterPaint()
        .then(() => import('../../editor/port.ts'))
        .then(({ createEditor }) => {
          if (!wanted || host.current === null) return;
          made = createEditor(host.current, 'Device tree', editorPalette(), events);
          setPort(made);
        }),
    );
    return () => {
      wanted = false;
      made?.dispose();
    };
  }, [memmap]);

  useEffect(() => {
    onView.current = view;
  }, [view]);
  useEffect(() => port?.show(view, text, view === 'own' ? null : LOCKED[view]), [port, view, text]);
  const size = useTextSize();
  useEffect(() => port?.paint(editorPalette()), [port, theme, size]);
  // A long text is not read at every step of a drag: its lines are where they were when the drag began.
  const marked = isDragged && own !== null && own.text.length > READ_WHILE_DRAGGED ? (still ?? null) : own;
  useEffect(() => {
    if (port === null || plan === null || marked === null) return;
    port.mark({
      selected: selectedSpans(plan, marked, selection),
      problems: marked === own ? problemsIn(plan, marked, analysis) : null,
    });
  }, [port, plan, analysis, own, marked, selection]);
  useEffect(() => {
    if (port === null || plan === null || own === null) return;
    const subject = { text: own, tree: plan.tree, release };
    port.serve(servicesOf(memmap, subject, plan, analysis, view === 'own'));
  }, [port, memmap, plan, analysis, own, release, view]);
  useEffect(() => {
    if (selection[0] !== byCaret.current) port?.revealSelected();
    byCaret.current = null;
  }, [port, selection, view]);

  const first = plan === null || selection[0] === undefined ? undefined : findEntity(plan, selection[0]);
  const colour = plan === null || first === undefined ? 'transparent' : ownerColour(ownerOf(plan, first));
  return (
    <>
      <div className={styles['stage']}>
        {!source.ok && <p className={styles['problem']}>{problemText(source.problem)}</p>}
        {port === null && <pre className={styles['plain']}>{text.slice(0, 8000)}</pre>}
        <div
          ref={host}
          className={styles['host']}
          data-testid="editor"
          style={{ '--selected-owner': colour } as CSSProperties}
        />
      </div>
      <StatusLine
        fault={view === 'own' && !isDragged ? (own?.fault ?? null) : null}
        focus={focus}
        onShow={(offset) => port?.goTo(offset)}
      />
    </>
  );
}

function eventsOf(
  memmap: Memmap,
  view: { readonly current: TextView },
  byCaret: { current: EntityId | null },
  focus: (focus: Focus) => void,
): EditorEvents {
  return {
    typed: (text) => {
      if (view.current === 'own') typeText(memmap, text);
    },
    caret(offset) {
      const state = memmap.store.getState();
      const text = textOf(state, view.current);
      const plan = shown(state)?.plan;
      if (text?.ok !== true || plan === undefined || state.gesture !== null) return;
      const place = text.value.placeAt(offset);
      const id = place && entityAt(plan, place);
      if (id === null || id === state.selection[0]) return;
      byCaret.current = id;
      memmap.select([id]);
    },
    undo: () => memmap.undo(),
    redo: () => memmap.redo(),
    format: () => formatText(memmap),
    focus,
  };
}

const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
