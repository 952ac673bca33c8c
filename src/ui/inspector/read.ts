// What people type into the inspector's fields, read. Pure; problems are sentences for beside the field.
import { type Addr, addr, type Bytes, bytes, groupedHex, PAGE } from '../../model/addr.ts';
import type { Room } from '../../model/occupancy.ts';
import type { Plan } from '../../model/plan.ts';
import { endOf, type Range } from '../../model/range.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import { parseBytes } from '../../model/size.ts';

const place = (start: bigint, size: bigint): Result<Range> =>
  start < 0n
    ? fail('that would start below address 0')
    : size <= 0n
      ? fail('the size must be more than 0')
      : start + size > 1n << 64n
        ? fail('that would end past 64 bits')
        : ok({ start: addr(start), size: bytes(size) });

/** A new start keeps the size; a relative text moves it. */
export const readStart = (text: string, at: Range): Result<Range> => {
  const start = parseBytes(text, at.start);
  return start.ok ? place(start.value, at.size) : start;
};

/** A new size keeps the start. */
export const readSize = (text: string, at: Range): Result<Range> => {
  const size = parseBytes(text, at.size);
  return size.ok ? place(at.start, size.value) : size;
};

/** The last address that still belongs to the range. A page boundary is refused with the address that was meant. */
export const readLast = (text: string, at: Range): Result<Range> => {
  const last = parseBytes(text, endOf(at) - 1n);
  if (!last.ok) return last;
  if (last.value < at.start) return fail(`the end lies below the start, ${groupedHex(at.start)}`);
  if (last.value % PAGE === 0n && at.start % PAGE === 0n && last.value > 0n)
    return fail(
      `this end is inclusive: a range up to ${groupedHex(last.value)} ends at ${groupedHex(last.value - 1n)}`,
    );
  return place(at.start, last.value + 1n - at.start);
};

/** Free bytes before it: moves the range inside its gap, keeping its size. */
export const readBefore = (text: string, at: Range, room: Room): Result<Range> => {
  const before = parseBytes(text, room.before > 0n ? room.before : 0n);
  return before.ok ? place(at.start - room.before + before.value, at.size) : before;
};

/** Free bytes after it: moves the range inside its gap, keeping its size. */
export const readAfter = (text: string, at: Range, room: Room): Result<Range> => {
  const after = parseBytes(text, room.after > 0n ? room.after : 0n);
  return after.ok ? place(at.start + room.after - after.value, at.size) : after;
};

/** A domain's name is its node's: 1 to 31 of the specification's characters (Devicetree Specification 2.2.1), unique. */
export function readDomainName(text: string, plan: Plan, current: string): Result<string> {
  const name = text.trim();
  if (!/^[A-Za-z0-9,._+-]{1,31}$/.test(name))
    return fail('a node name has 1 to 31 letters, digits or , . _ + -');
  return name !== current && plan.domains.some((domain) => domain.name === name)
    ? fail(`${name} is another domain’s name`)
    : ok(name);
}

/** GUEST_MAX_VCPUS of xen/include/public/arch-arm.h; the GIC may allow fewer, which Xen then says. */
const MAX_CPUS = 128;

export function readCpus(text: string): Result<number> {
  const cpus = Number(text.trim());
  return Number.isInteger(cpus) && cpus >= 1 && cpus <= MAX_CPUS
    ? ok(cpus)
    : fail(`a whole number from 1 to ${MAX_CPUS}`);
}

/** The `memory` property counts KiB, so bytes below that cannot be written. */
export function readMemory(text: string, current: Bytes | null): Result<Bytes> {
  const size = parseBytes(text, current ?? 0n);
  if (!size.ok) return size;
  if (size.value === 0n) return fail('the size must be more than 0');
  return size.value % 1024n === 0n ? size : fail('the memory property counts KiB: write whole KiB');
}

/** Xen hands memory out in whole pages and never finds the rest; an empty text leaves the word out. */
export function readDom0Memory(text: string, current: Bytes | null): Result<Bytes | null> {
  if (text.trim() === '') return ok(null);
  const size = parseBytes(text, current ?? 0n);
  if (!size.ok) return size;
  if (size.value === 0n) return fail('the size must be more than 0; leave it empty for Xen’s 512 MiB');
  return size.value % PAGE === 0n ? size : fail('Xen gives dom0 whole pages: write a multiple of 4 KiB');
}

/** A host physical address typed on its own. */
export const readAddress = (text: string): Result<Addr> => {
  const value = parseBytes(text);
  return value.ok ? ok(addr(value.value)) : value;
};
