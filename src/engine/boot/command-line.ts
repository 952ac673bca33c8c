// Which property is Xen's own command line.
//
// Stands for boot_fdt_cmdline (bootfdt.c up to 4.20, bootinfo-fdt.c since).
import { findChild, findProperty } from '../../model/tree.ts';
import { cString } from './flat.ts';
import type { Boot } from './state.ts';

/** xen,xen-bootargs; else bootargs, where dom0 has a command line of its own. */
export const xenCommandLine = (boot: Boot): string => boot.once(readCommandLine);

function readCommandLine(boot: Boot): string {
  const chosen = findChild(boot.plan.tree.root, 'chosen');
  if (chosen === undefined) return '';
  const own = findProperty(chosen, 'xen,xen-bootargs');
  if (own !== undefined) return cString(own);
  const dom0 = boot.info.commandLines.find((line) => line.kind === 'Kernel' && !line.domU);
  const fallback = findProperty(chosen, 'bootargs');
  const forXen = findProperty(chosen, 'xen,dom0-bootargs') !== undefined || (dom0?.text ?? '') !== '';
  return fallback !== undefined && forXen ? cString(fallback) : '';
}

/** Whether guest messages of level info are printed although the build would not (xen-command-line: guest_loglvl). */
export const tellsGuestInfo = (commandLine: string): boolean =>
  /(?:^|\s)guest_loglvl=(?:all|info|debug)\b/.test(commandLine);
