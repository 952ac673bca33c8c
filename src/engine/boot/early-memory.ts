// Ranges read from the flattened tree: RAM, reserved memory, static heap and static memory.
//
// Stands for device_tree_get_meminfo (bootfdt.c up to 4.20, bootinfo-fdt.c since) and
// check_reserved_regions_overlap (setup.c 4.18 and 4.19, bootinfo.c since; 4.17 checks nothing).
import { groupedHex } from '../../model/addr.ts';
import type { Cells } from '../../model/cells.ts';
import { cellAt, cellCount } from '../../model/cells.ts';
import { range, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import { heapOverlap } from '../refusals/heap/heap-overlap.ts';
import type { Overlap } from '../refusals/overlap.ts';
import { ramRegMissing } from '../refusals/parse/ram-reg-missing.ts';
import { ramTooMany } from '../refusals/parse/ram-too-many.ts';
import { cellsTooWide } from '../refusals/parse/static-cells-gt2.ts';
import { cellsInvalid } from '../refusals/parse/static-cells-invalid.ts';
import { trailingCells } from '../refusals/parse/static-trailing-cells.ts';
import { addressWidth } from '../refusals/parse/ram-addr-width.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { reservedOverlap } from '../refusals/reserved/resv-overlap.ts';
import { reservedTooMany } from '../refusals/reserved/resv-too-many.ts';
import { staticBanksTooMany } from '../refusals/static/static-banks-too-many.ts';
import { staticMemreserve } from '../refusals/static/static-memreserve.ts';
import { staticOverlapModule } from '../refusals/static/static-overlap-module.ts';
import { staticOverlap } from '../refusals/static/static-overlap.ts';
import type { BankKind, Hit } from './bootinfo.ts';
import { MAX_BANKS } from './bootinfo.ts';
import { type EarlyFailure, failure } from './early-failure.ts';
import { isAvailable } from './flat.ts';
import { extentOf } from './overlap-index.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** What a property's ranges are and whose. */
export interface Ranges {
  readonly node: TreeNode;
  readonly path: string;
  readonly property: string;
  readonly cells: Cells;
  /** Of the names of the properties that say the cells; none unless said. */
  readonly cellsPrefix?: string;
  readonly kind: 'ram' | BankKind;
  readonly domain: string | null;
  label(index: number): string;
}

const tooManyRanges = (kind: Ranges['kind']): Refusal<unknown> =>
  kind === 'ram' ? ramTooMany : kind === 'reserved' ? reservedTooMany : staticBanksTooMany;

/** Handles an error; answers whether to carry on with the next range. */
export type Fail = (failed: EarlyFailure) => boolean;

/** A number of the tree as paddr_t keeps it. */
export const readNumber = (boot: Boot, value: Uint8Array, index: number, cells: number): bigint =>
  inPaddr(boot, readWhole(boot, value, index, cells));

const inPaddr = ({ platform }: Boot, value: bigint): bigint =>
  platform.paddrBits === 64 ? value : BigInt.asUintN(platform.paddrBits, value);

/** dt_read_number: the value of `cells` cells, modulo 64 bits. */
function readWhole(boot: Boot, value: Uint8Array, index: number, cells: number): bigint {
  if (boot.does.wideNumberIsError && !isReadable(cells)) return BigInt(cellAt(value, index) ?? 0);
  if (cells === 0) return 0n;
  const low = cellAt(value, index + cells - 1) ?? 0;
  const high = cells === 1 ? 0 : (cellAt(value, index + cells - 2) ?? 0);
  return high < 2 ** 20 ? BigInt(high * 2 ** 32 + low) : (BigInt(high) << 32n) | BigInt(low);
}

/** Ranges of one property that are simulated: sixteen times what Xen has room for. */
const MOST_RANGES = 16 * MAX_BANKS;

/** The (address, size) tuples of a property; a shorter rest is ignored. */
export function readRanges(boot: Boot, value: Uint8Array, cells: Cells): Range[] {
  const step = cells.address + cells.size;
  const count = step < 1 ? 0 : Math.min(MOST_RANGES, Math.floor(cellCount(value) / step));
  const ranges: Range[] = [];
  for (let i = 0; i < count; i += 1)
    ranges.push(
      range(
        readNumber(boot, value, i * step, cells.address),
        readNumber(boot, value, i * step + cells.address, cells.size),
      ),
    );
  return ranges;
}

const cellsText = ({ cells, cellsPrefix = '' }: Pick<Ranges, 'cells' | 'cellsPrefix'>): string =>
  `#${cellsPrefix}address-cells ${cells.address} and #${cellsPrefix}size-cells ${cells.size}`;

/** Reads a property's ranges into RAM or the reserved banks. */
export function readBanks(boot: Boot, of: Ranges, fail: Fail): void {
  const { info, does } = boot;
  if (does.readsStatus && !isAvailable(of.node)) return;
  const { cells } = of;
  if (cells.address < 1 || cells.size < 1) {
    fail(
      failure(-22, cellsInvalid, of, {
        path: of.path,
        property: of.property,
        domain: of.domain,
        message: `${of.path}: ${of.property} is read with ${cellsText(of)}; both must be at least 1.`,
      }),
    );
    return;
  }
  const value = findProperty(of.node, of.property);
  if (value === undefined) {
    if (of.kind === 'ram')
      fail(
        failure(-2, ramRegMissing, of, {
          path: of.path,
          property: of.property,
          message: `${of.path} has no reg, so Xen cannot tell what RAM it stands for.`,
        }),
      );
    return;
  }
  noteWide(boot, of);
  noteWidth(boot, of, value);
  noteRest(boot, of, value);
  const ranges = readRanges(boot, value, cells);
  const list = of.kind === 'ram' ? 'ram' : 'reserved';
  for (let i = 0; i < ranges.length; i += 1) {
    const bank = ranges[i];
    if (bank === undefined) break;
    if (info.isFull(list)) {
      const lost = ranges.length - i;
      if (
        !fail(
          failure(-28, tooManyRanges(of.kind), of, {
            path: of.path,
            property: of.property,
            domain: of.domain,
            message: `${of.label(i)}${lost > 1 ? ` and ${lost - 1} more` : ''} do not fit: Xen records at most ${MAX_BANKS} ${of.kind === 'ram' ? 'banks of RAM' : 'reserved ranges, static memory of all domains included'}.`,
          }),
        )
      )
        return;
    }
    if (of.kind !== 'ram') {
      const failed = checkOverlap(boot, of, bank, i);
      if (failed !== null && !fail(failed)) return;
    }
    if (bank.size === 0n) continue;
    if (of.kind === 'ram') info.ram.push({ ...bank, path: of.path });
    else
      info.addReserved(
        extentOf({
          start: bank.start,
          size: bank.size,
          kind: of.kind,
          domain: of.domain,
          label: of.label(i),
          path: of.path,
        }),
      );
  }
}

/** Bytes behind the last whole tuple are ignored; usually the cells are not what was meant. */
function noteRest(boot: Boot, of: Ranges, value: Uint8Array): void {
  const step = 4 * (of.cells.address + of.cells.size);
  const rest = value.length % step;
  if (rest === 0) return;
  boot.trace.note(trailingCells, null, 'silent', {
    path: of.path,
    property: of.property,
    domain: of.domain,
    message: `${of.path}: the last ${rest} bytes of ${of.property} are ignored; with ${cellsText(of)} a range takes ${step}.`,
  });
}

/** device_tree_get_reg: numbers that paddr_t cannot hold lose their upper bits. */
export function noteWidth(
  boot: Boot,
  of: {
    readonly path: string;
    readonly property: string;
    readonly cells: Cells;
    readonly domain: string | null;
    label(index: number): string;
  },
  value: Uint8Array,
): void {
  const { address, size } = of.cells;
  if (boot.platform.paddrBits === 64 || address + size < 1) return;
  const count = Math.min(MOST_RANGES, Math.floor(cellCount(value) / (address + size)));
  for (let i = 0; i < count; i += 1) {
    const start = readWhole(boot, value, i * (address + size), address);
    const length = readWhole(boot, value, i * (address + size) + address, size);
    const lost = { start: start !== inPaddr(boot, start), size: length !== inPaddr(boot, length) };
    if (!lost.start && !lost.size) continue;
    boot.trace.note(addressWidth, lost, 'silent', {
      path: of.path,
      domain: of.domain,
      property: of.property,
      range: range(start, length),
      message: `${of.label(i)} (${groupedHex(start)} + ${sizeText(length)}) needs more than ${boot.platform.paddrBits} bits; this Xen takes it for ${groupedHex(inPaddr(boot, start))} + ${sizeText(inPaddr(boot, length))}.`,
    });
  }
}

/** Numbers of how many cells dt_read_number knows from 4.21 on. */
export const isReadable = (cells: number): boolean => cells === 1 || cells === 2;

/** dt_read_number of no cell or more than two: an error from 4.21. */
export function noteWide(
  boot: Boot,
  of: {
    readonly path: string;
    readonly property: string;
    readonly cells: Cells;
    readonly cellsPrefix?: string;
    readonly domain: string | null;
  },
): void {
  if (!boot.does.wideNumberIsError || (isReadable(of.cells.address) && isReadable(of.cells.size))) return;
  const told = {
    path: of.path,
    property: of.property,
    domain: of.domain,
    message: `${of.path}: ${of.property} uses ${cellsText(of)}; Xen reads numbers of one or two cells.`,
  };
  if (boot.debug) boot.trace.stop(cellsTooWide, of.cells, told);
  else boot.trace.note(cellsTooWide, of.cells, 'silent', { ...told, consequence: 'misbehaves' });
}

const rulesFor = (
  kind: BankKind,
): { bank: Refusal<Overlap>; module: Refusal<Overlap>; memreserve: Refusal<Overlap> } =>
  kind === 'static-heap'
    ? { bank: heapOverlap, module: heapOverlap, memreserve: heapOverlap }
    : kind === 'static-domain'
      ? { bank: staticOverlap, module: staticOverlapModule, memreserve: staticMemreserve }
      : { bank: reservedOverlap, module: reservedOverlap, memreserve: reservedOverlap };

/** check_reserved_regions_overlap for a range about to be recorded; null when it is free. */
function checkOverlap(boot: Boot, of: Ranges, bank: Range, index: number): EarlyFailure | null {
  if (of.kind === 'ram') return null;
  if (!boot.does.checksOverlap) {
    noteUnchecked(boot, of, bank, of.label(index));
    return null;
  }
  const hit = boot.info.firstMet(extentOf(bank), true);
  if (hit === null) return null;
  const rules = rulesFor(of.kind);
  const rule = hit.against === 'mod' ? rules.module : hit.memreserve ? rules.memreserve : rules.bank;
  return failure(
    -22,
    rule,
    { range: bank, other: hit.other, order: hit.order, against: hit.against },
    {
      path: of.path,
      property: of.property,
      domain: of.domain,
      message: overlapText(of.label(index), bank, hit.label, hit.other),
      range: bank,
      involved: [bank, hit.other],
    },
  );
}

/** Overlaps that memory setup will stop at. */
const endsBoot417 = (kind: BankKind, hit: Hit): boolean =>
  (kind === 'static-heap' && hit.kind === 'Xen') ||
  ((kind === 'static-heap' || kind === 'static-domain') &&
    (hit.kind === 'static-heap' || hit.kind === 'static-domain'));

/** Releases without the check record the range all the same; what that leads to shows later or never. */
function noteUnchecked(boot: Boot, of: Ranges, bank: Range, label: string): void {
  if (of.kind === 'ram') return;
  const hit = boot.info.firstMet(extentOf(bank), true);
  if (hit === null || endsBoot417(of.kind, hit)) return;
  const rules = rulesFor(of.kind);
  const rule = hit.against === 'mod' ? rules.module : rules.bank;
  boot.trace.note(rule, { range: bank, other: hit.other, order: hit.order, against: hit.against }, 'silent', {
    path: of.path,
    property: of.property,
    domain: of.domain,
    message: `${overlapText(label, bank, hit.label, hit.other)} Xen ${boot.target.release} does not check this: both are used.`,
    range: bank,
    involved: [bank, hit.other],
    consequence: 'misbehaves',
  });
}
