// Where a selection and what Xen says about it stand in a text, by the lines its writer noted for each entity.
import type { EditorProblem, LineRange } from '../../editor/port.ts';
import type { Analysis, Finding } from '../../engine/analysis.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { entitiesOf } from '../results/entities-of.ts';

type Lines = ReadonlyMap<EntityId, LineRange>;

/** The lines of everything selected, from the top. What has no line in this text has none here. */
export const selectedLines = (lines: Lines, selection: readonly EntityId[]): LineRange[] =>
  selection
    .map((id) => lines.get(id))
    .filter((at) => at !== undefined)
    .toSorted((a, b) => a.first - b.first);

/** Xen's failing findings as marks in the text: a node's on its first line, a bank's on its own. */
export function problemsIn(plan: Plan, lines: Lines, analysis: Analysis): EditorProblem[] {
  return analysis.findings.flatMap((finding) => {
    const severity = MARK[finding.severity];
    if (severity === null) return [];
    const message = [finding.message, ...finding.prints.map((line) => `(XEN) ${line}`)].join('\n');
    return entitiesOf(plan, finding).flatMap((id) => {
      const at = lines.get(id);
      return at === undefined ? [] : [{ at: { first: at.first, last: at.first }, message, severity }];
    });
  });
}

const MARK: Record<Finding['severity'], EditorProblem['severity'] | null> = {
  error: 'error',
  silent: 'warning',
  warning: 'warning',
  question: null,
  info: null,
};
