// How functions further up word the end of a boot when something inside them fails.
//
// A wrapper is never the cause: the rule that failed is, and its finding ends with the wrapper's words. So wrappers
// have ids and sources like rules, but no page of their own in the catalogue.
import type { At, Citation, Ending } from './refusal.ts';
import { endingOf } from './refusal.ts';
import { citedFrom, inStaticMemory } from './sources.ts';

export interface Wrapper<P> {
  readonly id: `wrap-${string}`;
  /** What has failed inside. */
  readonly when: string;
  /** The text after `Panic on CPU 0:`, or the line where no panic follows. */
  readonly ends: readonly Ending<P>[];
  readonly source: readonly Citation[];
}

interface Failed {
  /** Of the domain's node, without unit address. */
  readonly name: string;
  readonly rc: number;
}

/** The words of a wrapper; empty where the release has none. */
export const wordsOf = <P>(wrapper: Wrapper<P>, params: P, at: At): string =>
  endingOf(wrapper, params, at) ?? '';

/** Prints without ending anything; from 4.19 wrap-fdt-parse follows. */
export const wrapFdtStop: Wrapper<{ readonly name: string }> = {
  id: 'wrap-fdt-stop',
  when: 'a node of the flattened tree cannot be parsed; up to 4.18 no more of the tree is read',
  ends: [{ text: ({ name }) => `fdt: node \`${name}': parsing failed` }],
  source: [
    { until: '4.20', at: 'arch/arm/bootfdt.c:early_scan_node' },
    { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:early_scan_node' },
    { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:early_scan_node' },
  ],
};

export const wrapFdtParse: Wrapper<{ readonly rc: number }> = {
  id: 'wrap-fdt-parse',
  when: 'a node of the flattened tree cannot be parsed',
  ends: [{ since: '4.19', text: ({ rc }) => `Early FDT parsing failed (${rc})` }],
  source: [
    { since: '4.19', until: '4.20', at: 'arch/arm/bootfdt.c:boot_fdt_info' },
    { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:boot_fdt_info' },
    { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:boot_fdt_info' },
  ],
};

const CREATE_DOMUS = [
  { until: '4.19', at: 'arch/arm/domain_build.c:create_domUs' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
  { since: '4.21', at: 'common/device-tree/dom0less-build.c:create_domUs' },
] as const;

export const wrapDomU: Wrapper<Failed> = {
  id: 'wrap-domU',
  when: 'a domain cannot be set up (construct_domU)',
  ends: [
    { until: '4.18', text: ({ name }) => `Could not set up domain ${name}` },
    { text: ({ name, rc }) => `Could not set up domain ${name} (rc = ${rc})` },
  ],
  source: CREATE_DOMUS,
};

export const wrapDomUCreate: Wrapper<Failed> = {
  id: 'wrap-domU-create',
  when: 'a domain cannot be created (domain_create)',
  ends: [
    { until: '4.18', text: ({ name }) => `Error creating domain ${name}` },
    { text: ({ name, rc }) => `Error creating domain ${name} (rc = ${rc})` },
  ],
  source: CREATE_DOMUS,
};

export const wrapDom0: Wrapper<{ readonly rc: number }> = {
  id: 'wrap-dom0',
  when: 'dom0 cannot be set up, also where Xen tries it only because every domU’s kernel was dropped',
  ends: [
    { until: '4.18', text: () => 'Could not set up DOM0 guest OS' },
    { until: '4.21', text: ({ rc }) => `Could not set up DOM0 guest OS (rc = ${rc})` },
    { text: ({ rc }) => `Could not set up d0 guest OS (rc = ${rc})` },
  ],
  source: [{ at: 'arch/arm/domain_build.c:create_dom0' }],
};

export const wrapStatic: Wrapper<{ readonly domid: number }> = {
  id: 'wrap-static',
  when: 'a domain that is not direct-mapped cannot have its static memory',
  ends: [{ text: ({ domid }) => `Failed to allocate requested static memory for domain d${domid}.` }],
  source: inStaticMemory('allocate_static_memory'),
};

export const wrapStaticDirect: Wrapper<{ readonly domid: number }> = {
  id: 'wrap-static-dm',
  when: 'a direct-mapped domain cannot have its static memory',
  ends: [
    {
      text: ({ domid }) => `Failed to assign requested static memory for direct-map domain d${domid}.`,
    },
  ],
  source: citedFrom('4.17', inStaticMemory('assign_static_memory_11')),
};

export const WRAPPERS: readonly Wrapper<never>[] = [
  wrapFdtStop,
  wrapFdtParse,
  wrapDomU,
  wrapDomUCreate,
  wrapDom0,
  wrapStatic,
  wrapStaticDirect,
];
