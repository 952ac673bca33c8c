#!/usr/bin/env node
// `npm run --silent cli -- …`: the command line of this checkout, built first when its sources are newer.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CLI, isFresh } from './build-cli.mjs';

if (!isFresh()) {
  // In a process of its own, so that the bundler is gone when the command runs.
  const builder = join(dirname(fileURLToPath(import.meta.url)), 'build-cli.mjs');
  const { status } = spawnSync(process.execPath, [builder], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    console.error('xen-memmap: the command could not be built, see above; has npm ci been run?');
    process.exit(2);
  }
}
// npm runs scripts in the checkout's top folder; file names count from where the person stands.
const { npm_lifecycle_event: script, INIT_CWD: here } = process.env;
if (script === 'cli' && here !== undefined) process.chdir(here);
process.argv[1] = CLI;
await import(pathToFileURL(CLI).href);
