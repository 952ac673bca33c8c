// @ts-check
// The seed of a run, which all of its suites share: what SEED says; else the commit's own, so that a commit is tried on
// the same inputs everywhere, and each commit on others; else, where no commit is what is tried, a drawn one.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Seeds are below this: 31 bits. */
const SEEDS = 0x8000_0000;

/** Answers what git prints; a checkout that belongs to somebody else is read, too. */
const git = (/** @type {string[]} */ ...args) =>
  execFileSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/**
 * The seed of a commit: the first 31 bits of its name.
 * @param {string} commit 40 hexadecimal digits
 */
export const seedOfCommit = (commit) => Number.parseInt(commit.slice(0, 8), 16) >>> 1;

/** The seed of the commit that is checked out as it is; null with changes in it, or without git. */
function seedOfCheckout() {
  try {
    return git('status', '--porcelain', '--untracked-files=no') === ''
      ? seedOfCommit(git('rev-parse', 'HEAD'))
      : null;
  } catch {
    return null;
  }
}

/**
 * Chooses the seed, once for this process and all that it starts.
 * @returns {number} also in the environment, as SEED
 */
export function chooseSeed() {
  process.env['SEED'] ??= String(seedOfCheckout() ?? Date.now() % SEEDS);
  return Number(process.env['SEED']);
}
