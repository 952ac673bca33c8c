// Where the command reads from and writes to, and how it says that it cannot.
import { type Problem, problemText } from '../model/result.ts';
import { fileLabel, printable } from './columns.ts';
import { type Status, WRONG } from './status.ts';

/** The process in earnest, plain values in tests. */
export interface Io {
  /** The working directory, which relative names start from. */
  readonly cwd: string;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly out: (chunk: string | Uint8Array) => void;
  /** One line, without its end. */
  readonly err: (line: string) => void;
  /** Whether `out` is a terminal, which binary output would garble. */
  readonly terminal: boolean;
}

/** One line to standard error; the exit status to end with. */
export function refuse(io: Io, why: string): Status {
  io.err(`xen-memmap: ${printable(why)}`);
  return WRONG;
}

/** Says that an input cannot be read: to standard error, or as the contract's object among the answers. */
export function unreadable(io: Io, format: 'text' | 'json', file: string, problem: Problem): Status {
  if (format === 'text') return refuse(io, `${fileLabel(file)}: ${problemText(problem)}`);
  const { message, at } = problem;
  io.out(`${JSON.stringify({ file, error: { message, at } })}\n`);
  return WRONG;
}
