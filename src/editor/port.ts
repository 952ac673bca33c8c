// The editor as the rest of the house sees it: a box that shows texts, says what is typed into them and where the
// caret is, and marks stretches. It knows no store and no React; places are offsets of the text as it was given.
import { applyEdits } from '../devicetree/edit/text-edit.ts';
import type { Span } from '../devicetree/document.ts';
import { LANGUAGE_ID } from './language.ts';
import { modelEdits } from './model-edits.ts';
import { editor, KeyCode, KeyMod, MarkerSeverity } from './monaco.ts';
import { rangeIn, serve } from './providers.ts';
import type { TextServices } from './services.ts';
import { linesOf, TextLines } from './text-lines.ts';
import { type EditorPalette, themeOf } from './theme.ts';
import './port.css';

export interface EditorProblem {
  readonly at: Span;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Who says so, as shown behind the message. */
  readonly source: string;
}

export interface EditorMarks {
  /** What is selected elsewhere; the lines it is written on are lit. */
  readonly selected: readonly Span[];
  /** null: those that are marked stay. */
  readonly problems: readonly EditorProblem[] | null;
}

/** What a person does in the editor. */
export interface EditorEvents {
  /** The text as it stands after a keystroke. */
  readonly typed: (text: string) => void;
  /** The caret went somewhere by hand. */
  readonly caret: (offset: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly format: () => void;
  /** The editor has the keyboard, and whether Tab leaves it. */
  readonly focus: (focus: 'none' | 'types' | 'leaves') => void;
}

export interface EditorPort {
  /**
   * Shows `text` as the document `id`. A document shown before is changed where it differs only and keeps scroll,
   * caret and folds. `locked`: why nothing can be typed into it; null where it can.
   */
  show(id: string, text: string, locked: string | null): void;
  /** Who answers what is asked about the text shown. */
  serve(services: TextServices): void;
  mark(marks: EditorMarks): void;
  /** Scrolls the first selected line into view, if it is out of it. */
  revealSelected(): void;
  /** Puts the caret at an offset, in view, and gives the editor the keyboard. */
  goTo(offset: number): void;
  paint(palette: EditorPalette): void;
  dispose(): void;
}

interface Shown {
  readonly model: editor.ITextModel;
  /** The text as it was given, line ends and all, with what has been typed since. */
  lines: TextLines;
  view: editor.ICodeEditorViewState | null;
  services: TextServices | null;
}

const THEME = 'memmap';

const SEVERITY = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
} as const;

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  model: null,
  theme: THEME,
  renderValidationDecorations: 'on',
  automaticLayout: true,
  scrollBeyondLastLine: false,
  minimap: { enabled: false },
  lineHeight: 1.5,
  lineNumbersMinChars: 5,
  lineDecorationsWidth: 8,
  glyphMargin: false,
  folding: true,
  renderLineHighlight: 'none',
  renderWhitespace: 'none',
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  smoothScrolling: false,
  contextmenu: true,
  stickyScroll: { enabled: false },
  occurrencesHighlight: 'off',
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
  padding: { top: 8, bottom: 8 },
  fixedOverflowWidgets: true,
  autoClosingBrackets: 'always',
  autoIndent: 'brackets',
  tabSize: 2,
  insertSpaces: false,
  detectIndentation: true,
  unusualLineTerminators: 'off',
  // Words of the text are no names of properties.
  wordBasedSuggestions: 'off',
};

/** Nothing is open that Escape would close first. */
const NOTHING_OPEN =
  'editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !markersNavigationVisible && !inSnippetMode && !editorHasSelection && !editorHoverVisible && !editorHasMultipleSelections';

/** Builds an editor inside `host`, which must have a size. `label` is what a screen reader calls it. */
export function createEditor(
  host: HTMLElement,
  label: string,
  palette: EditorPalette,
  events: EditorEvents,
): EditorPort {
  editor.defineTheme(THEME, themeOf(palette));
  const view = editor.create(host, {
    ...OPTIONS,
    ariaLabel: label,
    fontFamily: palette.fontFamily,
    fontSize: palette.fontSizePx,
  });
  const decorations = view.createDecorationsCollection();
  const all = new Map<string, Shown>();
  let shown: Shown | null = null;
  let shownId: string | null = null;
  let isLocked = true;
  let leaves = false;
  let selected: readonly Span[] = [];
  /** A change of ours, which nobody typed. */
  let isOurs = false;

  const ours = (act: () => void): void => {
    isOurs = true;
    try {
      act();
    } finally {
      isOurs = false;
    }
  };

  const tabs = (next: boolean): void => {
    leaves = next;
    view.updateOptions({ tabFocusMode: isLocked || leaves });
    if (view.hasTextFocus()) events.focus(isLocked || leaves ? 'leaves' : 'types');
  };

  /** Brings the model of what is shown to a text; the caret follows what changed where a person stands in it. */
  const change = (to: Shown, text: string): void => {
    const edits = modelEdits(to.model.getLinesContent(), linesOf(text));
    to.lines = new TextLines(text);
    if (edits.length === 0) return;
    ours(() =>
      to.model.applyEdits(
        edits.map(({ from, to: end, text: instead }) => ({
          range: {
            startLineNumber: from.line,
            startColumn: from.column,
            endLineNumber: end.line,
            endColumn: end.column,
          },
          text: instead,
        })),
      ),
    );
    const last = edits.at(-1);
    if (last === undefined || to !== shown || !view.hasTextFocus()) return;
    const typed = linesOf(last.text);
    const line = last.from.line + typed.length - 1;
    const column = (typed.length === 1 ? last.from.column : 1) + (typed.at(-1) ?? '').length;
    ours(() => view.setPosition({ lineNumber: line, column }));
    view.revealLineInCenterIfOutsideViewport(line);
  };

  view.onDidChangeModelContent(({ changes }) => {
    if (isOurs || shown === null) return;
    const { lines } = shown;
    const edits = changes
      .map(({ range, text }) =>
        lines.edit(
          { line: range.startLineNumber, column: range.startColumn },
          { line: range.endLineNumber, column: range.endColumn },
          text,
        ),
      )
      .toSorted((a, b) => a.start - b.start);
    shown.lines = new TextLines(applyEdits(lines.text, edits));
    if (leaves) tabs(false);
    events.typed(shown.lines.text);
  });
  view.onDidChangeCursorPosition(({ position, reason }) => {
    if (isOurs || shown === null || reason === editor.CursorChangeReason.ContentFlush) return;
    events.caret(shown.lines.offsetAt({ line: position.lineNumber, column: position.column }));
  });
  view.onDidFocusEditorText(() => events.focus(isLocked || leaves ? 'leaves' : 'types'));
  view.onDidBlurEditorText(() => {
    tabs(false);
    events.focus('none');
  });
  const { CtrlCmd, Shift, Alt } = KeyMod;
  view.addCommand(CtrlCmd | KeyCode.KeyZ, events.undo);
  view.addCommand(CtrlCmd | Shift | KeyCode.KeyZ, events.redo);
  view.addCommand(CtrlCmd | KeyCode.KeyY, events.redo);
  view.addCommand(KeyCode.Escape, () => tabs(true), NOTHING_OPEN);
  view.addAction({
    id: 'memmap.format',
    label: 'Format Document',
    keybindings: [Shift | Alt | KeyCode.KeyF],
    contextMenuGroupId: '1_modification',
    precondition: '!editorReadonly',
    run: () => events.format(),
  });

  return {
    show(id, text, locked) {
      let next = all.get(id);
      if (next === undefined) {
        const model = editor.createModel(text, LANGUAGE_ID);
        const made: Shown = { model, lines: new TextLines(text), view: null, services: null };
        serve(model, () => made.services && { lines: made.lines, services: made.services });
        all.set(id, made);
        next = made;
      } else if (next.lines.text !== text) change(next, text);
      isLocked = locked !== null;
      view.updateOptions({
        readOnly: isLocked,
        domReadOnly: isLocked,
        tabFocusMode: isLocked || leaves,
        ...(locked === null ? {} : { readOnlyMessage: { value: locked } }),
      });
      if (shownId === id) return;
      if (shown !== null) shown.view = view.saveViewState();
      const { model, view: state } = next;
      shown = next;
      shownId = id;
      ours(() => {
        view.setModel(model);
        view.restoreViewState(state);
      });
    },
    serve(services) {
      if (shown !== null) shown.services = services;
    },
    mark(marks) {
      ({ selected } = marks);
      if (shown === null) return;
      const { lines, model } = shown;
      decorations.set(
        selected.map((at) => ({
          range: rangeIn(lines, at),
          options: {
            isWholeLine: true,
            className: 'memmap-selected-line',
            linesDecorationsClassName: 'memmap-selected-edge',
          },
        })),
      );
      if (marks.problems === null) return;
      editor.setModelMarkers(
        model,
        'xen',
        marks.problems.map(({ at, message, severity, source }) => ({
          ...rangeIn(lines, at),
          message,
          source,
          severity: SEVERITY[severity],
        })),
      );
    },
    revealSelected() {
      const [first] = selected;
      if (first === undefined || shown === null) return;
      view.revealLineInCenterIfOutsideViewport(shown.lines.positionAt(first.start).line);
    },
    goTo(offset) {
      if (shown === null) return;
      const { line, column } = shown.lines.positionAt(offset);
      view.setPosition({ lineNumber: line, column });
      view.revealLineInCenterIfOutsideViewport(line);
      view.focus();
    },
    paint(next) {
      editor.defineTheme(THEME, themeOf(next));
      editor.setTheme(THEME);
      view.updateOptions({ fontFamily: next.fontFamily, fontSize: next.fontSizePx });
    },
    dispose() {
      view.dispose();
      for (const { model } of all.values()) model.dispose();
    },
  };
}
