// What is wrong with a text, each with its place. Reading goes on after a problem, so there may be many.
import type { Span } from './source.ts';

/** `error`: the tree is not what the author meant. `warning`: kept as it is, but not understood. */
export type Severity = 'error' | 'warning';

export interface SpanProblem {
  readonly message: string;
  readonly span: Span;
  readonly severity: Severity;
}

/** More than anybody reads; a hostile text has one in every character. */
const MAX_PROBLEMS = 100;

/** In the order in which they were met; past a hundred only the first error is still taken. */
export class Problems {
  readonly list: SpanProblem[] = [];
  firstError: SpanProblem | undefined;

  report({ start, end }: Span, message: string, severity: Severity = 'error'): void {
    const problem = { message, span: { start, end }, severity };
    const isFirst = severity === 'error' && this.firstError === undefined;
    if (isFirst) this.firstError = problem;
    if (isFirst || this.list.length < MAX_PROBLEMS) this.list.push(problem);
  }
}
