// What the parser has noted down, told to who watches the pages: from here on every byte of RAM has a purpose or none.
import type { Bank, Info } from './bootinfo.ts';
import type { Boot } from './state.ts';

export function logScanned({ pageLog, info, plan, does }: Boot): void {
  if (pageLog === null) return;
  pageLog.add({ what: 'ram-found', ranges: info.ram, of: 'RAM' });
  if (!does.memreserveIsReserved && plan.tree.memreserve.length > 0)
    pageLog.add({ what: 'reserved-recorded', ranges: plan.tree.memreserve, of: '/memreserve/' });
  const byDomain = staticBanks(info);
  for (const bank of info.reserved) {
    const what =
      bank.kind === 'static-heap'
        ? 'heap-recorded'
        : bank.kind === 'static-domain' || bank.kind === 'shared'
          ? 'static-recorded'
          : 'reserved-recorded';
    const together = bank.kind === 'static-domain' ? byDomain.get(bank.path) : [bank];
    // All banks of a domain are one property, and one step to watch.
    if (together?.[0] !== bank) continue;
    const of = together.length > 1 ? `static memory of ${bank.domain ?? ''}` : bank.label;
    pageLog.add({ what, ranges: together, of, path: bank.path });
  }
  if (does.sharedOwnBanks)
    for (const bank of info.shared)
      if (bank.hasHost)
        pageLog.add({ what: 'static-recorded', ranges: [bank], of: bank.label, path: bank.path });
  for (const module of info.modules) {
    const what = module.kind === 'Xen' ? 'xen-recorded' : 'module-recorded';
    if (module.size > 0n) pageLog.add({ what, ranges: [module], of: module.label, path: module.path });
  }
}

/** By the path of the node whose property they are. */
function staticBanks({ reserved }: Info): ReadonlyMap<string | null, readonly Bank[]> {
  const byPath = new Map<string | null, Bank[]>();
  for (const bank of reserved) {
    if (bank.kind !== 'static-domain') continue;
    const before = byPath.get(bank.path);
    if (before === undefined) byPath.set(bank.path, [bank]);
    else before.push(bank);
  }
  return byPath;
}
