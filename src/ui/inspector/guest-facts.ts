// What a guest finds in its address space, in the order of people's interest, each with why it is there.
import type { DomainOutcome, GuestThing, Origin } from '../../engine/analysis.ts';
import { DOM0_NAME } from '../../model/dom0.ts';
import { type Range, range } from '../../model/range.ts';

export interface Fact {
  readonly term: string;
  /** Guest physical. */
  readonly at: readonly Range[];
  /** In place of an address, or beside it. */
  readonly note: string | null;
  readonly origin: Origin | null;
}

const NOT_KNOWN =
  'offered, but not known: it depends on where Xen is loaded and on the host’s IOMMU, or on what its device nodes cover';

export function guestFacts(outcome: DomainOutcome): readonly Fact[] {
  const {
    memory,
    loaded = [],
    gic,
    uart,
    grant,
    extended,
    xenstore,
    shared,
    windows = [],
    origins,
  } = outcome;
  const fact = (thing: GuestThing, term: string, at: readonly Range[], note: string | null = null): Fact[] =>
    at.length === 0 && note === null ? [] : [{ term, at, note, origin: origins[thing] ?? null }];
  const isShared = (start: bigint): boolean => shared.some(({ guest }) => guest === start);
  const places = new Map(loaded.map(({ what, range: at }) => [what, at]));
  const start = (thing: 'kernel' | 'device tree' | 'ramdisk', at: bigint | null): Fact[] => {
    const whole = places.get(thing);
    return at === null ? [] : fact(thing, thing, [whole ?? range(at, 0n)]);
  };
  return [
    ...fact(
      'ram',
      'RAM',
      memory.filter(({ guest }) => !isShared(guest)).map(({ guest, size }) => range(guest, size)),
    ),
    ...start('kernel', outcome.kernel),
    ...start('device tree', outcome.dtb),
    ...start('ramdisk', outcome.initrd),
    ...fact('gic', 'GIC', gic),
    ...fact('uart', 'vPL011', uart === null ? [] : [uart]),
    ...shared.flatMap(({ id, guest, size }) => fact('shared', `shared ${id}`, [range(guest, size)])),
    ...windows.flatMap(({ device, path, guest, size }) =>
      fact('window', device ?? path, [range(guest, size)]),
    ),
    ...fact('grant', 'grant table', grant === null ? [] : [grant]),
    ...fact('extended', 'extended regions', extended ?? [], extended === null ? NOT_KNOWN : null),
    ...(xenstore === undefined
      ? []
      : fact(
          xenstore.by === 'xen' ? 'xenstore' : 'xenstore-late',
          'Xenstore',
          xenstore.at === null ? [] : [xenstore.at],
          xenstore.at !== null ? null : xenstoreNote(xenstore.by),
        )),
  ];
}

const xenstoreNote = (by: 'xen' | 'init-dom0less'): string =>
  by === 'xen'
    ? 'at the host address of a page of Xen’s heap, which the heap decides at boot'
    : `nowhere: ${DOM0_NAME}’s init-dom0less asks for a page that a direct-mapped domain cannot be given`;
