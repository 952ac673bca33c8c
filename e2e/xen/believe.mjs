// @ts-check
// What comes of a layout, over as many boots as it takes to believe it: a busy machine can make a boot look like a hang,
// and a QEMU that did not start, or was killed, says nothing about Xen. Pure but for the boots it is given.
import { QemuFailed } from './qemu.mjs';

/** @typedef {import('./boot.mjs').Outcome} Outcome */
/**
 * @template T
 * @typedef {{outcome: Outcome, counted: string[]} & T} Booted `counted`: what it is disagreed on
 */
/**
 * @template T
 * @typedef {{kind: 'agrees' | 'disagrees', booted: Booted<T>}
 *   | {kind: 'differs', ends: string[]}
 *   | {kind: 'unbooted', why: string}} Belief
 *   `differs`: ends otherwise from run to run; `unbooted`: QEMU failed too often
 */

/** How many times as long as usual each boot is waited for. */
const PATIENCE = [1, 4, 4];

/** How a boot ended, in words that do not change from build to build. */
export const endOf = (/** @type {Outcome} */ { panicMessage, verdict }) =>
  panicMessage?.replaceAll(/:\d+$/g, '') ?? verdict;

/** Ends that only mean that nothing more was heard in time. */
const isSilence = (/** @type {Outcome} */ { verdict }) => verdict === 'hang' || verdict === 'domain-missing';

/**
 * Boots until two disagreements are alike, or an agreement follows on nothing but silence.
 * @template T
 * @param {(patience: number) => Promise<Booted<T>>} boot
 * @returns {Promise<Belief<T>>}
 */
export async function believe(boot) {
  /** @type {Booted<T>[]} */
  const before = [];
  let failure = '';
  for (const patience of PATIENCE) {
    let booted;
    try {
      booted = await boot(patience);
    } catch (error) {
      if (!(error instanceof QemuFailed)) throw error;
      failure = error.message;
      continue;
    }
    const end = endOf(booted.outcome);
    const agrees = booted.counted.length === 0;
    if (agrees && before.every(({ outcome }) => isSilence(outcome))) return { kind: 'agrees', booted };
    if (!agrees && before.some(({ outcome }) => endOf(outcome) === end)) return { kind: 'disagrees', booted };
    before.push(booted);
    if (agrees || before.filter(({ outcome }) => !isSilence(outcome)).length > 1) break;
  }
  return failure !== '' && before.length < 2
    ? { kind: 'unbooted', why: failure }
    : { kind: 'differs', ends: before.map(({ outcome }) => endOf(outcome)) };
}
