// A domain as it would find itself: what the engine answers about one domain, as far as the picture needs it.
import type { Addr } from '../../model/addr.ts';
import type { Range } from '../../model/range.ts';

/** Why something is where it is, and who in Xen decides that. */
export interface GuestOrigin {
  readonly why: string;
  readonly source: string;
}

/** Guest physical addresses unless named host. */
export interface GuestView {
  readonly name: string;
  readonly directMap: boolean;
  readonly memory: readonly {
    readonly guest: Addr;
    readonly size: bigint;
    /** null where Xen picks the pages. */
    readonly host: readonly Range[] | null;
  }[];
  readonly kernel: Addr | null;
  readonly dtb: Addr | null;
  readonly initrd: Addr | null;
  readonly loaded?: readonly { readonly what: 'kernel' | 'device tree' | 'ramdisk'; readonly range: Range }[];
  readonly gic: readonly Range[];
  readonly uart: Range | null;
  readonly grant: Range | null;
  /** null where Xen offers some, but which is not known. */
  readonly extended?: readonly Range[] | null;
  readonly xenstore?: { readonly at: Range | null; readonly by: 'xen' | 'init-dom0less' };
  readonly shared: readonly {
    readonly id: string;
    readonly guest: Addr;
    readonly host: Addr | null;
    readonly size: bigint;
  }[];
  readonly windows?: readonly {
    readonly guest: bigint;
    readonly host: bigint;
    readonly size: bigint;
    readonly device: string | null;
    readonly path: string;
  }[];
  /** By the engine's names of things: `ram`, `gic`, `uart` … */
  readonly origins?: Readonly<Partial<Record<string, GuestOrigin>>>;
}

const FIELDS = [
  'directMap',
  'kernel',
  'dtb',
  'initrd',
  'uart',
  'grant',
  'gic',
  'xenstore',
  'loaded',
  'extended',
  'windows',
  'memory',
  'shared',
  'origins',
] as const satisfies readonly (keyof GuestView)[];

/** Whether two views draw the same lane. */
export const sameView = (a: GuestView, b: GuestView): boolean =>
  a === b || FIELDS.every((field) => same(a[field], b[field]));

/** Plain data, compared to the bottom. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], (b as typeof a)[key]));
}
