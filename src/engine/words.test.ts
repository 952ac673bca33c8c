import { expect, test } from 'vitest';
import { bareAnalysis, bareFinding } from '../testing/bare-analysis.ts';
import type { Analysis, Finding } from './analysis.ts';
import { consequenceWords, evidenceMark, evidenceText, outcomeWord } from './words.ts';

const ends = (consequence: NonNullable<Analysis['panic']>['consequence']): Analysis =>
  bareAnalysis({
    verdict: 'refused',
    panic: { message: null, consequence, domain: null, rule: 'r', early: false },
  });

test.each<[string, Analysis]>([
  ['boots', bareAnalysis({ findings: [bareFinding()] })],
  ['not as asked', bareAnalysis({ findings: [bareFinding({ severity: 'silent' })] })],
  ['not as asked', bareAnalysis({ findings: [bareFinding({ severity: 'error' })] })],
  ['panics', ends('panic')],
  ['aborts', ends('abort')],
  ['hits a BUG', ends('bug')],
  ['asserts', ends('assertion')],
  ['hangs', ends('hang')],
])('a boot that %s', (word, analysis) => {
  expect(outcomeWord(analysis)).toBe(word);
});

test.each<[string | null, Partial<Finding>]>([
  [null, { by: 'advice', consequence: null }],
  ['panic', { consequence: 'panic', stops: true }],
  ['left out', { consequence: 'dropped', prints: ['Region: …'] }],
  ['left out, without a word', { consequence: 'dropped' }],
  ['goes wrong later, without a word', { consequence: 'misbehaves' }],
])('a finding whose consequence is %s', (words, fields) => {
  expect(consequenceWords(bareFinding(fields))).toBe(words);
});

test.each<[string | null, string, Analysis['evidence']]>([
  [
    null,
    'At least 420 layouts were booted on a real Xen 4.22 built like this, and compared.',
    { layouts: 420, unbooted: [] },
  ],
  [
    'only 5 layouts booted',
    'Mostly from source: only 5 layouts were booted on a real Xen 4.22 built like this.',
    { layouts: 5, unbooted: [] },
  ],
  [
    'from source, not booted',
    'From source, not booted: no Xen 4.22 with GICv2, MPU, STATIC_SHM off is among the recordings of real Xen that the simulator is held to.',
    { layouts: 0, unbooted: ['GICv2', 'MPU', 'no STATIC_SHM'] },
  ],
])('evidence marked %s', (mark, text, evidence) => {
  expect(evidenceMark(evidence)).toBe(mark);
  expect(evidenceText(evidence, '4.22')).toBe(text);
});
