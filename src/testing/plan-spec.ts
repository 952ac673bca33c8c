// Plans in one line, for tests: `ram 40000000+80000000 | heap 48000000+10000000 | domU1 dm static 60000000+10000000
// kernel 44000000+10000`. Numbers are hex without 0x; a range is start+size.
//
// Host:    ram R… · reserved R… (no-map) · memreserve R… · cpus N · gic 2|3|none · device R… [iommu] · xen R · fdt R
// /chosen: heap R… · dom0 kernel R ramdisk R … · args WORDS… (Xen's command line)
// Domains: any other word starts one: NAME [dm] [vpl011] [cpus N] [memory KIB|none] [static R…]
//          [kernel R] [ramdisk R] [dtb R] [shared ID HOST>GUEST+SIZE|GUEST+SIZE [owner|borrower]]
// The rest is QEMU virt's: GICv3 at 8000000, PL011 at 9000000, two CPUs, RAM 40000000+80000000 unless said.
// `memory` is the sum of the banks unless said.
import { planOf } from '../bindings/plan.ts';
import { settle } from '../bindings/settle.ts';
import { treeOfFacts } from '../bindings/facts-tree.ts';
import { type Addr, bytes, KiB } from '../model/addr.ts';
import type { Board, Device, Gic, HostFacts, Reserved } from '../model/board.ts';
import {
  type Domain,
  type EntityId,
  entityId,
  type Load,
  type Module,
  type ModuleKind,
  type Plan,
  type SharedMemory,
} from '../model/plan.ts';
import { range, type Range, totalSize } from '../model/range.ts';
import { NEWEST_RELEASE, type Release } from '../model/release.ts';
import { problemText } from '../model/result.ts';

export const TEST_BOARD: Board = { name: 'test', source: 'test', origin: 'facts', memoryOptions: [] };

/** A settled plan from the notation above; throws on what it does not understand. */
export function planSpec(spec: string, release: Release = NEWEST_RELEASE): Plan {
  const lines = spec
    .split(/[|\n]/)
    .map((line) => new Words(line))
    .filter((words) => !words.done);
  const host = hostSpec(lines);
  const ids = new Ids();
  const heap = lines.filter((l) => l.head === 'heap').flatMap((l) => l.rest().ranges());
  const dom0 = lines.find((l) => l.head === 'dom0');
  const empty = planOf(treeOfFacts(host), TEST_BOARD, loadSpec(lines));
  const plan: Plan = {
    ...empty,
    heap: heap.map((at) => ({ id: ids.next(), ...at })),
    dom0Modules: dom0 === undefined ? [] : domainSpec(dom0.rest(), 'dom0', ids).modules,
    xenBootargs: lines.find((l) => l.head === 'args')?.rest().text ?? null,
    domains: lines.filter((l) => !KEYWORDS.has(l.head)).map((l) => domainSpec(l.rest(), l.head, ids)),
    paths: new Map(),
    nextId: ids.count + 1,
  };
  const settled = settle(plan, release);
  if (!settled.ok) throw new Error(problemText(settled.problem));
  return settled.value;
}

const KEYWORDS = new Set([
  'ram',
  'reserved',
  'memreserve',
  'cpus',
  'gic',
  'device',
  'xen',
  'fdt',
  'heap',
  'dom0',
  'args',
]);

class Ids {
  count = 0;
  next(): EntityId {
    this.count += 1;
    return entityId(this.count);
  }
}

/** The words of one part, read from the left. */
class Words {
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#words = text
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
  }

  get done(): boolean {
    return this.#at >= this.#words.length;
  }

  get head(): string {
    return this.#words[this.#at] ?? '';
  }

  get text(): string {
    return this.#words.slice(this.#at).join(' ');
  }

  rest(): Words {
    return new Words(this.#words.slice(1).join(' '));
  }

  take(): string {
    const word = this.head;
    if (word === '') throw new Error(`something is missing after “${this.#words.join(' ')}”`);
    this.#at += 1;
    return word;
  }

  range(): Range {
    const word = this.take();
    const match = /^([0-9a-f]+)\+([0-9a-f]+)$/.exec(word);
    if (match === null) throw new Error(`“${word}” is not a range like 40000000+80000000`);
    return range(BigInt(`0x${match[1]}`), BigInt(`0x${match[2]}`));
  }

  ranges(): Range[] {
    const found: Range[] = [];
    while (/^[0-9a-f]+\+/.test(this.head)) found.push(this.range());
    return found;
  }
}

function hostSpec(lines: readonly Words[]): HostFacts {
  const all = (keyword: string): Range[] =>
    lines.filter((l) => l.head === keyword).flatMap((l) => l.rest().ranges());
  const word = (keyword: string): string | undefined => lines.find((l) => l.head === keyword)?.rest().head;
  const ram = all('ram');
  const reserved: Reserved[] = [
    ...all('memreserve').map((at) => ({ path: '/memreserve/', ...at, noMap: false })),
    ...all('reserved').map((at) => ({
      path: `/reserved-memory/firmware@${at.start.toString(16)}`,
      ...at,
      noMap: true,
    })),
  ];
  const devices: Device[] = lines
    .filter((l) => l.head === 'device')
    .flatMap((l) => {
      const words = l.rest();
      const found = words.ranges();
      return found.map((at) => ({
        path: `/device@${at.start.toString(16)}`,
        ...at,
        iommu: words.head === 'iommu',
      }));
    });
  return {
    memory: ram.length > 0 ? ram : [range(0x4000_0000n, 0x8000_0000n)],
    reserved,
    cpus: Number(word('cpus') ?? 2),
    gic: gicSpec(word('gic') ?? '3'),
    uart: { path: '/pl011@9000000', ...range(0x900_0000n, 0x1000n) },
    devices,
  };
}

function gicSpec(version: string): Gic | null {
  if (version === 'none') return null;
  const distributor = range(0x800_0000n, 0x1_0000n);
  return version === '2'
    ? { version: 2, path: '/intc@8000000', regions: [distributor, range(0x801_0000n, 0x1_0000n)] }
    : { version: 3, path: '/intc@8000000', regions: [distributor, range(0x80a_0000n, 0xf6_0000n)] };
}

const loadSpec = (lines: readonly Words[]): Load => ({
  xen:
    lines
      .find((l) => l.head === 'xen')
      ?.rest()
      .range() ?? null,
  fdt:
    lines
      .find((l) => l.head === 'fdt')
      ?.rest()
      .range() ?? null,
});

const MODULE_KINDS: Readonly<Record<string, ModuleKind>> = {
  kernel: 'kernel',
  ramdisk: 'ramdisk',
  dtb: 'device-tree',
  module: 'other',
};

function domainSpec(words: Words, name: string, ids: Ids): Domain {
  const id = ids.next();
  const modules: Module[] = [];
  const shared: SharedMemory[] = [];
  let [cpus, directMap, vpl011] = [1, false, false];
  let memory: Domain['memory'] | undefined;
  let staticMem: Domain['staticMem'] = null;
  while (!words.done) {
    const word = words.take();
    const kind = MODULE_KINDS[word];
    if (kind !== undefined)
      modules.push({ id: ids.next(), kind, ...words.range(), bootargs: null, file: null });
    else if (word === 'static') staticMem = words.ranges().map((at) => ({ id: ids.next(), ...at }));
    else if (word === 'shared') shared.push(sharedSpec(words, ids));
    else if (word === 'dm') directMap = true;
    else if (word === 'vpl011') vpl011 = true;
    else if (word === 'cpus') cpus = Number(words.take());
    else if (word === 'memory') {
      const kib = words.take();
      memory = kib === 'none' ? null : bytes(BigInt(`0x${kib}`) * KiB);
    } else throw new Error(`${name}: “${word}” means nothing here`);
  }
  memory ??= memory === null || staticMem === null ? null : totalSize(staticMem);
  return { id, name, cpus, memory, staticMem, directMap, vpl011, modules, shared };
}

function sharedSpec(words: Words, ids: Ids): SharedMemory {
  const shmId = words.take();
  const place = /^(?:([0-9a-f]+)>)?([0-9a-f]+)\+([0-9a-f]+)$/.exec(words.take());
  if (place === null) throw new Error(`shared ${shmId}: a place is HOST>GUEST+SIZE or GUEST+SIZE`);
  const [, host, guest, size] = place;
  const role = words.head === 'owner' || words.head === 'borrower' ? words.head : null;
  if (role !== null) words.take();
  return {
    id: ids.next(),
    shmId,
    host: host === undefined ? null : (BigInt(`0x${host}`) as Addr),
    guest: BigInt(`0x${guest}`) as Addr,
    size: bytes(BigInt(`0x${size}`)),
    role,
  };
}
