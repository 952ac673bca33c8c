// What a rule of ours is: something Xen does not enforce, but a careful engineer would say.
import type { Citation } from '../refusals/refusal.ts';
import type { Finding } from '../analysis.ts';
import type { TreeEdit } from '../../model/tree-edit.ts';

/** One thing to say, at a place. */
export interface Advice extends Pick<Finding, 'severity' | 'message' | 'path' | 'property'> {
  readonly domain?: string | null;
  readonly range?: Finding['range'];
  readonly involved?: Finding['involved'];
  /** What to write; empty or absent where a person must decide. */
  readonly fix?: readonly TreeEdit[];
  /**
   * In a few words what holds once the fix is made, such as `“xen, domain” is “xen,domain”`. The tree is then judged
   * as it would be. Absent where the fix changes nothing of what Xen reads.
   */
  readonly once?: string;
}

export interface Rule<Subject> {
  /** Also the name of its file, of its test and of the page that explains it. */
  readonly id: string;
  /** A few words. */
  readonly title: string;
  /** Where in Xen's source or documents it was read. */
  readonly source: readonly Citation[];
  /** What there is to say, in document order. */
  check(subject: Subject): readonly Advice[];
}

export const findingOf = (rule: string, advice: Advice): Finding => ({
  rule,
  by: 'advice',
  consequence: null,
  severity: advice.severity,
  stops: false,
  domain: advice.domain ?? null,
  message: advice.message,
  prints: [],
  space: 'host',
  range: advice.range ?? null,
  involved: advice.involved ?? [],
  path: advice.path,
  property: advice.property,
  fix: advice.fix,
});
