// What ImageBuilder is told: MEMORY_START and MEMORY_END, and in words why its files cannot lie where they put them.
import { type Addr, alignUp, groupedHex, hex, PAGE } from '../../model/addr.ts';
import { entities, type Entity, entityLabel, hostRange } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { endOf, overlaps, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { bootFiles, layOut, reservedOf, type Run, startOf } from './imagebuilder.ts';

/** Host physical. */
export interface LoaderWindow {
  readonly start: Addr;
  /** The least that is not refused. */
  readonly end: Addr;
  /** Where U-Boot loads the script. */
  readonly script: Addr;
}

/** The window of a plan: the one it states, or the one that its files lie as they do for; null where there is none. */
export function loaderWindow(plan: Plan): LoaderWindow | null {
  const { imageBuilder } = plan.wants.loader;
  if (imageBuilder === null) return null;
  const { copy } = imageBuilder;
  const start = imageBuilder.start ?? startOf(plan, copy);
  if (start === null) return null;
  const { script, leastEnd } = layOut(bootFiles(plan, copy), start, copy, reservedOf(plan));
  return { start, end: leastEnd, script };
}

/** Whether ImageBuilder is to lay the files out, and some do not lie where it would put them. */
export function areAstray(plan: Plan): boolean {
  const { imageBuilder } = plan.wants.loader;
  if (imageBuilder === null) return false;
  const { copy } = imageBuilder;
  const start = imageBuilder.start ?? startOf(plan, copy);
  if (start === null) return true;
  const files = bootFiles(plan, copy);
  const { places } = layOut(files, start, copy, reservedOf(plan));
  return files.some(({ at }, i) => at !== places[i]?.start);
}

/** Why ImageBuilder itself gives up, whatever else the design holds; null: it does not. */
export function refusedEnd(plan: Plan): { readonly asks: string; readonly help: string } | null {
  const { imageBuilder } = plan.wants.loader;
  const end = imageBuilder?.end ?? null;
  const window = end === null || imageBuilder?.start === null ? null : loaderWindow(plan);
  if (end === null || window === null || window.end <= end) return null;
  return {
    asks: `up to ${groupedHex(window.end)}, beyond MEMORY_END ${groupedHex(end)}: ImageBuilder stops with “not enough memory to load all binaries”`,
    help: `MEMORY_END=${hex(window.end)}`,
  };
}

/** What is among the files, or is no memory of anybody's. */
const NOT_MET: ReadonlySet<Entity['kind']> = new Set(['module', 'xen', 'fdt', 'ram', 'device']);

/** What files ask that lie where ImageBuilder puts them: `34 MiB from 0x4020_0000 on, over domU1 bank 0`. */
export function filesText(plan: Plan, { range: at, files, places }: Run): string {
  const { imageBuilder, own } = plan.wants.loader;
  const size = `${files.length} files, ${sizeText(alignUp(at.size, PAGE))} with the gaps between them`;
  const { start = null, end = null } = imageBuilder ?? {};
  if (start === null)
    return `${size}, in one run where U-Boot is known to load files: ${own === null ? 'below 4 GiB' : 'below itself'}${end === null ? '' : `, before MEMORY_END ${groupedHex(end)}`}`;
  const met = new Set<string>();
  for (const [, entity] of entities(plan)) {
    const taken = NOT_MET.has(entity.kind) ? null : hostRange(entity);
    if (taken === null) continue;
    if (places.some((place) => overlaps(place, taken))) met.add(entityLabel(plan, entity));
  }
  if (!isInRam(plan, at)) met.add('what is no RAM');
  const names = [...met];
  const over =
    names.length === 0
      ? ''
      : `, over ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  return `${size}, from ${groupedHex(at.start)} on, where ImageBuilder puts them${over}`;
}

const isInRam = (plan: Plan, at: Range): boolean =>
  plan.host.memory.some(({ start, size }) => start <= at.start && endOf(at) <= start + size);
