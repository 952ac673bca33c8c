// `inspect` against fdtget: the RAM banks of a tree QEMU dumps and of boards' trees from Debian's arm64 kernel package.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ramByFdtget } from '../boards/fdtget.ts';
import { kernelTrees, missing, needs } from '../boards/trees.ts';

const project = resolve(import.meta.dirname, '../..');
const BOARDS = [
  'xilinx/zynqmp-zcu102-rev1.0.dtb',
  'renesas/r8a774a1-hihope-rzg2m.dtb',
  'broadcom/bcm2711-rpi-4-b.dtb',
  'freescale/imx93-11x11-evk.dtb',
];

const banksByFdtget = (blob: string): unknown =>
  ramByFdtget(blob).map(({ start, size }) => ({ start, size }));

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
  let trees: ReturnType<typeof kernelTrees> = { problem: 'not fetched' };
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'xen-memmap-banks-'));
    trees = kernelTrees();
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
