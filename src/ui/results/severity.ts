// How bad a finding is, as a glyph and a word: wherever findings are listed.
import { CircleAlert, CircleHelp, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../engine/analysis.ts';

export const LOOK: Record<Severity, { readonly icon: typeof Info; readonly word: string }> = {
  error: { icon: CircleX, word: 'error' },
  silent: { icon: CircleAlert, word: 'boots, but not as asked' },
  warning: { icon: TriangleAlert, word: 'warning' },
  question: { icon: CircleHelp, word: 'question' },
  info: { icon: Info, word: 'note' },
};
