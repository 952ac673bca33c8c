// @ts-check
// Gets and builds the Xen that the stories boot, on Debian 12, from Debian's own source package.
//
//   node e2e/xen/build-xen.mjs
//
// Installs what is missing (as root), asks the mirror that the machine's apt already uses for the source through a
// private apt configuration, builds, keeps the result in .cache/xen, prints one line. Exit: 0 there is a Xen;
// 75 the mirror did not answer, four times; 1 anything else.
import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from './available.mjs';
import { CACHE } from './cache.mjs';
import { CROSS } from './payload/payload.mjs';
import { BUILT, BUILT_XEN, DEBIAN, OPTIONS } from './recipe.mjs';

/** Exit status of "try again later": the mirror, not the project, is at fault. */
export const EXIT_NO_MIRROR = 75;

/** The package mirror did not answer. Callers say "not run: the mirror did not answer" and nothing worse. */
export class MirrorDidNotAnswer extends Error {}

/** apt could not fetch, for a reason that may pass. `silent`: nobody answered at all. */
export class CouldNotFetch extends Error {
  /**
   * @param {string} message
   * @param {boolean} silent
   */
  constructor(message, silent) {
    super(message);
    this.silent = silent;
  }
}

const BUILD_PACKAGES = ['dpkg-dev', 'make', 'gcc', 'libc6-dev', 'flex', 'bison', 'python3'];
const RETRY_PAUSES_MS = [5_000, 15_000, 30_000];
const APT_TIMEOUT_MS = 15 * 60_000;

/**
 * What apt's complaint means: nobody answered (`silent`), an answer that may be better next time (`passing`), or a
 * fault of ours or the machine's (`fault`).
 * @param {string} complaint
 * @returns {'silent' | 'passing' | 'fault'}
 */
export function classify(complaint) {
  if (/NO_PUBKEY|GPG error|not signed|No space left|Permission denied|dpkg was interrupted/i.test(complaint))
    return 'fault';
  if (
    /Temporary failure|Could not resolve|Could not connect|Cannot initiate the connection|Unable to connect|Connection (timed out|failed|refused|reset)|Connection timeout|timed out|No route to host|Network is unreachable|closed the connection|Error reading from server|\b50[0234] /i.test(
      complaint,
    )
  )
    return 'silent';
  return /Failed to fetch|Unable to fetch|Hash Sum mismatch|unexpected size|Mirror sync in progress/i.test(
    complaint,
  )
    ? 'passing'
    : 'fault';
}

/**
 * Does what may fail for want of an answer, again after each pause.
 * @template T
 * @param {() => Promise<T>} attempt
 * @param {number[]} [pausesMs]
 * @returns {Promise<T>}
 */
export async function withRetries(attempt, pausesMs = RETRY_PAUSES_MS) {
  for (const pauseMs of [...pausesMs, null])
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CouldNotFetch)) throw error;
      if (pauseMs === null) {
        if (error.silent) throw new MirrorDidNotAnswer(error.message);
        throw error;
      }
      await pause(pauseMs);
    }
  throw new Error('unreachable: the last attempt returns or throws');
}

/**
 * Runs apt-get; its failures are CouldNotFetch where trying again can help.
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {Promise<void>}
 */
const apt = (args, cwd) =>
  new Promise((resolve, reject) => {
    // Any index that cannot be had is an error, not a warning; one connection attempt does not wait for minutes.
    const options = [
      'APT::Update::Error-Mode=any',
      'Acquire::http::Timeout=30',
      'Acquire::https::Timeout=30',
    ];
    execFile(
      'apt-get',
      ['-q', ...options.flatMap((option) => ['-o', option]), ...args],
      {
        ...(cwd === undefined ? {} : { cwd }),
        env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
        timeout: APT_TIMEOUT_MS,
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, _stdout, stderr) => {
        if (error === null) return resolve();
        const kind = error.killed === true ? 'silent' : classify(stderr);
        const message = `apt-get ${args.at(-1)}: ${stderr.trim().split('\n').slice(-4).join('\n')}`;
        reject(kind === 'fault' ? new Error(message) : new CouldNotFetch(message, kind === 'silent'));
      },
    );
  });

/** Packages among `wanted` that are not installed. */
function notInstalled(/** @type {string[]} */ wanted) {
  return wanted.filter((name) => {
    try {
      const status = execFileSync('dpkg-query', ['-W', '-f', '${Status}', name], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return !status.toString().startsWith('install ok');
    } catch {
      return true;
    }
  });
}

/** Installs what is missing, from the machine's own sources. */
async function install(/** @type {string[]} */ wanted) {
  const missing = notInstalled(wanted);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`not root, cannot install: apt-get install ${missing.join(' ')}`);
  await withRetries(async () => {
    await apt(['update']);
    await apt(['install', '-y', '--no-install-recommends', ...missing]);
  });
}

/**
 * The archive that the machine's own apt takes Debian's main component from.
 * @returns {string}
 */
function mirror() {
  const format = '$(RELEASE) $(COMPONENT) $(REPO_URI)';
  const targets = execFileSync('apt-get', ['indextargets', '--no-release-info', '--format', format], {
    encoding: 'utf8',
  });
  const [, , uri] =
    targets
      .split('\n')
      .map((line) => line.split(' '))
      .find(([release, component]) => release === DEBIAN.codename && component === 'main') ?? [];
  if (uri === undefined) throw new Error(`apt has no source for Debian’s ${DEBIAN.codename} main`);
  return uri;
}

/**
 * Fetches and unpacks Debian's source of Xen into `work`, touching nothing of the machine's apt.
 * @param {string} work
 * @returns {Promise<string>} the folder of the source
 */
async function fetchSource(work) {
  const folder = (/** @type {string[]} */ ...parts) => {
    const path = join(work, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const list = join(folder('apt'), 'sources.list');
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const signed = existsSync(keyring) ? `[signed-by=${keyring}] ` : '';
  // This release alone: a newer suite beside it would win.
  writeFileSync(list, `deb-src ${signed}${mirror()} ${DEBIAN.codename} main\n`);
  const alone = [
    `Dir::Etc::SourceList=${list}`,
    `Dir::Etc::SourceParts=${folder('apt', 'parts')}`,
    `Dir::State::Lists=${folder('apt', 'lists')}`,
    `Dir::Cache=${folder('apt', 'cache')}`,
    ...(process.getuid?.() === 0 ? ['APT::Sandbox::User=root'] : []), // apt's own user cannot write here
  ].flatMap((option) => ['-o', option]);
  folder('apt', 'lists', 'partial');
  folder('apt', 'cache', 'archives', 'partial');
  const source = folder('source');
  await withRetries(async () => {
    await apt([...alone, 'update']);
    await apt([...alone, 'source', 'xen'], source);
  });
  const unpacked = readdirSync(source, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (unpacked === undefined) throw new Error('apt-get source xen left no source');
  return join(source, unpacked.name);
}

/**
 * @param {string} source
 * @param {string} log
 * @returns {Promise<void>}
 */
async function compile(source, log) {
  const make = (/** @type {string[]} */ ...targets) =>
    new Promise((resolve, reject) => {
      const output = createWriteStream(log, { flags: 'a' });
      // Nothing to read from: kconfig would ask about every option it does not know the answer to.
      const child = spawn(
        'make',
        ['-C', 'xen', 'XEN_TARGET_ARCH=arm64', `CROSS_COMPILE=${CROSS}`, ...targets],
        {
          cwd: source,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      child.stdout.pipe(output, { end: false });
      child.stderr.pipe(output, { end: false });
      child.once('error', reject);
      child.once('close', (status) =>
        output.end(() =>
          status === 0
            ? resolve(undefined)
            : reject(new Error(`make ${targets.join(' ')} failed, see ${log}`)),
        ),
      );
    });
  await make('defconfig');
  const config = join(source, 'xen', '.config');
  appendFileSync(config, `${OPTIONS.join('\n')}\n`);
  await make('olddefconfig');
  const taken = readFileSync(config, 'utf8').split('\n');
  const lost = OPTIONS.filter((option) => !taken.includes(option));
  if (lost.length > 0) throw new Error(`this Xen does not take ${lost.join(', ')}`);
  await make(`-j${availableParallelism()}`);
}

/**
 * Makes sure that there is a Xen to boot.
 * @returns {Promise<string>} what was done, in one line
 */
export async function buildXen() {
  const given = process.env['XEN_BINARY'];
  if (given) {
    if (!existsSync(given)) throw new Error(`XEN_BINARY: there is no ${given}`);
    return `real Xen: ${given} was given, nothing to build`;
  }
  const version = join(BUILT, 'version');
  const place = relative(process.cwd(), BUILT_XEN);
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const onDebian = /^ID=debian$/m.test(release) && release.includes(`VERSION_ID="${DEBIAN.version}"`);
  // Every program may have gone since the last time; only Debian's packages are known here.
  const programs = PROGRAMS.map(({ package: name }) => name);
  if (existsSync(BUILT_XEN)) {
    if (onDebian) await install(programs);
    return `real Xen: ${readFileSync(version, 'utf8').trim()} is there already (${place})`;
  }
  if (!onDebian)
    throw new Error(`only Debian ${DEBIAN.version} is known to build it: give a raw arm64 Xen as XEN_BINARY`);
  const started = performance.now();
  await install([...BUILD_PACKAGES, ...programs]);
  mkdirSync(CACHE, { recursive: true });
  const log = join(CACHE, 'build.log');
  rmSync(log, { force: true });
  const work = mkdtempSync(join(CACHE, 'work-'));
  try {
    const source = await fetchSource(work);
    await compile(source, log);
    const done = join(work, 'done');
    mkdirSync(done);
    copyFileSync(join(source, 'xen', 'xen'), join(done, 'xen'));
    copyFileSync(join(source, 'xen', '.config'), join(done, 'config'));
    const name =
      /^xen_(.*)\.dsc$/m.exec(readdirSync(join(work, 'source')).join('\n'))?.[1] ?? 'of unknown version';
    writeFileSync(join(done, 'version'), `Xen ${name}\n`);
    rmSync(BUILT, { recursive: true, force: true });
    renameSync(done, BUILT);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  return `real Xen: ${readFileSync(version, 'utf8').trim()} built from Debian’s source in ${seconds} s (${place})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  buildXen().then(
    (line) => console.log(line),
    (error) => {
      const silent = error instanceof MirrorDidNotAnswer;
      console.error(
        `real Xen: ${silent ? 'the package mirror did not answer: ' : ''}${error.message ?? error}`,
      );
      process.exitCode = silent ? EXIT_NO_MIRROR : 1;
    },
  );
