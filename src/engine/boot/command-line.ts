// Xen's own command line, as far as it decides about memory.
//
// Stands for boot_fdt_cmdline (bootfdt.c up to 4.20, bootinfo-fdt.c since) and the dom0_mem parameter.
import { findChild, findProperty } from '../../model/tree.ts';
import { KiB, MiB, GiB } from '../../model/addr.ts';
import { cString } from './flat.ts';
import type { Boot } from './state.ts';

/** xen,xen-bootargs; else bootargs, where dom0 has a command line of its own. */
export function xenCommandLine(boot: Boot): string {
  const chosen = findChild(boot.plan.tree.root, 'chosen');
  if (chosen === undefined) return '';
  const own = findProperty(chosen, 'xen,xen-bootargs');
  if (own !== undefined) return cString(own);
  const dom0 = boot.info.commandLines.find((line) => line.kind === 'Kernel' && !line.domU);
  const fallback = findProperty(chosen, 'bootargs');
  const forXen = findProperty(chosen, 'xen,dom0-bootargs') !== undefined || (dom0?.text ?? '') !== '';
  return fallback !== undefined && forXen ? cString(fallback) : '';
}

const UNITS: Readonly<Record<string, bigint>> = { b: 1n, k: KiB, m: MiB, g: GiB, t: 1024n * GiB };

/** dom0_mem in bytes; a number without unit counts KiB. null: not given. */
export function dom0Memory(commandLine: string): bigint | null {
  const match = /(?:^|\s)dom0_mem=(0x[0-9a-f]+|\d+)([bkmgt]?)/i.exec(commandLine);
  if (match === null) return null;
  return BigInt(match[1] ?? '0') * (UNITS[(match[2] ?? '').toLowerCase()] ?? KiB);
}

/** bootscrub: free memory waits to be scrubbed unless that is switched off. */
export const scrubsAtBoot = (commandLine: string): boolean =>
  !/(?:^|\s)(?:no-bootscrub|bootscrub=(?:0|no|off|false|disable))(?=\s|$)/.test(commandLine);

/** Whether guest messages of level info are printed although the build would not (xen-command-line: guest_loglvl). */
export const tellsGuestInfo = (commandLine: string): boolean =>
  /(?:^|\s)guest_loglvl=(?:all|info|debug)\b/.test(commandLine);
