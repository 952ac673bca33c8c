// A console log → what its last boot tells of memory.
//
// Total and linear: any text gives a log or says that no line of it is Xen's. Which ends are inclusive differs by
// release and by line (see endsOf); everything else is taken as Xen printed it.
import { MAX_INPUT } from '../../devicetree/limits.ts';
import { behavioursOf } from '../../engine/boot/behaviours.ts';
import { addr } from '../../model/addr.ts';
import type { Gic } from '../../model/board.ts';
import { between, isEmpty, type Range, range } from '../../model/range.ts';
import { isRelease, NEWEST_RELEASE, type Release } from '../../model/release.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import type { Arch } from '../../model/target.ts';
import { type Boots, bootsIn } from './boots.ts';
import { DomainReader } from './domains.ts';
import type { BootLog, Ending, LoggedDomain, LoggedModule, SaidLine, XenBuild } from './facts.ts';
import { type Listed, usesOf } from './reserved.ts';
import type { Saying, SayingOf, Span } from './sayings.ts';

/**
 * Reads a log. Fails on texts over 16 MiB, and on those in which Xen says nothing. `otherwise` is the release it is taken
 * to be of where it has no banner.
 */
export function readBootLog(text: string, otherwise: Release | null = null): Result<BootLog> {
  if (text.length > MAX_INPUT)
    return fail(`the log has ${text.length} characters; more than ${MAX_INPUT} (16 Mi) are not read`);
  const boots = bootsIn(text);
  return boots === null
    ? fail(
        'no line of it is from Xen’s boot: expected lines like “(XEN) RAM: 0000000040000000 - 00000000bfffffff”',
      )
    : ok(logOf(boots, otherwise));
}

function logOf({ count, which, boot }: Boots, otherwise: Release | null): BootLog {
  const domains = new DomainReader();
  const lines: SaidLine[] = boot.lines.map((line) => ({
    ...line,
    domid: line.saying === null ? null : domains.read(line.saying),
  }));
  const all = <K extends Saying['kind']>(kind: K): SayingOf<K>[] =>
    lines.flatMap(({ saying }) => (saying?.kind === kind ? [saying as SayingOf<K>] : []));

  const xen = buildOf(all('banner'), all('arch')[0]?.arch ?? null);
  const release = xen === null ? otherwise : xen.release;
  const recordsMemreserve = release !== null && behavioursOf(release).memreserveIsReserved;
  const inclusive = modulesInclusive(all('module'), release);
  const { dom0, domUs } = domains.done(all('module-args'), panicWords(lines));
  const users = usersOf([...(dom0 === null ? [] : [dom0]), ...domUs]);
  const args = new Map(all('module-args').map((line) => [line.start, line]));
  const modules = firstOfEach(all('module')).map(({ index, span, what }): LoggedModule => {
    const at = rangeOf(span, inclusive);
    return {
      ...at,
      index,
      what,
      users: users.get(at.start) ?? [],
      node: args.get(at.start)?.node ?? null,
      bootargs: args.get(at.start)?.text ?? null,
    };
  });
  const loadedAt = (what: string, index: number): Range | null => {
    const at = modules.find((module) => module.what === what);
    if (at !== undefined) return isEmpty(at) ? null : range(at.start, at.size);
    const met = all('overlap').find((line) => line.against === 'mod' && line.index === index);
    return met === undefined ? null : rangeOf(met.other, false);
  };
  const end = endingOf(lines);
  return {
    boots: count,
    boot: which,
    lines,
    from: boot.from,
    to: boot.to,
    xen,
    earlyPrintk: all('start').length > 0,
    commandLine: all('command-line')[0]?.text ?? null,
    dom0less: all('dom0less').length > 0,
    domainNodes: all('scan-domain').length,
    cpus: all('cpus')[0]?.count ?? null,
    gic: gicOf(lines),
    uart: all('uart')[0]?.path ?? null,
    ram: all('ram').map(({ span }) => rangeOf(span, true)),
    modules,
    load: { xen: loadedAt('Xen', 0), fdt: loadedAt('Device Tree', 1) },
    reserved: usesOf({
      listed: firstOfEach(all('reserved')).map((line) => listed(line, !recordsMemreserve)),
      recordsMemreserve,
      hasHeap: all('heap-check').length > 0,
      domains: domUs,
      sharedTaken: all('shared-taken').map(({ span }) => rangeOf(span, false)),
      allBuilt: all('up').length > 0,
    }),
    shared: firstOfEach(all('shared')).map(({ index, span }) => ({ index, ...rangeOf(span, true) })),
    dom0,
    domains: domUs,
    end,
  };
}

/** Domains by the start of a module they load. */
function usersOf(domains: readonly LoggedDomain[]): ReadonlyMap<bigint, readonly number[]> {
  const users = new Map<bigint, number[]>();
  for (const { domid, kernel, ramdisk } of domains)
    for (const start of new Set([kernel, ramdisk]))
      if (start !== null) {
        const same = users.get(start);
        if (same === undefined) users.set(start, [domid]);
        else same.push(domid);
      }
  return users;
}

/** The last byte of a range of no size at 0. */
const BEFORE_ZERO = 2n ** 64n - 1n;

/** A range as printed; empty where its end is not above its start. */
const rangeOf = ({ start, end }: Span, inclusive: boolean): Range =>
  start === 0n && inclusive && end === BEFORE_ZERO
    ? range(start, 0n)
    : between(addr(start), addr(inclusive ? end + 1n : end));

/** One line per index: a log joined from pieces may say one twice. */
const firstOfEach = <T extends { readonly index: number }>(items: readonly T[]): T[] =>
  [...new Map(items.toReversed().map((item) => [item.index, item])).values()].toSorted(
    (a, b) => a.index - b.index,
  );

function buildOf(banners: readonly SayingOf<'banner'>[], bits: Arch | null): XenBuild | null {
  const [first] = banners;
  if (first === undefined) return null;
  const arch = banners.find((banner) => banner.arch !== null)?.arch ?? null;
  return {
    version: first.version,
    release: releaseOf(first.version),
    build: first.debug ? 'debug' : 'release',
    arch: arch === 'arm64' || arch === 'arm32' ? arch : bits,
  };
}

/** `4.19.6` is of 4.19; `4.23-unstable`, `4.23.0-rc1`: what follows the newest release. */
function releaseOf(version: string): Release | null {
  const series = /^\d+\.\d+/.exec(version)?.[0] ?? '';
  const next = NEWEST_RELEASE.replace(/\d+$/, (minor) => String(Number(minor) + 1));
  return isRelease(series) ? series : series === next ? 'unstable' : null;
}

/**
 * Whether `MODULE[n]` ends on the last byte. Xen's own image, always first, ends on a multiple of eight, so the line
 * itself tells, whatever was backported; without that line the release does.
 */
function modulesInclusive(modules: readonly SayingOf<'module'>[], release: Release | null): boolean {
  const xen = modules.find(({ what }) => what === 'Xen');
  if (xen !== undefined) return xen.span.end % 2n === 1n;
  return release !== null && behavioursOf(release).moduleLineInclusive;
}

/**
 * `RESVD[n]` ends on the last byte, but up to 4.18 the entries of /memreserve/, which come first, end one past it. Where
 * the release is not known an even end tells them: no reserved range is an odd number of bytes long.
 */
function listed({ index, span }: SayingOf<'reserved'>, mayBeMemreserve: boolean): Listed {
  const exclusive = mayBeMemreserve && span.end % 2n === 0n;
  return { ...rangeOf(span, !exclusive), index, isOldMemreserve: exclusive };
}

function gicOf(lines: readonly SaidLine[]): Gic | null {
  let version: Gic['version'] | null = null;
  let dist: bigint | null = null;
  const rest: Range[] = [];
  for (const { saying } of lines)
    if (saying?.kind === 'gic') version = saying.version;
    else if (saying?.kind === 'gic-address' && saying.what === 'dist') dist = saying.start;
    else if (saying?.kind === 'gic-address') rest.push(range(saying.start, GICC_SIZE));
    else if (saying?.kind === 'gic-region') rest.push(rangeOf(saying.span, false));
  if (version === null || dist === null) return null;
  const path = `/interrupt-controller@${dist.toString(16)}`;
  return { version, path, regions: [range(dist, GICD_SIZE[version]), ...rest] };
}

/** Frames as the GIC architecture has them (IHI 0048, IHI 0069): the log gives addresses only. */
const GICD_SIZE = { 2: 0x1000n, 3: 0x1_0000n } as const;
const GICC_SIZE = 0x2000n;

const panicWords = (lines: readonly SaidLine[]): readonly string[] =>
  lines.filter(({ saying }) => saying === null).map(({ said }) => said);

function endingOf(lines: readonly SaidLine[]): Ending {
  if (lines.some(({ saying }) => saying?.kind === 'panic'))
    return { kind: 'panic', message: panicWords(lines).join('\n') };
  return { kind: lines.some(({ saying }) => saying?.kind === 'up') ? 'up' : 'cut', message: null };
}
