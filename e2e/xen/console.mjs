// @ts-check
// Reads Xen's console: its release, what it says when it stops, what each guest reported. Pure.

import { NAME_LENGTH } from './payload/payload.mjs';

/** @typedef {{start: string, size: string}} Range hexadecimal, as Xen and the guests print them, lower case */
/**
 * What a guest saw from inside, all guest physical.
 * @typedef {object} Guest
 * @property {(Range & {sound: boolean})[]} ram banks of its own tree; `sound`: first and last word held what was written,
 *   or are beyond what a 32-bit guest can get at
 * @property {string | null} entry where its kernel was loaded
 * @property {string | null} dtb
 * @property {Range[]} gic
 * @property {(Range & {answers: boolean}) | null} uart `answers`: something was heard through it
 * @property {{start: string, end: string, firstWord: string} | null} initrd
 * @property {(Range & {id: string, seen: number})[]} shm `seen`: how many guests wrote to its first word before
 * @property {Range | null} grant the first entry of its /hypervisor node
 * @property {Range[]} extended the others
 * @property {(Range & {firstWord: string})[]} devices below /passthrough, with what the device answers
 */
/** @typedef {{release: string, version: string, build: 'debug' | 'release'}} Release `4.17`, `4.17.5` */
/** @typedef {{domid: number | null, id: string, fact: string, args: string[]}} Line domid null: Xen did not say */

const MARK = 'xmm-guest ';

const bare = (/** @type {string} */ line) => line.replace(/^(?:\(XEN\) ?)+/, '').replace(/\s+$/, '');
const isRule = (/** @type {string} */ line) => /^\*{10,}$/.test(line);

/**
 * @param {string} log
 * @returns {Release | null} null before the banner: a panic while Xen reads the device tree comes earlier
 */
export function readRelease(log) {
  const banner = /Xen version (\d+\.\d+)(\S*) .*? debug=([yn])\b/.exec(log);
  if (banner === null) return null;
  const [, release = '', rest = '', debug] = banner;
  return { release, version: release + rest, build: debug === 'y' ? 'debug' : 'release' };
}

/**
 * Why Xen stopped: the text after `Panic on CPU N:`, and the lines said before, without what is only the state
 * of the processor. null while it has not said all of it.
 * @param {string} log
 * @returns {{message: string, before: string[]} | null}
 */
export function readPanic(log) {
  const lines = log.split(/\r?\n/);
  const at = lines.findIndex((line) => /Panic on CPU \d+:/.test(line));
  if (at < 0) return null;
  const message = [];
  for (const line of lines.slice(at + 1, -1)) {
    // Some messages of 4.17 end without a newline: the closing rule follows on the same line.
    const said = bare(line.replace(/(?:\(XEN\) )?\*{10,}\s*$/, ''));
    if (said !== '') message.push(said);
    if (/\*{10,}\s*$/.test(line)) {
      const said = lines.slice(0, at).map(bare);
      const state = said.findIndex((text) => text.startsWith('----[ Xen-'));
      const before = (state < 0 ? said : said.slice(0, state)).filter((text) => text !== '' && !isRule(text));
      return { message: message.join('\n'), before: before.slice(-12) };
    }
  }
  return null;
}

/** Whether Xen has finished its own start: guests run. */
export const isUp = (/** @type {string} */ log) =>
  /Freed \d+kB init memory|\*\*\* Serial input to /.test(log);
/** Whether Xen has also given its start-up memory back, after which nothing of the layout can surprise it. */
export const isSettled = (/** @type {string} */ log) => /Freed \d+kB init memory/.test(log);

/**
 * The guests' lines in order.
 * @param {string} log
 * @returns {Line[]}
 */
export function readLines(log) {
  const lines = [];
  for (const text of log.split(/\r?\n/).slice(0, -1)) {
    // What stands before it may be the beginning of another guest's line.
    const at = text.lastIndexOf(MARK);
    if (at < 0) continue;
    const [id = '-', fact = '', ...args] = text
      .slice(at + MARK.length)
      .trimEnd()
      .split(' ');
    const domid = /(?:\(d(\d+)\)|DOM(\d+):) $/.exec(text.slice(0, at));
    lines.push({ domid: domid === null ? null : Number(domid[1] ?? domid[2]), id, fact, args });
  }
  return lines;
}

const rangeOf = (/** @type {string[]} */ [start = '', size = '']) => ({ start, size });

/**
 * One guest from the facts of one whole report.
 * @param {Line[]} facts
 * @param {boolean} answers
 * @returns {Guest}
 */
function guestOf(facts, answers) {
  const all = (/** @type {string} */ name) =>
    facts.filter(({ fact }) => fact === name).map(({ args }) => args);
  const [initrd] = all('initrd');
  const [uart] = all('uart');
  const [grant] = all('grant');
  return {
    ram: all('ram').map((args) => ({ ...rangeOf(args), sound: args[2] !== 'bad' })),
    entry: all('entry')[0]?.[0] ?? null,
    dtb: all('dtb')[0]?.[0] ?? null,
    gic: all('gic').map(rangeOf),
    uart: uart === undefined ? null : { ...rangeOf(uart), answers },
    initrd:
      initrd === undefined
        ? null
        : { start: initrd[0] ?? '', end: initrd[1] ?? '', firstWord: initrd[2] ?? '' },
    shm: all('shm').map((args) => ({ ...rangeOf(args), seen: Number(args[2]), id: args[3] ?? '' })),
    grant: grant === undefined ? null : rangeOf(grant),
    extended: all('ext').map(rangeOf),
    devices: all('dev').map((args) => ({ ...rangeOf(args), firstWord: args[2] ?? '' })),
  };
}

/**
 * The guests that reported wholly, and the faults of those that did not, by the name of their domain.
 * A report is whole when it has as many lines as its end says: two guests' lines can be woven into each other.
 * @param {string} log
 * @param {{dom0: {name: string, id: string} | null, domUs: {name: string, id: string}[]}} layout
 * @returns {{guests: Record<string, Guest>, faults: Record<string, string>}}
 */
export function readGuests(log, layout) {
  const everybody = [...(layout.dom0 === null ? [] : [layout.dom0]), ...layout.domUs];
  // Xen's number says it for sure; it is missing before dom0's lines and those of the domain that has the keyboard.
  const domainOf = (/** @type {Line} */ { domid, id }) =>
    domid === null
      ? everybody.find((domain) => (domain.id || domain.name).slice(0, NAME_LENGTH) === id)
      : [layout.dom0, ...layout.domUs][domid];
  /** @type {Record<string, string>} */
  const faults = {};
  /** @type {Map<string, Line[]>} being said */
  const reports = new Map();
  /** @type {Map<string, Line[]>} the first of each that is whole */
  const whole = new Map();
  /** @type {Set<string>} by their UART */
  const heard = new Set();
  for (const line of readLines(log)) {
    const name = domainOf(line)?.name;
    if (name === undefined) continue;
    const report = line.fact === 'begin' ? [] : (reports.get(name) ?? []);
    reports.set(name, report);
    if (line.fact === 'begin' && line.args[0] === 'uart') heard.add(name);
    if (line.fact === 'end') {
      if (report.length === Number(line.args[0]) && !whole.has(name)) whole.set(name, report);
    } else if (line.fact === 'fault' || line.fact === 'nodtb') {
      faults[name] ??= [line.fact, ...line.args].join(' ');
    } else report.push(line);
  }
  const guests = Object.fromEntries(
    [...whole].map(([name, facts]) => [name, guestOf(facts, heard.has(name))]),
  );
  return { guests, faults };
}
