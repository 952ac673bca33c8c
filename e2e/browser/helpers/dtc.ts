// The device tree compiler as a judge, where it is installed. DTC=required makes its absence a failure.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasDtc = (): boolean => {
  const there =
    spawnSync('dtc', ['--version']).status === 0 && spawnSync('fdtget', ['--help']).error === undefined;
  if (!there && process.env['DTC'] === 'required') throw new Error('DTC=required, and dtc is not installed');
  return there;
};

/** Compiles a text and answers the numbers of properties (32-bit cells, hexadecimal), asked by path and name. */
export function cellsOf(
  dts: Buffer,
  asked: readonly (readonly [path: string, property: string])[],
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'memmap-story-'));
  try {
    const source = join(folder, 'board.dts');
    const blob = join(folder, 'board.dtb');
    writeFileSync(source, dts);
    execFileSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', '-o', blob, source]);
    return asked.map(([path, property]) =>
      execFileSync('fdtget', ['-t', 'x', blob, path, property], { encoding: 'utf8' }).trim(),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `address size` as two cells each. */
export const cells = (...numbers: readonly bigint[]): string =>
  numbers.map((n) => `${(n >> 32n).toString(16)} ${(n & 0xffff_ffffn).toString(16)}`).join(' ');
