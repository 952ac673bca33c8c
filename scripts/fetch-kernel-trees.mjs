#!/usr/bin/env node
// Debian's arm64 kernel package carries about a thousand board device trees. This brings them into
// .cache/kernel-trees/<vendor>/<name>.dtb, for making the bundled boards and for tests against real trees.
//
//   node scripts/fetch-kernel-trees.mjs [--fresh] [--once]
//
// Prints the folder. Exit status 0: there; 1: failed; 75: no package mirror answered in three tries (`--once`: in
// one). `--fresh` fetches what is there already.
// Uses the machine's own apt sources and keys with a private state directory that carries arm64 lists, so
// nothing of the machine's apt is changed. Needs apt and dpkg, no root. Nothing fetched is ever committed.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = resolve(dirname(fileURLToPath(import.meta.url)), '../.cache');
export const KERNEL_TREES = join(cache, 'kernel-trees');
const STAMP = join(KERNEL_TREES, 'stamp.json');
/** Seconds to wait before the second and third try. */
const PAUSES = [3, 15];
/** `linux-image-arm64`, or one that names a kernel series as `linux-image-6.12-arm64` does. */
const META = /^linux-image-(?:\d+\.\d+-)?arm64$/;
const VERSIONED = /^\s*Depends: (linux-image-\d[^\s:]*-arm64)$/m;

/**
 * What is in the cache, or null: `folder`; the `package` and `version` the trees are from; `root`, their
 * folder inside the package; `blobs`, how many there are.
 * @returns {{folder: string, package: string, version: string, root: string, blobs: number} | null}
 */
export function cachedKernelTrees() {
  if (!existsSync(STAMP)) return null;
  return { folder: KERNEL_TREES, ...JSON.parse(readFileSync(STAMP, 'utf8')) };
}

/** A failure that another try, or another day, may cure. */
class MirrorTrouble extends Error {}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
    ...options,
  });
  if (done.error?.code === 'ENOENT')
    throw new Error(`${command} is missing: this needs a Debian-like machine`);
  return { ok: done.status === 0, out: done.stdout ?? '', err: done.stderr ?? '' };
}

const firstLine = (text) => text.trim().split('\n')[0] ?? '';

/** 6.12.117+deb12 → [6, 12, 117, 12], so that the newest kernel can be told by comparing numbers. */
const numbersOf = (name) => [...name.matchAll(/\d+/g)].map(Number);
function newer(a, b) {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++)
    if ((left[i] ?? 0) !== (right[i] ?? 0)) return (left[i] ?? 0) > (right[i] ?? 0);
  return false;
}

/** The newest versioned kernel package that one of the metapackages names. */
function newestPackage(apt) {
  const names = run('apt-cache', [...apt, 'pkgnames', 'linux-image-']).out.split('\n');
  const metas = names.filter((name) => META.test(name));
  let newest = null;
  for (const meta of metas) {
    const found = VERSIONED.exec(run('apt-cache', [...apt, 'depends', meta]).out)?.[1];
    if (found !== undefined && (newest === null || newer(found, newest))) newest = found;
  }
  return newest;
}

function fetchInto(work) {
  const state = join(work, 'state');
  const archives = join(work, 'cache');
  for (const folder of [join(state, 'lists/partial'), join(archives, 'archives/partial')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(work, 'status'), '');
  const apt = [
    `Dir::State=${state}`,
    `Dir::State::status=${join(work, 'status')}`,
    `Dir::Cache=${archives}`,
    'APT::Architecture=arm64',
    'APT::Architectures=arm64',
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
  ].flatMap((option) => ['-o', option]);

  const update = run('apt-get', [...apt, '-q', 'update']);
  const name = newestPackage(apt);
  if (name === null) {
    const trouble = !update.ok || /^(?:Err:|[EW]: .*(?:fetch|resolv|connect))/m.test(update.out + update.err);
    if (trouble) throw new MirrorTrouble(`no package lists: ${firstLine(update.err)}`);
    throw new Error("this machine's apt sources carry no linux-image-arm64");
  }
  const download = run('apt-get', [...apt, '-q', 'download', name], { cwd: work });
  const deb = readdirSync(work).find((file) => file.endsWith('.deb'));
  if (!download.ok || deb === undefined) throw new MirrorTrouble(`${name}: ${firstLine(download.err)}`);

  const version = run('dpkg-deb', ['--field', join(work, deb), 'Version']).out.trim();
  const trees = join(work, 'trees');
  mkdirSync(trees);
  // Only the trees are unpacked: the modules beside them are ten times their size.
  const unpack = 'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --strip-components=4 "./usr/lib/$3"';
  const unpacked = run('sh', ['-c', unpack, 'sh', join(work, deb), trees, name]);
  const blobs = readdirSync(trees, { recursive: true }).filter((file) => file.endsWith('.dtb')).length;
  if (!unpacked.ok || blobs === 0)
    throw new Error(`${deb} holds no device trees: ${firstLine(unpacked.err)}`);
  const stamp = { package: name, version, root: `/usr/lib/${name}`, blobs };
  writeFileSync(join(trees, 'stamp.json'), `${JSON.stringify(stamp)}\n`);
  return trees;
}

/**
 * Brings the trees into the cache unless they are there. Answers as `cachedKernelTrees`, or with
 * `missing`, a sentence, and `mirror`, whether only the package mirror is to blame.
 */
export function kernelTrees({ fresh = false, once = false } = {}) {
  const cached = fresh ? null : cachedKernelTrees();
  if (cached !== null) return cached;
  mkdirSync(cache, { recursive: true });
  for (let attempt = 0; ; attempt++) {
    const work = mkdtempSync(join(cache, 'kernel-trees-'));
    try {
      const trees = fetchInto(work);
      rmSync(KERNEL_TREES, { recursive: true, force: true });
      try {
        renameSync(trees, KERNEL_TREES);
      } catch (error) {
        // Another run put its own there in the meantime: as good as ours.
        if (!existsSync(STAMP)) throw error;
      }
      return cachedKernelTrees();
    } catch (error) {
      const pause = PAUSES[attempt];
      const mirror = error instanceof MirrorTrouble;
      if (!mirror || once || pause === undefined) return { missing: error.message, mirror };
      process.stderr.write(`kernel trees: ${error.message}; trying again in ${pause} s\n`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause * 1000);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const trees = kernelTrees({
    fresh: process.argv.includes('--fresh'),
    once: process.argv.includes('--once'),
  });
  if (trees.missing === undefined) {
    console.error(`${trees.blobs} trees of ${trees.package} ${trees.version}`);
    console.log(trees.folder);
  } else {
    console.error(`kernel trees: ${trees.missing}`);
    process.exitCode = trees.mirror ? 75 : 1;
  }
}
