// The last answer for each target, on both sides of a thread. Both hear of the same answers in the same order, so that
// what one side keeps the other keeps as well.
import type { Analysis } from '../engine/analysis.ts';
import { RELEASES } from '../model/release.ts';
import type { Target } from '../model/target.ts';

/** Two builds of each release. */
const KEPT = 2 * RELEASES.length;

export class Answers {
  readonly #last = new Map<string, Analysis>();

  of(target: Target): Analysis | null {
    return this.#last.get(JSON.stringify(target)) ?? null;
  }

  keep(target: Target, analysis: Analysis): void {
    const key = JSON.stringify(target);
    this.#last.delete(key);
    this.#last.set(key, analysis);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= KEPT) break;
      this.#last.delete(oldest);
    }
  }
}
