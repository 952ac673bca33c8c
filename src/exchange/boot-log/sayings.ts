// The lines of Xen's console that tell of memory, each as what it says: every release from 4.16 on.
//
// One row per line Xen prints, in the order of a boot. Numbers are as printed; which ends are inclusive is for the
// reader to decide (see read.ts).
import { addr } from '../../model/addr.ts';
import { between, type Range } from '../../model/range.ts';
import type { Arch } from '../../model/target.ts';
import type { BankKind } from './facts.ts';

/** Two addresses of one line, as printed. */
export interface Span {
  readonly start: bigint;
  readonly end: bigint;
}

/** The range of a line whose end is exclusive, as in all but `RAM`, `MODULE`, `RESVD` and `SHMEM`. */
export const exclusive = ({ start, end }: Span): Range => between(addr(start), addr(end));

export type Saying =
  /** head.S, boot CPU: a boot begins. */
  | { readonly kind: 'start' }
  /** bootfdt.c: process_chosen_node; 4.17 and later, only where `/chosen` has `xen,static-heap`. */
  | { readonly kind: 'heap-check' }
  | { readonly kind: 'scan' }
  /** process_domain_node, once for each node of a domain. */
  | { readonly kind: 'scan-domain' }
  /** check_reserved_regions_overlap, from 4.18; both ranges have exclusive ends. */
  | {
      readonly kind: 'overlap';
      readonly span: Span;
      readonly against: BankKind;
      readonly index: number;
      readonly other: Span;
    }
  | { readonly kind: 'node-failed'; readonly node: string }
  /** early_print_info. */
  | { readonly kind: 'ram'; readonly span: Span }
  | { readonly kind: 'module'; readonly index: number; readonly span: Span; readonly what: string }
  | { readonly kind: 'reserved'; readonly index: number; readonly span: Span }
  /** early_print_info_shmem, from 4.19. */
  | { readonly kind: 'shared'; readonly index: number; readonly span: Span }
  | { readonly kind: 'module-args'; readonly start: bigint; readonly node: string; readonly text: string }
  | { readonly kind: 'command-line'; readonly text: string }
  | { readonly kind: 'uart'; readonly path: string }
  /** The banner, and the first line of a dump of registers. `arch` null where the line has none. */
  | {
      readonly kind: 'banner';
      readonly version: string;
      readonly debug: boolean;
      readonly arch: string | null;
    }
  /** processor_id: a 64-bit Xen tells of 64-bit execution before it tells of 32-bit. */
  | { readonly kind: 'arch'; readonly arch: Arch }
  | { readonly kind: 'cpus'; readonly count: number }
  | { readonly kind: 'gic'; readonly version: 2 | 3 }
  | { readonly kind: 'gic-address'; readonly what: 'dist' | 'cpu'; readonly start: bigint }
  | { readonly kind: 'gic-region'; readonly span: Span }
  | { readonly kind: 'dom0less' }
  | { readonly kind: 'build-dom0' }
  /** construct_domU. KiB. */
  | { readonly kind: 'build-domU'; readonly cpus: number; readonly kib: bigint }
  /** kernel_probe. Host physical. */
  | { readonly kind: 'kernel'; readonly domid: number; readonly start: bigint }
  | { readonly kind: 'ramdisk'; readonly start: bigint }
  | { readonly kind: 'allocating'; readonly mib: bigint; readonly direct: boolean }
  /** Host physical. */
  | { readonly kind: 'static-bank'; readonly domid: number; readonly index: number; readonly span: Span }
  /** Guest physical, but dom0's, which has no domid in its line, is both. */
  | { readonly kind: 'bank'; readonly domid: number | null; readonly index: number; readonly span: Span }
  /** acquire_shared_memory_bank, up to 4.18. Host physical. */
  | { readonly kind: 'shared-taken'; readonly domid: number; readonly span: Span }
  /** kernel_zimage_load, initrd_load: from host physical to guest physical. */
  | { readonly kind: 'place-kernel'; readonly from: bigint; readonly span: Span }
  | { readonly kind: 'place-ramdisk'; readonly domid: number; readonly from: bigint; readonly span: Span }
  | { readonly kind: 'place-dtb'; readonly domid: number; readonly span: Span }
  /** prepare_staticmem_pages: the machine frame, in pages of 4 KiB. */
  | { readonly kind: 'static-page'; readonly frame: bigint }
  | { readonly kind: 'panic' }
  /** free_init_memory, console_endboot: Xen has done its part. */
  | { readonly kind: 'up' };

export type SayingOf<K extends Saying['kind']> = Extract<Saying, { readonly kind: K }>;

/** What to make of sayings, by kind; those without an entry mean nothing to the asker. */
export type ByKind<Rest extends readonly unknown[], Answer> = {
  readonly [K in Saying['kind']]?: (saying: SayingOf<K>, ...rest: Rest) => Answer;
};

export function ask<Rest extends readonly unknown[], Answer>(
  table: ByKind<Rest, Answer>,
  saying: Saying,
  ...rest: Rest
): Answer | undefined {
  const answer = table[saying.kind] as ((saying: Saying, ...rest: Rest) => Answer) | undefined;
  return answer?.(saying, ...rest);
}

const HEX = '(?:0x)?([0-9a-f]{1,16})';

const number = (text: string | undefined): bigint => BigInt(`0x${text ?? '0'}`);
const small = (text: string | undefined): number => Number(text ?? '0');
const spanOf = (start: string | undefined, end: string | undefined): Span => ({
  start: number(start),
  end: number(end),
});

interface Row {
  /** What such a line begins with: most lines are told apart by that. */
  readonly begins: string;
  readonly line: RegExp;
  readonly read: (found: readonly (string | undefined)[]) => Saying;
}

const row = (begins: string, rest: string, read: Row['read']): Row => ({
  begins,
  line: new RegExp(`^${begins.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}${rest}$`),
  read,
});
const bare = (begins: string, saying: Saying): Row => row(begins, '.*', () => saying);

const ROWS: readonly Row[] = [
  bare('- UART enabled -', { kind: 'start' }),
  bare('- Boot CPU booting -', { kind: 'start' }),
  bare('Checking for static heap in /chosen', { kind: 'heap-check' }),
  bare('Checking for initrd in /chosen', { kind: 'scan' }),
  bare('Checking for "xen,static-mem" in domain node', { kind: 'scan-domain' }),
  row(
    'Region: [',
    String.raw`${HEX}, ${HEX}\) overlapping with (bank|mod)\[(\d{1,5})\]: \[${HEX}, ${HEX}\).*`,
    ([, a, b, against, index, c, d]) => ({
      kind: 'overlap',
      span: spanOf(a, b),
      against: against === 'mod' ? 'mod' : 'bank',
      index: small(index),
      other: spanOf(c, d),
    }),
  ),
  // Up to 4.18 the line before may lack its end.
  row('fdt: ', "(?:.*fdt: )?node `([^']{1,255})': parsing failed.*", ([, node]) => ({
    kind: 'node-failed',
    node: node ?? '',
  })),
  row('RAM: ', `${HEX} - ${HEX}`, ([, a, b]) => ({ kind: 'ram', span: spanOf(a, b) })),
  row('MODULE[', String.raw`(\d{1,5})\]: ${HEX} - ${HEX} ?(.{0,40})`, ([, index, a, b, what]) => ({
    kind: 'module',
    index: small(index),
    span: spanOf(a, b),
    what: (what ?? '').trim(),
  })),
  row('RESVD[', String.raw`(\d{1,5})\]: ${HEX} - ${HEX}`, ([, index, a, b]) => ({
    kind: 'reserved',
    index: small(index),
    span: spanOf(a, b),
  })),
  row('SHMEM[', String.raw`(\d{1,5})\]: ${HEX} - ${HEX}`, ([, index, a, b]) => ({
    kind: 'shared',
    index: small(index),
    span: spanOf(a, b),
  })),
  row('CMDLINE[', String.raw`${HEX}\]:(\S{1,255}) ?(.*)`, ([, start, node, text]) => ({
    kind: 'module-args',
    start: number(start),
    node: node ?? '',
    text: text ?? '',
  })),
  row('Command line:', ' ?(.*)', ([, text]) => ({ kind: 'command-line', text: text ?? '' })),
  row('Looking for dtuart at "', '([^"]{1,255})".*', ([, path]) => ({ kind: 'uart', path: path ?? '' })),
  row('Xen version ', String.raw`(\d{1,3}\.\S{1,40}) .*\bdebug=([yn])\b.*`, ([, version, debug]) => ({
    kind: 'banner',
    version: version ?? '',
    debug: debug === 'y',
    arch: null,
  })),
  row(
    '----[ Xen-',
    String.raw`(\d{1,3}\.\S{1,40}) +(\S{1,20}) +debug=([yn])\b.*`,
    ([, version, arch, debug]) => ({
      kind: 'banner',
      version: version ?? '',
      debug: debug === 'y',
      arch: arch ?? null,
    }),
  ),
  bare('64-bit Execution:', { kind: 'arch', arch: 'arm64' }),
  bare('32-bit Execution:', { kind: 'arch', arch: 'arm32' }),
  row('SMP: Allowing ', String.raw`(\d{1,5}) CPUs.*`, ([, count]) => ({ kind: 'cpus', count: small(count) })),
  bare('GICv2 initialization:', { kind: 'gic', version: 2 }),
  bare('GICv3 initialization:', { kind: 'gic', version: 3 }),
  row('gic_dist_addr=', HEX, ([, start]) => ({ kind: 'gic-address', what: 'dist', start: number(start) })),
  row('gic_cpu_addr=', HEX, ([, start]) => ({ kind: 'gic-address', what: 'cpu', start: number(start) })),
  row('- region ', String.raw`\d{1,5}: ${HEX} - ${HEX}`, ([, a, b]) => ({
    kind: 'gic-region',
    span: spanOf(a, b),
  })),
  bare('Xen dom0less mode detected', { kind: 'dom0less' }),
  bare('*** LOADING DOMAIN 0 ***', { kind: 'build-dom0' }),
  row('*** LOADING DOMU cpus=', String.raw`(\d{1,9}) memory=${HEX}KB \*\*\*`, ([, cpus, kib]) => ({
    kind: 'build-domU',
    cpus: small(cpus),
    kib: number(kib),
  })),
  row('Loading ramdisk from boot module @ ', HEX, ([, start]) => ({ kind: 'ramdisk', start: number(start) })),
  row('Loading zImage ', `from ${HEX} to ${HEX}-${HEX}`, ([, from, a, b]) => ({
    kind: 'place-kernel',
    from: number(from),
    span: spanOf(a, b),
  })),
  row('Loading d', String.raw`(\d{1,5}) kernel from boot module @ ${HEX}`, ([, domid, start]) => ({
    kind: 'kernel',
    domid: small(domid),
    start: number(start),
  })),
  row('Loading d', String.raw`(\d{1,5}) initrd from ${HEX} to ${HEX}-${HEX}`, ([, domid, from, a, b]) => ({
    kind: 'place-ramdisk',
    domid: small(domid),
    from: number(from),
    span: spanOf(a, b),
  })),
  row('Loading d', String.raw`(\d{1,5}) DTB to ${HEX}-${HEX}`, ([, domid, a, b]) => ({
    kind: 'place-dtb',
    domid: small(domid),
    span: spanOf(a, b),
  })),
  row('Allocating 1:1 mappings totalling ', String.raw`(\d{1,12})MB for d(?:om)?\d{1,5}:`, ([, mib]) => ({
    kind: 'allocating',
    mib: BigInt(mib ?? '0'),
    direct: true,
  })),
  row('Allocating mappings totalling ', String.raw`(\d{1,12})MB for d\d{1,5}:`, ([, mib]) => ({
    kind: 'allocating',
    mib: BigInt(mib ?? '0'),
    direct: false,
  })),
  row('BANK[', String.raw`(\d{1,5})\] ${HEX}-${HEX} \(\d{1,12}MB\)`, ([, index, a, b]) => ({
    kind: 'bank',
    domid: null,
    index: small(index),
    span: spanOf(a, b),
  })),
  row(
    'd',
    String.raw`(\d{1,5}) BANK\[(\d{1,5})\] ${HEX}-${HEX} \(\d{1,12}MB\)`,
    ([, domid, index, a, b]) => ({
      kind: 'bank',
      domid: small(domid),
      index: small(index),
      span: spanOf(a, b),
    }),
  ),
  row('d', String.raw`(\d{1,5}): STATIC BANK\[(\d{1,5})\] ${HEX}-${HEX}`, ([, domid, index, a, b]) => ({
    kind: 'static-bank',
    domid: small(domid),
    index: small(index),
    span: spanOf(a, b),
  })),
  row('d', String.raw`(\d{1,5}): allocate static shared memory BANK ${HEX}-${HEX}\.?`, ([, domid, a, b]) => ({
    kind: 'shared-taken',
    domid: small(domid),
    span: spanOf(a, b),
  })),
  row('pg[', String.raw`\d{1,12}\] Static MFN ${HEX} .*`, ([, frame]) => ({
    kind: 'static-page',
    frame: number(frame),
  })),
  row('Panic on CPU ', String.raw`\d{1,5}:.*`, () => ({ kind: 'panic' })),
  row('Freed ', String.raw`\d{1,9}kB init memory.*`, () => ({ kind: 'up' })),
  bare('*** Serial input to ', { kind: 'up' }),
];

/** What a line of Xen says, or null when it is about something else. */
export function sayingOf(said: string): Saying | null {
  for (const { begins, line, read } of ROWS) {
    if (!said.startsWith(begins)) continue;
    const found = line.exec(said);
    if (found !== null) return read(found);
  }
  return null;
}
