// The board trees of Debian's arm64 kernel package, for tests: fetched once into .cache/kernel-trees. Where they or a
// tool cannot be had a test is skipped with the reason, and fails instead when BOARD_TREES=required is set.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const REQUIRED = process.env['BOARD_TREES'] === 'required';

/** Why a tool cannot be used here, or null. */
export const missing = (tool: string): string | null =>
  spawnSync(tool, ['--version']).error === undefined ? null : `${tool} is not installed`;

/** Skips the running test for `reason`, unless it is required to run. */
export function needs(reason: string | null, skip: (note: string) => never): void {
  if (reason === null) return;
  if (REQUIRED) throw new Error(`BOARD_TREES=required, but ${reason}`);
  skip(reason);
}

/** The folder of the trees, or why there is none. */
export function kernelTrees(): { readonly folder: string } | { readonly problem: string } {
  const script = join(resolve(import.meta.dirname, '../..'), 'scripts/fetch-kernel-trees.mjs');
  const run = spawnSync(process.execPath, [script, ...(REQUIRED ? [] : ['--once'])], { encoding: 'utf8' });
  return run.status === 0 ? { folder: run.stdout.trim() } : { problem: run.stderr.trim() };
}
