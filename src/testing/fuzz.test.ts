// The bounded part of `npm run fuzz`: a few thousand damaged blobs and texts, with the run's seed.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inputOf, readInput, stockOf } from './fuzz.ts';

const folder = fileURLToPath(new URL('../devicetree/samples/', import.meta.url));
const SEED = Number(process.env['SEED']);
const COUNT = 4000;

test(`${COUNT} damaged inputs are read or refused by name`, () => {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.dts'))
    .map((name) => readFileSync(folder + name, 'utf8'));
  const stock = stockOf(texts, []);
  const kinds = new Set<string>();
  for (let index = 0; index < COUNT; index += 1)
    try {
      kinds.add(readInput(inputOf(stock, SEED, index), stock.base).kind);
    } catch (error) {
      throw new Error(`input ${index} of seed ${SEED}`, { cause: error });
    }
  expect([...kinds].toSorted()).toEqual(['blob', 'refused blob', 'text', 'text with mistakes']);
});
