// The form of the files in data/: a board and its facts with every address and size as a hex string, and back.
import { addr, bytes } from '../model/addr.ts';
import type { Board, HostFacts } from '../model/board.ts';
import { range, type Range } from '../model/range.ts';

/** `T` as JSON can hold it: bigints become strings like "0x40000000". */
export type Hexed<T> = T extends bigint
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Hexed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Hexed<T[Key]> }
      : T;

/** One file of data/. */
export type BoardFile = Hexed<
  Pick<Board, 'name' | 'source' | 'memoryOptions'> & { readonly facts: HostFacts }
>;

const start = (text: string) => addr(BigInt(text));
const size = (text: string) => bytes(BigInt(text));
const ranges = (list: readonly Hexed<Range>[]): Range[] =>
  list.map((r) => range(BigInt(r.start), BigInt(r.size)));

/** Reads a file of data/. These are our own and checked by a test, so a malformed one throws. */
export function readBoardFile(file: BoardFile): { readonly board: Board; readonly facts: HostFacts } {
  const { memory, reserved, cpus, gic, uart, devices } = file.facts;
  return {
    board: {
      name: file.name,
      source: file.source,
      origin: 'facts',
      memoryOptions: file.memoryOptions.map(({ label, banks }) => ({ label, banks: ranges(banks) })),
    },
    facts: {
      memory: ranges(memory),
      reserved: reserved.map((r) => ({
        ...r,
        start: r.start === null ? null : start(r.start),
        size: size(r.size),
      })),
      cpus,
      gic: gic && { ...gic, regions: ranges(gic.regions) },
      uart: uart && { ...uart, start: start(uart.start), size: size(uart.size) },
      devices: devices.map((d) => ({ ...d, start: start(d.start), size: size(d.size) })),
    },
  };
}
