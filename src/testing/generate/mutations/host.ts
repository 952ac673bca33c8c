// What boards and boot loaders do: heaps, reserved memory, RAM in other banks, Xen and the blob elsewhere.
import { GiB, MiB } from '../../../model/addr.ts';
import { PAGE, type Mutation, somewhere, someSize, pieces, resize } from './draw.ts';
import { type Bank, banksOf, type Sketch } from '../sketch.ts';

export const IN_HOST: Record<string, Mutation> = {
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
