// One invocation from arguments to exit status.
import { readFileSync } from 'node:fs';
import { problemText } from '../model/result.ts';
import { type Invocation, readArgs } from './args.ts';
import { check } from './check.ts';
import { exportFile } from './export.ts';
import { helpText } from './help.ts';
import { inspect } from './inspect.ts';
import { type Io, refuse } from './io.ts';
import { place } from './place.ts';
import { FINE, type Status } from './status.ts';

/** Does what the arguments (after the command's own name) ask for. */
export async function run(args: readonly string[], io: Io): Promise<Status> {
  const invocation = readArgs(args);
  return invocation.ok ? perform(invocation.value, io) : refuse(io, problemText(invocation.problem));
}

function perform(invocation: Invocation, io: Io): Status | Promise<Status> {
  switch (invocation.command) {
    case 'help':
      io.out(helpText(invocation.about));
      return FINE;
    case 'version':
      io.out(`xen-memmap ${version()}\n`);
      return FINE;
    case 'inspect':
      return inspect(invocation.files, invocation.options, io);
    case 'check':
      return check(invocation.files, invocation.options, io);
    case 'export':
      return exportFile(invocation, io);
    case 'place':
      return place(invocation, io);
  }
}

/** Of the package this file is part of, built (dist/cli) or not (src/cli). */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
