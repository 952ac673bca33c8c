// @ts-check
// How long a process has really been at work: a busy machine gives it little of each second. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const MS_PER_TICK = 10;

/** utime and stime among the fields behind the name, which is in brackets and may hold anything: proc(5), /proc/PID/stat. */
const FIELDS = [11, 12];

/**
 * Processor time from a thread's `stat`.
 * @param {string} stat
 * @returns {number} ms
 */
export function msOf(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return FIELDS.reduce((sum, at) => sum + Number(fields[at] ?? 0), 0) * MS_PER_TICK;
}

/**
 * Processor time of each thread of a process so far.
 * @param {number} pid
 * @returns {Map<string, number>} ms by thread; empty where that is not to be had
 */
export function threadTimes(pid) {
  try {
    const folder = `/proc/${pid}/task`;
    return new Map(readdirSync(folder).map((id) => [id, msOf(readFileSync(`${folder}/${id}/stat`, 'utf8'))]));
  } catch {
    return new Map();
  }
}

/**
 * What the busiest thread has worked between two looks: of QEMU's, a processor that runs Xen.
 * @param {Map<string, number>} before
 * @param {Map<string, number>} after
 * @returns {number} ms
 */
export const worked = (before, after) =>
  Math.max(0, ...[...after].map(([id, ms]) => ms - (before.get(id) ?? 0)));
