// A need as it is typed, and what that says: pure, so that what is refused and in which words is tested as a table.
import { addr, type Bytes, bytes, PAGE } from '../../model/addr.ts';
import { groupedHex } from '../../model/addr.ts';
import type { Need, NeedFor } from '../../model/need.ts';
import type { EntityId, ModuleKind, Plan } from '../../model/plan.ts';
import { endOf, range } from '../../model/range.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import { parseBytes, sizeText } from '../../model/size.ts';

/** As in the fields of the dialog. */
export interface NeedText {
  readonly kind: NeedFor['kind'];
  /** Domain of memory and modules; '' is dom0. */
  readonly domain: string;
  readonly module: ModuleKind;
  readonly entity: string;
  readonly size: string;
  readonly most: string;
  readonly banks: string;
  readonly align: string;
  readonly wish: string;
  readonly at: string;
  readonly ram: string;
  /** Number of address bits, or `start + size`, or nothing. */
  readonly reach: string;
  /** Path of a device or bus, or nothing. */
  readonly dma: string;
  readonly nextTo: string;
  readonly gap: string;
}

export const textOf = (need: Need): NeedText => {
  const { for: what, size, most, banks, align, wish, at, ram, reach, dma, nextTo, apart } = need;
  const optional = (value: bigint | null): string => (value === null ? '' : sizeText(value));
  const gap = apart.find(({ from }) => from === null)?.gap ?? null;
  return {
    kind: what.kind,
    domain: what.kind === 'memory' || what.kind === 'module' ? (what.domain ?? '') : '',
    module: what.kind === 'module' ? what.module : 'kernel',
    entity: what.kind === 'entity' ? what.entity : '',
    size: what.kind === 'entity' ? '' : sizeText(size),
    most: optional(most),
    banks: `${banks}`,
    align: optional(align),
    wish: optional(wish),
    at: at === null ? '' : groupedHex(at),
    ram: ram ?? '',
    reach: reach === null ? '' : reachText(reach.start, endOf(reach)),
    dma: dma ?? '',
    nextTo: nextTo[0] ?? '',
    gap: optional(gap),
  };
};

function reachText(start: bigint, end: bigint): string {
  const bits = end.toString(2).length - 1;
  return start === 0n && end === 1n << BigInt(bits) ? `${bits}` : `${groupedHex(start)}..${groupedHex(end)}`;
}

/** A number of bytes that may be left out; anything but whole pages is refused where `whole`. */
function sizeOf(text: string, name: string, whole = true): Result<Bytes | null> {
  if (text.trim() === '') return ok(null);
  const size = parseBytes(text);
  if (!size.ok) return fail(`${name}: ${size.problem.message}`);
  if (size.value === 0n) return fail(`${name}: must be more than 0`);
  if (whole && size.value % PAGE !== 0n) return fail(`${name}: must be whole pages of 4 KiB`);
  return size;
}

function alignOf(text: string, name: string): Result<Bytes | null> {
  const size = sizeOf(text, name);
  if (!size.ok || size.value === null) return size;
  return (size.value & (size.value - 1n)) === 0n
    ? size
    : fail(`${name}: must be a power of two, such as 2 MiB`);
}

/** `32` is below 4 GiB; `0x4000_0000..0x8000_0000` is from the one to the other. */
function reachOf(text: string): Result<Need['reach']> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  if (/^\d{1,2}$/.test(trimmed)) {
    const bits = Number(trimmed);
    return bits >= 12 && bits <= 52
      ? ok(range(0n, 1n << BigInt(bits)))
      : fail('reach: a device has 12 to 52 address bits');
  }
  const [from, to, ...more] = trimmed.split('..');
  const start = parseBytes(from ?? '');
  const end = parseBytes(to ?? '');
  if (!start.ok || !end.ok || more.length > 0)
    return fail('reach: write a number of address bits, such as 32, or a window as 0x4000_0000..0x8000_0000');
  return end.value > start.value
    ? ok(range(start.value, end.value - start.value))
    : fail('reach: the window must end after it starts');
}

function whatOf(plan: Plan, { kind, domain, module, entity }: NeedText): Result<NeedFor> {
  const owner = plan.domains.find(({ id }) => id === domain)?.id;
  switch (kind) {
    case 'heap':
      return ok({ kind });
    case 'memory':
      return owner === undefined ? fail('whose memory it is: choose a domain') : ok({ kind, domain: owner });
    case 'module':
      return ok({ kind, domain: owner ?? null, module });
    case 'entity':
      return entity === '' ? fail('choose what it is about') : ok({ kind, entity: entity as EntityId });
  }
}

/** The need that was typed, or the first thing that is wrong with it. */
export function readNeed(plan: Plan, text: NeedText): Result<Omit<Need, 'id'>> {
  const what = whatOf(plan, text);
  if (!what.ok) return what;
  const size = text.kind === 'entity' ? ok(null) : sizeOf(text.size, 'size', text.kind !== 'module');
  if (!size.ok) return size;
  if (size.value === null && text.kind !== 'entity') return fail('size: say how much is needed');
  const most = sizeOf(text.most, 'at most');
  if (!most.ok) return most;
  if (most.value !== null && size.value !== null && most.value < size.value)
    return fail('at most: must not be less than the size');
  if (!/^\d{1,3}$/.test(text.banks.trim()) || Number(text.banks) < 1)
    return fail('banks: a whole number from 1 to 999');
  const align = alignOf(text.align, 'alignment');
  if (!align.ok) return align;
  const wish = alignOf(text.wish, 'better alignment');
  if (!wish.ok) return wish;
  const at = text.at.trim() === '' ? ok(null) : parseBytes(text.at);
  if (!at.ok) return fail(`address: ${at.problem.message}`);
  if (at.value !== null && at.value % PAGE !== 0n) return fail('address: must be a multiple of 4 KiB');
  const reach = reachOf(text.reach);
  if (!reach.ok) return reach;
  const gap = sizeOf(text.gap, 'gap');
  if (!gap.ok) return gap;
  return ok({
    for: what.value,
    size: size.value ?? bytes(0n),
    most: most.value,
    banks: Number(text.banks),
    align: align.value,
    wish: wish.value,
    at: at.value === null ? null : addr(at.value),
    ram: text.ram === '' ? null : text.ram,
    reach: reach.value,
    dma: text.dma === '' ? null : text.dma,
    nextTo: text.nextTo === '' ? [] : [text.nextTo as EntityId],
    apart: gap.value === null ? [] : [{ from: null, gap: gap.value }],
  });
}
