// A layout for QEMU's `virt` machine as one file: what is merged over the machine's own tree, and the few facts
// of the boot that no tree holds. Recordings, hand-written cases and random layouts all take this form.
//
//   // Title in one line
//   // @ram 8192                        RAM of the machine in MiB (2048)
//   // @arch arm32                      a 32-bit machine: Cortex-A15, GICv2 (arm64: Cortex-A57)
//   // @gic 2                           interrupt controller (3)
//   // @cpus 4                          CPUs of the machine (2)
//   // @xen 0x40200000                  where Xen is loaded, host physical
//   // @fdt 0x48000000                  where the blob is
//   // @kernel 0x44000000 0x80000       text_offset of the kernel there (0); `none`: no kernel at all but zeros
//   // @memreserve 0x60000000 0x1000    a /memreserve/ entry
//   // @kinder why                      QEMU is kinder than hardware: an error is expected
//   // @differs why                     ends differently from run to run: told, not scored
//   / { chosen { … }; };
//   // @blob 0x46000000                the partial tree there: all up to the next @blob; `none`: what is no blob
//   / { passthrough { … }; };
import { type Addr, addr, hex } from '../model/addr.ts';
import { range, type Range } from '../model/range.ts';
import type { Arch } from '../model/target.ts';

export interface VirtHost {
  readonly arch: Arch;
  readonly ramMb: number;
  readonly gic: 2 | 3;
  readonly cpus: number;
  /** Where Xen and the blob are loaded, host physical. */
  readonly xen: Addr;
  readonly fdt: Addr;
}

export interface VirtKernel {
  /** Host physical. */
  readonly start: Addr;
  /** text_offset of the arm64 Image, in bytes; null: zeros, which are no kernel. */
  readonly textOffset: bigint | null;
}

export interface VirtBlob {
  /** Host physical. */
  readonly start: Addr;
  /** Devicetree source; null: bytes that are no blob. */
  readonly source: string | null;
}

export interface VirtLayout {
  readonly title: string;
  readonly host: VirtHost;
  /** Kernels that differ from an arm64 Image with text_offset 0. */
  readonly kernels: readonly VirtKernel[];
  readonly memreserve: readonly Range[];
  /** Partial trees behind `multiboot,device-tree` modules. */
  readonly blobs: readonly VirtBlob[];
  /** Why it ends differently from run to run; null where it does not. */
  readonly differs: string | null;
  /** Why QEMU boots what hardware would not; null where it is like hardware. */
  readonly kinder: string | null;
  /** Devicetree source, merged over the machine's tree. */
  readonly source: string;
}

export const VIRT_HOST: VirtHost = {
  arch: 'arm64',
  ramMb: 2048,
  gic: 3,
  cpus: 2,
  xen: addr(0x4020_0000n),
  fdt: addr(0x4800_0000n),
};

/** What a 32-bit machine has that differs. */
export const VIRT_32 = { arch: 'arm32', gic: 2 } as const;

/** Lets every guest be heard, also from a release build. */
export const XEN_ARGS = 'console=dtuart dtuart=/pl011@9000000 loglvl=all guest_loglvl=all noreboot=1';

/** Starts the source of a partial tree; what stands behind it is its address, perhaps `none`, and the source. */
const BLOB = /^\/\/ @blob (0x[0-9a-f]+)( none)?\n/m;

/** The parts BLOB splits a file into, behind the layout itself. */
function blobsOf(parts: readonly (string | undefined)[]): VirtBlob[] {
  const blobs: VirtBlob[] = [];
  for (let at = 0; at + 2 < parts.length; at += 3)
    blobs.push({
      start: addr(BigInt(parts[at] ?? '0')),
      source: parts[at + 1] === undefined ? (parts[at + 2] ?? '') : null,
    });
  return blobs;
}

/** Reads a layout's file; throws where it says something nobody would understand. */
export function readVirtLayout(text: string): VirtLayout {
  const [layout = '', ...rest] = text.split(BLOB);
  const lines = layout.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const head = lines.slice(0, end < 0 ? lines.length : end).map((line) => line.slice(2).trim());
  const host = { ...VIRT_HOST };
  const kernels: VirtKernel[] = [];
  const memreserve: Range[] = [];
  let differs: string | null = null;
  let kinder: string | null = null;
  for (const line of head) {
    const [, tag, rest = ''] = /^@(\S+)\s*(.*)$/.exec(line) ?? [];
    if (tag === undefined) continue;
    const values = rest.split(/\s+/);
    const number = (index: number): bigint => {
      const value = values[index] ?? '';
      if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(value)) throw new Error(`@${tag} ${rest}: “${value}” is no number`);
      return BigInt(value);
    };
    if (tag === 'ram') host.ramMb = Number(number(0));
    else if (tag === 'arch') Object.assign(host, rest === 'arm32' ? VIRT_32 : {});
    else if (tag === 'gic') host.gic = number(0) === 2n ? 2 : 3;
    else if (tag === 'cpus') host.cpus = Number(number(0));
    else if (tag === 'xen') host.xen = addr(number(0));
    else if (tag === 'fdt') host.fdt = addr(number(0));
    else if (tag === 'kernel')
      kernels.push({ start: addr(number(0)), textOffset: values[1] === 'none' ? null : number(1) });
    else if (tag === 'memreserve') memreserve.push(range(number(0), number(1)));
    else if (tag === 'differs') differs = rest;
    else if (tag === 'kinder') kinder = rest;
    else throw new Error(`@${tag}: no such fact of a layout`);
  }
  return {
    title: head.find((line) => line !== '' && !line.startsWith('@')) ?? '',
    host,
    kernels,
    memreserve,
    blobs: blobsOf(rest),
    differs,
    kinder,
    source: lines.slice(end < 0 ? lines.length : end).join('\n'),
  };
}

/** The file of a layout; what is as usual is not written. */
export function virtLayoutText(layout: VirtLayout): string {
  const { host } = layout;
  const tags = [
    ...(host.ramMb === VIRT_HOST.ramMb ? [] : [`@ram ${host.ramMb}`]),
    ...(host.arch === VIRT_HOST.arch ? [] : [`@arch ${host.arch}`]),
    ...(host.arch === 'arm32' || host.gic === VIRT_HOST.gic ? [] : [`@gic ${host.gic}`]),
    ...(host.cpus === VIRT_HOST.cpus ? [] : [`@cpus ${host.cpus}`]),
    ...(host.xen === VIRT_HOST.xen ? [] : [`@xen ${hex(host.xen)}`]),
    ...(host.fdt === VIRT_HOST.fdt ? [] : [`@fdt ${hex(host.fdt)}`]),
    ...layout.kernels.map(
      ({ start, textOffset }) => `@kernel ${hex(start)} ${textOffset === null ? 'none' : hex(textOffset)}`,
    ),
    ...layout.memreserve.map(({ start, size }) => `@memreserve ${hex(start)} ${hex(size)}`),
    ...(layout.kinder === null ? [] : [`@kinder ${layout.kinder}`]),
    ...(layout.differs === null ? [] : [`@differs ${layout.differs}`]),
  ];
  const blobs = layout.blobs.map(
    ({ start, source }) => `// @blob ${hex(start)}${source === null ? ' none' : ''}\n${source ?? ''}`,
  );
  const head = [layout.title, ...tags].map((line) => `// ${line}`).join('\n');
  return `${head}\n${layout.source.trimStart()}${blobs.join('')}`;
}

/**
 * The whole tree as devicetree source: the machine's own without its `/chosen`, the layout's, and Xen's command line
 * unless the layout gives one. Nodes the layout makes come in its order: that is how one puts something after `/chosen`.
 */
export const virtSource = (machine: string, layout: VirtLayout): string => `/dts-v1/;
${layout.memreserve.map(({ start, size }) => `/memreserve/ ${hex(start)} ${hex(size)};`).join('\n')}
${machine}
${layout.source}
${layout.source.includes('xen,xen-bootargs') ? '' : `/ { chosen { xen,xen-bootargs = "${XEN_ARGS}"; }; };`}
`;

const GIC = {
  2: 'compatible = "arm,cortex-a15-gic"; reg = <0 0x8000000 0 0x10000 0 0x8010000 0 0x10000 0 0x8030000 0 0x10000 0 0x8040000 0 0x10000>;',
  3: 'compatible = "arm,gic-v3"; reg = <0 0x8000000 0 0x10000 0 0x80a0000 0 0xf60000>;',
};

const CPU = { arm64: 'arm,cortex-a57', arm32: 'arm,cortex-a15' };

/** The parts of the machine's tree that Xen's memory layout depends on, in its order, for simulating without QEMU. */
export function virtMachine({ arch, ramMb, gic, cpus }: VirtHost): string {
  const size = BigInt(ramMb) << 20n;
  const cpu = (n: number): string =>
    `cpu@${n.toString(16)} { device_type = "cpu"; compatible = "${CPU[arch]}"; reg = <${n}>; };`;
  return `/ {
  #address-cells = <2>; #size-cells = <2>; compatible = "linux,dummy-virt"; interrupt-parent = <&gic>;
  memory@40000000 { device_type = "memory"; reg = <0 0x40000000 ${hex(size >> 32n)} ${hex(size & 0xffff_ffffn)}>; };
  pl011@9000000 { compatible = "arm,pl011", "arm,primecell"; reg = <0 0x9000000 0 0x1000>; interrupts = <0 1 4>; };
  gic: intc@8000000 { ${GIC[gic]} interrupt-controller; #interrupt-cells = <3>; };
  cpus { #address-cells = <1>; #size-cells = <0>; ${Array.from({ length: cpus }, (_, n) => cpu(n)).join(' ')} };
};`;
}
