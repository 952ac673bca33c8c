import { expect, test } from 'vitest';
import type { Analysis } from '../engine/analysis.ts';
import type { Release } from '../model/release.ts';
import { type Build, DEFAULT_TARGET } from '../model/target.ts';
import { bareAnalysis } from '../testing/bare-analysis.ts';
import { matrixText } from './check-matrix.ts';

const BOOTS = bareAnalysis();
const PANICS: Analysis = {
  ...BOOTS,
  verdict: 'refused',
  panic: { message: 'x', consequence: 'panic', domain: null, rule: 'r', early: false },
};
const cell = (file: string, release: Release, analysis: Analysis, build: Build = 'release') => ({
  file,
  target: { ...DEFAULT_TARGET, release, build },
  analysis,
});

test('files down, releases across', () => {
  expect(
    matrixText([
      cell('a.dtb', '4.17', PANICS),
      cell('a.dtb', '4.22', BOOTS),
      cell('longer.dts', '4.17', BOOTS),
      cell('longer.dts', '4.22', BOOTS),
    ]),
  ).toBe('XEN         4.17    4.22\na.dtb       panics  boots\nlonger.dts  boots   boots\n');
});

test('builds are named where they differ, and what was not judged stays empty', () => {
  expect(
    matrixText([
      cell('a.json', '4.22', BOOTS, 'debug'),
      cell('b.dtb', '4.17', PANICS),
      cell('b.dtb', '4.22', BOOTS),
    ]),
  ).toBe(
    'XEN     4.22 debug  4.17 release  4.22 release\na.json  boots\nb.dtb               panics        boots\n',
  );
});

test('one release each needs no table', () => {
  expect(matrixText([cell('a.dtb', '4.22', BOOTS), cell('b.dtb', '4.22', PANICS)])).toBe('');
});

test('what rests on source alone has a star, explained below', () => {
  const fromSource: Analysis = { ...PANICS, evidence: { layouts: 0, unbooted: ['release build'] } };
  expect(matrixText([cell('a.dtb', '4.20', fromSource), cell('a.dtb', '4.22', BOOTS)])).toBe(
    'XEN    4.20     4.22\na.dtb  panics*  boots\n*: from source; such a Xen was not booted, or hardly\n',
  );
});
