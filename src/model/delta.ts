// What makes one plain value of another, for somebody who has the other: what is the same is not said again.
//
// Plans and answers share nearly all of their objects from step to step. Between threads, where a value is always a copy,
// that would be lost, and with it all that is remembered of an object for as long as it stays the same.

type Fields = Readonly<Record<string, unknown>>;

interface RecordDelta {
  readonly set: readonly (readonly [key: string, Delta])[];
  /** Keys that are there no longer. */
  readonly drop: readonly string[];
}

interface ListDelta {
  /** So many items stay at the list's start, and so many at its end. */
  readonly start: number;
  readonly end: number;
  /** What comes between them, each from the item that was in its place. */
  readonly items: readonly Delta[];
}

/** Plain data, as it can be sent between threads; null: nothing changes. */
export type Delta = null | { readonly to: unknown } | RecordDelta | ListDelta;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const whole = (to: unknown): Delta => ({ to });

/** What makes `after` of `before`. Records and lists are looked into; all else is the same thing, or sent whole. */
export function delta(before: unknown, after: unknown): Delta {
  if (Object.is(before, after)) return null;
  if (Array.isArray(before) && Array.isArray(after)) return listDelta(before, after);
  if (isRecord(before) && isRecord(after)) return recordDelta(before, after);
  return whole(after);
}

function recordDelta(before: Fields, after: Fields): Delta {
  const set: [string, Delta][] = [];
  for (const key of Object.keys(after)) {
    const change = Object.hasOwn(before, key) ? delta(before[key], after[key]) : whole(after[key]);
    if (change !== null) set.push([key, change]);
  }
  const drop = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return set.length === 0 && drop.length === 0 ? null : { set, drop };
}

function listDelta(before: readonly unknown[], after: readonly unknown[]): Delta {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && isSame(before[start], after[start])) start += 1;
  if (start === before.length && start === after.length) return null;
  let end = 0;
  while (end < least - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const isPaired = before.length === after.length;
  const items = after
    .slice(start, after.length - end)
    .map((item, i) => (isPaired ? delta(before[start + i], item) : whole(item)));
  return { start, end, items };
}

/** Whether nothing changes; told at the first thing that does, so that lists within lists are not gone through again and again. */
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, i) => isSame(item, after[i]));
  if (!isRecord(before) || !isRecord(after)) return false;
  const keys = Object.keys(after);
  return (
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && isSame(before[key], after[key]))
  );
}

/** `before` as a delta has it: what does not change is the very object it was. */
export function patched(before: unknown, change: Delta): unknown {
  if (change === null) return before;
  if ('to' in change) return change.to;
  return 'set' in change
    ? patchedRecord(before as Fields, change)
    : patchedList(before as readonly unknown[], change);
}

const patchedRecord = (before: Fields, { set, drop }: RecordDelta): Fields =>
  Object.fromEntries([
    ...Object.entries(before).filter(([key]) => !drop.includes(key)),
    ...set.map(([key, change]) => [key, patched(before[key], change)] as const),
  ]);

const patchedList = (before: readonly unknown[], { start, end, items }: ListDelta): readonly unknown[] => [
  ...before.slice(0, start),
  ...items.map((item, i) => patched(before[start + i], item)),
  ...before.slice(before.length - end),
];
