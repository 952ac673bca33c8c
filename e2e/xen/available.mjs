// @ts-check
// What the real-Xen stories need and whether it is here. Also a command: exit 0 when nothing is missing.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT_XEN } from './recipe.mjs';
import { CROSS } from './payload/payload.mjs';
import { QEMU } from './qemu.mjs';

/** Programs on the path, with the Debian package each comes from. */
export const PROGRAMS = [
  { program: QEMU, package: 'qemu-system-arm' },
  { program: `${CROSS}gcc`, package: 'gcc-aarch64-linux-gnu' },
  { program: 'dtc', package: 'device-tree-compiler' },
];

/** The Xen to boot: XEN_BINARY, else the one built here; null when there is neither. */
export function findXen(env = process.env) {
  const file = env['XEN_BINARY'] || BUILT_XEN;
  return existsSync(file) ? file : null;
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function isOnPath(program, env) {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * One line saying what is missing and how to get it; null when the stories can run.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function missing(env = process.env) {
  const missing = PROGRAMS.filter(({ program }) => !isOnPath(program, env)).map(({ program }) => program);
  if (findXen(env) === null) missing.push(env['XEN_BINARY'] ? `XEN_BINARY (${env['XEN_BINARY']})` : 'Xen');
  return missing.length === 0
    ? null
    : `real Xen: no ${missing.join(', no ')}; on Debian 12 as root \`node e2e/xen/build-xen.mjs\` gets all of it`;
}

/** Whether anything missing fails the stories instead of skipping them. */
export const isRequired = (env = process.env) => env['XEN_STORIES'] === 'required';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const line = missing();
  console.log(line ?? `real Xen: ready (${findXen()})`);
  process.exitCode = line === null ? 0 : 1;
}
