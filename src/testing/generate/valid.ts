// Layouts that should boot: everything asked for finds a place of its own in RAM, in an order and at distances drawn.
import fc from 'fast-check';
import { alignUp, GiB, KiB, MiB, PAGE } from '../../model/addr.ts';
import { endOf, range, type Range, subtract } from '../../model/range.ts';
import { VIRT_HOST } from '../virt-layout.ts';
import type { Bank, DomainSketch, ModuleSketch, SharedSketch, Sketch } from './sketch.ts';

/** Where the machine’s RAM begins, host physical. */
export const RAM_START = 0x4000_0000n;
/** What the loader's own pieces take, generously. */
const XEN_ROOM = 2n * MiB;
const FDT_ROOM = 64n * KiB;
const WHOLE = { address: 2, size: 2 };

/** How far behind its neighbour something goes, and on what line it starts. */
const spot = fc.record({
  gap: fc.constantFrom(0n, 0n, 2n * MiB, 62n * MiB),
  align: fc.constantFrom(2n * MiB, 2n * MiB, PAGE, 64n * KiB, 32n * MiB),
  /** Who goes first. */
  turn: fc.nat(0xff),
});
type Spot = typeof spot extends fc.Arbitrary<infer T> ? T : never;

const bankSize = fc.oneof(
  fc.constantFrom(64n * MiB, 128n * MiB, 160n * MiB),
  fc.constantFrom(8n * MiB, 16n * MiB, 130n * MiB, 256n * MiB),
  fc.nat(0x3000).map((pages) => 8n * MiB + BigInt(pages) * PAGE),
);

const sharedWant = fc.record({
  size: fc.constantFrom(2n * MiB, PAGE, 16n * PAGE, 16n * MiB),
  roles: fc.constantFrom(['owner', 'borrower'], ['borrower', 'owner'], [null, null]),
  guests: fc.constantFrom(
    [0x1000_0000n, 0x1000_0000n],
    [0x1000_0000n, 0x1200_0000n],
    [0x1_f000_0000n, 0x1000_0000n],
  ),
  fromHeap: fc.constantFrom(false, false, true),
  spot,
});

const domainWant = fc.record({
  banks: fc.array(fc.record({ size: bankSize, spot }), { maxLength: 4 }),
  dynamic: fc.constantFrom(64n * MiB, 16n * MiB, 128n * MiB, 200n * MiB),
  directMap: fc.boolean(),
  vpl011: fc.boolean(),
  cpus: fc.constantFrom(1, 1, 2, 4),
  enhanced: fc.constantFrom(null, null, null, 'no-xenstore'),
  kernel: fc.record({
    size: fc.constantFrom(PAGE, 64n * KiB, 64n * KiB + 0x234n, 2n * MiB, 20n * MiB),
    textOffset: fc.constantFrom(0n, 0n, 0n, 0x8_0000n, 2n * MiB),
    spot,
  }),
  ramdisk: fc.option(
    fc.record({ size: fc.constantFrom(PAGE, 1n * MiB, 2n * MiB, 3n * MiB + 5n, 24n * MiB), spot }),
    { freq: 1 },
  ),
});

const wanted = fc.record({
  ramMb: fc.constantFrom(2048, 2048, 2048, 1024, 8192),
  gic: fc.constantFrom(3 as const, 3 as const, 2 as const),
  cpus: fc.constantFrom(2, 1, 4),
  heap: fc.option(fc.record({ size: fc.constantFrom(160n * MiB, 256n * MiB, 400n * MiB), spot }), {
    freq: 1,
  }),
  reserved: fc.array(
    fc.record({ size: fc.constantFrom(1n * MiB, PAGE, 32n * MiB), spot, memreserve: fc.boolean() }),
    { maxLength: 2 },
  ),
  domains: fc.array(domainWant, { minLength: 1, maxLength: 3 }),
  shared: fc.array(sharedWant, { maxLength: 1 }),
  /** GiB more for each first bank on a large machine. */
  large: fc.constantFrom(0n, 0n, 1n, 2n, 3n, 4n),
  order: fc.constantFrom(
    ['memory', 'chosen', 'reserved'] as const,
    ['memory', 'reserved', 'chosen'] as const,
    ['chosen', 'memory', 'reserved'] as const,
    ['reserved', 'chosen', 'memory'] as const,
  ),
});
type Wanted = typeof wanted extends fc.Arbitrary<infer T> ? T : never;

/** Hands out places behind one another. */
class Ground {
  #free: readonly Range[];

  constructor(ram: readonly Range[], taken: readonly Range[]) {
    this.#free = subtract(ram, taken);
  }

  take(size: bigint, { gap, align }: Spot): Bank | null {
    for (const free of this.#free)
      for (const from of [free.start + gap, free.start]) {
        const start = alignUp(from, align);
        const taken = range(start, alignUp(size, PAGE));
        if (endOf(taken) > endOf(free)) continue;
        this.#free = subtract(this.#free, [taken]);
        return { start, size };
      }
    return null;
  }
}

const COMPATIBLE: Record<ModuleSketch['kind'], readonly string[]> = {
  kernel: ['multiboot,kernel', 'multiboot,module'],
  ramdisk: ['multiboot,ramdisk', 'multiboot,module'],
  'device-tree': ['multiboot,device-tree', 'multiboot,module'],
};

export const moduleAt = (kind: ModuleSketch['kind'], at: Bank, bootargs: string | null): ModuleSketch => ({
  kind,
  ...at,
  compatible: COMPATIBLE[kind],
  bootargs,
  textOffset: 0n,
  reg: 'whole',
  wrapped: 0,
});

export const sharedAt = (
  of: Pick<SharedSketch, 'id' | 'host' | 'guest' | 'size' | 'role'>,
): SharedSketch => ({
  ...of,
  extraCells: 0,
});

const domainOf = (of: Wanted['domains'][number], index: number): DomainSketch => ({
  name: `domU${index + 1}`,
  status: null,
  cells: { ...WHOLE },
  cpus: of.cpus,
  banks: of.banks.length === 0 ? null : [],
  extra: of.banks.length === 0 ? of.dynamic : 0n,
  memoryCells: 2,
  directMap: of.directMap && of.banks.length > 0,
  vpl011: of.vpl011,
  nrSpis: null,
  enhanced: of.enhanced,
  p2mMb: null,
  modules: [],
  shared: [],
});

function build(of: Wanted): Sketch {
  const ram = { start: RAM_START, size: BigInt(of.ramMb) * MiB };
  const host = { ...VIRT_HOST, ramMb: of.ramMb, gic: of.gic, cpus: of.cpus };
  const sketch: Sketch = {
    host,
    ram: [{ name: 'memory@40000000', banks: [ram], deviceType: 'memory', status: null }],
    reserved: null,
    memreserve: [],
    order: [...of.order],
    cells: { ...WHOLE },
    heap: null,
    args: '',
    dom0: [],
    dom0Shared: [],
    domains: of.domains.map(domainOf),
  };
  const turns: { readonly turn: number; take(ground: Ground): void }[] = [];
  const place = (size: bigint, at: Spot, put: (bank: Bank) => void): void => {
    turns.push({
      turn: at.turn,
      take: (ground) => {
        const bank = ground.take(size, at);
        if (bank !== null) put(bank);
      },
    });
  };
  if (of.heap !== null) place(of.heap.size, of.heap.spot, (bank) => (sketch.heap = [bank]));
  for (const { size, spot: at, memreserve } of of.reserved)
    place(size, at, (bank) => {
      if (memreserve) sketch.memreserve.push(bank);
      else {
        sketch.reserved ??= { cells: { ...WHOLE }, regions: [] };
        sketch.reserved.regions.push({
          name: `resv@${bank.start.toString(16)}`,
          banks: [bank],
          status: null,
        });
      }
    });
  for (const [i, domain] of sketch.domains.entries()) {
    const { banks = [], kernel, ramdisk } = of.domains[i] ?? {};
    banks.forEach(({ size, spot: at }, nth) =>
      place(nth === 0 && of.ramMb > 4096 ? size + of.large * GiB : size, at, (bank) =>
        domain.banks?.push(bank),
      ),
    );
    if (kernel !== undefined)
      place(kernel.size, kernel.spot, (bank) =>
        domain.modules.unshift({
          ...moduleAt('kernel', bank, `id=${domain.name}`),
          textOffset: kernel.textOffset,
        }),
      );
    if (ramdisk !== undefined && ramdisk !== null)
      place(ramdisk.size, ramdisk.spot, (bank) => domain.modules.push(moduleAt('ramdisk', bank, null)));
  }
  for (const { size, roles, guests, fromHeap, spot: at } of of.shared)
    place(size, at, ({ start }) =>
      sketch.domains.slice(0, 2).forEach((domain, i) => {
        const guest = domain.directMap ? start : (guests[i] ?? start);
        const host = fromHeap && !domain.directMap ? null : start;
        domain.shared.push(sharedAt({ id: 'ipc', host, guest, size, role: roles[i] ?? null }));
      }),
    );
  const ground = new Ground(
    [range(ram.start, ram.size)],
    [range(RAM_START, 2n * MiB), range(host.xen, XEN_ROOM), range(host.fdt, FDT_ROOM)],
  );
  for (const next of turns.toSorted((a, b) => a.turn - b.turn)) next.take(ground);
  return sketch;
}

export const validSketch: fc.Arbitrary<Sketch> = wanted.map(build);
