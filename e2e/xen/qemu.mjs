// @ts-check
// One QEMU process: started, listened to, and always ended, within a bounded time.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inTemporaryFolder } from './cache.mjs';
import { threadTimes, worked } from './processor-time.mjs';

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

/** QEMU could not be started, or was killed by somebody else: for want of memory, as a rule. Of Xen nothing was learned. */
export class QemuFailed extends Error {}

/**
 * Times are counted while QEMU works: on a busy machine the same boot takes many times as long. Where it does nothing (less than
 * a fiftieth of the time) nothing is coming any more, and past so many times the bound it is over in any case.
 */
const IDLE = 0.02;
const AT_MOST = 20;
const LOOK_EVERY_MS = 100;

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
    await promisify(execFile)(QEMU, machineOptions(machine, `,dumpdtb=${file}`), { timeout: 60_000 }).catch(
      (error) => {
        throw new QemuFailed(`QEMU gave no device tree: ${error.message}`);
      },
    );
    return readFileSync(file);
  });

/**
 * @typedef {object} Run
 * @property {Machine} machine
 * @property {{file: string, start: bigint}[]} loads raw files and where they go, host physical
 * @property {bigint} entry where CPU 0 starts, at EL2
 * @property {number} timeoutMs of work, for all of it
 * @property {number} silenceMs of work without a byte on the console
 * @property {(log: string, type: (text: string) => void) => number | null} settled given the console so far, and
 *   something that types on it: how many ms more to listen, null while the end is not in sight
 */

/**
 * Runs the machine until it settles or a bound is reached.
 * @param {Run} run
 * @returns {Promise<string>} the console
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
    let isOver = false;
    const end = () => {
      isOver = true;
      kill();
    };
    const now = () => ({ clock: performance.now(), threads: threadTimes(child.pid ?? 0) });
    const started = now();
    let heard = started;
    const isPast = (/** @type {typeof started} */ since, /** @type {number} */ bound) => {
      const { clock, threads } = now();
      const passed = clock - since.clock;
      const work = threads.size === 0 ? passed : worked(since.threads, threads);
      return work >= bound || (passed >= bound && work < IDLE * passed) || passed >= AT_MOST * bound;
    };
    const watch = setInterval(() => {
      if (isPast(started, timeoutMs) || isPast(heard, silenceMs)) end();
    }, LOOK_EVERY_MS);
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    const stop = () => {
      clearInterval(watch);
      clearTimeout(grace);
      process.off('exit', kill);
    };
    child.stdout.setEncoding('latin1').on('data', (/** @type {string} */ text) => {
      log += text;
      heard = now();
      if (log.length > MAX_LOG) return end();
      const more = text.includes('\n') ? settled(log, (typed) => void child.stdin.write(typed)) : null;
      if (more === null) return;
      clearTimeout(grace);
      grace = setTimeout(end, more);
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (errors += text));
    child.once('error', (error) => {
      stop();
      reject(new QemuFailed(`QEMU did not start: ${error.message}`));
    });
    child.once('close', (_status, signal) => {
      stop();
      if (isOver || (log !== '' && signal !== 'SIGKILL')) resolve(log);
      else reject(new QemuFailed(log === '' ? `QEMU did not start: ${errors.trim()}` : 'QEMU was killed'));
    });
  });
}
