// Where a selection and what is said about it stand in a text, by the lines its writer noted for each entity.
import type { EditorProblem, LineRange } from '../../editor/port.ts';
import type { Analysis, Finding } from '../../engine/analysis.ts';
import type { SourceText } from '../../exchange/source-text.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { entitiesOf } from '../results/entities-of.ts';

type Lines = ReadonlyMap<EntityId, LineRange>;

/** The lines of everything selected, from the top. What has no line in this text has none here. */
export const selectedLines = (lines: Lines, selection: readonly EntityId[]): LineRange[] =>
  selection
    .map((id) => lines.get(id))
    .filter((at) => at !== undefined)
    .toSorted((a, b) => a.first - b.first);

/**
 * Failing findings as marks in the text: a bank's on its own line, a property's on its, a node's on its first. They
 * include what names no entity, such as a domain whose compatible is misspelt.
 */
export function problemsIn(plan: Plan, text: Placed, analysis: Analysis): EditorProblem[] {
  return analysis.findings.flatMap((finding) => {
    const severity = MARK[finding.severity];
    if (severity === null) return [];
    const message = [finding.message, ...finding.prints.map((line) => `(XEN) ${line}`)].join('\n');
    return linesOf(plan, text, finding).map((line) => ({
      at: { first: line, last: line },
      message,
      severity,
    }));
  });
}

type Placed = Pick<SourceText, 'lines' | 'lineOf'>;

function linesOf(plan: Plan, { lines, lineOf }: Placed, finding: Finding): readonly number[] {
  const { path, property, range } = finding;
  const own = path === null ? null : lineOf(path, property);
  // Where a property holds many banks, the bank's own line says more than the property's.
  if (property !== undefined && range === null && own !== null) return [own];
  const found = entitiesOf(plan, finding).flatMap((id) => lines.get(id)?.first ?? []);
  return found.length > 0 || own === null ? found : [own];
}

const MARK: Record<Finding['severity'], EditorProblem['severity'] | null> = {
  error: 'error',
  silent: 'warning',
  warning: 'warning',
  question: null,
  info: null,
};
