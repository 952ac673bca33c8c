import { expect, test } from 'vitest';
import { CARET_KEYS } from '../map/caret-keys.ts';
import { chordOf, MAP_KEYS, type Row } from '../map/keyboard.ts';
import { KEY_GROUPS, shownChord } from './keys.ts';
import { PAGE_KEYS } from './page-keys.ts';

const shown = KEY_GROUPS.flatMap(({ keys }) => keys.flatMap((row) => row.keys));

test('every key that is bound stands on the sheet', () => {
  const bound = [
    ...Object.values(PAGE_KEYS).flat(),
    ...[...MAP_KEYS, ...CARET_KEYS].flatMap(({ chords }) => chords),
  ];
  const missing = bound.map(shownChord).filter((chord) => !shown.includes(chord) && chord !== 'Shift+?');
  expect(missing).toEqual([]);
});

test.each([
  ['map', MAP_KEYS],
  ['caret', CARET_KEYS],
])('no key of the %s means two things', (_name, rows: readonly Row[]) => {
  const chords = rows.flatMap((row) => [...row.chords, ...(row.too ?? [])]);
  expect(new Set(chords).size).toBe(chords.length);
});

test('no key is explained twice', () => {
  for (const { keys } of KEY_GROUPS) expect(new Set(keys.map(({ does }) => does)).size).toBe(keys.length);
});

test.each([
  ['$mod+Shift+KeyZ', 'Ctrl+Shift+Z'],
  ['Mod+ArrowLeft', 'Ctrl+←'],
  ['+', '+'],
  ['Shift+F10', 'Shift+F10'],
  ['PageUp', 'PageUp'],
])('%s is shown as %s', (chord, caps) => {
  expect(shownChord(chord)).toBe(caps);
});

test.each([
  [{ key: 's' }, 'S'],
  [{ key: 'S', shiftKey: true }, 'Shift+S'],
  [{ key: '+', shiftKey: true }, '+'],
  [{ key: ' ', shiftKey: true }, 'Shift+Space'],
  [{ key: 'ArrowLeft', metaKey: true, altKey: true, shiftKey: true }, 'Mod+Alt+Shift+ArrowLeft'],
])('%j is the chord %s', (init, chord) => {
  expect(chordOf(new KeyboardEvent('keydown', init))).toBe(chord);
});
