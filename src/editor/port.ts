// The editor as the rest of the house sees it: a box that shows texts and marks lines. It knows no store and no
// React; whoever makes one hands it texts, lines and colours and disposes of it.
import { lineEdits } from './line-edits.ts';
import { LANGUAGE_ID } from './language.ts';
import { editor, MarkerSeverity } from './monaco.ts';
import { type EditorPalette, themeOf } from './theme.ts';
import './port.css';

/** First and last line, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface EditorProblem {
  readonly at: LineRange;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
}

export interface EditorMarks {
  /** Lines of what is selected elsewhere; the first is scrolled into view when the selection is new. */
  readonly selected: readonly LineRange[];
  readonly problems: readonly EditorProblem[];
}

export interface EditorPort {
  /**
   * Shows `text` as the document `id`. A document shown before is changed by its differing lines only and keeps
   * scroll, cursor and folds.
   */
  show(id: string, text: string): void;
  mark(marks: EditorMarks): void;
  /** Scrolls the first selected line into view, if it is out of it. */
  revealSelected(): void;
  paint(palette: EditorPalette): void;
  dispose(): void;
}

const NO_RAINBOW = { enabled: false, independentColorPoolPerBracketType: false };

const THEME = 'memmap';

const rangeOf = ({ first, last }: LineRange, endColumn = 1) => ({
  startLineNumber: first,
  startColumn: 1,
  endLineNumber: last,
  endColumn,
});

const SEVERITY = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
} as const;

/** Changes a model into `text` line by line; the model's own end of line is kept. */
function changeInto(model: editor.ITextModel, text: string): void {
  const before = model.getLinesContent();
  const after = text.split('\n');
  const edits = lineEdits(before, after).map(({ from, to, lines }) => {
    const atEnd = to >= before.length;
    // Whole lines, with the line break that belongs to them: the one after, or the one before at the end.
    return atEnd && from > 0
      ? {
          range: {
            startLineNumber: from,
            startColumn: (before[from - 1] ?? '').length + 1,
            endLineNumber: before.length,
            endColumn: (before.at(-1) ?? '').length + 1,
          },
          text: lines.map((line) => `\n${line}`).join(''),
        }
      : {
          range: atEnd
            ? model.getFullModelRange()
            : { startLineNumber: from + 1, startColumn: 1, endLineNumber: to + 1, endColumn: 1 },
          text: atEnd ? lines.join('\n') : lines.map((line) => `${line}\n`).join(''),
        };
  });
  if (edits.length > 0) model.applyEdits(edits);
}

/** Builds an editor inside `host`, which must have a size. `label` is what a screen reader calls it. */
export function createEditor(host: HTMLElement, label: string, palette: EditorPalette): EditorPort {
  editor.defineTheme(THEME, themeOf(palette));
  const view = editor.create(host, {
    model: null,
    theme: THEME,
    ariaLabel: label,
    readOnly: true,
    domReadOnly: true,
    renderValidationDecorations: 'on',
    automaticLayout: true,
    scrollBeyondLastLine: false,
    minimap: { enabled: false },
    fontFamily: palette.fontFamily,
    fontSize: 12,
    lineHeight: 18,
    lineNumbersMinChars: 3,
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
    // A read-only view must let Tab go on to the next pane.
    tabFocusMode: true,
  });
  const decorations = view.createDecorationsCollection();
  const models = new Map<string, editor.ITextModel>();
  const views = new Map<string, editor.ICodeEditorViewState | null>();
  let shown: string | null = null;
  let selected: readonly LineRange[] = [];

  return {
    show(id, text) {
      let model = models.get(id);
      if (model === undefined) {
        model = editor.createModel(text, LANGUAGE_ID);
        model.updateOptions({ tabSize: 2, bracketColorizationOptions: NO_RAINBOW });
        models.set(id, model);
      } else changeInto(model, text);
      if (shown === id) return;
      if (shown !== null) views.set(shown, view.saveViewState());
      view.setModel(model);
      view.restoreViewState(views.get(id) ?? null);
      shown = id;
    },
    mark(marks) {
      selected = marks.selected;
      decorations.set(
        selected.map((at) => ({
          range: rangeOf(at),
          options: {
            isWholeLine: true,
            className: 'memmap-selected-line',
            linesDecorationsClassName: 'memmap-selected-edge',
          },
        })),
      );
      const model = view.getModel();
      if (model === null) return;
      editor.setModelMarkers(
        model,
        'xen',
        marks.problems
          // The text may be a moment older than what is said about it.
          .filter(({ at }) => at.last <= model.getLineCount())
          .map(({ at, message, severity }) => ({
            ...rangeOf(at, model.getLineMaxColumn(at.last)),
            startColumn: model.getLineFirstNonWhitespaceColumn(at.first) || 1,
            message,
            severity: SEVERITY[severity],
          })),
      );
    },
    revealSelected() {
      const first = selected[0];
      if (first !== undefined) view.revealLineInCenterIfOutsideViewport(first.first);
    },
    paint(next) {
      editor.defineTheme(THEME, themeOf(next));
      editor.setTheme(THEME);
      view.updateOptions({ fontFamily: next.fontFamily });
    },
    dispose() {
      view.dispose();
      for (const model of models.values()) model.dispose();
    },
  };
}
