// What goes wrong with layouts: each mutation does one thing to a sketch that a person, a tool or a board might do.
import { GiB, MiB } from '../../model/addr.ts';
import {
  type Bank,
  banksOf,
  type DomainSketch,
  type ModuleSketch,
  modulesOf,
  type Sketch,
} from './sketch.ts';
import { moduleAt, sharedAt } from './valid.ts';

const PAGE = 4096n;
const KiB = 1024n;

/** Numbers drawn for one mutation: each question takes the next. */
export class Picks {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.#next] ?? 0;
    this.#next += 1;
    return limit > 0 ? number % limit : 0;
  }

  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  of<T>(first: T, ...others: readonly T[]): T {
    return this.one([first, ...others]) ?? first;
  }
}

type Mutation = (sketch: Sketch, pick: Picks) => void;

/** Beginnings and ends of all there is, and places with a meaning of their own. */
function edges(sketch: Sketch): bigint[] {
  const { host } = sketch;
  const ram = sketch.ram.flatMap(({ banks }) => banks ?? []);
  const hosts = sketch.domains.flatMap(({ shared }) =>
    shared.flatMap(({ host: at, size }) => (at === null ? [] : [{ start: at, size }])),
  );
  return [
    ...[...banksOf(sketch), ...sketch.memreserve, ...hosts, ...ram].flatMap(({ start, size }) => [
      start,
      start + size,
    ]),
    host.xen,
    host.xen + 0x10_0000n,
    host.fdt,
    host.fdt + 0x2000n,
    0x3800_0000n,
    0x800_0000n,
    0x900_0000n,
    0x8000_0000n,
    0x1_0000_0000n,
  ];
}

const step = (pick: Picks): bigint =>
  pick.of(0n, PAGE, -PAGE, 2n * MiB, -2n * MiB, 0x800n, -0x800n, KiB, 16n * MiB, -16n * MiB, 1n);
const somewhere = (sketch: Sketch, pick: Picks): bigint => {
  const at = (pick.one(edges(sketch)) ?? 0n) + step(pick);
  return at < 0n ? 0n : at;
};
const someSize = (pick: Picks): bigint =>
  pick.of(
    PAGE,
    2n * MiB,
    4n * MiB,
    6n * MiB,
    64n * MiB,
    128n * MiB,
    130n * MiB,
    132n * MiB,
    4n * MiB + PAGE,
    0x800n,
    0n,
    PAGE + 1n,
  );

const someDomain = (sketch: Sketch, pick: Picks): DomainSketch | undefined => pick.one(sketch.domains);
const inDomain =
  (change: (domain: DomainSketch, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const domain = someDomain(sketch, pick);
    if (domain !== undefined) change(domain, pick, sketch);
  };
const inModule =
  (change: (module: ModuleSketch, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const module = pick.one(modulesOf(sketch));
    if (module !== undefined) change(module, pick, sketch);
  };
const inBank =
  (change: (bank: Bank, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const bank = pick.one(banksOf(sketch));
    if (bank !== undefined) change(bank, pick, sketch);
  };

/** Cuts a bank into pieces of a size, so far apart. */
function pieces(bank: Bank, count: number, size: bigint, gap: bigint): Bank[] {
  return Array.from({ length: count }, (_, i) => ({ start: bank.start + BigInt(i) * (size + gap), size }));
}

const resize = (bank: Bank, pick: Picks): void => {
  const size =
    bank.size + pick.of(PAGE, -PAGE, 1n, -1n, 0x800n, KiB, 2n * MiB, -2n * MiB, 3n * GiB, 1n << 40n);
  bank.size = size < 0n ? 0n : size;
};

const IN_PLACES: Record<string, Mutation> = {
  'something moves': inBank((bank, pick, sketch) => {
    bank.start = somewhere(sketch, pick);
  }),
  'something ends elsewhere': inBank((bank, pick, sketch) => {
    const start = somewhere(sketch, pick) - bank.size;
    bank.start = start < 0n ? 0n : start;
  }),
  'something grows or shrinks': inBank(resize),
  'something reaches on': inBank((bank, pick, sketch) => {
    const end = somewhere(sketch, pick);
    if (end > bank.start) bank.size = end - bank.start;
  }),
  'something has another size': inBank((bank, pick) => {
    bank.size = someSize(pick);
  }),
  'two things share a place': (sketch, pick) => {
    const [one, other] = [pick.one(banksOf(sketch)), pick.one(banksOf(sketch))];
    if (one === undefined || other === undefined) return;
    one.start = other.start;
    if (pick.below(2) === 0) one.size = other.size;
  },
};

const IN_STATIC_MEMORY: Record<string, Mutation> = {
  'another bank': inDomain((domain, pick, sketch) => {
    domain.banks ??= [];
    domain.banks.splice(pick.below(domain.banks.length + 1), 0, {
      start: somewhere(sketch, pick),
      size: someSize(pick),
    });
  }),
  'a bank twice': inDomain((domain, pick, sketch) => {
    const bank = pick.one(domain.banks ?? []);
    if (bank !== undefined) someDomain(sketch, pick)?.banks?.push({ ...bank });
  }),
  'banks the other way round': inDomain((domain) => void domain.banks?.reverse()),
  'a bank in many pieces': inDomain((domain, pick) => {
    const bank = domain.banks?.shift();
    if (bank === undefined) return;
    const count = pick.of(2, 3, 8, 33, 65, 130, 184, 187, 188, 190, 240, 255, 256, 257);
    const size = pick.of(PAGE, 64n * KiB, 1n * MiB, 2n * MiB, 4n * MiB);
    domain.banks?.push(...pieces(bank, count, size, pick.of(0n, PAGE, 1n * MiB)));
  }),
  'a small first bank': inDomain((domain, pick) => {
    const bank = domain.banks?.[0];
    if (bank === undefined) return;
    const size =
      pick.of(4n, 2n, 6n, 8n, 3n, 5n, 1n, 128n, 130n, 132n, 134n) * MiB +
      pick.of(0n, 0n, PAGE, -PAGE, 64n * KiB);
    if (bank.size > size && pick.below(2) === 0)
      domain.banks?.push({ start: bank.start + size, size: bank.size - size });
    bank.size = size;
  }),
  'an empty xen,static-mem': inDomain((domain, pick) => {
    domain.banks = pick.of<Bank[] | null>([], null);
  }),
  'memory beside the sum': inDomain((domain, pick) => {
    domain.extra += pick.of(KiB, -KiB, PAGE, -PAGE, 2n * MiB, -2n * MiB, 1n, 3n * KiB, 64n * MiB, -64n * MiB);
  }),
};

const IN_DOMAINS: Record<string, Mutation> = {
  'direct-map or not': inDomain((domain) => {
    domain.directMap = !domain.directMap;
  }),
  'memory in other cells': inDomain((domain, pick) => {
    domain.memoryCells = pick.of(1, 0, 3, 4);
  }),
  'memory from the heap': inDomain((domain, pick) => {
    domain.banks = null;
    domain.extra =
      pick.of(64n, 0n, 1n, 512n, 900n, 1500n, 3000n, 5000n) * MiB + pick.of(0n, 0n, PAGE, KiB, 3n * KiB);
  }),
  'other vCPUs': inDomain((domain, pick) => {
    domain.cpus = pick.of<number | null>(null, 0, 1, 2, 4, 8, 9, 16, 32, 33, 128, 129);
  }),
  'vpl011 or not': inDomain((domain) => {
    domain.vpl011 = !domain.vpl011;
  }),
  'a number of SPIs': inDomain((domain, pick) => {
    domain.nrSpis = pick.of(0, 1, 2, 32, 256, 960, 988, 1000);
  }),
  enhanced: inDomain((domain, pick) => {
    domain.enhanced = pick.of<string | null>('', 'no-xenstore', 'enabled', 'legacy', 'disabled', 'nonsense');
  }),
  'another P2M pool': inDomain((domain, pick) => {
    domain.p2mMb = pick.of(1, 0, 2, 3, 8, 300, 4000);
  }),
  'a disabled domain': inDomain((domain, pick) => {
    domain.status = pick.of('disabled', 'okay', 'ok', 'fail', '');
  }),
  'another name': inDomain((domain, pick) => {
    const base = domain.name;
    domain.name = pick.of(
      `${base}@1`,
      `${base}-${'x'.repeat(26)}`,
      `Dom.${base}`,
      `memory-of-${base}`,
      `${base}${'y'.repeat(24)}@ff`,
    );
  }),
  'domains in another order': (sketch) => void sketch.domains.reverse(),
  'other cells in /chosen': (sketch, pick) => {
    const cells = pick.of<number | null>(1, null, 2, 3, 0);
    if (pick.below(2) === 0) sketch.cells.address = cells;
    else sketch.cells.size = cells;
  },
  'other cells in a domain': inDomain((domain, pick) => {
    const cells = pick.of<number | null>(1, null, 3, 0);
    if (pick.below(2) === 0) domain.cells.address = cells;
    else domain.cells.size = cells;
  }),
  'a domain more': (sketch, pick) => {
    const like = someDomain(sketch, pick);
    if (like === undefined) return;
    const count = pick.of(1, 4, 20, 31);
    for (let i = 0; i < count; i += 1) {
      const copy = structuredClone(like);
      copy.name = `more${sketch.domains.length}`;
      copy.banks = null;
      copy.extra = 8n * MiB;
      copy.directMap = false;
      copy.shared = [];
      for (const module of copy.modules) {
        module.start += BigInt(i + 1) * 0x10_0000n;
        if (module.kind === 'kernel') module.bootargs = `id=${copy.name}`;
      }
      sketch.domains.push(copy);
    }
  },
};

const IN_MODULES: Record<string, Mutation> = {
  'a module of another size': inModule((module, pick) => {
    module.size = pick.of(
      0n,
      PAGE,
      0x8001n,
      2n * MiB,
      2n * MiB + 1n,
      60n * MiB,
      126n * MiB,
      128n * MiB,
      140n * MiB,
    );
  }),
  'a kernel elsewhere in the guest': inModule((module, pick) => {
    if (module.kind === 'kernel')
      module.textOffset = pick.of<bigint | null>(0x8_0000n, 2n * MiB, 4n * MiB, 1000n * MiB, 0x800n, null);
  }),
  'one kernel for two': (sketch, pick) => {
    const kernels = modulesOf(sketch).filter(({ kind }) => kind === 'kernel');
    const [one, other] = [pick.one(kernels), pick.one(kernels)];
    if (one === undefined || other === undefined) return;
    one.start = other.start;
    one.size = other.size;
    one.textOffset = other.textOffset;
  },
  'other compatibles': inModule((module, pick) => {
    module.compatible = pick.of<readonly string[]>(
      ['xen,linux-zimage', 'multiboot,module'],
      ['xen,linux-zimage', 'xen,multiboot-module'],
      ['multiboot,kernel', 'xen,multiboot-module'],
      ['multiboot,module'],
      ['multiboot,kernel'],
      ['xen,linux-initrd', 'xen,multiboot-module'],
      ['multiboot,device-tree', 'multiboot,module'],
      ['xen,xsm-policy', 'multiboot,module'],
      ['Multiboot,Kernel', 'MULTIBOOT,MODULE'],
    );
  }),
  'no reg, or a short one': inModule((module, pick) => {
    module.reg = pick.of<ModuleSketch['reg']>('short', 'none');
  }),
  'a module deeper down': inModule((module, pick) => {
    module.wrapped = pick.of(1, 2);
  }),
  'long bootargs': inModule((module, pick) => {
    const length = pick.of(20, 100, 1023, 1024, 1025, 2900, 3100);
    module.bootargs = `${module.bootargs ?? ''} ${'a'.repeat(length)}`.slice(0, length);
  }),
  'a module missing': inDomain((domain, pick) => {
    domain.modules.splice(pick.below(domain.modules.length), 1);
  }),
  'a module more': inDomain((domain, pick, sketch) => {
    const module = moduleAt(
      pick.of('ramdisk', 'kernel', 'device-tree'),
      { start: somewhere(sketch, pick), size: someSize(pick) },
      null,
    );
    if (pick.below(2) === 0) domain.modules.push(module);
    else domain.modules.unshift(module);
  }),
  'many modules': inDomain((domain, pick, sketch) => {
    const first = somewhere(sketch, pick);
    const count = pick.of(27, 28, 29, 30, 31, 8);
    for (let i = 0; i < count; i += 1)
      domain.modules.push(moduleAt('ramdisk', { start: first + BigInt(i) * PAGE, size: PAGE }, null));
  }),
};

const IN_HOST: Record<string, Mutation> = {
  'a static heap': (sketch, pick) => {
    const size =
      pick.of(24n, 28n, 29n, 30n, 31n, 32n, 33n, 14n, 17n, 58n, 60n, 65n, 68n, 100n, 115n, 130n, 132n, 0n) *
      MiB;
    const start = pick.below(2) === 0 ? (sketch.heap?.[0]?.start ?? 0x6000_0000n) : somewhere(sketch, pick);
    sketch.heap = [{ start, size: size + pick.of(0n, 0n, PAGE, 0x800n) }];
  },
  'another heap bank': (sketch, pick) => {
    sketch.heap ??= [];
    sketch.heap.splice(pick.below(sketch.heap.length + 1), 0, {
      start: somewhere(sketch, pick),
      size: pick.of(someSize(pick), 32n * MiB, 64n * MiB),
    });
  },
  'a heap in many banks': (sketch, pick) => {
    const bank = sketch.heap?.[0] ?? { start: 0x6000_0000n, size: 0n };
    sketch.heap = pieces(
      bank,
      pick.of(2, 4, 8, 64, 255, 256, 257),
      pick.of(32n * MiB, 16n * MiB, 1n * MiB, PAGE),
      pick.of(0n, PAGE, 2n * MiB),
    );
  },
  'an empty static heap': (sketch, pick) => {
    sketch.heap = pick.of<Bank[] | null>([], null);
  },
  'a reserved region': (sketch, pick) => {
    sketch.reserved ??= { cells: { address: 2, size: 2 }, regions: [] };
    const { regions } = sketch.reserved;
    const start = somewhere(sketch, pick);
    regions.push({
      name: `${pick.of('more', 'memory', 'buffer')}${regions.length}@${start.toString(16)}`,
      banks: pick.below(8) === 0 ? null : [{ start, size: someSize(pick) }],
      status: pick.of(null, null, null, 'disabled', 'okay'),
    });
  },
  'a reserved region called memory': (sketch, pick) => {
    sketch.reserved ??= { cells: { address: 2, size: 2 }, regions: [] };
    const start = somewhere(sketch, pick);
    sketch.reserved.regions.push({
      name: `memory@${start.toString(16)}`,
      banks: [{ start, size: someSize(pick) }],
      status: null,
    });
  },
  'many reserved regions': (sketch, pick) => {
    sketch.reserved ??= { cells: { address: 2, size: 2 }, regions: [] };
    const first = { start: somewhere(sketch, pick), size: 0n };
    const count = pick.of(8, 60, 250, 255, 256, 257);
    for (const [i, bank] of pieces(first, count, PAGE, pick.of(PAGE, 0n, 2n * MiB, 32n * MiB)).entries())
      sketch.reserved.regions.push({
        name: `piece${sketch.reserved.regions.length}-${i}`,
        banks: [bank],
        status: null,
      });
  },
  'other cells in /reserved-memory': (sketch, pick) => {
    sketch.reserved ??= {
      cells: { address: null, size: null },
      regions: [{ name: 'one', banks: [{ start: 0x7000_0000n, size: PAGE }], status: null }],
    };
    const cells = pick.of<number | null>(null, 1, 3, 0);
    if (pick.below(2) === 0) sketch.reserved.cells = { address: cells, size: cells };
    else sketch.reserved.cells.size = cells;
  },
  'a /memreserve/ entry': (sketch, pick) => {
    sketch.memreserve.push({ start: somewhere(sketch, pick), size: someSize(pick) || PAGE });
  },
  'something inside a /memreserve/ entry': (sketch, pick) => {
    const bank = pick.one(banksOf(sketch));
    if (bank !== undefined)
      sketch.memreserve.push({
        start: bank.start - pick.of(0n, PAGE),
        size: bank.size + pick.of(0n, PAGE, -PAGE),
      });
  },
  'RAM in other banks': (sketch, pick) => {
    const bank = sketch.ram[0]?.banks?.[0];
    if (bank === undefined) return;
    const cut = pick.of(1024n * MiB, 512n * MiB, 768n * MiB, 300n * MiB + PAGE);
    const hole = pick.of(0n, 256n * MiB, PAGE, 2n * MiB, 32n * MiB, -PAGE);
    const rest = { start: bank.start + cut + hole, size: bank.size - cut - hole };
    if (rest.size <= 0n) return;
    bank.size = cut;
    if (pick.below(2) === 0) sketch.ram[0]?.banks?.push(rest);
    else sketch.ram.push({ name: 'memory@1', banks: [rest], deviceType: 'memory', status: null });
    if (pick.below(3) === 0) sketch.ram[0]?.banks?.reverse();
  },
  'RAM of another size': (sketch, pick) => {
    const bank = sketch.ram[0]?.banks?.[0];
    if (bank !== undefined) resize(bank, pick);
    if (bank !== undefined && bank.size > 64n * GiB) bank.size = 64n * GiB;
  },
  'RAM that starts elsewhere': (sketch, pick) => {
    const bank = sketch.ram[0]?.banks?.[0];
    const by = pick.of(0x800n, PAGE, 2n * MiB, 1n);
    if (bank === undefined) return;
    bank.start += by;
    bank.size -= by;
  },
  'another bank of RAM': (sketch, pick) => {
    const bank = { start: somewhere(sketch, pick), size: pick.of(someSize(pick), 1n * GiB) };
    sketch.ram.push({
      name: pick.of('memory@2', 'memory', 'memory-2'),
      banks: pick.below(8) === 0 ? null : [bank],
      deviceType: pick.of<string | null>('memory', null, 'Memory', 'ram'),
      status: pick.of(null, null, 'disabled', 'okay'),
    });
  },
  'RAM of another kind': (sketch, pick) => {
    const ram = pick.one(sketch.ram);
    if (ram === undefined) return;
    const what = pick.below(3);
    if (what === 0) ram.deviceType = pick.of<string | null>(null, 'memory ', 'Memory');
    else if (what === 1) ram.status = 'disabled';
    else ram.banks = pick.of<Bank[] | null>(null, []);
  },
  'Xen elsewhere': (sketch, pick) => {
    sketch.host.xen = pick.of(
      0x4400_0000n,
      0x6000_0000n,
      0x4800_0000n - 2n * MiB,
      0x4020_0000n + 0x1000n,
      0x5000_0000n,
    ) as Sketch['host']['xen'];
  },
  'the blob elsewhere': (sketch, pick) => {
    const at =
      pick.below(2) === 0
        ? pick.of(0x4800_1008n, 0x47ff_f000n, 0x4040_0000n, 0x5fff_f000n)
        : somewhere(sketch, pick) & ~7n;
    sketch.host.fdt = at as Sketch['host']['fdt'];
  },
  'other parts first': (sketch, pick) => {
    sketch.order = [
      ...pick.of<readonly Sketch['order'][number][]>(
        ['chosen', 'memory', 'reserved'],
        ['chosen', 'reserved', 'memory'],
        ['reserved', 'memory', 'chosen'],
        ['memory', 'reserved', 'chosen'],
      ),
    ];
  },
};

const IN_SHARING: Record<string, Mutation> = {
  'a shared region': (sketch, pick) => {
    const host = pick.below(4) === 0 ? null : somewhere(sketch, pick);
    const size = pick.of(2n * MiB, PAGE, 64n * MiB, 0n, 0x800n, PAGE + 1n);
    const id = pick.of('extra', 'ipc', '', 'a-name-of-15-ch', 'a-name-of-16-chr', 'x'.repeat(40));
    const guests = [
      pick.of(
        0x1000_0000n,
        0x4000_0000n,
        0x2200_0000n,
        0x300_1000n,
        0x3800_0000n,
        0x4800_0000n,
        0x2_0000_0000n,
        1n << 44n,
      ),
      0x1400_0000n,
    ];
    const roles = pick.of<readonly (string | null)[]>(
      ['owner', 'borrower'],
      [null, null],
      ['borrower', 'owner'],
      ['owner', 'owner'],
      ['borrower', 'borrower'],
      ['owner', null],
      [null, 'borrower'],
      ['nobody', 'owner'],
    );
    const count = pick.of(2, 1);
    sketch.domains.slice(0, count).forEach((domain, i) => {
      const guest = domain.directMap && pick.below(4) > 0 ? (host ?? 0n) : (guests[i] ?? 0n);
      domain.shared.push(sharedAt({ id, host, guest, size, role: roles[i] ?? null }));
    });
  },
  'another word about shared memory': inDomain((domain, pick, sketch) => {
    const shared = pick.one(domain.shared);
    if (shared === undefined) return;
    const changes: (() => void)[] = [
      () => (shared.host = somewhere(sketch, pick)),
      () => (shared.host = null),
      () =>
        (shared.guest = pick.of(
          shared.guest + 0x800n,
          0x4000_0000n,
          0x2200_0000n,
          0x800_0000n,
          0x4020_0000n,
        )),
      () => (shared.size = pick.of(shared.size + PAGE, shared.size * 2n, 0n, 0x800n)),
      () => (shared.role = pick.of<string | null>(null, 'owner', 'borrower', 'Owner')),
      () => (shared.id = pick.of<string | null>(null, '', 'other')),
      () => (shared.extraCells = pick.of<number | null>(null, 1, -1, -2, 2)),
    ];
    pick.one(changes)?.();
  }),
  'many shared regions': inDomain((domain, pick, sketch) => {
    const first = somewhere(sketch, pick);
    const count = pick.of(8, 20, 21, 22, 23, 31, 32, 33);
    const fromHeap = pick.below(3) === 0;
    for (let i = 0; i < count; i += 1) {
      const host = first + BigInt(i) * 2n * PAGE;
      const guest = domain.directMap ? host : 0x1000_0000n + BigInt(i) * PAGE;
      domain.shared.push(
        sharedAt({ id: `s${i}`, host: fromHeap ? null : host, guest, size: PAGE, role: 'owner' }),
      );
    }
  }),
};

const IN_DOM0: Record<string, Mutation> = {
  'a dom0': (sketch, pick) => {
    const kernel = moduleAt(
      'kernel',
      { start: pick.below(4) === 0 ? somewhere(sketch, pick) : 0x4700_0000n, size: 64n * KiB },
      'id=dom0',
    );
    sketch.dom0 = [
      {
        ...kernel,
        compatible: pick.of<readonly string[]>(
          kernel.compatible,
          ['multiboot,module'],
          ['xen,linux-zimage', 'xen,multiboot-module'],
        ),
      },
    ];
    sketch.args =
      `${pick.of('dom0_mem=128M', 'dom0_mem=64M', 'dom0_mem=256M', '', 'dom0_mem=1G', 'dom0_mem=2G', 'dom0_mem=130M', 'dom0_mem=100M')} bootscrub=0`.trim();
  },
};

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...IN_PLACES,
  ...IN_STATIC_MEMORY,
  ...IN_DOMAINS,
  ...IN_MODULES,
  ...IN_HOST,
  ...IN_SHARING,
  ...IN_DOM0,
};
