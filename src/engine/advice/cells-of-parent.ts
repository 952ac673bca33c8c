// cells-of-parent: a range written in cells that do not count for it.
import { groupedHex } from '../../model/addr.ts';
import { cellAt, cellCount, type Cells, encodeNumbers } from '../../model/cells.ts';
import { sizeText } from '../../model/size.ts';
import type { Tree } from '../../model/tree.ts';
import { type TreeEdit, withEdits } from '../../model/tree-edit.ts';
import { makesSense, numbersIn, type Reading, readingsOf, senseless } from './readings.ts';
import type { Advice, Rule } from './rule.ts';

export interface Written {
  readonly tree: Tree;
  /** Whether the release reads `xen,static-mem` in plain cells at all (from 4.17). */
  readonly plainStatic: boolean;
}

export const cellsOfParent: Rule<Written> = {
  id: 'cells-of-parent',
  title: 'a range written in cells that do not count for it',
  source: [
    {
      since: '4.17',
      at: 'xen/arch/arm/bootfdt.c: process_domain_node, process_chosen_node (942ac5fc15, 4596329291)',
    },
    { since: '4.20', at: 'xen/common/device-tree/bootinfo-fdt.c: device_tree_get_meminfo' },
  ],
  check({ tree, plainStatic }) {
    const readings = readingsOf(tree, plainStatic);
    const unclear = readings.filter(isUnclear);
    const stated = unclear.length === 0 ? [] : statedCells(readings);
    const misread = unclear.flatMap((reading) => {
      const meant = meantCells(reading, stated);
      return meant === undefined ? [] : [{ reading, meant }];
    });
    const given = new Map<Reading['parent'], Cells>();
    let corrected = tree;
    for (const { reading, meant } of misread) {
      if (given.has(reading.parent)) continue;
      given.set(reading.parent, reading.inForce);
      const after = withEdits(corrected, cellsEdits(reading.parent, meant));
      if (!spoilsNothing(corrected, after, plainStatic)) continue;
      corrected = after;
      given.set(reading.parent, meant);
    }
    const told = misread.map(({ reading, meant }) =>
      tellMisread(reading, meant, cureOf(reading, meant, given.get(reading.parent) ?? reading.inForce)),
    );
    return [...told, ...tellInherited(readings)];
  },
};

const same = (a: Cells, b: Cells): boolean => a.address === b.address && a.size === b.size;
const cellsText = ({ address, size }: Cells): string => `${address}/${size}`;

/** Whether the cells in force make nothing of the value, and are not what the node states itself. */
const isUnclear = ({ value, inForce, own }: Reading): boolean =>
  !(own !== null && same(own, inForce)) && !makesSense(value, inForce);

/**
 * The cells the writer of an unclear value had in mind, if that can be told: the node's own, what its neighbours state, and
 * where nobody states any what people write by habit.
 */
function meantCells({ value, own, statedBy }: Reading, stated: readonly Cells[]): Cells | undefined {
  const candidates = [...(own === null ? [] : [own]), ...stated, ...(statedBy === null ? USUAL : [])];
  return candidates.find((cells) => makesSense(value, cells));
}

const PLAIN: readonly Cells[] = [2, 1].flatMap((address) => [2, 1].map((size) => ({ address, size })));
const USUAL = PLAIN.filter(({ address, size }) => address === size);

const statedCells = (readings: readonly Reading[]): readonly Cells[] =>
  PLAIN.filter((cells) => readings.some(({ own }) => own !== null && same(own, cells)));

interface Cure {
  readonly words: string;
  readonly once: string;
  readonly fix: readonly TreeEdit[];
}

/** Cells for the node whose cells count, where those spoil nothing else; then the value in the cells there are. */
function cureOf(reading: Reading, meant: Cells, given: Cells): Cure | null {
  const { parent, path, property } = reading;
  if (same(meant, given)) {
    const where = parent === '/' ? 'the root node' : parent;
    return {
      words: `Give ${where} #address-cells = <${meant.address}> and #size-cells = <${meant.size}>.`,
      once: `${where} has ${cellsText(meant)} cells`,
      fix: cellsEdits(parent, meant),
    };
  }
  const value = inCells(reading.value, meant, given);
  return value === null
    ? null
    : {
        words: `Write it in ${cellsText(given)} cells: ${property} = ${valueText(value)}.`,
        once: `${property} is in ${cellsText(given)} cells`,
        fix: [{ kind: 'set', path, property, value }],
      };
}

export const cellsEdits = (path: string, { address, size }: Cells): readonly TreeEdit[] => [
  { kind: 'set', path, property: '#address-cells', value: encodeNumbers([[BigInt(address), 1]]) },
  { kind: 'set', path, property: '#size-cells', value: encodeNumbers([[BigInt(size), 1]]) },
];

function spoilsNothing(before: Tree, after: Tree, plainStatic: boolean): boolean {
  const already = senseless(before, plainStatic);
  return [...senseless(after, plainStatic)].every((one) => already.has(one));
}

/** The value as it must be in the cells `given` for Xen to read what was meant; null where they are too narrow. */
function inCells(value: Uint8Array, meant: Cells, given: Cells): Uint8Array | null {
  const ranges = numbersIn(value, meant)?.ranges ?? [];
  const fits = (number: bigint, cells: number): boolean => number < 1n << BigInt(32 * cells);
  if (!ranges.every((at) => fits(at.start, given.address) && fits(at.size, given.size))) return null;
  return encodeNumbers(
    ranges.flatMap((at) => [[at.start, given.address] as const, [at.size, given.size] as const]),
  );
}

/** As one would write it, cut where it gets long. */
function valueText(value: Uint8Array): string {
  const cells = Array.from(
    { length: Math.min(cellCount(value), 12) },
    (_, i) => `0x${(cellAt(value, i) ?? 0).toString(16)}`,
  );
  return `<${cells.join(' ')}${cellCount(value) > 12 ? ' …' : ''}>`;
}

function tellMisread(reading: Reading, meant: Cells, cure: Cure | null): Advice {
  const { path, property, domain, own, inForce, value } = reading;
  const isOwn = own !== null && same(own, meant);
  const instead = isOwn ? `, not in the ${cellsText(own)} that ${path} states itself` : '';
  return {
    severity: 'silent',
    path,
    property,
    domain,
    message: `Xen reads ${property} of ${path} in the cells of ${whose(reading)}${instead}. It finds ${numbersText(value, inForce)}; in ${cellsText(meant)} cells it would be ${numbersText(value, meant)}. ${cure?.words ?? `Write it in ${cellsText(inForce)} cells.`}`,
    ...(cure === null ? {} : { fix: cure.fix, once: cure.once }),
  };
}

/** `the root node, #address-cells 2 and #size-cells 1 (Xen’s default, as nobody states any)`. */
function whose({ parent, inForce, statedBy }: Reading): string {
  const node = parent === '/' ? 'the root node' : 'its parent /chosen';
  const from =
    statedBy === parent
      ? ''
      : statedBy === null
        ? ' (Xen’s default, as nobody states any)'
        : ' (from the root node)';
  return `${node}, #address-cells ${inForce.address} and #size-cells ${inForce.size}${from}`;
}

function numbersText(value: Uint8Array, cells: Cells): string {
  const { ranges, rest } = numbersIn(value, cells) ?? { ranges: [], rest: value.length };
  const [first] = ranges;
  const found =
    first === undefined
      ? 'no range'
      : `${ranges.length === 1 ? '' : `${ranges.length} ranges, the first `}${sizeText(first.size)} at ${groupedHex(first.start)}`;
  return rest === 0 ? found : `${found} and ${rest} bytes left over`;
}

/** The domain's own cells happen to be those that count: right today, but not by what it says. */
function tellInherited(readings: readonly Reading[]): readonly Advice[] {
  const lucky = readings.filter(
    ({ domain, own, inForce, parent, statedBy }) =>
      domain !== null && own !== null && same(own, inForce) && statedBy !== parent,
  );
  const [first] = lucky;
  if (first === undefined) return [];
  const { path, property, domain, inForce } = first;
  const more = lucky.length > 1 ? ` (and of ${lucky.length - 1} more)` : '';
  return [
    {
      severity: 'info',
      path,
      property,
      domain,
      message: `${property} of ${path}${more} is read in the cells of ${whose(first)}, never in the domain’s own #address-cells and #size-cells, which are for its children. They agree, but /chosen does not state them: give it #address-cells = <${inForce.address}> and #size-cells = <${inForce.size}>, so that this does not depend on what is above.`,
      fix: cellsEdits('/chosen', inForce),
    },
  ];
}
