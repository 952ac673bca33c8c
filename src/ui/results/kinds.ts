// What Xen does about a finding, told apart by a glyph and a word: a panic is not a hang, and neither is a loss in silence.
import {
  Bug,
  CircleSlash,
  Ghost,
  Hourglass,
  Lightbulb,
  MessageSquareWarning,
  OctagonX,
  ShieldX,
  Zap,
} from 'lucide-react';
import type { Consequence, Finding } from '../../engine/analysis.ts';
import { consequenceWords } from '../../engine/words.ts';

export type Kind = Consequence | 'advice';

interface Look {
  readonly icon: typeof Bug;
  /** For the strip over the list. */
  readonly word: string;
  /** What it means, as a tooltip. */
  readonly title: string;
}

/** Worst first. */
export const KINDS: Readonly<Record<Kind, Look>> = {
  panic: { icon: OctagonX, word: 'panic', title: 'Xen says why and stops' },
  abort: { icon: Zap, word: 'data abort', title: 'Xen touches memory it has no mapping for, and stops' },
  bug: {
    icon: Bug,
    word: 'BUG',
    title: 'Xen meets what it holds impossible, and stops at a line of its source',
  },
  assertion: { icon: ShieldX, word: 'assertion', title: 'A debug build stops; a release build goes on' },
  hang: { icon: Hourglass, word: 'hang', title: 'Xen stops without a word' },
  dropped: { icon: CircleSlash, word: 'left out', title: 'Xen boots without what was asked for' },
  misbehaves: {
    icon: Ghost,
    word: 'goes wrong later',
    title: 'Xen boots, and something is not what it seems',
  },
  warning: { icon: MessageSquareWarning, word: 'warning', title: 'Xen says so and goes on' },
  advice: { icon: Lightbulb, word: 'our advice', title: 'Ours: Xen does not object' },
};

export const kindOf = ({ by, consequence }: Finding): Kind =>
  by === 'advice' ? 'advice' : (consequence ?? 'advice');

/** `left out, without a word`; of advice, that it is ours. */
export const kindWords = (finding: Finding): string =>
  (kindOf(finding) === 'advice' ? null : consequenceWords(finding)) ?? KINDS.advice.word;

/** How many findings of each kind there are, worst kind first. */
export function countKinds(findings: readonly Finding[]): readonly (readonly [Kind, number])[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const count = findings.filter((finding) => kindOf(finding) === kind).length;
    return count === 0 ? [] : [[kind, count] as const];
  });
}
