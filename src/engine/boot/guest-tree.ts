// How many bytes the guest's device tree takes.
//
// Stands for prepare_dtb_domU. The increments were read off trees that real Xen made; the buffer is DOMU_DTB_SIZE.
import { isCompatible } from '../../model/cells.ts';
import { holds, type Release, type Span } from '../../model/release.ts';
import { findProperty, nodeAt, type TreeNode } from '../../model/tree.ts';
import type { Boot } from './state.ts';
import type { DomainNode } from './domain-node.ts';
import { cString } from './flat.ts';
import { asRecorded } from './shared-memory.ts';

interface TreeParts {
  /** One bank, one vCPU, bootargs of 8 to 11 characters, GICv2, no vPL011. */
  readonly base: number;
  readonly gicV3: number;
  readonly vpl011: number;
  readonly ramdisk: number;
  readonly firstShared: number;
  readonly nextShared: number;
  /** The name `enable-method`, which only 64-bit vCPUs have; once it is written before `method`, that is its end. */
  readonly enableMethod: number;
}

const PARTS: readonly (Span & TreeParts)[] = [
  {
    until: '4.17',
    base: 1031,
    gicV3: 0,
    vpl011: 158,
    ramdisk: 0,
    firstShared: 221,
    nextShared: 128,
    enableMethod: 14,
  },
  {
    until: '4.18',
    base: 1027,
    gicV3: 0,
    vpl011: 154,
    ramdisk: 0,
    firstShared: 221,
    nextShared: 128,
    enableMethod: 14,
  },
  {
    until: '4.19',
    base: 951,
    gicV3: 0,
    vpl011: 154,
    ramdisk: 76,
    firstShared: 221,
    nextShared: 128,
    enableMethod: 14,
  },
  {
    until: '4.20',
    base: 951,
    gicV3: 0,
    vpl011: 154,
    ramdisk: 76,
    firstShared: 237,
    nextShared: 144,
    enableMethod: 14,
  },
  {
    until: '4.21',
    base: 951,
    gicV3: 39,
    vpl011: 154,
    ramdisk: 76,
    firstShared: 237,
    nextShared: 144,
    enableMethod: 14,
  },
  { base: 944, gicV3: 39, vpl011: 154, ramdisk: 76, firstShared: 237, nextShared: 144, enableMethod: 7 },
];
/** The property itself: its header, and its name among the tree's strings. */
const BOOTARGS = 12 + 9;
const BANK = 16;
const VCPU = 96;
/** compatible of a host CPU, which each vCPU's node repeats, with the padding that is in the figures above. */
const CPU_NAME = 16;
/** enable-method of a vCPU, which a 32-bit guest's do not have. */
const ENABLE_METHOD = 20;
/** clock-frequency where the host's CPUs or timer have it: the property, and its name once. */
const CLOCK = { property: 16, name: 16 } as const;
const ENHANCED = 108;
const PSCI = 134;
/** The ends of the root node and of the structure block. */
const ENDS = 8;
/** -FDT_ERR_NOSPACE and -EINVAL. */
const NO_SPACE = -3;
const EINVAL = -22;
/** `current-speed` of the vPL011 node, which Xen leaves out silently when it does not fit. */
const OPTIONAL_PROPERTY = 30;
const OPTIONAL_NEED = 12;

const partsOf = (release: Release): TreeParts => PARTS.find((parts) => holds(parts, release)) ?? PARTS[0]!;

const padded = (characters: number): number => Math.ceil((characters + 1) / 4) * 4;

export interface GuestTree {
  /** Bytes; null where it does not fit its buffer. */
  readonly size: bigint | null;
  readonly wanted: number;
  readonly room: number;
  /** What the function that ran out of room returns: make_arch_nodes (from 4.21) hides libfdt's error. */
  readonly rc: number;
}

export interface TreeOf {
  readonly domain: DomainNode;
  /** RAM banks without shared memory. */
  readonly banks: number;
  readonly firstBank: bigint;
  /** Empty where there are none: then the tree has no such property (make_chosen_node). */
  readonly bootargs: string;
  readonly ramdisk: boolean;
  readonly is32bit: boolean;
  readonly extendedRegions: number;
  /** Bytes copied from a passthrough blob, and bytes by which its size enlarges the buffer. */
  readonly copied: number;
  readonly blobRoom: bigint;
}

export function guestTree(boot: Boot, of: TreeOf): GuestTree {
  const parts = partsOf(boot.target.release);
  const { domain } = of;
  let wanted = parts.base + (boot.plan.host.gic?.version === 3 ? parts.gicV3 : 0);
  wanted += of.bootargs === '' ? -(BOOTARGS + 12) : padded(of.bootargs.length) - 12;
  wanted += BANK * Math.max(0, of.banks - 1) + VCPU * Math.max(0, (domain.cpus ?? 1) - 1);
  wanted +=
    ofHostCpus(boot, domain.cpus ?? 1) -
    (of.is32bit ? ENABLE_METHOD * (domain.cpus ?? 1) + parts.enableMethod : 0);
  if (of.firstBank >= 1n << 32n) wanted += 4;
  if (domain.vpl011) wanted += parts.vpl011;
  if (of.ramdisk) wanted += parts.ramdisk;
  if (domain.enhanced !== null) wanted += ENHANCED + 16 * (1 + of.extendedRegions);
  domain.shared.forEach((ref, i) => {
    const shared = asRecorded(boot, ref);
    wanted += i === 0 ? parts.firstShared : parts.nextShared;
    wanted += padded(shared.shmId?.length ?? 0) - 4;
    wanted += padded(10 + shared.guest.toString(16).length) - 20;
  });
  wanted += of.copied;
  const buffer = boot.does.bigGuestTree ? 2048 + 128 * boot.platform.mostVcpus : 4096;
  const room = Math.min(buffer + Number(of.blobRoom), 2 * 1024 * 1024);
  const short = wanted - OPTIONAL_PROPERTY;
  const size =
    wanted <= room ? wanted : domain.vpl011 && wanted - OPTIONAL_NEED > room && short <= room ? short : null;
  const asked = domain.vpl011 && wanted - OPTIONAL_NEED > room ? short : wanted;
  const beforeTail = wanted - ENDS - PSCI - (domain.vpl011 ? parts.vpl011 : 0);
  const inArchNodes = boot.does.archNodesLast && beforeTail <= room && asked - ENDS > room;
  return { size: size === null ? null : BigInt(size), wanted, room, rc: inArchNodes ? EINVAL : NO_SPACE };
}

const CPUS = '/cpus';
const TIMERS = ['arm,armv7-timer', 'arm,armv8-timer'];

/** What of the host's first CPU and its timer is copied into a guest's tree. */
interface HostCpu {
  /** Bytes of its compatible beyond the usual, with padding; negative where it is shorter. */
  readonly name: number;
  readonly hasClock: boolean;
  readonly timerHasClock: boolean;
}

function hostCpu({ plan }: Boot): HostCpu {
  const { tree } = plan;
  const cpu = nodeAt(tree, CPUS)?.children.find((node) => hasType(node, 'cpu'));
  const name = cpu === undefined ? undefined : findProperty(cpu, 'compatible');
  const timer = tree.root.children.find((node) => TIMERS.some((text) => isCompatible(node, text)));
  const hasClock = (node: TreeNode | undefined): boolean =>
    node !== undefined && findProperty(node, 'clock-frequency') !== undefined;
  return {
    name: name === undefined ? 0 : Math.ceil(name.length / 4) * 4 - CPU_NAME,
    hasClock: hasClock(cpu),
    timerHasClock: hasClock(timer),
  };
}

/** What it adds to, or saves of, the usual tree. */
function ofHostCpus(boot: Boot, vcpus: number): number {
  const { name, hasClock, timerHasClock } = boot.once(hostCpu);
  const clocks = (hasClock ? vcpus : 0) + (timerHasClock ? 1 : 0);
  return vcpus * name + clocks * CLOCK.property + (clocks > 0 ? CLOCK.name : 0);
}

const hasType = (node: TreeNode, type: string): boolean => {
  const value = findProperty(node, 'device_type');
  return value !== undefined && cString(value) === type;
};
