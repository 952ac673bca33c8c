#!/usr/bin/env node
// The command itself: the process's arguments in, its streams and its exit status out.
import { run } from './run.ts';
import { WRONG } from './status.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads our answer has seen enough, as `| head` does.
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    stdin: () => process.stdin,
    out: (chunk) => void process.stdout.write(chunk),
    err: (line) => void process.stderr.write(`${line}\n`),
    terminal: process.stdout.isTTY,
  });
} catch (error) {
  // A bug of ours. Never node's own status 1, which would read as a verdict.
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`xen-memmap: a bug in xen-memmap, please report it: ${what}\n`);
  process.exitCode = WRONG;
}
