// Modules of domains that Xen did not come to build.
import type { BootLog, LoggedModule } from './facts.ts';

export interface Unbuilt {
  /** Of its node; null where no line names it. */
  readonly name: string | null;
  readonly modules: readonly LoggedModule[];
}

const isLoaded = ({ what }: LoggedModule): boolean => what !== 'Xen' && what !== 'Device Tree';

/**
 * Domains that were never begun: those with a command line, and, where as many kernels are left over as there are domain
 * nodes left, one for each of these. (Without dom0 every kernel is a domain's.)
 */
export function unbuiltDomains(log: BootLog): readonly Unbuilt[] {
  const built = new Set(log.domains.map(({ name }) => name));
  const named = new Map<string, LoggedModule[]>();
  const nobodys: LoggedModule[] = [];
  for (const module of log.modules) {
    const { node, users, what } = module;
    if (users.length > 0 || !isLoaded(module)) continue;
    if (node === null) {
      if (what === 'Kernel') nobodys.push(module);
    } else if (node !== 'chosen' && !built.has(node)) {
      const same = named.get(node);
      if (same === undefined) named.set(node, [module]);
      else same.push(module);
    }
  }
  const left = log.domainNodes - log.domains.length - named.size;
  const unnamed = log.dom0less && nobodys.length === left ? nobodys : [];
  return [
    ...[...named].map(([name, modules]): Unbuilt => ({ name, modules })),
    ...unnamed.map((module): Unbuilt => ({ name: null, modules: [module] })),
  ].toSorted((a, b) => (a.modules[0]?.index ?? 0) - (b.modules[0]?.index ?? 0));
}

/** Modules that belong to nobody, as far as the log tells. */
export function ownerless(log: BootLog): readonly LoggedModule[] {
  const taken = new Set(unbuiltDomains(log).flatMap(({ modules }) => modules));
  return log.modules.filter(
    (module) => isLoaded(module) && module.users.length === 0 && module.node === null && !taken.has(module),
  );
}
