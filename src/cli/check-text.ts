// One verdict as text: the verdict first, then what is wrong, worst first, then every domain's memory.
import {
  type Analysis,
  type DomainOutcome,
  type Finding,
  type GuestBank,
  SEVERITIES,
  type Severity,
} from '../engine/analysis.ts';
import { hex } from '../model/addr.ts';
import { sizeText } from '../model/size.ts';
import type { Target } from '../model/target.ts';
import { columns, fileLabel, printable, span, wrap } from './columns.ts';

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

function headline(file: string, target: Target, { verdict, panic, findings }: Analysis): string[] {
  const message = panic?.message ?? null;
  const words = verdict === 'boots' ? 'boots' : message === null ? 'hangs' : 'is refused';
  const { release, arch, build } = target;
  const line = `${fileLabel(file)}: ${words} on Xen ${release} (${arch}, ${build} build)${tally(findings)}`;
  if (message === null) return [line];
  const shown = message.split('\n').filter((part) => part !== '');
  const early =
    panic?.early === true ? ['  (before the console is up: a board shows nothing without early printk)'] : [];
  return [line, ...shown.map((part) => `  (XEN) ${printable(part)}`), ...early];
}

function findingText(finding: Finding): string[] {
  const place =
    finding.range === null ? '' : `${finding.space} ${span(finding.range.start, finding.range.size)}`;
  const head = [finding.severity, finding.rule, finding.domain ?? '', place].filter((part) => part !== '');
  return [
    '',
    `  ${printable(head.join('  '))}${finding.stops ? '  (Xen stops here)' : ''}`,
    ...wrap(printable(finding.message), '    '),
    ...finding.prints.map((line) => `    (XEN) ${printable(line)}`),
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
  ];
  const name = domain.directMap ? `${domain.name} (direct-map)` : domain.name;
  return rows.length === 0 ? [[name, 'nothing known']] : rows.map((row, i) => [i === 0 ? name : '', ...row]);
}

function domainsText(domains: readonly DomainOutcome[]): string[] {
  if (domains.length === 0) return [];
  const head = ['DOMAIN', 'WHAT', 'GUEST PHYSICAL', 'SIZE', 'HOST PHYSICAL'];
  return [
    '',
    ...columns(
      [head, ...domains.flatMap(domainRows)].map((row) => row.map(printable)),
      '  ',
    ),
  ];
}

/** What the simulation had to take for granted, with the option that says it. */
function assumedText(assumed: readonly string[]): string[] {
  if (assumed.length === 0) return [];
  const words = assumed.map((input) => {
    if (input === 'xen-image') return "where Xen's image is (--xen-image ADDR,SIZE)";
    if (input === 'fdt') return 'where the device tree blob is (--fdt ADDR)';
    const module = /^module:(.*)$/.exec(input)?.[1];
    return module === undefined ? input : `what the module at ${module} is (--module ${module}=FILE)`;
  });
  return ['', ...wrap(`Not known, so taken as harmless: ${printable(words.join('; '))}.`, '  ')];
}

export const verdictText = (file: string, target: Target, analysis: Analysis): string =>
  [
    ...headline(file, target, analysis),
    ...analysis.findings.toSorted(worstFirst).flatMap(findingText),
    ...domainsText(analysis.domains),
    ...assumedText(analysis.assumed),
    '',
  ].join('\n');
