// `inspect` against fdtget: the RAM banks of a tree QEMU dumps and of boards' trees from Debian's arm64 kernel package.
//
// The trees are fetched once into .cache/kernel-trees. Where they or fdtget cannot be had the tests are skipped
// with the reason, and fail instead when BOARD_TREES=required is set.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const REQUIRED = process.env['BOARD_TREES'] === 'required';
const BOARDS = [
  'xilinx/zynqmp-zcu102-rev1.0.dtb',
  'renesas/r8a774a1-hihope-rzg2m.dtb',
  'broadcom/bcm2711-rpi-4-b.dtb',
  'freescale/imx93-11x11-evk.dtb',
];

/** Why a tool cannot be used here, or null. */
const missing = (tool: string): string | null =>
  spawnSync(tool, ['--version']).error === undefined ? null : `${tool} is not installed`;

/** Skips the running test for `reason`, unless it is required to run. */
function needs(reason: string | null, skip: (note: string) => never): void {
  if (reason === null) return;
  if (REQUIRED) throw new Error(`BOARD_TREES=required, but ${reason}`);
  skip(reason);
}

const fdtget = (...args: string[]): string[] =>
  execFileSync('fdtget', args, { encoding: 'utf8' })
    .split(/\s+/)
    .filter((word) => word !== '');

/** RAM banks as fdtget gives the words of `reg`: an account of its own, not ours. */
function banksByFdtget(blob: string): { start: string; size: string }[] {
  const cells = (name: string, otherwise: number): number =>
    Number(fdtget('-d', String(otherwise), '-t', 'u', blob, '/', name)[0]);
  const [address, size] = [cells('#address-cells', 2), cells('#size-cells', 1)];
  const banks: { start: string; size: string }[] = [];
  for (const name of fdtget('-l', blob, '/').filter((child) => /^memory(@|$)/.test(child))) {
    const words = fdtget('-d', '', '-t', 'x', blob, `/${name}`, 'reg');
    for (let i = 0; i + address + size <= words.length; i += address + size) {
      const number = (from: number, count: number): bigint =>
        BigInt(
          `0x${words
            .slice(from, from + count)
            .map((word) => word.padStart(8, '0'))
            .join('')}`,
        );
      const bank = { start: number(i, address), size: number(i + address, size) };
      if (bank.size > 0n)
        banks.push({ start: `0x${bank.start.toString(16)}`, size: `0x${bank.size.toString(16)}` });
    }
  }
  return banks;
}

function inspected(blob: string): unknown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, 'scripts/cli.mjs'), 'inspect', blob, '--format', 'json'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as { memory: unknown }).memory;
}

describe('inspect gives the RAM banks fdtget gives', () => {
  let work = '';
  let trees: { folder: string } | { problem: string } = { problem: 'not fetched' };
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'xen-memmap-banks-'));
    const script = join(project, 'scripts/fetch-kernel-trees.mjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, ...(REQUIRED ? [] : ['--once'])],
      {
        encoding: 'utf8',
      },
    );
    trees = status === 0 ? { folder: stdout.trim() } : { problem: stderr.trim() };
  }, 900_000);
  afterAll(() => rmSync(work, { recursive: true }));

  test.for([2048, 8192])('on the tree QEMU dumps for %i MiB', (mebibytes, { skip }) => {
    needs(missing('fdtget') ?? missing('qemu-system-aarch64'), skip);
    const blob = join(work, `virt-${mebibytes}.dtb`);
    const machine = `virt,virtualization=on,gic-version=3,dumpdtb=${blob}`;
    execFileSync(
      'qemu-system-aarch64',
      ['-M', machine, '-cpu', 'cortex-a57', '-m', String(mebibytes), '-display', 'none', '-nodefaults'],
      { stdio: 'ignore' },
    );
    expect(banksByFdtget(blob)).toHaveLength(1);
    expect(inspected(blob)).toEqual(banksByFdtget(blob));
  });

  test.for(BOARDS)('on %s', (name, { skip }) => {
    needs(missing('fdtget') ?? ('problem' in trees ? trees.problem : null), skip);
    const blob = join('folder' in trees ? trees.folder : '', name);
    expect(inspected(blob)).toEqual(banksByFdtget(blob));
  });
});
