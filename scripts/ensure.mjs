// What a fresh clone lacks: npm's packages, and a browser for the stories. Each is installed once, when missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command in the project, showing what it prints; answers its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

export const runScript = (name, args = [], options = {}) =>
  run(npm, ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])], options);

/** Runs a script of the project and shows what it prints; answers that, too. */
export function runHeard(name) {
  const { status, error, stdout, stderr } = spawnSync(npm, ['run', '--silent', name], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
  });
  const said = `${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`;
  process.stdout.write(said);
  return { code: status ?? 1, said };
}

/** Stops with one line when node is too old to go on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`xen-memmap needs Node.js 20.19 or newer; this is ${process.versions.node}`);
  process.exit(2);
}

/** `npm ci` when node_modules is missing or older than the lock file. */
export function ensurePackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('installing npm packages …');
  execFileSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

function onPath(...names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  return undefined;
}

export const has = (...names) => onPath(...names) !== undefined;

/** The browser for the stories: CHROMIUM_PATH, one on the path, else Playwright's own (undefined; downloaded when missing). */
export function ensureBrowser() {
  const found = process.env.CHROMIUM_PATH ?? onPath('chromium', 'chromium-browser', 'google-chrome');
  if (found !== undefined) return found;
  const code = run(join(root, 'node_modules', '.bin', 'playwright'), ['install', 'chromium']);
  if (code !== 0)
    throw new Error(
      'no Chromium: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program',
    );
  return undefined;
}
