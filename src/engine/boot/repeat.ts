// A step of the boot done again as in a boot before: reading a domain's node, and building the domain.
//
// In a drag all domains but one are the same nodes at every step, and Xen does the same about them as long as it would be
// told the same. So what a step asks is written down with the answers, and what it does (asked.ts). A later boot is
// asked again; where every answer is the same, what was done then is done once more: the lines, the findings and the
// outcome are the same objects, and cost next to nothing.
//
// What all such steps of a boot may ask freely is compared once for all of them: the boot's setting. Steps are kept by
// setting and by node, and live no longer than either. A drag over others goes in and out of being refused: of a node two
// steps are kept, one of a boot that went on and one of a boot that had ended before.
import { sameList } from '../../model/kept.ts';
import { KCONFIG } from '../../model/target.ts';
import { findChild, type TreeNode } from '../../model/tree.ts';
import type { Finding, LogLine } from '../analysis.ts';
import type { Asked } from './asked.ts';
import type { BootModule } from './bootinfo.ts';
import type { Boot } from './state.ts';
import { type Row, rowOf } from './overlap-index.ts';
import { WatchedBoot } from './watched-boot.ts';

/** A step as it went, and under which conditions. */
interface Done {
  /** Number of the domain it is about. */
  readonly id: number;
  readonly loadOrder: readonly unknown[];
  readonly asked: Asked;
  /** The ranges that met nothing. */
  readonly row: Row | null;
  readonly lines: readonly LogLine[];
  readonly findings: readonly Finding[];
  readonly outcome: unknown;
  /** The rule that had ended the boot before; null where none had. */
  readonly ended: string | null;
  /** Number of the last boot it was part of. */
  boot: number;
}

type Steps = WeakMap<TreeNode, Done>;

export interface Setting {
  readonly facts: readonly unknown[];
  /** Of boots that went on, and of those that had ended before. */
  readonly alive: Steps;
  readonly ended: Steps;
  /** What the boot loader puts somewhere, in the last boot with this setting. */
  loadOrder: readonly unknown[];
  /** Number of the last boot with it; and of the one before, where its steps compare what they record with each other. */
  boot: number;
  bootBefore: number | null;
}

let boots = 0;

/** Two for each of the Xens that a design is compared for, and some more. */
const KEPT = 32;
/** The last used first. */
let settings: readonly Setting[] = [];

/** The setting of these facts: the same object as before where they are the same. */
function settingOf(facts: readonly unknown[]): Setting {
  const known = settings.find((setting) => sameList(setting.facts, facts));
  const setting = known ?? {
    facts,
    alive: new WeakMap(),
    ended: new WeakMap(),
    loadOrder: [],
    boot: 0,
    bootBefore: null,
  };
  if (setting !== settings[0])
    settings = [setting, ...settings.filter((one) => one !== setting)].slice(0, KEPT);
  return setting;
}

/** Xen, and what stands around the domains' nodes. */
const factsOfScan = ({ target, plan }: Boot): readonly unknown[] => [
  target.release,
  target.arch,
  target.build,
  ...KCONFIG.map((option) => target.kconfig[option]),
  plan.host,
  ...[plan.load.xen, plan.load.fdt].flatMap((at) => [at?.start, at?.size]),
  plan.tree.root.properties,
  findChild(plan.tree.root, 'chosen')?.properties,
];

/** The same, all of the tree but what is in /chosen, what was read of RAM and files, and how far the boot has come. */
const factsOfBuild = (boot: Boot): readonly unknown[] => [
  ...factsOfScan(boot),
  ...boot.plan.tree.root.children.map((child) => (child.name === 'chosen' ? child.properties : child)),
  boot.info.ram.length,
  ...boot.info.ram.flatMap(({ start, size, path }) => [start, size, path]),
  boot.info.commandLines.length,
  ...boot.info.commandLines.flatMap(({ kind, start, node, text, domU }) => [kind, start, node, text, domU]),
  boot.info.usesStaticHeap,
  ...[...boot.files].flat(),
  boot.addressBits?.ipa,
  boot.scanEnd?.path,
  boot.hasDom0,
  boot.pages === null,
];

/** For steps of the scan. */
export function scanSetting(boot: Boot): Setting {
  const setting = settingOf(['scan', ...factsOfScan(boot)]);
  boots += 1;
  setting.bootBefore = setting.boot;
  setting.boot = boots;
  return setting;
}

/** For the building of domains. */
export function buildSetting(boot: Boot): Setting {
  const setting = settingOf(['build', ...factsOfBuild(boot)]);
  if (!sameList(boot.modules, setting.loadOrder)) setting.loadOrder = boot.modules;
  return setting;
}

/** Does a step about a node, or finds that it would go as before. Depends on the boot, the node and the domain's number alone. */
export function again<T>(
  setting: Setting,
  boot: Boot,
  node: TreeNode,
  id: number,
  step: (boot: Boot) => T,
): T {
  if (boot.pageLog !== null || boot.coloring !== null) return step(boot);
  const { trace } = boot;
  const ended = trace.panic?.rule ?? null;
  const last = lastOf(setting, node, ended);
  // All that were part of the boot before were compared with each other there: known is what is recorded of them.
  const known = last?.boot === setting.bootBefore;
  if (last?.id === id && wouldTell(boot, setting, last, known)) {
    repeat(boot, last, known);
    last.boot = setting.boot;
    return last.outcome as T;
  }
  const [line, finding] = [trace.log.length, trace.findings.length];
  const watched = new WatchedBoot(boot);
  const outcome = step(watched);
  const { asked } = watched;
  if (asked.isComplete && (trace.panic?.rule ?? null) === ended)
    (ended === null ? setting.alive : setting.ended).set(node, {
      id,
      loadOrder: setting.loadOrder,
      asked,
      row: rowOf(asked.apart.map(({ of }) => of)),
      lines: trace.log.slice(line),
      findings: trace.findings.slice(finding),
      outcome,
      ended,
      boot: setting.boot,
    });
  return outcome;
}

/** A step as it went in a boot that had ended by the same, as far as it wanted to know. */
function lastOf({ alive, ended }: Setting, node: TreeNode, by: string | null): Done | undefined {
  const last = alive.get(node);
  if (by === null || last?.asked.ending === 'unasked') return last;
  const after = ended.get(node);
  return after?.asked.ending === 'why' && after.ended !== by ? undefined : after;
}

/** Whether a boot would answer as was answered then. What a step was told of what it did itself follows from the rest. */
function wouldTell(boot: Boot, setting: Setting, { asked, row, loadOrder }: Done, known: boolean): boolean {
  const { info, pages } = boot;
  const { left, taken, exactly } = asked.heap;
  const now = boot.heap.left;
  if (exactly ? now !== left : (now === null) !== (left === null) || (now !== null && now < taken))
    return false;
  if (asked.loadOrder && loadOrder !== setting.loadOrder) return false;
  for (const { list, more, full } of asked.room) if (info.isFull(list, more) !== full) return false;
  if (!known || row === null || !info.isClearOfNew(row))
    for (const { of, insideMemreserveIsFine } of asked.apart)
      if (info.firstMet(of, insideMemreserveIsFine, known) !== null) return false;
  for (const at of asked.acquired) if (pages?.isReady(at) !== true) return false;
  for (const { kind, start, found } of asked.modules)
    if (!sameModule(info.module(kind, start), found)) return false;
  for (const start of asked.packed) if (boot.unpacked.has(start)) return false;
  for (const [fact, answer] of asked.facts) if (!sameFields(boot.once(fact), answer)) return false;
  return true;
}

function repeat(
  { info, heap, pages, assumed, trace }: Boot,
  { asked, lines, findings }: Done,
  known: boolean,
): void {
  const { reserved, modules, commandLines } = asked.added;
  for (const bank of reserved) info.addReserved(bank, known);
  for (const module of modules) info.addModule({ ...module }, known);
  for (const line of commandLines) info.addCommandLine(line);
  heap.take(asked.heap.taken);
  for (const at of asked.acquired) pages?.acquire(at);
  for (const what of asked.assumed) assumed.add(what);
  trace.repeat(trace.stopped ? [] : lines, findings);
}

const sameModule = (a: BootModule | undefined, b: BootModule | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.start === b.start && a.size === b.size);

/** Facts are plain values, or plain records of such; any other, such as a set, is the same as itself alone. */
function sameFields(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], (b as typeof a)[key]))
  );
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
