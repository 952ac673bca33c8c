// The verdict of an answer without all that it rests on: little enough to be told at every step of a drag.
import type { Analysis, Evidence, Panic } from './analysis.ts';
import { fails } from './words.ts';

export interface Brief {
  readonly verdict: Analysis['verdict'];
  readonly panic: Pick<Panic, 'message' | 'early'> | null;
  readonly evidence: Evidence;
  /** Findings that make the design fail: severities `error` and `silent`. */
  readonly errors: number;
  readonly notes: number;
}

export function briefOf({ verdict, panic, evidence, findings }: Analysis): Brief {
  const errors = findings.filter(fails).length;
  return {
    verdict,
    panic: panic === null ? null : { message: panic.message, early: panic.early },
    evidence,
    errors,
    notes: findings.length - errors,
  };
}

export const sameBrief = (a: Brief, b: Brief): boolean => JSON.stringify(a) === JSON.stringify(b);
