// What one refusal or warning of Xen is, as data: its id, what Xen prints per release and build, where, why, and a cure.
import { type Release, type Span, holds } from '../../model/release.ts';
import type { Arch, Build } from '../../model/target.ts';
import type { Consequence } from '../analysis.ts';

/** The Xen whose words are wanted. */
export interface At {
  readonly release: Release;
  readonly arch: Arch;
  readonly build: Build;
}

/** Console lines of the releases (and architecture, and build) it names. */
export interface Saying<P> extends Span {
  readonly arch?: Arch;
  readonly build?: Build;
  lines(params: P): readonly string[];
}

/** The text after `Panic on CPU 0:` of the releases (and architecture, and build) it names. */
export interface Ending<P> extends Span {
  readonly arch?: Arch;
  readonly build?: Build;
  text(params: P): string;
}

export interface Citation extends Span {
  /** File and function in Xen's source. */
  readonly at: string;
}

/** What is known of a rule, whichever form it takes. */
export interface Rule {
  readonly id: string;
  /** A few words, to head a page. */
  readonly title: string;
  /** What happened, in one plain sentence, for lists. */
  readonly brief: string;
  /** Why Xen does this, what it leads to and what differs between releases: a paragraph to learn from. */
  readonly explain: string;
  /** What to change; null where nothing in the layout can. */
  readonly fix: string | null;
}

/**
 * One form a rule takes. A rule that Xen notices in two places, or ends in two ways, has a form for each; they share
 * what the rule is and differ in the rest.
 */
export interface Refusal<P> extends Rule {
  /** The usual one; an occurrence may end otherwise by release or build. */
  readonly consequence: Consequence;
  /** Noticed before the console is up: a board shows nothing of it unless Xen has early printk. */
  readonly early: boolean;
  /** First match counts; none: Xen says nothing. */
  readonly says: readonly Saying<P>[];
  /** First match counts; none: the function further up words the end, or nothing ends. */
  readonly ends: readonly Ending<P>[];
  readonly source: readonly Citation[];
}

const fits = (span: Span & { readonly arch?: Arch; readonly build?: Build }, at: At): boolean =>
  holds(span, at.release) &&
  (span.arch === undefined || span.arch === at.arch) &&
  (span.build === undefined || span.build === at.build);

export const linesOf = <P>(refusal: Pick<Refusal<P>, 'says'>, params: P, at: At): readonly string[] =>
  refusal.says.find((saying) => fits(saying, at))?.lines(params) ?? [];

/** The panic text; null where the refusal does not word one itself (or Xen hangs). */
export const endingOf = <P>(refusal: Pick<Refusal<P>, 'ends'>, params: P, at: At): string | null =>
  refusal.ends.find((ending) => fits(ending, at))?.text(params) ?? null;
