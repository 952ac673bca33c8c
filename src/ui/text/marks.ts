// Where a selection, and what is said about it, stand in a text.
import type { OwnText, TreePlace } from '../../bindings/own-text.ts';
import { placeOf } from '../../bindings/places.ts';
import type { Span } from '../../devicetree/document.ts';
import type { EditorProblem } from '../../editor/port.ts';
import type { Analysis, Finding } from '../../engine/analysis.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { entitiesOf } from '../results/entities-of.ts';

/** The stretches of everything selected, from the top. What is not in this text has none here. */
export const selectedSpans = (plan: Plan, text: OwnText, selection: readonly EntityId[]): Span[] =>
  selection.flatMap((id) => spanOf(text, placeOf(plan, id)) ?? []).toSorted((a, b) => a.start - b.start);

const spanOf = (text: OwnText, place: TreePlace | null): Span | null => place && text.spanOf(place);

/**
 * What is wrong with a text, or, where it is whole, with what it says: a bank is marked on its numbers, a property on its
 * statement, a node on its first line. That includes what names no entity, such as a domain whose compatible is misspelt.
 */
export function problemsIn(plan: Plan, text: OwnText, analysis: Analysis | null): EditorProblem[] {
  const { fault, document } = text;
  const written = document.problems.map(({ span, message, severity }) => ({
    at: span,
    message,
    severity,
    source: 'device tree',
  }));
  if (fault !== null) {
    const isListed = document.problems.some(({ message }) => message === fault.message);
    const own = { at: fault.span, message: fault.message, severity: 'error', source: 'device tree' } as const;
    return isListed ? written : [...written, own];
  }
  return [...written, ...(analysis === null ? [] : findingMarks(plan, text, analysis))];
}

/** The failing findings of an analysis, each where it stands. */
const findingMarks = (plan: Plan, text: OwnText, analysis: Analysis): EditorProblem[] =>
  analysis.findings.flatMap((finding) => {
    const severity = MARK[finding.severity];
    if (severity === null) return [];
    const message = [finding.message, ...finding.prints.map((line) => `(XEN) ${line}`)].join('\n');
    const source = finding.by === 'xen' ? `Xen, ${finding.rule}` : `advice, ${finding.rule}`;
    return placesOf(plan, text, finding).map((at) => ({ at, message, severity, source }));
  });

/** Where a finding is marked. */
export function placesOf(plan: Plan, text: OwnText, finding: Finding): readonly Span[] {
  const { path, property, range } = finding;
  const node = path === null ? null : firstLine(text, text.spanOf({ path }));
  const own = path === null || property === undefined ? node : (text.spanOf({ path, property }) ?? node);
  // Where a property holds many banks, the bank's own numbers say more than the property's.
  if (property !== undefined && range === null && own !== null) return [own];
  const found = entitiesOf(plan, finding).flatMap((id) => {
    const place = placeOf(plan, id);
    const at = spanOf(text, place);
    return (place?.property === undefined ? firstLine(text, at) : at) ?? [];
  });
  return found.length > 0 || own === null ? found : [own];
}

function firstLine({ text }: OwnText, span: Span | null): Span | null {
  if (span === null) return null;
  const end = text.slice(span.start, span.end).search(/[\r\n]/);
  return end < 0 ? span : { start: span.start, end: span.start + end };
}

const MARK: Record<Finding['severity'], EditorProblem['severity'] | null> = {
  error: 'error',
  silent: 'warning',
  warning: 'warning',
  question: null,
  info: null,
};
