// The reference tools, for tests that ask them: skipped where they are not installed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const HAS_DTC = spawnSync('dtc', ['--version']).status === 0;
export const HAS_FDTOVERLAY = spawnSync('fdtoverlay', ['--version']).status === 0;

/** The blob dtc makes of a source text; throws with dtc's own words where it refuses. */
export function dtc(text: string, ...options: readonly string[]): Uint8Array {
  const run = spawnSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', ...options], { input: text });
  if (run.status !== 0) throw new Error(`dtc: ${run.stderr.toString()}\n${text}`);
  return run.stdout;
}

/** `base` with an overlay applied by fdtoverlay. */
export function fdtoverlay(base: Uint8Array, overlay: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'memmap-'));
  try {
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('base'), base);
    writeFileSync(at('overlay'), overlay);
    const run = spawnSync('fdtoverlay', ['-i', at('base'), '-o', at('out'), at('overlay')]);
    if (run.status !== 0) throw new Error(`fdtoverlay: ${run.stderr.toString()}`);
    return readFileSync(at('out'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
