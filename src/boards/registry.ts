// The bundled boards: what a list shows of each, and the way to its facts, which stay unloaded until asked for.
import type { Board, HostFacts } from '../model/board.ts';
import { type BoardFile, readBoardFile } from './board-file.ts';

interface Entry {
  /** Stable: links and saved designs may name it. Also the name of its file in data/. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  /** What tells it from others at a glance: SoC, RAM, interrupt controller. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: unknown }>;
}

/** In the order of a list: by vendor, the virtual machine first. */
export const BOARDS = [
  {
    id: 'qemu-virt-2g',
    name: 'QEMU virt, 2 GiB',
    vendor: 'QEMU',
    summary: 'virtual machine, 2 GiB, GICv3',
    load: () => import('./data/qemu-virt-2g.json'),
  },
  {
    id: 'qemu-virt-8g',
    name: 'QEMU virt, 8 GiB',
    vendor: 'QEMU',
    summary: 'virtual machine, 8 GiB, GICv3',
    load: () => import('./data/qemu-virt-8g.json'),
  },
  {
    id: 'zcu102',
    name: 'ZCU102',
    vendor: 'AMD Xilinx',
    summary: 'Zynq UltraScale+, 4 GiB in two banks, GICv2',
    load: () => import('./data/zcu102.json'),
  },
  {
    id: 'kv260',
    name: 'Kria KV260',
    vendor: 'AMD Xilinx',
    summary: 'Zynq UltraScale+ K26, 4 GiB in two banks, GICv2',
    load: () => import('./data/kv260.json'),
  },
  {
    id: 'fvp-base-revc',
    name: 'FVP Base RevC',
    vendor: 'Arm',
    summary: 'Arm architecture model, 4 GiB in two banks, GICv3, SMMU',
    load: () => import('./data/fvp-base-revc.json'),
  },
  {
    id: 'juno-r2',
    name: 'Juno r2',
    vendor: 'Arm',
    summary: 'Cortex-A72 and A53, 8176 MiB in two banks, GICv2, SMMU',
    load: () => import('./data/juno-r2.json'),
  },
  {
    id: 'imx8mp-evk',
    name: 'i.MX 8M Plus EVK',
    vendor: 'NXP',
    summary: 'i.MX 8M Plus, 6 GiB, GICv3',
    load: () => import('./data/imx8mp-evk.json'),
  },
  {
    id: 'imx8qm-mek',
    name: 'i.MX 8QuadMax MEK',
    vendor: 'NXP',
    summary: 'i.MX 8QuadMax, 1 GiB by its tree, 6 GiB fitted, GICv3, SMMU',
    load: () => import('./data/imx8qm-mek.json'),
  },
  {
    id: 'imx93-evk',
    name: 'i.MX 93 EVK',
    vendor: 'NXP',
    summary: 'i.MX 93, RAM set by firmware (2 GiB), GICv3',
    load: () => import('./data/imx93-evk.json'),
  },
  {
    id: 'imx95-evk',
    name: 'i.MX 95 EVK (19 x 19)',
    vendor: 'NXP',
    summary: 'i.MX 95, 2 GiB by its tree, 16 GiB fitted, GICv3',
    load: () => import('./data/imx95-evk.json'),
  },
  {
    id: 'lx2160a-rdb',
    name: 'LX2160A RDB',
    vendor: 'NXP',
    summary: 'Layerscape LX2160A, 2 GiB by its tree, 16 GiB fitted, GICv3, SMMU',
    load: () => import('./data/lx2160a-rdb.json'),
  },
  {
    id: 'rock-5b',
    name: 'ROCK 5B',
    vendor: 'Radxa (Rockchip RK3588)',
    summary: 'RK3588, RAM set by firmware (4 to 32 GiB), GICv3, IOMMU',
    load: () => import('./data/rock-5b.json'),
  },
  {
    id: 'rpi4',
    name: 'Raspberry Pi 4 Model B',
    vendor: 'Raspberry Pi',
    summary: 'BCM2711, RAM set by firmware (1 to 8 GiB), GICv2',
    load: () => import('./data/rpi4.json'),
  },
  {
    id: 'rzg2m-hihope',
    name: 'HiHope RZ/G2M',
    vendor: 'Renesas',
    summary: 'R8A774A1, 3968 MiB in two banks, GICv2, IPMMU',
    load: () => import('./data/rzg2m-hihope.json'),
  },
  {
    id: 'am62x-sk',
    name: 'SK-AM62 (AM625)',
    vendor: 'Texas Instruments',
    summary: 'AM625, 2 GiB, GICv3',
    load: () => import('./data/am62x-sk.json'),
  },
  {
    id: 'am64x-evm',
    name: 'AM642 EVM',
    vendor: 'Texas Instruments',
    summary: 'AM642, 2 GiB, GICv3',
    load: () => import('./data/am64x-evm.json'),
  },
  {
    id: 'j721e-evm',
    name: 'J721E EVM (TDA4VM)',
    vendor: 'Texas Instruments',
    summary: 'J721E, 4 GiB in two banks, GICv3',
    load: () => import('./data/j721e-evm.json'),
  },
  {
    id: 'j784s4-evm',
    name: 'J784S4 EVM (TDA4VH)',
    vendor: 'Texas Instruments',
    summary: 'J784S4, 32 GiB in two banks, GICv3',
    load: () => import('./data/j784s4-evm.json'),
  },
] as const satisfies readonly Entry[];

export type BoardId = (typeof BOARDS)[number]['id'];

export const isBoardId = (text: string): text is BoardId => BOARDS.some((board) => board.id === text);

/** The board and its facts. Rejects for an id that is no board's, or when the page cannot load the data. */
export async function loadBoard(id: string): Promise<{ readonly board: Board; readonly facts: HostFacts }> {
  const entry: Entry | undefined = BOARDS.find((board) => board.id === id);
  if (entry === undefined) throw new Error(`no bundled board is called “${id}”`);
  const loaded = await entry.load();
  return readBoardFile(loaded.default as BoardFile);
}
