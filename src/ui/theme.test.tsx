// The colours people read by, measured (WCAG 2.2, relative luminance) in every theme: on each surface a text may stand on, and on
// a region's colour as the map lays it over what is below.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Tokens = ReadonlyMap<string, string>;

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const sheets = read('./theme.css') + read('./contrast.css');

/** The tokens of every rule whose selector is one of `selectors`, later ones over earlier ones. */
function tokensOf(...selectors: readonly string[]): Tokens {
  const found = new Map<string, string>();
  for (const selector of selectors)
    for (const [, heads = '', body = ''] of sheets.matchAll(/([^{}]+)\{([^{}]*)\}/g))
      if (
        heads
          .replaceAll(/\/\*.*?\*\//gs, '')
          .split(',')
          .some((head) => head.trim() === selector)
      )
        for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g))
          found.set(name, value.trim());
  return found;
}

const THEMES = {
  dark: { tokens: tokensOf("[data-theme='dark']"), text: 4.5, line: 1 },
  light: { tokens: tokensOf("[data-theme='light']"), text: 4.5, line: 1 },
  'dark, high contrast': {
    tokens: tokensOf(
      "[data-theme='dark']",
      "[data-contrast='more']",
      "[data-contrast='more'][data-theme='dark']",
    ),
    text: 7,
    line: 3,
  },
  'light, high contrast': {
    tokens: tokensOf(
      "[data-theme='light']",
      "[data-contrast='more']",
      "[data-contrast='more'][data-theme='light']",
    ),
    text: 7,
    line: 3,
  },
} as const;

type Colour = readonly [red: number, green: number, blue: number];

function colour(tokens: Tokens, name: string): Colour {
  const value = tokens.get(name) ?? '';
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (other !== undefined) return colour(tokens, other);
  const [, hex] = /^#([0-9a-f]{6})$/.exec(value) ?? [];
  if (hex === undefined) throw new Error(`--${name} is no colour: ${value}`);
  const at = (i: number): number => Number.parseInt(hex.slice(i, i + 2), 16);
  return [at(0), at(2), at(4)];
}

const over = (top: Colour, opacity: number, below: Colour): Colour => {
  const mix = (i: 0 | 1 | 2): number => top[i] * opacity + below[i] * (1 - opacity);
  return [mix(0), mix(1), mix(2)];
};

function luminance(given: Colour): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(given[0]) + 0.7152 * linear(given[1]) + 0.0722 * linear(given[2]);
}

function ratio(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['bg', 'panel', 'raised', 'code'];
const WORDS = ['text', 'dim', 'faint', 'ok', 'bad', 'warn', 'accent'];
/** Of the second of two neighbours, so much is the owner's colour (map.module.css). */
const ODD = 0.8;

describe.each(Object.entries(THEMES))('%s', (_name, { tokens, text, line }) => {
  const owners = [...tokens.keys()].filter((name) => /^owner-(?!ram|firmware)/.test(name));

  test.each(WORDS.flatMap((word) => SURFACES.map((surface) => [word, surface] as const)))(
    'words in --%s on --%s',
    (word, surface) => {
      expect(ratio(colour(tokens, word), colour(tokens, surface))).toBeGreaterThanOrEqual(text);
    },
  );

  test.each(owners)('a label on --%s, and on the second of two neighbours', (owner) => {
    const opacity = Number(tokens.get('face-opacity'));
    const own = colour(tokens, owner);
    for (const fill of [own, over(own, ODD, colour(tokens, 'odd'))]) {
      const face = over(fill, opacity, colour(tokens, 'bg'));
      expect(ratio(colour(tokens, 'on-owner'), face)).toBeGreaterThanOrEqual(text);
    }
  });

  test.each(owners)('a region of --%s against what is around it', (owner) => {
    expect(ratio(colour(tokens, owner), colour(tokens, 'bg'))).toBeGreaterThanOrEqual(3);
  });

  test('words on the accent and on a verdict', () => {
    expect(ratio(colour(tokens, 'on-accent'), colour(tokens, 'accent'))).toBeGreaterThanOrEqual(text);
    expect(ratio(colour(tokens, 'on-bad'), colour(tokens, 'bad'))).toBeGreaterThanOrEqual(text);
  });

  test.each(SURFACES)('lines on --%s', (surface) => {
    expect(ratio(colour(tokens, 'line'), colour(tokens, surface))).toBeGreaterThanOrEqual(line);
  });
});
