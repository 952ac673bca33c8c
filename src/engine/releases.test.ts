// The law that differences between releases are data: spans with a name, in tables. No line of the engine asks which
// release it is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RELEASES } from '../model/release.ts';

const LITERAL = `['"\`](?:${RELEASES.map((release) => release.replace('.', String.raw`\.`)).join('|')})['"\`]`;

const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'compares with a release',
    new RegExp(String.raw`(?:[=!]==?|[<>]=?)\s*${LITERAL}|${LITERAL}\s*(?:[=!]==?|[<>]=?)`),
  ],
  ['has a case for a release', new RegExp(String.raw`\bcase\s+${LITERAL}`)],
  ['asks a list of releases', new RegExp(String.raw`\[[^\]]*${LITERAL}[^\]]*\]\.(?:includes|indexOf)`)],
  ['asks for a span without a name', /\bholds\(\s*\{/],
  ['asks for a release and later', /\batLeast\(/],
  ['counts releases', /\bRELEASES\.(?:indexOf|findIndex)/],
];

/** What of a source asks which release it is. */
const violations = (source: string): string[] => {
  const code = source.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  return FORBIDDEN.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
};

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);

it('differences between releases are data everywhere in the engine', () => {
  expect(sources.length).toBeGreaterThan(100);
  const found = sources.flatMap((name) =>
    violations(readFileSync(join(import.meta.dirname, name), 'utf8')).map((what) => `${name} ${what}`),
  );
  expect(found).toEqual([]);
});

it.each([
  ["if (release === '4.17') stop();", 'compares with a release'],
  ["const late = '4.20' <= release;", 'compares with a release'],
  ["switch (release) { case 'unstable': stop(); }", 'has a case for a release'],
  ["if (['4.16', '4.17'].includes(release)) stop();", 'asks a list of releases'],
  ["if (holds({ since: '4.18' }, release)) stop();", 'asks for a span without a name'],
  ["if (atLeast(release, '4.18')) stop();", 'asks for a release and later'],
  ['if (RELEASES.indexOf(release) > 2) stop();', 'counts releases'],
])('sees %s', (code, what) => {
  expect(violations(code)).toEqual([what]);
});

it.each([
  "const BROKEN: Span = { since: '4.18', until: '4.20' }; if (holds(BROKEN, release)) stop();",
  "const LINES = { '4.17': 285, unstable: 308 }; const line = LINES[release];",
  "// release === '4.17' had it otherwise\nif (does.checksOverlap) stop();",
])('lets be %s', (code) => {
  expect(violations(code)).toEqual([]);
});
