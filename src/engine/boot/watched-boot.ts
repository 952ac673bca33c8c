// A boot as one step of it sees it, which writes down what it is asked, what it answers and what is done to it.
//
// What is the same for all such steps of a boot (its setting, repeat.ts) is handed through unseen. Whatever else is not
// written down here cannot be compared with another boot: to ask for it is allowed, and ends the writing down.
import type { Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Finding, LogLine, Severity } from '../analysis.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { Asked } from './asked.ts';
import type { Info } from './bootinfo.ts';
import type { HeapPages } from './heap-pages.ts';
import type { NotFree, Pages } from './pages.ts';
import type { Boot, Noted } from './state.ts';
import type { Told, Trace } from './trace.ts';
import { WatchedInfo } from './watched-info.ts';

export class WatchedBoot implements Boot {
  /** Who watches pages wants every build as it happens, and has none repeated. */
  readonly pageLog = null;
  // The same for all domains of a boot.
  readonly target: Boot['target'];
  readonly does: Boot['does'];
  readonly platform: Boot['platform'];
  readonly debug: Boot['debug'];
  readonly addressBits: Boot['addressBits'];
  readonly files: Boot['files'];
  readonly trace: Boot['trace'];
  readonly asked: Asked;
  readonly plan: Plan;
  readonly info: Info;
  readonly heap: Boot['heap'];
  readonly unpacked: Noted<bigint>;
  readonly assumed: Noted<string>;
  readonly #boot: Boot;
  readonly #pages: Pages | null;

  constructor(boot: Boot) {
    const asked = new Asked(boot.heap.left);
    this.asked = asked;
    this.#boot = boot;
    this.target = boot.target;
    this.does = boot.does;
    this.platform = boot.platform;
    this.debug = boot.debug;
    this.addressBits = boot.addressBits;
    this.files = boot.files;
    this.trace = new WatchedTrace(boot.trace, asked);
    this.plan = new WatchedPlan(boot.plan, asked);
    this.info = new WatchedInfo(boot.info, asked, !boot.trace.early);
    this.heap = new WatchedHeap(boot.heap, asked);
    this.unpacked = new WatchedUnpacked(boot.unpacked, asked);
    this.assumed = new WatchedAssumed(boot.assumed, asked);
    this.#pages = boot.pages === null ? null : new WatchedPages(boot.pages, asked);
  }

  once<T>(fact: (boot: Boot) => T): T {
    const answer = this.#boot.once(fact);
    this.asked.facts.set(fact, answer);
    return answer;
  }

  get scanEnd() {
    return this.#boot.scanEnd;
  }
  set scanEnd(end) {
    this.asked.unwritten(this.#boot).scanEnd = end;
  }
  get hasDom0() {
    return this.#boot.hasDom0;
  }
  get coloring() {
    return this.#boot.coloring;
  }

  get modules() {
    this.asked.loadOrder = true;
    return this.#boot.modules;
  }
  get pages() {
    return this.#pages;
  }

  // Not written down.
  get heapRegions() {
    return this.asked.unwritten(this.#boot).heapRegions;
  }
  get dom0Memory() {
    return this.asked.unwritten(this.#boot).dom0Memory;
  }
  set dom0Memory(possible) {
    this.asked.unwritten(this.#boot).dom0Memory = possible;
  }
  get domains() {
    return this.asked.unwritten(this.#boot).domains;
  }
  get hardwareDomain() {
    return this.asked.unwritten(this.#boot).hardwareDomain;
  }
  set hardwareDomain(id) {
    this.asked.unwritten(this.#boot).hardwareDomain = id;
  }
  get xenstoreDomain() {
    return this.asked.unwritten(this.#boot).xenstoreDomain;
  }
  set xenstoreDomain(id) {
    this.asked.unwritten(this.#boot).xenstoreDomain = id;
  }
  get given() {
    return this.asked.unwritten(this.#boot).given;
  }
  get sharedOwners() {
    return this.asked.unwritten(this.#boot).sharedOwners;
  }
  get loaded() {
    return this.asked.unwritten(this.#boot).loaded;
  }
  get warnings() {
    return this.asked.unwritten(this.#boot).warnings;
  }
}

/** What it records is taken from the record itself. */
class WatchedTrace implements Pick<Trace, keyof Trace> {
  readonly at: Trace['at'];
  readonly #trace: Boot['trace'];
  readonly #asked: Asked;

  constructor(trace: Boot['trace'], asked: Asked) {
    this.at = trace.at;
    this.#trace = trace;
    this.#asked = asked;
  }

  get stopped() {
    if (this.#asked.ending === 'unasked') this.#asked.ending = 'whether';
    return this.#trace.stopped;
  }
  get panic() {
    this.#asked.ending = 'why';
    return this.#trace.panic;
  }
  print(text: string): void {
    this.#trace.print(text);
  }
  note<P>(refusal: Refusal<P>, params: P, severity: Severity, told: Told): void {
    this.#trace.note(refusal, params, severity, told);
  }
  stop<P>(refusal: Refusal<P>, params: P, told: Told): void {
    this.#trace.stop(refusal, params, told);
  }

  get #all(): Boot['trace'] {
    return this.#asked.unwritten(this.#trace);
  }
  get log() {
    return this.#all.log;
  }
  get findings() {
    return this.#all.findings;
  }
  get early() {
    return this.#all.early;
  }
  repeat(lines: readonly LogLine[], findings: readonly Finding[]): void {
    this.#all.repeat(lines, findings);
  }
}

/** The host and what was loaded where are the boot's setting; the tree and all domains are not written down. */
class WatchedPlan implements Plan {
  readonly host: Plan['host'];
  readonly load: Plan['load'];
  readonly #plan: Plan;
  readonly #asked: Asked;

  constructor(plan: Plan, asked: Asked) {
    this.host = plan.host;
    this.load = plan.load;
    this.#plan = plan;
    this.#asked = asked;
  }

  get #all(): Plan {
    return this.#asked.unwritten(this.#plan);
  }
  get board() {
    return this.#all.board;
  }
  get tree() {
    return this.#all.tree;
  }
  get heap() {
    return this.#all.heap;
  }
  get domains() {
    return this.#all.domains;
  }
  get dom0Modules() {
    return this.#all.dom0Modules;
  }
  get xenBootargs() {
    return this.#all.xenBootargs;
  }
  get dom0Bootargs() {
    return this.#all.dom0Bootargs;
  }
  get paths() {
    return this.#all.paths;
  }
  get pinned() {
    return this.#all.pinned;
  }
  get wants() {
    return this.#all.wants;
  }
  get nextId() {
    return this.#all.nextId;
  }
}

/** Which pages there are, and which of them Xen can reach, follows from RAM. */
class WatchedPages implements Pages {
  readonly #pages: Pages;
  readonly #asked: Asked;

  constructor(pages: Pages, asked: Asked) {
    this.#pages = pages;
    this.#asked = asked;
  }

  acquire(of: Range, state?: bigint): NotFree | null {
    if (state !== undefined || !this.#pages.isReady(of)) return this.#all.acquire(of, state);
    this.#asked.acquired.push(of);
    return this.#pages.acquire(of);
  }
  firstInvalid(of: Range) {
    return this.#pages.firstInvalid(of);
  }
  hasEntries(of: Range, skipsHoles: boolean) {
    return this.#pages.hasEntries(of, skipsHoles);
  }
  isMapped(of: Range) {
    return this.#pages.isMapped(of);
  }

  get #all(): Pages {
    return this.#asked.unwritten(this.#pages);
  }
  hasUntaken(of: Range) {
    return this.#all.hasUntaken(of);
  }
  isReady(of: Range) {
    return this.#all.isReady(of);
  }
  prepare(of: Range) {
    this.#all.prepare(of);
  }
}

class WatchedHeap implements Pick<HeapPages, keyof HeapPages> {
  readonly #heap: Boot['heap'];
  readonly #asked: Asked;

  constructor(heap: Boot['heap'], asked: Asked) {
    this.#heap = heap;
    this.#asked = asked;
  }

  get left() {
    this.#asked.heap.exactly = true;
    return this.#heap.left;
  }
  set left(pages) {
    this.#asked.unwritten(this.#heap).left = pages;
  }
  take(pages: number): boolean {
    if (!this.#heap.take(pages)) return this.#asked.unwritten(false);
    this.#asked.heap.taken += pages;
    return true;
  }
  give(pages: number): void {
    this.#asked.unwritten(this.#heap).give(pages);
  }
}

class WatchedUnpacked implements Noted<bigint> {
  readonly #of: Noted<bigint>;
  readonly #asked: Asked;

  constructor(of: Noted<bigint>, asked: Asked) {
    this.#of = of;
    this.#asked = asked;
  }

  has(start: bigint): boolean {
    if (this.#of.has(start)) return this.#asked.unwritten(true);
    this.#asked.packed.push(start);
    return false;
  }
  add(start: bigint): void {
    this.#asked.unwritten(this.#of).add(start);
  }
}

class WatchedAssumed implements Noted<string> {
  readonly #of: Noted<string>;
  readonly #asked: Asked;

  constructor(of: Noted<string>, asked: Asked) {
    this.#of = of;
    this.#asked = asked;
  }

  has(what: string): boolean {
    return this.#asked.unwritten(this.#of).has(what);
  }
  add(what: string): void {
    this.#of.add(what);
    this.#asked.assumed.push(what);
  }
}
