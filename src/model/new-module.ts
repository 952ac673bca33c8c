// Whom the next boot module is most likely for, and what it is: a kernel for who has none, then a ramdisk.
import { DOM0, DOM0_NAME, hasDom0 } from './dom0.ts';
import type { Domain, EntityId, ModuleKind, Plan } from './plan.ts';

/** A domain, or dom0, as far as modules go. */
export type Taker = Pick<Domain, 'id' | 'name' | 'modules'>;

/** Whom a module can be for: the domains, and dom0, which comes to be with its first one. */
export const takers = (plan: Plan): readonly Taker[] => [
  ...plan.domains,
  { id: DOM0, name: DOM0_NAME, modules: plan.dom0Modules },
];

const has = ({ modules }: Taker, kind: ModuleKind): boolean => modules.some((module) => module.kind === kind);

/** A domain's first module is its kernel, the second its ramdisk. */
export const likelyKind = (plan: Plan, taker: EntityId): ModuleKind =>
  takers(plan).some((one) => one.id === taker && has(one, 'kernel')) ? 'ramdisk' : 'kernel';

/** The first who lacks a kernel, else a ramdisk, else the first; null while there is nobody. */
export function likelyTaker(plan: Plan): Taker | null {
  const all = takers(plan).filter(({ id }) => id !== DOM0 || hasDom0(plan));
  const lacks = (kind: ModuleKind): Taker | undefined => all.find((one) => !has(one, kind));
  return lacks('kernel') ?? lacks('ramdisk') ?? all[0] ?? null;
}
