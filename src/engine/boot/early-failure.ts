// How the early parser ends on an error: from 4.19 a panic, before only the end of the scan.
import type { Refusal } from '../refusals/refusal.ts';
import { wordsOf, wrapFdtParse, wrapFdtStop } from '../refusals/wrappers.ts';
import type { Boot } from './state.ts';
import type { Told } from './trace.ts';

/** An error of early_scan_node: the return code Xen gives and what it was about. */
export interface EarlyFailure {
  readonly rc: number;
  stop(boot: Boot, extra: Partial<Told>): void;
  note(boot: Boot, extra: Partial<Told>, message: string): void;
  readonly message: string;
  /** The function itself panics, in every release. */
  readonly panics: boolean;
}

export const failure = <P>(rc: number, refusal: Refusal<P>, params: P, told: Told): EarlyFailure => ({
  rc,
  message: told.message,
  panics: refusal.ends.length > 0,
  stop: (boot, extra) => boot.trace.stop(refusal, params, { ...told, ...extra }),
  note: (boot, extra, message) => boot.trace.note(refusal, params, 'silent', { ...told, ...extra, message }),
});

/**
 * Ends the reading of a node as early_scan_node and boot_fdt_info do. Answers whether to read on: after a panic
 * the simulation does, to see what else is wrong; where Xen itself stops scanning it must not.
 */
export function failNode(
  boot: Boot,
  node: { readonly name: string; readonly path: string },
  failed: EarlyFailure,
): boolean {
  const { at } = boot.trace;
  const alsoPrints = [wordsOf(wrapFdtStop, { name: node.name }, at)];
  if (failed.panics) {
    failed.stop(boot, {});
    return true;
  }
  if (boot.does.parseErrorPanics) {
    failed.stop(boot, {
      alsoPrints,
      ending: wordsOf(wrapFdtParse, { rc: failed.rc }, at),
      consequence: 'panic',
    });
    return true;
  }
  boot.scanEnd = { path: node.path, why: failed.message };
  failed.note(
    boot,
    { alsoPrints, consequence: 'dropped' },
    `${failed.message} Xen ${boot.target.release} stops reading the device tree here: nothing after ${node.path} is seen.`,
  );
  return false;
}
