// What has been found written wrongly, and how to speak of the tree in which it is right.
import type { TreeEdit } from '../../model/tree-edit.ts';
import type { Finding } from '../analysis.ts';
import { type Advice, findingOf } from './rule.ts';

/** Advice with the rule it comes from. */
export interface Said {
  readonly rule: string;
  readonly advice: Advice;
}

/** Corrections told one by one; of more only that they are made. */
const MOST = 3;

export class Corrections {
  /** What makes the tree what its writer meant. */
  readonly edits: readonly TreeEdit[];
  readonly #all: readonly Advice[];
  readonly #byPath = new Map<string | null, Advice[]>();
  /** What a renamed property is called in the tree that was given, by path and right name. */
  readonly #given = new Map<string, string>();

  /** Of all that is said only what changes what Xen reads is a correction. */
  constructor(said: readonly Said[]) {
    this.#all = said.flatMap(({ advice }) => (advice.once === undefined ? [] : [advice]));
    this.edits = this.#all.flatMap(({ fix }) => fix ?? []);
    for (const advice of this.#all) {
      const here = this.#byPath.get(advice.path);
      if (here === undefined) this.#byPath.set(advice.path, [advice]);
      else here.push(advice);
    }
    for (const edit of this.edits)
      if (edit.kind === 'rename') this.#given.set(`${edit.path} ${edit.to}`, edit.property);
  }

  /** `Once xen,reserved-heap is spelled xen,static-heap and /chosen has 2/2 cells`. */
  get once(): string {
    return onceText(this.#all);
  }

  /** What is said about the corrected tree as a finding about the one that was given. */
  findingAfter({ rule, advice }: Said): Finding {
    const finding = this.inGivenNames(findingOf(rule, advice));
    const here = this.#byPath.get(advice.path);
    return here === undefined ? finding : { ...finding, message: `${onceText(here)}: ${finding.message}` };
  }

  /** The finding with the property as the tree that was given calls it: that is where it is written. */
  inGivenNames(finding: Finding): Finding {
    const property = this.#given.get(`${finding.path} ${finding.property}`);
    return property === undefined ? finding : { ...finding, property };
  }
}

function onceText(corrections: readonly Advice[]): string {
  const parts = [...new Set(corrections.map(({ once = '' }) => once))];
  if (parts.length > MOST) return 'Once all this is corrected';
  const last = parts.at(-1) ?? '';
  return `Once ${parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}`;
}
