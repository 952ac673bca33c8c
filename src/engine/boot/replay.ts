// One boot of real Xen, replayed from the flattened tree to the last domain.
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Analysis, Recorded } from '../analysis.ts';
import { setUpColoring } from './coloring.ts';
import { createDomains } from './create-domains.ts';
import { discardModules } from './discard-modules.ts';
import { scanTree } from './early-scan.ts';
import { printWarnings } from './end-boot.ts';
import { evidenceFor } from './evidence.ts';
import { freeStartMemory } from './free-start-memory.ts';
import { setUpMpuMemory, setUpMpuPaging } from './mpu.ts';
import { logScanned } from './log-scanned.ts';
import { setUpMemory } from './setup-memory.ts';
import { type Boot, startBoot } from './state.ts';

export interface Replay {
  /** As the boot left it. */
  readonly boot: Boot;
  /** Xen's findings only. */
  readonly analysis: Analysis;
}

/**
 * What ends the boot first is the panic; the replay goes on after it to find what else is wrong. `watched`: what happens to
 * pages is written down in the boot's page log.
 */
export function replay(plan: Plan, target: Target, watched = false): Replay {
  const boot = startBoot(plan, target, watched);
  const { trace } = boot;
  scanTree(boot);
  setUpColoring(boot);
  logScanned(boot);
  setUpMpuMemory(boot);
  setUpMemory(boot);
  trace.early = false;
  setUpMpuPaging(boot);
  const domains = createDomains(boot);
  discardModules(boot);
  printWarnings(boot);
  freeStartMemory(boot);
  return {
    boot,
    analysis: {
      verdict: trace.stopped ? 'refused' : 'boots',
      panic: trace.panic,
      findings: trace.findings,
      domains,
      recorded: recordedBy(boot),
      log: trace.log,
      assumed: [...boot.assumed],
      evidence: evidenceFor(boot.target, plan.host.gic?.version ?? null),
    },
  };
}

const recordedBy = ({ info, does }: Boot): Recorded => ({
  reserved: info.reserved,
  shared: does.sharedOwnBanks ? info.shared.filter((bank) => bank.hasHost) : [],
  modules: info.modules,
});
