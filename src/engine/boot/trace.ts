// The record of one boot: console lines, findings and where it ended, in the order Xen gets to them.
//
// The first stop ends the console log and is the panic. The simulation may go on after it to see what else is
// wrong; what it finds then is recorded as a finding that does not stop.
import type { Range } from '../../model/range.ts';
import { holds, type Release, type Span } from '../../model/release.ts';
import type { TreeEdit } from '../../model/tree-edit.ts';
import {
  type Consequence,
  type Finding,
  isEnding,
  type LogLine,
  type Panic,
  type Severity,
} from '../analysis.ts';
import type { At, Refusal } from '../refusals/refusal.ts';
import { endingOf, linesOf } from '../refusals/refusal.ts';

/** What a finding says besides its rule. */
export interface Told {
  readonly message: string;
  readonly domain?: string | null;
  readonly space?: 'host' | 'guest';
  readonly range?: Range | null;
  readonly involved?: readonly Range[];
  readonly path?: string | null;
  readonly property?: string | undefined;
  readonly fix?: readonly TreeEdit[];
  /** Console lines after the refusal's own, such as those of the functions it returns to. */
  readonly alsoPrints?: readonly string[];
  /** Where the boot ends, when a function further up decides that. */
  readonly ending?: string;
  /** What comes of it where the build or release differs from the refusal's usual. */
  readonly consequence?: Consequence;
}

/** Characters of a line that printk has room for (vprintk_common, drivers/char/console.c): of CMDLINE's ones the rest is lost. */
const PRINTK_ROOM = 1023;

export class Trace {
  readonly log: LogLine[] = [];
  readonly findings: Finding[] = [];
  panic: Panic | null = null;
  /** Before the console is up. */
  early = true;

  constructor(readonly at: At) {}

  get stopped(): boolean {
    return this.panic !== null;
  }

  /** A line of ordinary progress. */
  print(text: string): void {
    if (this.panic === null)
      this.log.push({ text: text.slice(0, PRINTK_ROOM), early: this.early, rule: null });
  }

  /** Something Xen notices, drops or gets wrong without ending the boot. */
  note<P>(refusal: Refusal<P>, params: P, severity: Severity, told: Told): void {
    const prints = [...linesOf(refusal, params, this.at), ...(told.alsoPrints ?? [])];
    this.#log(prints, refusal.id);
    const consequence = told.consequence ?? refusal.consequence;
    this.findings.push(findingOf(refusal.id, told, prints, severity, consequence, false));
  }

  /** Something that ends the boot. */
  stop<P>(refusal: Refusal<P>, params: P, told: Told): void {
    const prints = [...linesOf(refusal, params, this.at), ...(told.alsoPrints ?? [])];
    const message = inPanic(told.ending ?? endingOf(refusal, params, this.at), this.at.release);
    const first = this.panic === null;
    const last = message === null ? [] : [message];
    const usual = told.consequence ?? refusal.consequence;
    const consequence = isEnding(usual) ? usual : 'panic';
    if (first) {
      this.#log(prints, refusal.id);
      if (message !== null) this.#log(panicLines(message), refusal.id);
      this.panic = {
        message,
        consequence,
        domain: told.domain ?? null,
        rule: refusal.id,
        early: this.early,
      };
    }
    this.findings.push(findingOf(refusal.id, told, [...prints, ...last], 'error', consequence, first));
  }

  /** What was recorded in another boot, where it would be recorded in this one too. */
  repeat(lines: readonly LogLine[], findings: readonly Finding[]): void {
    for (const line of lines) this.log.push(line);
    for (const finding of findings) this.findings.push(finding);
  }

  #log(lines: readonly string[], rule: string): void {
    if (this.panic !== null) return;
    for (const text of lines) this.log.push({ text, early: this.early, rule });
  }
}

/** Written out whole: there can be hundreds at every step of a drag. */
const findingOf = (
  rule: string,
  told: Told,
  prints: readonly string[],
  severity: Severity,
  consequence: Consequence,
  stops: boolean,
): Finding => ({
  rule,
  by: 'xen',
  severity,
  consequence,
  stops,
  domain: told.domain ?? null,
  message: told.message,
  prints,
  space: told.space ?? 'host',
  range: told.range ?? null,
  involved: told.involved ?? [],
  path: told.path ?? null,
  property: told.property,
  fix: told.fix,
});

/** Characters that panic() has room for up to 4.17; later releases print all. */
const PANIC_ROOM: Span & { readonly characters: number } = { until: '4.18', characters: 127 };
const inPanic = (message: string | null, release: Release): string | null =>
  message !== null && holds(PANIC_ROOM, release) ? message.slice(0, PANIC_ROOM.characters) : message;

const STARS = '*'.repeat(40);

/** What panic() prints (common/console: panic), all releases. */
export const panicLines = (message: string): readonly string[] => [
  '',
  STARS,
  'Panic on CPU 0:',
  ...message.split('\n'),
  STARS,
  '',
  'Reboot in five seconds...',
];
