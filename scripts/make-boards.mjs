#!/usr/bin/env node
// Makes the bundled boards, src/boards/data/<id>.json: facts read off device trees, each with its source.
//
//   node scripts/make-boards.mjs [--check]
//
// The trees come from Debian's arm64 kernel package (fetch-kernel-trees.mjs) and from QEMU itself; the facts
// are those the product reads off any tree a user opens (bindings/host). `--check` changes nothing and exits 1
// when a file would differ. Run it again when Debian's kernel moves on; the diff shows what changed on a board.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';
import { kernelTrees } from './fetch-kernel-trees.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const data = join(project, 'src/boards/data');

const bank = (start, size) => ({ start, size });
const MiB = 0x10_0000n;
const GiB = 0x4000_0000n;

/**
 * What no tree says: the RAM a board is sold with, where its tree leaves that to the firmware or states less.
 * Banks as the board's usual firmware hands them on, so without what it keeps for itself.
 */
const OPTIONS = {
  // Low 2 GiB from 0x80000000, the rest from 0x880000000 (U-Boot's description of the board).
  'imx8qm-mek': [{ label: '6 GiB', banks: [bank(0x8000_0000n, 2n * GiB), bank(0x8_8000_0000n, 4n * GiB)] }],
  'imx93-evk': [{ label: '2 GiB', banks: [bank(0x8000_0000n, 2n * GiB)] }],
  // The first 256 MiB belong to the firmware of the system manager (U-Boot's description of the board).
  'imx95-evk': [
    { label: '16 GiB', banks: [bank(0x9000_0000n, 0x7000_0000n), bank(0x1_0000_0000n, 14n * GiB)] },
  ],
  // 66 MiB at the top of the low bank stay with the secure firmware.
  'lx2160a-rdb': [
    { label: '16 GiB', banks: [bank(0x8000_0000n, 0x7be0_0000n), bank(0x20_8000_0000n, 14n * GiB)] },
  ],
  // The first 2 MiB stay with the secure firmware; registers take 0xf0000000 to 4 GiB; two holes below 16 GiB.
  'rock-5b': [
    { label: '4 GiB', banks: [bank(2n * MiB, 0xefe0_0000n)] },
    { label: '8 GiB', banks: [bank(2n * MiB, 0xefe0_0000n), bank(0x1_0000_0000n, 4n * GiB)] },
    {
      label: '16 GiB',
      banks: [
        bank(2n * MiB, 0xefe0_0000n),
        bank(0x1_0000_0000n, 0x2_fc00_0000n),
        bank(0x3_fc50_0000n, 0x3a0_0000n),
      ],
    },
    {
      label: '32 GiB',
      banks: [
        bank(2n * MiB, 0xefe0_0000n),
        bank(0x1_0000_0000n, 0x2_fc00_0000n),
        bank(0x3_fc50_0000n, 0x3a0_0000n),
        bank(0x4_0000_0000n, 16n * GiB),
      ],
    },
  ],
  // 76 MiB below 1 GiB go to the GPU by default, registers take 0xfc000000 to 4 GiB.
  rpi4: [
    { label: '1 GiB', banks: [bank(0n, 948n * MiB)] },
    { label: '2 GiB', banks: [bank(0n, 948n * MiB), bank(GiB, GiB)] },
    { label: '4 GiB', banks: [bank(0n, 948n * MiB), bank(GiB, 3008n * MiB)] },
    {
      label: '8 GiB',
      banks: [bank(0n, 948n * MiB), bank(GiB, 3008n * MiB), bank(0x1_0000_0000n, 4n * GiB)],
    },
  ],
};

const qemu = (mebibytes) => ({
  args: `-M virt,virtualization=on,gic-version=3 -cpu cortex-a57 -smp 4 -m ${mebibytes} -nodefaults`,
});
const debian = (path) => ({ path });

/** id of the registry → the tree its facts are read from. */
const TREES = {
  'qemu-virt-2g': qemu(2048),
  'qemu-virt-8g': qemu(8192),
  zcu102: debian('xilinx/zynqmp-zcu102-rev1.0.dtb'),
  kv260: debian('xilinx/zynqmp-smk-k26-revA-sck-kv-g-revB.dtb'),
  'fvp-base-revc': debian('arm/fvp-base-revc.dtb'),
  'juno-r2': debian('arm/juno-r2.dtb'),
  'imx8mp-evk': debian('freescale/imx8mp-evk.dtb'),
  'imx8qm-mek': debian('freescale/imx8qm-mek.dtb'),
  'imx93-evk': debian('freescale/imx93-11x11-evk.dtb'),
  'imx95-evk': debian('freescale/imx95-19x19-evk.dtb'),
  'lx2160a-rdb': debian('freescale/fsl-lx2160a-rdb.dtb'),
  'rock-5b': debian('rockchip/rk3588-rock-5b.dtb'),
  rpi4: debian('broadcom/bcm2711-rpi-4-b.dtb'),
  'rzg2m-hihope': debian('renesas/r8a774a1-hihope-rzg2m.dtb'),
  'am62x-sk': debian('ti/k3-am625-sk.dtb'),
  'am64x-evm': debian('ti/k3-am642-evm.dtb'),
  'j721e-evm': debian('ti/k3-j721e-evm.dtb'),
  'j784s4-evm': debian('ti/k3-j784s4-evm.dtb'),
};

const load = async (path) =>
  (await runnerImport(join(project, path), { root: project, logLevel: 'error' })).module;

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

/** The blob QEMU makes for its own virtual machine, and the words that name it. */
function dumped(args) {
  const work = mkdtempSync(join(tmpdir(), 'make-boards-'));
  try {
    const blob = join(work, 'virt.dtb');
    const [machine, ...rest] = args.replace('-M ', '').split(' ');
    run('qemu-system-aarch64', ['-M', `${machine},dumpdtb=${blob}`, ...rest, '-display', 'none']);
    const version = /version (\S+)/.exec(run('qemu-system-aarch64', ['--version']))?.[1];
    return { blob: readFileSync(blob), source: `QEMU ${version}, qemu-system-aarch64 ${args}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function textOf(id, name, trees, { readBlob, readHost }) {
  const from = TREES[id];
  if (from === undefined) throw new Error(`${id} is in the registry, but this script names no tree for it`);
  const { blob, source } =
    from.args === undefined
      ? {
          blob: readFileSync(join(trees.folder, from.path)),
          source: `Debian ${trees.package} ${trees.version}, ${trees.root}/${from.path}`,
        }
      : dumped(from.args);
  const tree = readBlob(blob);
  if (!tree.ok) throw new Error(`${id}: ${tree.problem.message}`);
  const board = { name, source, memoryOptions: OPTIONS[id] ?? [], facts: readHost(tree.value) };
  const json = JSON.stringify(board, (_key, value) =>
    typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
  );
  const file = join(data, `${id}.json`);
  return { file, text: await format(json, { ...(await resolveConfig(file)), filepath: file }) };
}

const trees = kernelTrees();
if (trees.missing !== undefined) throw new Error(trees.missing);
const { readBlob } = await load('src/devicetree/blob.ts');
const { readHost } = await load('src/bindings/host.ts');
const { BOARDS } = await load('src/boards/registry.ts');
const check = process.argv.includes('--check');
mkdirSync(data, { recursive: true });
for (const { id, name } of BOARDS) {
  const { file, text } = await textOf(id, name, trees, { readBlob, readHost });
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  console.log(`${check ? 'differs: ' : ''}src/boards/data/${id}.json`);
  if (check) process.exitCode = 1;
  else writeFileSync(file, text);
}
