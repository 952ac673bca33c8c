import { expect, test } from 'vitest';
import { ANY_LOADER } from '../../model/loader.ts';
import { problemText } from '../../model/result.ts';
import { type LoaderText, loaderText, loaderWords, readLoader } from './loader-form.ts';

const NOBODY = loaderText(ANY_LOADER);

test.each<[Partial<LoaderText>, string]>([
  [{}, 'wherever there is room'],
  [
    { ownStart: '0x7b00_0000', ownSize: '80M' },
    'wherever there is room, but not where U-Boot runs (0x7b00_0000, 80 MiB)',
  ],
  [{ who: '2025' }, 'as ImageBuilder lays them out, Xen and the blob too, from the MEMORY_START that suits'],
  [
    { who: '2023.2', start: '1G', end: '0x5000_0000', ownStart: '2G', ownSize: '1M' },
    'as ImageBuilder lays them out, Xen and the blob too, from MEMORY_START 0x4000_0000 to MEMORY_END 0x5000_0000, but not where U-Boot runs (0x8000_0000, 1 MiB)',
  ],
  [{ who: 'any', start: 'nonsense' }, 'wherever there is room'],
  [{ who: '2025', start: 'near' }, 'refused: MEMORY_START: '],
  [{ who: '2025', start: '2G', end: '1G' }, 'refused: MEMORY_END: must be beyond MEMORY_START'],
  [{ ownStart: '2G' }, 'refused: size of U-Boot’s own memory: '],
  [{ ownStart: '2G', ownSize: '0' }, 'refused: size of U-Boot’s own memory: say how much'],
])('typed %j: %s', (typed, words) => {
  const read = readLoader({ ...NOBODY, ...typed });
  const said = read.ok ? loaderWords(read.value) : `refused: ${problemText(read.problem)}`;
  expect(said.slice(0, words.endsWith(' ') ? words.length : undefined)).toBe(words);
});

test('what was read is typed the same', () => {
  const typed: LoaderText = {
    who: '2023.2',
    start: '0x4000_0000',
    end: '0x5000_0000',
    ownStart: '0x7b00_0000',
    ownSize: '80 MiB',
  };
  const read = readLoader(typed);
  expect(read.ok && loaderText(read.value)).toEqual(typed);
});
