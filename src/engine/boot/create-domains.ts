// Stage 3: dom0, if there is one, and the domains of /chosen in document order.
//
// Stands for start_xen's choice between create_dom0 and dom0less mode, is_dom0less_mode and create_domUs.
import type { DomainOutcome } from '../analysis.ts';
import { xenstoreWithoutDomain } from '../refusals/domain/xs-no-dom0.ts';
import { kernelLost } from '../refusals/modules/mod-kernel-lost.ts';
import { sharedNoOwner } from '../refusals/shared/shm-no-owner.ts';
import { wordsOf, wrapDom0 } from '../refusals/wrappers.ts';
import { buildDomain } from './build-domain.ts';
import { buildDom0 } from './dom0.ts';
import { type DomainNode, dom0Shared, domainNodes } from './domain-node.ts';
import { noteNarrowHeap, openHeap } from './heap.ts';
import { refuseDom0 } from './mpu.ts';
import { again, buildSetting } from './repeat.ts';
import type { Boot } from './state.ts';
import { bindChannels } from './static-evtchn.ts';

export function createDomains(boot: Boot): DomainOutcome[] {
  const { info, trace } = boot;
  const domains = domainNodes(boot);
  boot.domains = domains;
  const kernels = info.modules.filter((module) => module.kind === 'Kernel');
  if (boot.plan.host.gic === null && domains.length > 0) boot.assumed.add('gic');
  if (boot.plan.host.uart === null && domains.some((domain) => domain.vpl011 && domain.directMap))
    boot.assumed.add('uart');
  boot.hasDom0 = kernels.some((module) => !module.domU);
  openHeap(boot);
  const outcomes: DomainOutcome[] = [];
  const isDom0less = !boot.hasDom0 && kernels.length > 0;
  if (!isDom0less) refuseDom0(boot);
  if (boot.hasDom0) {
    outcomes.push(buildDom0(boot));
    boot.hardwareDomain = 0;
    boot.xenstoreDomain = 0;
  } else if (kernels.length === 0 && !trace.stopped) missDom0(boot, domains);
  else trace.print('Xen dom0less mode detected');
  const setting = buildSetting(boot);
  for (const domain of domains) {
    const build = (of: Boot): DomainOutcome => buildDomain(of, domain);
    // What a shared region’s node says may be what follows it in the tree.
    const isAlone = domain.shared.length === 0;
    outcomes.push(isAlone ? again(setting, boot, domain.node, domain.id, build) : build(boot));
  }
  noteOwnerless(boot, domains);
  noteNarrowHeap(boot);
  const wants = domains.find((domain) => domain.enhanced === 'full' || domain.enhanced === 'legacy');
  if (wants !== undefined && boot.does.xenstoreCheckedLast && boot.xenstoreDomain === null)
    trace.stop(xenstoreWithoutDomain, null, {
      domain: wants.name,
      path: wants.path,
      property: 'xen,enhanced',
      message: `${wants.name} wants Xenstore (xen,enhanced), but no domain provides it.`,
    });
  bindChannels(boot, domains);
  return outcomes;
}

/** Only borrowers: the pages are mapped but belong to nobody. */
function noteOwnerless(boot: Boot, domains: readonly DomainNode[]): void {
  if (boot.info.shared.length === 0) return;
  const refs = [...domains.flatMap((domain) => domain.shared), ...dom0Shared(boot)];
  for (const bank of boot.info.shared) {
    const mentions = refs.filter((ref) => ref.shmId === bank.shmId);
    if (mentions.length === 0 || mentions.some((ref) => ref.role !== 'borrower')) continue;
    boot.trace.note(sharedNoOwner, null, 'silent', {
      path: bank.path,
      property: 'role',
      range: bank.hasHost ? bank : null,
      message: `${bank.label} has borrowers but no owner: its pages are mapped without belonging to any domain.`,
    });
  }
}

/** Without any recorded kernel Xen is not in dom0less mode and tries to build dom0. */
function missDom0(boot: Boot, domains: readonly DomainNode[]): void {
  const only = domains.length === 1 ? domains[0] : undefined;
  const why =
    boot.scanEnd !== null
      ? `Xen stopped reading the tree at ${boot.scanEnd.path} before it saw a kernel`
      : domains.some((domain) => domain.kernel !== null)
        ? 'every domain’s kernel was dropped'
        : 'the tree names no kernel';
  boot.trace.print('*** LOADING DOMAIN 0 ***');
  boot.trace.stop(kernelLost, null, {
    domain: only?.name ?? null,
    path: only?.path ?? '/chosen',
    ending: wordsOf(wrapDom0, { rc: -2 }, boot.trace.at),
    message: `Xen finds no kernel at all (${why}) and so tries to build dom0, which has none either.`,
  });
}
