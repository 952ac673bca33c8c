// What is asked about the text in the editor, answered for the design on screen.
import type { Span } from '../../devicetree/document.ts';
import { completionsAt } from '../../editor/complete.ts';
import { hoverAt } from '../../editor/hover.ts';
import { foldsOf, outlineOf } from '../../editor/outline.ts';
import type { Fix, Subject, TextServices } from '../../editor/services.ts';
import type { Analysis, Finding } from '../../engine/analysis.ts';
import type { Plan } from '../../model/plan.ts';
import type { Memmap } from '../../store/memmap.ts';
import { mend } from '../../store/text.ts';
import { fixTitle } from '../fix-words.ts';
import { placesOf } from './marks.ts';

/** `fixable`: the text can be typed in, so what is wrong with it can be mended in it. */
export function servicesOf(
  memmap: Memmap,
  subject: Subject,
  plan: Plan,
  analysis: Analysis | null,
  fixable: boolean,
): TextServices {
  const { text } = subject;
  const findings = fixable && text.fault === null ? (analysis?.findings ?? []) : [];
  return {
    hover: (offset) => hoverAt(subject, offset),
    complete: (offset) => (fixable ? completionsAt(subject, offset) : []),
    outline: () => outlineOf(text.document),
    folds: () => foldsOf(text.document),
    fixes: (span) =>
      findings.flatMap((finding) => {
        const at = placesOf(plan, text, finding).find((place) => touch(place, span));
        return at === undefined ? [] : fixOf(memmap, finding, at);
      }),
  };
}

const touch = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

function fixOf(memmap: Memmap, { fix }: Finding, at: Span): Fix[] {
  if (fix === undefined || fix.length === 0) return [];
  const title = fixTitle(fix);
  return [{ title, at, apply: () => mend(memmap, fix, title) }];
}
