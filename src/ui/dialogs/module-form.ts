// What stands in the form of a boot module at first, and what it says once it is filled in.
import { addr, bytes, groupedHex } from '../../model/addr.ts';
import type { NewModule } from '../../model/edit.ts';
import { DOM0 } from '../../model/dom0.ts';
import { likelyKind, likelyTaker, takers } from '../../model/new-module.ts';
import type { EntityId, ModuleFile, ModuleKind, Plan } from '../../model/plan.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import { parseBytes, sizeText } from '../../model/size.ts';
import { NEW_SIZES } from '../../map/tools/drawing.ts';
import { suggestedPlace } from '../shell/add.ts';

/** The form as typed. */
export interface ModuleText {
  readonly domain: EntityId;
  /** null until one is chosen: then what its domain is likely to need. */
  readonly kind: ModuleKind | null;
  readonly file: ModuleFile | null;
  /** Name of a file that could not be read. */
  readonly unread: string | null;
  /** Host physical. */
  readonly start: string;
  readonly size: string;
  readonly bootargs: string;
}

export const kindOf = (plan: Plan, { kind, domain }: ModuleText): ModuleKind =>
  kind ?? likelyKind(plan, domain);

/** Where there is room for `size` bytes, host physical; empty where there is none. */
export function suggestedStart(plan: Plan, size: bigint): string {
  const at = suggestedPlace(plan, bytes(size));
  return at === null ? '' : groupedHex(at.start);
}

export const firstText = (plan: Plan, domain: EntityId | null): ModuleText => ({
  domain: domain ?? likelyTaker(plan)?.id ?? DOM0,
  kind: null,
  file: null,
  unread: null,
  start: suggestedStart(plan, NEW_SIZES.module),
  size: sizeText(NEW_SIZES.module),
  bootargs: '',
});

/** A module to add, and to whom. */
export interface AskedModule {
  /** Its domain's name. */
  readonly taker: string;
  /** null for dom0. */
  readonly of: EntityId | null;
  readonly module: NewModule;
}

export function readModule(plan: Plan, text: ModuleText): Result<AskedModule> {
  const start = parseBytes(text.start);
  if (!start.ok) return fail(start.problem.message, 'address');
  const size = parseBytes(text.size);
  if (!size.ok) return fail(size.problem.message, 'size');
  if (size.value === 0n) return fail('it must be more than 0', 'size');
  const kind = kindOf(plan, text);
  const bootargs = text.bootargs.trim();
  return ok({
    taker: takers(plan).find(({ id }) => id === text.domain)?.name ?? '',
    of: text.domain === DOM0 ? null : text.domain,
    module: {
      kind,
      range: { start: addr(start.value), size: size.value },
      file: text.file,
      ...(kind === 'kernel' && bootargs !== '' ? { bootargs } : {}),
    },
  });
}
