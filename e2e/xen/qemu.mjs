// @ts-check
// One QEMU process: started, listened to, and always ended, within a bounded time.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inTemporaryFolder } from './cache.mjs';

/** @typedef {import('./payload/payload.mjs').Arch} Arch */
/** @typedef {{ramMb: number, cpus: number, gicVersion: 2|3, arch?: Arch}} Machine arm64 unless said */

/** Also for 32-bit processors: QEMU's program for those alone walks page tables with 32 of their 40 address bits. */
export const QEMU = 'qemu-system-aarch64';

/** The processor, by architecture. A Cortex-A15 has no GICv3. */
const CPUS = { arm64: 'cortex-a57', arm32: 'cortex-a15' };

/** Where QEMU's `virt` machine has RAM, and what it overwrites there with its own device tree at reset. */
export const RAM_START = 0x4000_0000n;
export const QEMU_OWN_TREE_END = RAM_START + 0x10_0000n;

const hex = (/** @type {bigint} */ address) => `0x${address.toString(16)}`;

/** More console than any boot has; past this a layout that traps for ever has said enough. */
const MAX_LOG = 1024 * 1024;

/**
 * Options of the command line from their names and values; '' for those without a value.
 * @param {Record<string, string>} settings
 */
const options = (settings) =>
  Object.entries(settings).flatMap(([name, value]) => (value === '' ? [`-${name}`] : [`-${name}`, value]));

/**
 * @param {Machine} machine
 * @param {string} [extra] more settings of the machine
 */
const machineOptions = ({ ramMb, cpus, gicVersion, arch = 'arm64' }, extra = '') =>
  options({
    M: `virt,virtualization=on,gic-version=${gicVersion}${extra}`,
    cpu: CPUS[arch],
    smp: `${cpus}`,
    m: `${ramMb}`,
    display: 'none',
    nodefaults: '',
  });

/**
 * The device tree QEMU itself gives this machine: the blob a design starts from.
 * @param {Machine} machine
 * @returns {Promise<Buffer>}
 */
export const dumpVirtDtb = (machine) =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, 'virt.dtb');
    await promisify(execFile)(QEMU, machineOptions(machine, `,dumpdtb=${file}`), { timeout: 30_000 });
    return readFileSync(file);
  });

/**
 * @typedef {object} Run
 * @property {Machine} machine
 * @property {{file: string, start: bigint}[]} loads raw files and where they go, host physical
 * @property {bigint} entry where CPU 0 starts, at EL2
 * @property {number} timeoutMs for all of it
 * @property {number} silenceMs without a byte on the console
 * @property {(log: string, type: (text: string) => void) => number | null} settled given the console so far, and
 *   something that types on it: how many ms more to listen, null while the end is not in sight
 */

/**
 * Runs the machine until it settles or a bound is reached.
 * @param {Run} run
 * @returns {Promise<{log: string, ended: 'settled' | 'silence' | 'timeout' | 'exit', errors: string}>}
 */
export function runQemu({ machine, loads, entry, timeoutMs, silenceMs, settled }) {
  const child = spawn(
    QEMU,
    [
      ...machineOptions(machine),
      ...options({ monitor: 'none', serial: 'stdio', 'no-reboot': '' }),
      // A comma in an option's value is written twice.
      ...loads.flatMap(({ file, start }) =>
        options({ device: `loader,file=${file.replaceAll(',', ',,')},addr=${hex(start)},force-raw=on` }),
      ),
      ...options({ device: `loader,addr=${hex(entry)},cpu-num=0` }),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return new Promise((resolve, reject) => {
    let log = '';
    let errors = '';
    /** @type {'settled' | 'silence' | 'timeout' | 'exit'} */
    let ended = 'exit';
    const end = (/** @type {'settled' | 'silence' | 'timeout'} */ why) => {
      ended = why;
      kill();
    };
    const total = setTimeout(end, timeoutMs, 'timeout');
    let silence = setTimeout(end, silenceMs, 'silence');
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    const stop = () => {
      for (const timer of [total, silence, grace]) clearTimeout(timer);
      process.off('exit', kill);
    };
    child.stdout.setEncoding('latin1').on('data', (/** @type {string} */ text) => {
      log += text;
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs, 'silence');
      if (log.length > MAX_LOG) return end('timeout');
      const more = text.includes('\n') ? settled(log, (typed) => void child.stdin.write(typed)) : null;
      if (more === null) return;
      clearTimeout(grace);
      grace = setTimeout(end, more, 'settled');
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (errors += text));
    child.once('error', (error) => {
      stop();
      reject(error);
    });
    child.once('close', () => {
      stop();
      resolve({ log, ended, errors: errors.trim() });
    });
  });
}
