// A sketch written down: devicetree source, each number in as many cells as its reader will take.
import { hex } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { XEN_ARGS, type VirtLayout } from '../virt-layout.ts';
import {
  type Bank,
  type CellsSketch,
  type DomainSketch,
  kernelsOf,
  type ModuleSketch,
  type Part,
  type SharedSketch,
  type Sketch,
} from './sketch.ts';

interface Cells {
  readonly address: number;
  readonly size: number;
}
const ROOT: Cells = { address: 2, size: 2 };
const MACHINE_RAM = 'memory@40000000';

const inForce = (own: CellsSketch, inherited: Cells): Cells => ({
  address: own.address ?? inherited.address,
  size: own.size ?? inherited.size,
});

/** A number in so many cells; what does not fit them is lost, as it would be to whoever writes it. */
const number = (value: bigint, cells: number): string[] =>
  Array.from({ length: cells }, (_, i) => hex((value >> BigInt(32 * (cells - 1 - i))) & 0xffff_ffffn));
const cellList = (cells: readonly string[]): string => (cells.length === 0 ? '' : ` = <${cells.join(' ')}>`);
const tuples = (banks: readonly Bank[], { address, size }: Cells): string =>
  cellList(banks.flatMap((bank) => [...number(bank.start, address), ...number(bank.size, size)]));

/** Source lines; a list within is the body of a node. */
type Lines = readonly (string | Lines)[];

const print = (lines: Lines, indent: string): string =>
  lines
    .map((line) => (typeof line === 'string' ? `${indent}${line}\n` : print(line, `${indent}  `)))
    .join('');
const node = (name: string, body: Lines): Lines => [`${name} {`, body, '};'];
const text = (name: string, value: string | null): Lines => (value === null ? [] : [`${name} = "${value}";`]);
const cell = (name: string, value: number | null): Lines => (value === null ? [] : [`${name} = <${value}>;`]);
const flag = (name: string, on: boolean): Lines => (on ? [`${name};`] : []);
const stated = ({ address, size }: CellsSketch): Lines => [
  ...cell('#address-cells', address),
  ...cell('#size-cells', size),
];

function moduleNode(module: ModuleSketch, index: number, cells: Cells): Lines {
  const { start, size, reg, wrapped } = module;
  const whole = [...number(start, cells.address), ...number(size, cells.size)];
  let drawn = node(`${module.kind}-${index}@${start.toString(16)}`, [
    `compatible = ${module.compatible.map((item) => `"${item}"`).join(', ')};`,
    ...(reg === 'none' ? [] : [`reg${cellList(reg === 'short' ? whole.slice(0, -1) : whole)};`]),
    ...text('bootargs', module.bootargs),
  ]);
  for (let i = 0; i < wrapped; i += 1) drawn = node(`modules-${index}`, drawn);
  return drawn;
}

function sharedNode(
  { id, host, guest, size, role, extraCells }: SharedSketch,
  index: number,
  cells: Cells,
): Lines {
  const value = [
    ...(host === null ? [] : number(host, cells.address)),
    ...number(guest, cells.address),
    ...number(size, cells.size),
  ];
  const more = Math.max(0, extraCells ?? 0);
  const cut = [...value, ...Array.from({ length: more }, () => '0x0')].slice(
    0,
    value.length + (extraCells ?? 0),
  );
  return node(`shm-${index}@${guest.toString(16)}`, [
    'compatible = "xen,domain-shared-memory-v1";',
    ...text('xen,shm-id', id),
    ...text('role', role),
    ...(extraCells === null ? [] : [`xen,shared-mem${cellList(cut)};`]),
  ]);
}

/** KiB in two cells, and further ones behind them. */
const memoryValue = (bytes: bigint, cells: number): string[] => {
  const kib = BigInt.asUintN(64, bytes) >> 10n;
  return [...number(kib, Math.min(cells, 2)), ...Array.from({ length: Math.max(0, cells - 2) }, () => '0x1')];
};

function domainNode(domain: DomainSketch, chosen: Cells): Lines {
  const cells = inForce(domain.cells, chosen);
  const memory = (domain.banks ?? []).reduce((sum, bank) => sum + bank.size, domain.extra);
  return node(domain.name, [
    `compatible = "xen,domain";`,
    ...text('status', domain.status),
    ...stated(domain.cells),
    ...cell('cpus', domain.cpus),
    ...(domain.memoryCells === 0 ? [] : [`memory${cellList(memoryValue(memory, domain.memoryCells))};`]),
    ...(domain.banks === null ? [] : [`xen,static-mem${tuples(domain.banks, chosen)};`]),
    ...flag('direct-map', domain.directMap),
    ...flag('vpl011', domain.vpl011),
    ...cell('nr_spis', domain.nrSpis),
    ...(domain.enhanced === '' ? flag('xen,enhanced', true) : text('xen,enhanced', domain.enhanced)),
    ...cell('xen,domain-p2m-mem-mb', domain.p2mMb),
    ...domain.modules.flatMap((module, i) => moduleNode(module, i, cells)),
    ...domain.shared.flatMap((shared, i) => sharedNode(shared, i, cells)),
  ]);
}

/** In place of the machine's own node where that comes first, else behind everything the machine has. */
function memoryNodes({ ram, order }: Sketch): Lines {
  const inPlace = order[0] === 'memory';
  const own = ram.find(({ name }) => name === MACHINE_RAM);
  return [
    ...(inPlace && own !== undefined ? [] : [`/delete-node/ ${MACHINE_RAM};`]),
    ...ram.flatMap(({ name, deviceType, status, banks }) =>
      node(!inPlace && name === MACHINE_RAM ? 'memory' : name, [
        ...(deviceType === null && name === MACHINE_RAM && inPlace ? ['/delete-property/ device_type;'] : []),
        ...(banks === null && name === MACHINE_RAM && inPlace ? ['/delete-property/ reg;'] : []),
        ...text('device_type', deviceType),
        ...text('status', status),
        ...(banks === null ? [] : [`reg${tuples(banks, ROOT)};`]),
      ]),
    ),
  ];
}

function reservedNode({ reserved }: Sketch): Lines {
  if (reserved === null) return [];
  const cells = inForce(reserved.cells, ROOT);
  return node('reserved-memory', [
    ...stated(reserved.cells),
    'ranges;',
    ...reserved.regions.flatMap(({ name, status, banks }) =>
      node(name, [
        ...text('status', status),
        ...(banks === null ? ['size = <0x0 0x100000>;'] : [`reg${tuples(banks, cells)};`]),
        'no-map;',
      ]),
    ),
  ]);
}

function chosenNode(sketch: Sketch): Lines {
  const cells = inForce(sketch.cells, ROOT);
  return node('chosen', [
    ...stated(sketch.cells),
    ...text('xen,xen-bootargs', sketch.args === '' ? null : `${XEN_ARGS} ${sketch.args}`),
    ...(sketch.heap === null ? [] : [`xen,static-heap${tuples(sketch.heap, ROOT)};`]),
    ...sketch.dom0.flatMap((module, i) => moduleNode(module, i, cells)),
    ...sketch.domains.flatMap((domain) => domainNode(domain, cells)),
    ...sketch.dom0Shared.flatMap((shared, i) => sharedNode(shared, i, cells)),
  ]);
}

const PARTS: Record<Part, (sketch: Sketch) => Lines> = {
  memory: memoryNodes,
  reserved: reservedNode,
  chosen: chosenNode,
};

export const draw = (sketch: Sketch, title: string): VirtLayout => ({
  title,
  host: sketch.host as VirtLayout['host'],
  kernels: kernelsOf(sketch),
  memreserve: sketch.memreserve.map(({ start, size }) => range(start, size)),
  blobs: [],
  differs: null,
  kinder: null,
  source: print(
    node(
      '/',
      sketch.order.flatMap((part) => PARTS[part](sketch)),
    ),
    '',
  ),
});
