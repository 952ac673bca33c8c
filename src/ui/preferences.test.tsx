import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, readPreferences } from './preferences.ts';

test.each([null, '', '{', 'null', '7', '[]', '{"theme":"pink","sidebarPx":-5,"rightPx":"x","bottomPx":1e9}'])(
  'stored %j gives the defaults',
  (text) => {
    expect(readPreferences(text)).toEqual(DEFAULT_PREFERENCES);
  },
);

test('what is sane is kept', () => {
  expect(readPreferences('{"theme":"dark","sidebarPx":300,"bottomFolded":true}')).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: 'dark',
    sidebarPx: 300,
    bottomFolded: true,
  });
});
