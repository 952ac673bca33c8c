import { describe, expect, test } from 'vitest';
import type { Analysis, Finding, Panic, Severity } from '../engine/analysis.ts';
import { type Release, RELEASES } from '../model/release.ts';
import { briefOf } from '../engine/brief.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { bareAnalysis, bareFinding } from '../testing/bare-analysis.ts';
import { compareReleases, stretchText } from './releases.ts';
import { countsText, verdictOf, worstFirst } from './verdict.ts';

const finding = (severity: Severity, message = '', stops = false): Finding =>
  bareFinding({ severity, message, stops, consequence: stops ? 'panic' : 'dropped' });
const panic = (message: string | null, early = false): Panic => ({
  message,
  consequence: message === null ? 'hang' : 'panic',
  domain: null,
  rule: 'r',
  early,
});
const analysis = (findings: Finding[], stopped: Panic | null = null): Analysis =>
  bareAnalysis({ verdict: stopped === null ? 'boots' : 'refused', panic: stopped, findings });

describe('the verdict in one sentence', () => {
  test.each<[string, Analysis, string]>([
    ['nothing to say', analysis([]), 'ok|Boots on Xen 4.22|null|'],
    [
      'notes do not spoil it',
      analysis([finding('warning'), finding('info')]),
      'ok|Boots on Xen 4.22|null|2 notes',
    ],
    [
      'a lost wish does',
      analysis([finding('silent')]),
      'warn|Boots on Xen 4.22, but not as asked|null|1 error',
    ],
    [
      'Xen’s line is verbatim',
      analysis([finding('error'), finding('question')], panic('Early FDT parsing failed (-22)')),
      'bad|Xen 4.22 refuses:|Early FDT parsing failed (-22)|1 error · 1 note',
    ],
    [
      'a hang says nothing',
      analysis([finding('error')], panic(null)),
      'bad|Xen 4.22 hangs without a word|null|1 error',
    ],
  ])('%s', (_, given, expected) => {
    const verdict = verdictOf(briefOf(given), DEFAULT_TARGET);
    expect(
      [verdict.tone, verdict.lead, verdict.line, countsText(verdict)].join('|').replace('||', '|null|'),
    ).toBe(expected);
  });

  test('an early panic says who sees it', () => {
    const early = analysis([], panic('x', true));
    expect(verdictOf(briefOf(early), DEFAULT_TARGET).note).toContain('early printk');
    const kconfig = { ...DEFAULT_TARGET.kconfig, EARLY_PRINTK: true };
    expect(verdictOf(briefOf(early), { ...DEFAULT_TARGET, kconfig }).note).toBeNull();
  });

  test('one that rests on source alone is marked', () => {
    expect(verdictOf(briefOf(analysis([])), DEFAULT_TARGET).mark).toBeNull();
    const fromSource = { ...analysis([]), evidence: { layouts: 0, unbooted: ['GICv2' as const] } };
    expect(verdictOf(briefOf(fromSource), DEFAULT_TARGET).mark).toBe('from source, not booted');
  });
});

test('worst first, what stops Xen before all, otherwise as Xen reaches them', () => {
  const given = [
    finding('info', 'i'),
    finding('error', 'e1'),
    finding('silent', 's'),
    finding('error', 'stop', true),
    finding('error', 'e2'),
  ];
  expect(worstFirst(given).map((f) => f.message)).toEqual(['stop', 'e1', 'e2', 's', 'i']);
});

test.each<[string, string | null]>([
  ['11111111', 'all releases'],
  ['00011111', 'since 4.19'],
  ['11100000', 'until 4.18'],
  ['01110000', '4.17 to 4.19'],
  ['00000100', '4.21 only'],
  ['10000000', '4.16 only'],
  ['00000001', 'unstable only'],
  ['00000000', null],
  ['00100100', null],
])('a finding present in %s of the releases reads %j', (bits, expected) => {
  expect(stretchText(Array.from(bits, (bit) => bit === '1'))).toBe(expected);
});

describe('what differs between releases and builds', () => {
  /** A finding for each rule, in the releases whose bit is set. */
  const build = (bits: Readonly<Record<string, string>>) =>
    new Map<Release, Analysis>(
      RELEASES.map((release, i) => [
        release,
        analysis(
          Object.entries(bits)
            .filter(([, present]) => present[i] === '1')
            .map(([rule]) => ({ ...finding('error', rule), rule })),
        ),
      ]),
    );
  const shown = (release: Readonly<Record<string, string>>, debug = release) => {
    const { differences, common } = compareReleases({ release: build(release), debug: build(debug) });
    return [...differences.map(({ finding: { rule }, where }) => `${rule}: ${where}`), common];
  };

  test.each<[string, ReturnType<typeof shown>, readonly (string | number)[]]>([
    ['nothing anywhere', shown({}), [0]],
    ['the same everywhere', shown({ a: '11111111' }), [1]],
    ['since a release', shown({ a: '00011111', b: '11111111' }), ['a: since 4.19', 1]],
    ['here and there', shown({ a: '00100100' }), ['a: 4.18, 4.21', 0]],
    ['debug builds alone', shown({ a: '00000000' }, { a: '11111111' }), ['a: debug builds', 0]],
    ['debug builds since a release', shown({}, { a: '00000011' }), ['a: debug builds since 4.22', 0]],
    [
      'not the same in both builds',
      shown({ a: '11100000' }, { a: '11111111' }),
      ['a: release builds until 4.18, debug builds', 0],
    ],
  ])('%s', (_, given, expected) => {
    expect(given).toEqual(expected);
  });
});
