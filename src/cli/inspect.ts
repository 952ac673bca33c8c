// `inspect`: what the host offers, as the contract's JSON object or as text.
import type { Device, DmaBus, HostFacts, Reserved } from '../model/board.ts';
import { hex } from '../model/addr.ts';
import { totalSize } from '../model/range.ts';
import { sizeText } from '../model/size.ts';
import { extent, hexOrNull } from './check-json.ts';
import type { Options } from './args.ts';
import { columns, fileLabel, printable, separator, span, wrap } from './columns.ts';
import { type Io, unreadable } from './io.ts';
import { load } from './load.ts';
import { FINE, type Status, worse } from './status.ts';

/** `inspect FILE…`. */
export async function inspect(files: readonly string[], options: Options, io: Io): Promise<Status> {
  let status: Status = FINE;
  const separate = separator();
  for (const file of files) {
    const loaded = await load(file, io, options.base);
    if (!loaded.ok) {
      status = worse(status, unreadable(io, options.format, file, loaded.problem));
      continue;
    }
    const { host, board } = loaded.value.plan;
    const { lacks } = board;
    if (options.format === 'json') io.out(`${JSON.stringify({ ...hostJson(file, host), lacks })}\n`);
    else io.out(separate(hostText(file, host, lacks)));
  }
  return status;
}

export const hostJson = (file: string, host: HostFacts) => ({
  file,
  memory: host.memory.map(extent),
  reserved: host.reserved.map((r) => ({
    path: r.path,
    start: hexOrNull(r.start),
    size: hex(r.size),
    noMap: r.noMap,
  })),
  cpus: host.cpus,
  gic: host.gic && {
    version: host.gic.version,
    path: host.gic.path,
    regions: host.gic.regions.map(extent),
  },
  uart: host.uart && { path: host.uart.path, start: hex(host.uart.start), size: hex(host.uart.size) },
  devices: host.devices.map((d) => ({
    path: d.path,
    start: hex(d.start),
    size: hex(d.size),
    iommu: d.iommu,
  })),
  ...(host.dma === undefined
    ? {}
    : { dma: host.dma.map(({ path, windows }) => ({ path, reaches: windows.map(extent) })) }),
});

const reservedRow = (r: Reserved): string[] => [
  r.start === null ? 'anywhere' : span(r.start, r.size),
  sizeText(r.size),
  `${printable(r.path)}${r.noMap ? ' (no-map)' : ''}`,
];
const deviceRow = (d: Device): string[] => [
  span(d.start, d.size),
  sizeText(d.size),
  `${printable(d.path)}${d.iommu ? ' (behind an IOMMU)' : ''}`,
];

const dmaRow = ({ path, windows }: DmaBus): string[] => [
  windows.length === 0 ? 'none' : windows.map(({ start, size }) => span(start, size)).join(' and '),
  printable(path),
];

const section = (title: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : ['', title, ...columns(rows, '  ')];

/** `lacks`: what is not known of the board. */
export function hostText(file: string, host: HostFacts, lacks: readonly string[] = []): string {
  const { memory, gic, uart } = host;
  const ram =
    memory.length === 0
      ? 'RAM set by firmware: the tree states none'
      : `${sizeText(totalSize(memory))} of RAM in ${memory.length === 1 ? 'one bank' : `${memory.length} banks`}`;
  const facts = [ram, `${host.cpus} CPU${host.cpus === 1 ? '' : 's'}`, gic ? `GICv${gic.version}` : 'no GIC'];
  return [
    `${fileLabel(file)}: ${facts.join(', ')}`,
    ...section(
      'RAM (host physical)',
      memory.map((bank) => [span(bank.start, bank.size), sizeText(bank.size)]),
    ),
    ...section('Reserved memory', host.reserved.map(reservedRow)),
    ...section(
      'Interrupt controller',
      gic?.regions.map((r) => [span(r.start, r.size), sizeText(r.size), printable(gic.path)]) ?? [],
    ),
    ...section(
      'Console UART',
      uart ? [[span(uart.start, uart.size), sizeText(uart.size), printable(uart.path)]] : [],
    ),
    ...section('Devices that can reach memory, or be passed through', host.devices.map(deviceRow)),
    ...section('Memory that devices reach, by dma-ranges (host physical)', (host.dma ?? []).map(dmaRow)),
    ...(lacks.length === 0 ? [] : ['', 'Not known', ...lacks.flatMap((lack) => wrap(printable(lack), '  '))]),
    '',
  ].join('\n');
}
