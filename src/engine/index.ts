// analyse(): one boot of real Xen, replayed, and everything anybody wants to know about it.
import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Analysis, Recorded } from './analysis.ts';
import { dom0PlacementVaries } from './advice/dom0-placement-varies.ts';
import { createDomains } from './boot/create-domains.ts';
import { discardModules } from './boot/discard-modules.ts';
import { scanTree } from './boot/early-scan.ts';
import { setUpMemory } from './boot/setup-memory.ts';
import { type Boot, startBoot } from './boot/state.ts';

export type * from './analysis.ts';
export { SEVERITIES } from './analysis.ts';

/**
 * Replays what Xen of the target would do with the plan's tree, in Xen's order. Never throws: a layout that Xen
 * refuses is an answer like any other. What ends the boot first is the panic; the replay goes on after it to find
 * what else is wrong, and the domains are always all there, as they would be.
 */
export function analyse(plan: Plan, target: Target): Analysis {
  const boot = startBoot(plan, target);
  const { trace } = boot;
  scanTree(boot);
  setUpMemory(boot);
  trace.early = false;
  const domains = createDomains(boot);
  discardModules(boot);
  return {
    verdict: trace.stopped ? 'refused' : 'boots',
    panic: trace.panic,
    findings: [...trace.findings, ...dom0PlacementVaries(boot, domains)],
    domains,
    recorded: recordedBy(boot),
    log: trace.log,
    assumed: [...boot.assumed],
  };
}

const recordedBy = ({ info, does }: Boot): Recorded => ({
  reserved: info.reserved,
  shared: does.sharedOwnBanks ? info.shared.filter((bank) => bank.hasHost) : [],
  modules: info.modules,
});
