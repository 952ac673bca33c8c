// An answer of the engine with nothing in it, for tests of what reads answers only.
import type { Analysis, DomainOutcome, Finding } from '../engine/analysis.ts';

/** A boot without a finding, a domain or a line. */
export const bareAnalysis = (fields: Partial<Analysis> = {}): Analysis => ({
  verdict: 'boots',
  panic: null,
  findings: [],
  domains: [],
  recorded: { reserved: [], shared: [], modules: [] },
  log: [],
  assumed: [],
  evidence: { layouts: 400, unbooted: [] },
  ...fields,
});

/** A warning of Xen's about no place in particular. */
export const bareFinding = (fields: Partial<Finding> = {}): Finding => ({
  rule: 'r',
  by: 'xen',
  severity: 'warning',
  consequence: 'warning',
  stops: false,
  domain: null,
  message: '',
  prints: [],
  space: 'host',
  range: null,
  involved: [],
  path: null,
  ...fields,
});

/** A domain that finds nothing anywhere. */
export const bareOutcome = (fields: Partial<DomainOutcome> = {}): DomainOutcome => ({
  name: 'domU1',
  directMap: false,
  memory: [],
  kernel: null,
  dtb: null,
  initrd: null,
  gic: [],
  uart: null,
  grant: null,
  shared: [],
  origins: {},
  ...fields,
});
