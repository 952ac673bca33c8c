import { expect, test } from 'vitest';
import { analyse, type Analysis } from '../engine/index.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { Answers, type Told } from './answers.ts';

const TARGET = DEFAULT_TARGET;
const guest = (name: string, start: number, i: number): string =>
  `${name} static ${start.toString(16)}+800000 kernel ${(0x4400_0000 + i * 0x10_0000).toString(16)}+10000`;
const others = Array.from({ length: 28 }, (_, i) => guest(`g${i}`, 0x6000_0000 + i * 0x100_0000, i));
/** The first bank of many somewhere else: on that of another domain it is refused. */
const at = (start: number): Analysis =>
  analyse(planSpec([guest('first', start, 28), ...others].join(' | ')), TARGET);
const [apart, farther] = [at(0x5000_0000), at(0x5080_0000)];
const [on, deeper] = [at(0x6000_0000), at(0x6020_0000)];

/** What is told of each, and what is made of it on the other side. */
function pass(answers: readonly Analysis[]): { told: readonly Told[]; heard: readonly Analysis[] } {
  const [here, there] = [new Answers(), new Answers()];
  const told = answers.map((analysis) => {
    const one = here.told(TARGET, analysis);
    here.keep(TARGET, analysis);
    return one;
  });
  const heard = structuredClone(told).map((one) => {
    const analysis = there.heard(TARGET, one);
    there.keep(TARGET, analysis);
    return analysis;
  });
  return { told, heard };
}

const letters = (told: Told | undefined): number =>
  JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)).length;

test('a drag that goes in and out of being refused is told in less than half once it has been in both', () => {
  expect([apart, on, farther, deeper].map(({ verdict }) => verdict)).toEqual([
    'boots',
    'refused',
    'boots',
    'refused',
  ]);
  const { told, heard } = pass([apart, on, farther, deeper, apart]);
  expect(heard).toEqual([apart, on, farther, deeper, apart]);
  const [, turned, ...again] = told.map(letters);
  for (const size of again) expect(size).toBeLessThan((turned ?? 0) / 2);
});

test('what is said of a domain that stays as it was is the same object, whichever way the verdict turns', () => {
  const { heard } = pass([apart, on, farther, deeper]);
  const last = heard.map(({ domains }) => domains.at(-1));
  expect(last.every((domain) => domain === last[0])).toBe(true);
});

test('of many ends only the last ones are kept, on both sides alike', () => {
  const ends = Array.from({ length: 60 }, (_, i): Analysis => ({
    ...apart,
    panic: { message: null, consequence: 'panic', domain: null, rule: `rule ${i}`, early: false },
  }));
  const { heard } = pass([...ends, ...ends]);
  expect(heard).toEqual([...ends, ...ends]);
});
