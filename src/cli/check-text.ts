// One verdict as text: the verdict first, then what is wrong, worst first, then every domain's memory.
import {
  type Analysis,
  type DomainOutcome,
  type Finding,
  type GuestBank,
  SEVERITIES,
  type Severity,
  type XenstorePage,
} from '../engine/analysis.ts';
import { consequenceWords, evidenceMark, evidenceText } from '../engine/words.ts';
import { hex } from '../model/addr.ts';
import type { Range } from '../model/range.ts';
import { sizeText } from '../model/size.ts';
import { columns, fileLabel, printable, span, wrap } from './columns.ts';
import type { PlaceOf, Verdict } from './verdict.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const SEVERITY_WORDS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  silent: ['silent loss', 'silent losses'],
  warning: ['warning', 'warnings'],
  question: ['question', 'questions'],
  info: ['remark', 'remarks'],
};

/** `: 1 error, 2 warnings`; empty when there is nothing to say. */
function tally(findings: readonly Finding[]): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    const [one, many] = SEVERITY_WORDS[severity];
    return n === 0 ? [] : [count(n, one, many)];
  });
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function headline({ file, target, analysis }: Verdict): string[] {
  const { verdict, panic, findings } = analysis;
  const message = panic?.message ?? null;
  const words = verdict === 'boots' ? 'boots' : message === null ? 'hangs' : 'is refused';
  const { release, arch, build } = target;
  const mark = evidenceMark(analysis.evidence);
  const built = `${arch}, ${build} build${mark === null ? '' : `; ${mark}`}`;
  const line = `${fileLabel(file)}: ${words} on Xen ${release} (${built})${tally(findings)}`;
  if (message === null) return [line];
  const shown = message.split('\n').filter((part) => part !== '');
  const early =
    panic?.early === true ? ['  (before the console is up: a board shows nothing without early printk)'] : [];
  return [line, ...shown.map((part) => `  (XEN) ${printable(part)}`), ...early];
}

/** `, line 12`, or the included file and its line. */
function lineText(path: string, property: string | undefined, placeOf: PlaceOf): string {
  const place = placeOf(path, property);
  if (place === null) return '';
  return place.file === null ? `, line ${place.line}` : `, ${place.file}:${place.line}`;
}

/** `panic: Xen stops here`, `left out, without a word`; of advice with the id of a refusal, that it is not Xen's. */
function consequenceText(finding: Finding): string {
  if (finding.by === 'advice') return finding.consequence === null ? '' : '  (our advice)';
  const words = consequenceWords(finding);
  return words === null ? '' : `  (${words}${finding.stops ? ': Xen stops here' : ''})`;
}

function findingText(finding: Finding, placeOf: PlaceOf): string[] {
  const place =
    finding.range === null ? '' : `${finding.space} ${span(finding.range.start, finding.range.size)}`;
  const head = [finding.severity, finding.rule, finding.domain ?? '', place].filter((part) => part !== '');
  const { path, property } = finding;
  return [
    '',
    `  ${printable(head.join('  '))}${consequenceText(finding)}`,
    ...wrap(printable(finding.message), '    '),
    ...finding.prints.map((text) => `    (XEN) ${printable(text)}`),
    ...(path === null ? [] : [`    at ${printable(path + lineText(path, property, placeOf))}`]),
  ];
}

const worstFirst = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);

/** Banks listed of one domain before the rest is only counted. */
const MOST_BANKS = 16;

function hostText({ host, guest }: GuestBank): string {
  if (host === null) return 'Xen picks the pages';
  if (host.length === 1 && host[0]?.start === guest) return 'same (1:1)';
  return host.map((piece) => span(piece.start, piece.size)).join(', ');
}

const room = (what: string, at: Range): string[] => [what, span(at.start, at.size), sizeText(at.size)];

function xenstoreRow({ at, by }: XenstorePage): string[] {
  if (at === null)
    return ['Xenstore', by === 'xen' ? 'any page of Xen’s heap' : 'none: init-dom0less finds no page'];
  return by === 'xen' ? room('Xenstore', at) : [...room('Xenstore', at), 'given by init-dom0less'];
}

/** Rows of name, what, guest physical place, size, host physical place. */
function domainRows(domain: DomainOutcome): string[][] {
  const banks = domain.memory.slice(0, MOST_BANKS);
  const more = domain.memory.length - banks.length;
  const at = (what: string, address: bigint | null): string[][] =>
    address === null ? [] : [[what, hex(address)]];
  const rows: string[][] = [
    ...banks.map((bank) => ['RAM', span(bank.guest, bank.size), sizeText(bank.size), hostText(bank)]),
    ...(more > 0 ? [['RAM', `… ${count(more, 'more bank', 'more banks')}; --format json lists all`]] : []),
    ...at('kernel', domain.kernel),
    ...at('ramdisk', domain.initrd),
    ...at('device tree', domain.dtb),
    ...domain.gic.map((r) => ['GIC', span(r.start, r.size), sizeText(r.size)]),
    ...(domain.uart ? [['UART', span(domain.uart.start, domain.uart.size), sizeText(domain.uart.size)]] : []),
    ...domain.shared.map((s) => [
      `shared ${s.id}`,
      span(s.guest, s.size),
      sizeText(s.size),
      s.host === null ? 'Xen picks the pages' : span(s.host, s.size),
    ]),
    ...(domain.windows ?? []).map(({ device, path, guest, host, size }) => [
      `device ${device ?? path}`,
      span(guest, size),
      sizeText(size),
      span(host, size),
    ]),
    ...(domain.grant === null ? [] : [room('grant table', domain.grant)]),
    ...(domain.extended ?? []).map((region) => room('extended region', region)),
    ...(domain.extended === null ? [['extended regions', 'not known']] : []),
    ...(domain.xenstore === undefined ? [] : [xenstoreRow(domain.xenstore)]),
  ];
  const name = domain.directMap ? `${domain.name} (direct-map)` : domain.name;
  return rows.length === 0 ? [[name, 'nothing known']] : rows.map((row, i) => [i === 0 ? name : '', ...row]);
}

function domainsText({ verdict, domains }: Analysis): string[] {
  if (domains.length === 0) return [];
  const head = ['DOMAIN', 'WHAT', 'GUEST PHYSICAL', 'SIZE', 'HOST PHYSICAL'];
  const rows = [head, ...domains.flatMap(domainRows)].map((row) => row.map(printable));
  const title = verdict === 'refused' ? ['  The domains as they would be:'] : [];
  return ['', ...title, ...columns(rows, '  ')];
}

/** Names listed before the rest is only counted. */
const MOST_NAMES = 4;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;

const MODULE = 'module:';
const ASSUMED: Readonly<Record<string, string>> = {
  'xen-image':
    "Where Xen's image is was not said: it is taken as overlapping nothing (--xen-image ADDR,SIZE).",
  'xen-image-size': "The size of Xen's image was not said: it is taken as 2 MiB (--xen-image ADDR,SIZE).",
  gic: 'The tree has no GIC that Xen knows: nothing is said of the GIC its guests find.',
  'llc-way-size':
    'How many cache colours there are was not said: 16 are assumed (llc-size and llc-nr-ways on Xen’s command line).',
  uart: 'The tree has no UART that Xen knows: nothing is said of the one a direct-mapped vpl011 stands for.',
  scrubbing:
    'Which RAM dom0 gets depends on how far idle CPUs are with scrubbing free memory: one possibility is shown.',
  mmu: 'No upstream Xen runs a domain on an MPU, and none before 4.21 can be built for one: what it does not reach is shown as with an MMU.',
  'mmu-at-el1': 'Whether the CPU has an MMU at EL1 beside its MPU was not said: it is taken to have one.',
  'boot-log': 'What is judged was rebuilt from a boot log; xen-memmap inspect lists what that does not tell.',
  fdt: 'Where the device tree blob is was not said: it is taken as overlapping nothing (--fdt ADDR).',
};

/** What the verdict rests on: that it was not booted, and what had to be taken for granted, with the option that says it. */
function restsOn({ analysis: { assumed, evidence }, target }: Verdict): string[] {
  const modules = assumed
    .filter((input) => input.startsWith(MODULE))
    .map((input) => input.slice(MODULE.length));
  const sentences = assumed
    .filter((input) => !input.startsWith(MODULE))
    .map((input) => ASSUMED[input] ?? input);
  if (modules.length > 0)
    sentences.push(`What the files at ${listed(modules)} are was not said (--module ADDR=FILE).`);
  if (evidenceMark(evidence) !== null) sentences.unshift(evidenceText(evidence, target.release));
  return sentences.length === 0 ? [] : ['', ...sentences.flatMap((line) => wrap(line, '  '))];
}

const NO_RAM =
  'The tree states no RAM. On many boards the firmware fills it in before Xen starts: put the banks into /memory to judge the layout.';

export const verdictText = (verdict: Verdict): string => {
  const { analysis, placeOf, hasRam } = verdict;
  return [
    ...headline(verdict),
    ...(hasRam ? [] : ['', ...wrap(NO_RAM, '  ')]),
    ...analysis.findings.toSorted(worstFirst).flatMap((finding) => findingText(finding, placeOf)),
    ...domainsText(analysis),
    ...restsOn(verdict),
    '',
  ].join('\n');
};
