// The words of the functions that turn an inner error into the end of the boot.
import { type Span, holds } from '../../model/release.ts';
import type { At } from './refusal.ts';

const pick = (table: readonly (Span & { readonly text: string })[], at: At): string =>
  table.find((entry) => holds(entry, at.release))?.text ?? '';

/** boot_fdt_info: any error of early_scan_node, from 4.19. */
export const fdtParseFailed = (rc: number): string => `Early FDT parsing failed (${rc})`;

/** early_scan_node, every release. */
export const nodeParseFailed = (name: string): string => `fdt: node \`${name}': parsing failed`;

/** create_domUs: construct_domU failed. */
export const setUpFailed = (name: string, rc: number, at: At): string =>
  pick(
    [
      { until: '4.18', text: `Could not set up domain ${name}` },
      { text: `Could not set up domain ${name} (rc = ${rc})` },
    ],
    at,
  );

/** create_domUs: domain_create failed. */
export const createFailed = (name: string, rc: number, at: At): string =>
  pick(
    [
      { until: '4.18', text: `Error creating domain ${name}` },
      { text: `Error creating domain ${name} (rc = ${rc})` },
    ],
    at,
  );

/** create_dom0: construct_dom0 failed. */
export const dom0Failed = (rc: number, at: At): string =>
  pick(
    [
      { until: '4.18', text: 'Could not set up DOM0 guest OS' },
      { until: '4.21', text: `Could not set up DOM0 guest OS (rc = ${rc})` },
      { text: `Could not set up d0 guest OS (rc = ${rc})` },
    ],
    at,
  );

/** allocate_static_memory and assign_static_memory_11, every release. */
export const staticFailed = (domid: number, directMap: boolean): string =>
  directMap
    ? `Failed to assign requested static memory for direct-map domain d${domid}.`
    : `Failed to allocate requested static memory for domain d${domid}.`;
