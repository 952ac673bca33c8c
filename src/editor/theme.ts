// The page's colours as a Monaco theme. The caller reads them off its own style sheet, so there is one palette.
import type { editor } from 'monaco-editor/editor';

/** Colours as `#rrggbb`, and the type. */
export interface EditorPalette {
  readonly dark: boolean;
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly background: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly dim: string;
  readonly faint: string;
  readonly accent: string;
  readonly node: string;
  readonly string: string;
  readonly error: string;
  readonly warning: string;
}

export const themeOf = (p: EditorPalette): editor.IStandaloneThemeData => ({
  base: p.dark ? 'vs-dark' : 'vs',
  inherit: true,
  rules: [
    { token: '', foreground: p.text },
    { token: 'type', foreground: p.node, fontStyle: 'bold' },
    { token: 'tag', foreground: p.node },
    { token: 'variable', foreground: p.node },
    { token: 'attribute.name', foreground: p.text },
    { token: 'number', foreground: p.accent },
    { token: 'string', foreground: p.string },
    { token: 'keyword', foreground: p.dim },
    { token: 'metatag', foreground: p.dim },
    { token: 'comment', foreground: p.dim, fontStyle: 'italic' },
    { token: 'delimiter', foreground: p.dim },
  ],
  colors: {
    'editor.background': p.background,
    'editor.foreground': p.text,
    'editorLineNumber.foreground': p.dim,
    'editorLineNumber.activeForeground': p.text,
    'editorGutter.background': p.background,
    'editorCursor.foreground': p.text,
    'editorIndentGuide.background1': p.line,
    'editorIndentGuide.activeBackground1': p.line,
    // Brackets are told by their place, not by colours.
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, p.dim])),
    'editorWidget.background': p.raised,
    'editorWidget.border': p.line,
    'editorHoverWidget.background': p.raised,
    'editorHoverWidget.border': p.line,
    'editorError.foreground': p.error,
    'editorWarning.foreground': p.warning,
    'editorInfo.foreground': p.accent,
    'editorOverviewRuler.border': p.background,
    'editorSuggestWidget.background': p.raised,
    'editorSuggestWidget.border': p.line,
    'editorSuggestWidget.foreground': p.text,
    'editorSuggestWidget.selectedBackground': p.line,
    'editorSuggestWidget.selectedForeground': p.text,
    'editorSuggestWidget.highlightForeground': p.accent,
    'editorSuggestWidget.focusHighlightForeground': p.accent,
    'scrollbarSlider.background': `${p.line}99`,
    'scrollbarSlider.hoverBackground': p.line,
    'scrollbarSlider.activeBackground': p.line,
    'scrollbar.shadow': p.background,
    focusBorder: p.accent,
  },
});
