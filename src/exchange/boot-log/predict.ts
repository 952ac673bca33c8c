// What to simulate beside a log: the Xen it is of, and a design loaded where the log has it.
import { NEWEST_RELEASE } from '../../model/release.ts';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET, type Target } from '../../model/target.ts';
import type { BootLog } from './facts.ts';

/** The Xen of a log, on top of what else is asked for; `base` alone where the log has no banner. */
export const targetOfLog = ({ xen, earlyPrintk }: BootLog, base: Target = DEFAULT_TARGET): Target => ({
  release: xen === null ? base.release : (xen.release ?? NEWEST_RELEASE),
  arch: xen?.arch ?? base.arch,
  build: xen?.build ?? base.build,
  kconfig: { ...base.kconfig, EARLY_PRINTK: earlyPrintk || base.kconfig.EARLY_PRINTK },
});

/** A plan as the log's boot had it: where Xen and the blob go is the boot loader's affair, so a design may not say. */
export const asLoaded = (plan: Plan, { load }: BootLog): Plan => ({
  ...plan,
  load: { xen: plan.load.xen ?? load.xen, fdt: plan.load.fdt ?? load.fdt },
});
