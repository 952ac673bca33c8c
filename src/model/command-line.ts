// Xen's own command line as Xen takes it apart, and edits that leave every other word of it alone.
//
// Stands for parse_params (common/kernel.c), parse_size_and_unit (lib/parse-size.c, common/lib.c before 4.17) and the
// custom parameters dom0_mem (arch/arm/domain_build.c), bootscrub (common/page_alloc.c), memop-max-order (common/memory.c)
// and xenheap_megabytes (arch/arm/arm32/mmu/mm.c). Every release alike.
import { bytes, type Bytes, GiB, KiB, MiB, TiB } from './addr.ts';

/** One word of the line. */
export interface Parameter {
  readonly key: string;
  /** After the first `=`; null where there is none. */
  readonly value: string | null;
  /** `no-` stood before the key. */
  readonly negated: boolean;
}

/** Words are parted by spaces only. */
const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');

function parameterOf(word: string): Parameter {
  const at = word.indexOf('=');
  const key = at < 0 ? word : word.slice(0, at);
  const value = at < 0 ? null : word.slice(at + 1);
  return key.startsWith('no-') ? { key: key.slice(3), value, negated: true } : { key, value, negated: false };
}

export const parametersOf = (line: string): readonly Parameter[] => words(line).map(parameterOf);

/** The last word for a parameter counts; undefined where the line has none. */
const lastOf = (line: string, key: string): Parameter | undefined =>
  parametersOf(line).findLast((parameter) => parameter.key === key);

const UNITS: Readonly<Record<string, bigint>> = { t: TiB, g: GiB, m: MiB, k: KiB, b: 1n };

/** A number with a unit as Xen reads it: hexadecimal with 0x, octal with a leading 0, KiB without a unit. */
export interface Size {
  readonly bytes: Bytes;
  /** What stands behind it, which Xen complains of and otherwise ignores; empty for a proper size. */
  readonly rest: string;
}

export function sizeOf(text: string): Size {
  const match = /^(?:0x([0-9a-f]+)|(0[0-7]*)|([1-9]\d*))/i.exec(text);
  const [digits = '', hexadecimal, octal] = match ?? [];
  const number =
    match === null
      ? 0n
      : octal !== undefined && octal.length > 1
        ? BigInt(`0o${octal.slice(1)}`)
        : BigInt(hexadecimal === undefined ? digits : `0x${hexadecimal}`);
  const unit = UNITS[text.charAt(digits.length).toLowerCase()];
  return {
    bytes: bytes(BigInt.asUintN(64, number * (unit ?? KiB))),
    rest: text.slice(digits.length + (unit === undefined ? 0 : 1)),
  };
}

/** What `dom0_mem` says; null where the line does not have it. 0 bytes count for Xen as not given. */
export function dom0MemoryOf(line: string): Size | null {
  const given = lastOf(line, 'dom0_mem');
  return given === undefined ? null : sizeOf(given.negated ? 'no' : (given.value ?? ''));
}

/** `xenheap_megabytes` (arm32), in MiB; 0, which leaves the choice to Xen, also where the line does not have it. */
export function xenheapMebibytesOf(line: string): number {
  const digits = /^(?:0x[0-9a-f]+|\d+)/i.exec(lastOf(line, 'xenheap_megabytes')?.value ?? '')?.[0] ?? '0';
  return Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits) || 0;
}

/** `gnttab_max_frames`; null where the line does not have it as a number. */
export function grantFramesOf(line: string): number | null {
  const given = lastOf(line, 'gnttab_max_frames')?.value ?? '';
  return /^(?:0x[0-9a-f]+|[1-9]\d*)$/i.test(given) ? Number(given) : null;
}

/** `dom0_max_vcpus` as it stands; null where the line does not have it. */
export const dom0MaxVcpusOf = (line: string): string | null => lastOf(line, 'dom0_max_vcpus')?.value ?? null;

/** `off` and `on`: all free memory is alike before the first domain is built. `idle`: CPUs scrub it as they find time. */
export type Bootscrub = 'off' | 'on' | 'idle';

const FALSE = ['0', 'no', 'off', 'false', 'disable'];
const TRUE = ['1', 'on', 'yes', 'true', 'enable', ''];

/** What `bootscrub` says, `idle` unless it is given; a value Xen does not know changes nothing. */
export function bootscrubOf(line: string): Bootscrub {
  let mode: Bootscrub = 'idle';
  for (const { key, value, negated } of parametersOf(line)) {
    if (key !== 'bootscrub' || (negated && value !== null && value !== '')) continue;
    const text = negated ? 'no' : (value ?? '');
    if (FALSE.includes(text)) mode = 'off';
    else if (TRUE.includes(text)) mode = 'on';
    else if (text === 'idle') mode = 'idle';
  }
  return mode;
}

/** Largest order of pages that domains may ask for at once, by what they are. */
export interface MostOrders {
  readonly guest: number;
  readonly control: number;
  readonly hardware: number;
  /** A guest with devices of the host. */
  readonly withDevices: number;
}

/** What `memop-max-order` says: numbers parted by commas, those left out as Xen has them (asm/config.h). */
export function mostOrdersOf(line: string): MostOrders {
  const given = (lastOf(line, 'memop-max-order')?.value ?? '').split(',');
  const order = (at: number, usual: number): number => {
    const text = given[at] ?? '';
    return Math.min(/^(?:0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : usual, MAX_ORDER);
  };
  return {
    guest: order(0, 9),
    control: order(1, MAX_ORDER),
    hardware: order(2, 10),
    withDevices: order(3, 10),
  };
}

/** MAX_ORDER of the page allocator: 1 GiB. */
const MAX_ORDER = 18;

/** Whether `ext_regions`, a plain truth value that is on unless said otherwise, leaves guests their extended regions. */
export function isExtendedRegionsWanted(line: string): boolean {
  let on = true;
  for (const { key, value, negated } of parametersOf(line)) {
    if (key !== 'ext_regions') continue;
    const text = value ?? '';
    if (FALSE.includes(text)) on = negated;
    else if (TRUE.includes(text)) on = !negated;
  }
  return on;
}

/** Whether `iommu`, a list in which a plain truth value switches all of it, leaves the IOMMUs on. */
export function isIommuWanted(line: string): boolean {
  let on = true;
  for (const { key, value, negated } of parametersOf(line))
    if (key === 'iommu')
      for (const word of negated ? ['no'] : (value ?? '').split(','))
        on = FALSE.includes(word) ? false : word !== '' && TRUE.includes(word) ? true : on;
  return on;
}

/** The line with one parameter set, in the place of the last word for it, or with null taken out. */
export function withParameter(line: string, key: string, value: string | null): string {
  const all = line.split(' ');
  const named = (word: string): boolean => {
    const parameter = parameterOf(word);
    return word !== '' && parameter.key === key;
  };
  const at = all.findLastIndex(named);
  if (at < 0)
    return value === null ? line : [line, `${key}=${value}`].filter((part) => part !== '').join(' ');
  const rest = all.flatMap((word, i) => {
    if (!named(word)) return [word];
    return i === at && value !== null ? [`${key}=${value}`] : [];
  });
  return rest.join(' ').trim();
}

const WRITTEN = [
  ['G', GiB],
  ['M', MiB],
  ['K', KiB],
] as const;

/** A size in Xen's notation, in the largest unit that says it exactly: `512M`. */
export function writeSize(size: Bytes): string {
  const found = WRITTEN.find(([, unit]) => size > 0n && size % unit === 0n);
  return found === undefined ? `${size}B` : `${size / found[1]}${found[0]}`;
}

/** What the line says of cache colouring. */
export interface ColoringOptions {
  /** `llc-coloring`; null where it is not given. */
  readonly wanted: boolean | null;
  /** `llc-size` in bytes and `llc-nr-ways`; 0 where not given. */
  readonly size: bigint;
  readonly ways: bigint;
  /** `xen-llc-colors` and `dom0-llc-colors`; null where not given. */
  readonly xenColors: string | null;
  readonly dom0Colors: string | null;
  /** `buddy-alloc-size` in bytes; null where not given. */
  readonly buddy: bigint | null;
}

/** Stands for the parameters of common/llc-coloring.c and common/page_alloc.c, from 4.20. */
export function coloringOf(line: string): ColoringOptions {
  let wanted: boolean | null = null;
  for (const { key, value, negated } of parametersOf(line)) {
    if (key !== 'llc-coloring') continue;
    if (FALSE.includes(value ?? '')) wanted = negated;
    else if (TRUE.includes(value ?? '')) wanted = !negated;
  }
  const text = (key: string): string | null => lastOf(line, key)?.value ?? null;
  const size = (key: string): bigint | null => {
    const given = text(key);
    return given === null ? null : sizeOf(given).bytes;
  };
  return {
    wanted,
    size: size('llc-size') ?? 0n,
    ways: /^(?:0x[0-9a-f]+|\d+)/i.exec(text('llc-nr-ways') ?? '')?.map(BigInt)[0] ?? 0n,
    xenColors: text('xen-llc-colors'),
    dom0Colors: text('dom0-llc-colors'),
    buddy: size('buddy-alloc-size'),
  };
}
