// One verdict as the JSON object of the contract: keys, order and types are public. Addresses are "0x…" strings.
import type {
  DomainOutcome,
  Evidence,
  Finding,
  GuestBank,
  GuestShared,
  GuestWindow,
  Panic,
} from '../engine/analysis.ts';
import { hex } from '../model/addr.ts';
import { endOf, type Range } from '../model/range.ts';
import type { PlaceOf, Verdict } from './verdict.ts';

export const hexOrNull = (value: bigint | null): string | null => (value === null ? null : hex(value));
export const extent = (r: Range): { start: string; size: string } => ({
  start: hex(r.start),
  size: hex(r.size),
});

/** Its line in the input itself: a line of another file would be taken for one of this. */
function lineOf({ path, property }: Finding, placeOf: PlaceOf): number | null {
  const place = path === null ? null : placeOf(path, property);
  return place === null || place.file !== null ? null : place.line;
}

const findingJson = (finding: Finding, placeOf: PlaceOf) => ({
  rule: finding.rule,
  by: finding.by,
  severity: finding.severity,
  stops: finding.stops,
  domain: finding.domain,
  message: finding.message,
  space: finding.space,
  start: finding.range && hex(finding.range.start),
  end: finding.range && hex(endOf(finding.range)),
  path: finding.path,
  line: lineOf(finding, placeOf),
});

const bankJson = (bank: GuestBank) => ({
  guest: hex(bank.guest),
  size: hex(bank.size),
  host: bank.host && bank.host.map(extent),
});

const sharedJson = (shared: GuestShared) => ({
  id: shared.id,
  guest: hex(shared.guest),
  host: hexOrNull(shared.host),
  size: hex(shared.size),
});

const windowJson = ({ guest, host, size, device }: GuestWindow) => ({
  guest: hex(guest),
  host: hex(host),
  size: hex(size),
  device,
});

const domainJson = (domain: DomainOutcome) => ({
  name: domain.name,
  directMap: domain.directMap,
  memory: domain.memory.map(bankJson),
  kernel: hexOrNull(domain.kernel),
  dtb: hexOrNull(domain.dtb),
  initrd: hexOrNull(domain.initrd),
  gic: domain.gic.map(extent),
  uart: domain.uart && extent(domain.uart),
  shared: domain.shared.map(sharedJson),
  ...(domain.windows === undefined ? {} : { windows: domain.windows.map(windowJson) }),
  ...(domain.extended === undefined
    ? {}
    : {
        grant: domain.grant && extent(domain.grant),
        extended: domain.extended && domain.extended.map(extent),
      }),
  ...(domain.xenstore === undefined
    ? {}
    : { xenstore: { at: domain.xenstore.at && extent(domain.xenstore.at), by: domain.xenstore.by } }),
});

/** null for a hang, which prints nothing. */
const panicJson = (panic: Panic | null) =>
  panic === null || panic.message === null
    ? null
    : { message: panic.message, domain: panic.domain, rule: panic.rule, early: panic.early };

/** `not-booted:GICv2`: what no Xen had that was booted, so that the verdict rests on Xen's source alone. */
const notBooted = ({ unbooted }: Evidence): string[] =>
  unbooted.map((trait) => `not-booted:${trait.replaceAll(' ', '-')}`);

/** `check --format json`: one of these per input and release. */
export const verdictJson = ({ file, target, analysis, placeOf }: Verdict) => ({
  file,
  xen: target.release,
  build: target.build,
  verdict: analysis.verdict,
  panic: panicJson(analysis.panic),
  findings: analysis.findings.map((finding) => findingJson(finding, placeOf)),
  domains: analysis.domains.map(domainJson),
  log: analysis.log.map((line) => `(XEN) ${line.text}`),
  assumed: [...analysis.assumed, ...notBooted(analysis.evidence)],
});
