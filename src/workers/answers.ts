// The last answers about each target, on both sides of a thread. Both hear of the same answers in the same order, so that
// what one side keeps the other keeps as well.
//
// A drag goes in and out of being refused, and with that what is said of all domains turns: the last answer is kept for each
// end that a boot had, and the next like it is made of that one.
import type { Analysis } from '../engine/analysis.ts';
import { type Delta, delta, patched } from '../model/delta.ts';
import { RELEASES } from '../model/release.ts';
import type { Target } from '../model/target.ts';

/** Two builds of each release, and some other ends of the one that is dragged for. */
const KEPT = 2 * RELEASES.length + 8;

/** What is told of an answer to somebody who has heard those before. */
export interface Told {
  /** What ends the boot; empty where nothing does. */
  readonly end: string;
  /** From the last answer with that end, where there is one, else from the last about the target; from null at first. */
  readonly change: Delta;
}

interface Answer {
  /** As JSON. */
  readonly target: string;
  readonly end: string;
  readonly analysis: Analysis;
}

const endOf = ({ panic }: Analysis): string => panic?.rule ?? '';

export class Answers {
  /** The newest last. */
  #kept: readonly Answer[] = [];

  #before(target: Target, end: string): Analysis | null {
    const about = JSON.stringify(target);
    const last =
      this.#kept.findLast((one) => one.target === about && one.end === end) ??
      this.#kept.findLast((one) => one.target === about);
    return last?.analysis ?? null;
  }

  /** To be asked before the answer is kept. */
  told(target: Target, analysis: Analysis): Told {
    const end = endOf(analysis);
    return { end, change: delta(this.#before(target, end), analysis) };
  }

  /** The answer that was told of. */
  heard(target: Target, { end, change }: Told): Analysis {
    return patched(this.#before(target, end), change) as Analysis;
  }

  keep(target: Target, analysis: Analysis): void {
    const [about, end] = [JSON.stringify(target), endOf(analysis)];
    const others = this.#kept.filter((one) => one.target !== about || one.end !== end);
    this.#kept = [...others.slice(1 - KEPT), { target: about, end, analysis }];
  }
}
