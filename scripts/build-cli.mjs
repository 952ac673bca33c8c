#!/usr/bin/env node
// Builds the command line into one file, dist/cli/main.mjs, when it is older than what it is made from.
//
// Several may run at once: one builds while the others wait, and the finished file appears by a rename.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const CLI = join(project, 'dist/cli/main.mjs');
const LOCK = join(project, 'dist/cli.lock');
/** A lock this old, in ms, was left behind by a build that was killed. */
const STALE_LOCK = 60_000;

const mtime = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The newest modification below a folder; folders count, so that a deleted file shows. */
function newest(path) {
  let latest = mtime(path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(child) : mtime(child));
  }
  return latest;
}

/** Whether the built command is what the sources say. */
export function isFresh() {
  const built = mtime(CLI);
  const from = ['package-lock.json', 'scripts/build-cli.mjs'].map((name) => mtime(join(project, name)));
  return built > Math.max(newest(join(project, 'src')), ...from);
}

async function build() {
  const { build: viteBuild } = await import('vite');
  const started = new Date();
  const work = mkdtempSync(join(project, 'dist/cli-'));
  try {
    await viteBuild({
      root: project,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/cli/main.ts',
        outDir: work,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'main.mjs', codeSplitting: false } },
      },
    });
    const built = join(work, 'main.mjs');
    // Stamped with the start, so that an edit made during the build counts as newer.
    chmodSync(built, 0o755);
    utimesSync(built, started, started);
    mkdirSync(dirname(CLI), { recursive: true });
    renameSync(built, CLI);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Takes the lock, or answers false when somebody else's build has made the command fresh meanwhile. */
async function locked() {
  for (;;) {
    try {
      mkdirSync(LOCK);
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - mtime(LOCK) > STALE_LOCK) rmSync(LOCK, { recursive: true, force: true });
      await pause(50);
      if (isFresh()) return false;
    }
  }
}

/** Builds the command unless it is fresh. */
export async function buildCli() {
  if (isFresh()) return;
  mkdirSync(join(project, 'dist'), { recursive: true });
  if (!(await locked())) return;
  try {
    if (!isFresh()) await build();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli();
