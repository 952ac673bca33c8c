// The examples of the design document, unaltered and in every setting a person may have put them: what is wrong with
// them must be found unaided, each thing on its line.
import { describe, expect, it } from 'vitest';
import { planOf } from '../bindings/plan.ts';
import { readText } from '../devicetree/text.ts';
import { analyse } from '../engine/index.ts';
import { hex } from '../model/addr.ts';
import { cellAt } from '../model/cells.ts';
import type { Release } from '../model/release.ts';
import { problemText } from '../model/result.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import directMap from '../testing/samples/design-draft-direct-map.dts?raw';
import staticMem from '../testing/samples/design-draft-static-mem.dts?raw';
import { verdictJson } from './check-json.ts';

function findingsIn(text: string, release: Release) {
  const read = readText(text);
  if (!read.ok) throw new Error(problemText(read.problem));
  const { tree, placeOf } = read.value;
  const board = { name: 'draft', source: 'draft.dts', origin: 'tree', memoryOptions: [] } as const;
  const plan = planOf(tree, board);
  const target = { ...DEFAULT_TARGET, release };
  const analysis = analyse(plan, target);
  const verdict = verdictJson({
    file: 'draft.dts',
    target,
    analysis,
    placeOf: (path, property) => placeOf(path, property) ?? null,
    hasRam: plan.host.memory.length > 0,
  });
  return { told: verdict.findings, findings: analysis.findings };
}

/** The text of the line a finding is on. */
const lineOf = (text: string, line: number | null): string => text.split('\n')[(line ?? 0) - 1]?.trim() ?? '';

/** Message and line of the first finding of a rule. */
function first(text: string, release: Release, rule: string, on = '') {
  const found = findingsIn(text, release).told.find(
    (one) => one.rule === rule && lineOf(text, one.line).startsWith(on),
  );
  return found && { by: found.by, message: found.message, line: lineOf(text, found.line) };
}

interface Setting {
  /** What stands in the root before /chosen. */
  readonly root: string;
  /** What stands in the domain after its properties. */
  readonly inDomain?: string;
  /** Cells in force for /chosen's children, as a person counts them. */
  readonly cells: string;
}

const KERNEL = `module@48000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x48000000 0x0 0x1000000>;
			};`;
const cellsIn = (address: number, size: number): string =>
  `#address-cells = <${address}>; #size-cells = <${size}>;`;
const MEMORY_22 = 'memory@20000000 { device_type = "memory"; reg = <0x0 0x20000000 0x0 0xc0000000>; };';
const MEMORY_21 = 'memory@20000000 { device_type = "memory"; reg = <0x0 0x20000000 0xc0000000>; };';
const MEMORY_11 = 'memory@20000000 { device_type = "memory"; reg = <0x20000000 0xc0000000>; };';

const SETTINGS: Readonly<Record<string, Setting>> = {
  'as it stands': { root: '', cells: '2/1' },
  'with a kernel': { root: '', inDomain: KERNEL, cells: '2/1' },
  'with RAM in the default cells': { root: MEMORY_21, cells: '2/1' },
  'with RAM in cells nobody states': { root: MEMORY_22, cells: '2/1' },
  'with root cells 2/2': { root: cellsIn(2, 2), cells: '2/2' },
  'with root cells 2/2, RAM and a kernel': {
    root: `${cellsIn(2, 2)} ${MEMORY_22}`,
    inDomain: KERNEL,
    cells: '2/2',
  },
  'with root cells 2/1 and RAM': { root: `${cellsIn(2, 1)} ${MEMORY_21}`, cells: '2/1' },
  'with root cells 1/1 and RAM': { root: `${cellsIn(1, 1)} ${MEMORY_11}`, cells: '1/1' },
};

/** The sample in a setting: its own lines as they are. */
const placed = (text: string, { root, inDomain = '' }: Setting): string =>
  text.replace('/ {\n', `/ {\n\t${root}\n`).replace(/(xen,static-mem = .*\n)/, `$1\t\t\t${inDomain}\n`);

const EVERY = Object.entries(SETTINGS).flatMap(([name, setting]) =>
  (['4.17', '4.19', '4.22'] as const).map((release) => ({ name, setting, release })),
);

describe.each(EVERY)('$name on $release', ({ setting, release }) => {
  it('the first lacks memory, and its cells are not those that count', () => {
    const text = placed(staticMem, setting);
    expect(first(text, release, 'memory-missing')).toEqual({
      by: 'xen',
      message: expect.stringContaining('no memory property') as string,
      line: 'domU1 {',
    });
    expect(first(text, release, 'cells-of-parent', 'xen,static-mem')).toEqual({
      by: 'advice',
      message: expect.stringContaining('in the cells of its parent /chosen') as string,
      line: 'xen,static-mem = <0x0 0xa0000000 0x0 0x20000000>;',
    });
  });

  it('the second has a space, an old name, no memory, and its heap over its domain', () => {
    const text = placed(directMap, setting);
    expect(first(text, release, 'name-misspelt')).toEqual({
      by: 'advice',
      message: expect.stringContaining('“xen, domain”, with a space in it') as string,
      line: 'compatible = "xen, domain";',
    });
    expect(first(text, release, 'name-renamed')).toEqual({
      by: 'advice',
      message: expect.stringContaining('Write xen,static-heap.') as string,
      line: 'xen,reserved-heap = <0x0 0x30000000 0x0 0x40000000>;',
    });
    expect(first(text, release, 'memory-missing')).toEqual({
      by: 'advice',
      message: expect.stringMatching(
        /^Once .*Its static memory is 1 GiB: write memory = <0x0 0x100000>/,
      ) as string,
      line: 'domU1 {',
    });
    expect(first(text, release, 'cells-of-parent', 'xen,static-mem')).toEqual({
      by: 'advice',
      message: expect.stringContaining('in the cells of its parent /chosen') as string,
      line: 'xen,static-mem = <0x0 0x30000000 0x0 0x40000000>;',
    });
    const over = findingsIn(text, release).told.find(({ message }) =>
      /domU1 bank 0 .*static heap bank 0|static heap bank 0 .*domU1 bank 0/.test(message),
    );
    expect(over).toMatchObject({ by: 'advice', severity: 'error', start: '0x30000000', end: '0x70000000' });
    expect(lineOf(text, over?.line ?? null)).toMatch(/^xen,(static-mem|reserved-heap) = /);
  });

  it('tells what Xen reads where that is something else', () => {
    const { message } = first(placed(staticMem, setting), release, 'cells-of-parent', 'xen,static-mem') ?? {};
    const [address, size] = setting.cells.split('/');
    expect(message).toContain(`#address-cells ${address} and #size-cells ${size}`);
    expect(message?.includes('in 2/2 cells it would be 512 MiB at 0xa000_0000')).toBe(
      setting.cells !== '2/2',
    );
  });
});

describe('on 4.16', () => {
  it('the first lacks memory, and static memory has cells of its own', () => {
    expect(first(staticMem, '4.16', 'memory-missing')?.line).toBe('domU1 {');
    expect(first(staticMem, '4.16', 'static-cells-invalid')).toEqual({
      by: 'xen',
      message: expect.stringContaining('#xen,static-mem-address-cells') as string,
      line: 'xen,static-mem = <0x0 0xa0000000 0x0 0x20000000>;',
    });
  });

  it('the second has what 4.16 does not know, and nothing to collide with', () => {
    expect(first(directMap, '4.16', 'name-renamed')?.message).toContain('Xen 4.16 has neither.');
    expect(first(directMap, '4.16', 'name-misspelt')?.line).toBe('compatible = "xen, domain";');
    expect(first(directMap, '4.16', 'name-of-another-release')).toEqual({
      by: 'advice',
      message: expect.stringContaining('since 4.17') as string,
      line: 'direct-map;',
    });
    const { told } = findingsIn(directMap, '4.16');
    expect(told.filter(({ message }) => message.includes('static heap bank'))).toEqual([]);
  });
});

it('every correction says what to write, also as data', () => {
  const { findings } = findingsIn(directMap, '4.22');
  const fixes = findings.flatMap(({ fix = [] }) => fix);
  const shown = fixes.map((edit) =>
    edit.kind === 'rename'
      ? `${edit.path}: ${edit.property} → ${edit.to}`
      : `${edit.path}: ${edit.property} = ${edit.property === 'compatible' ? new TextDecoder().decode(edit.value) : hex(BigInt(cellAt(edit.value, edit.value.length / 4 - 1) ?? 0))}`,
  );
  expect(shown).toEqual([
    '/chosen: xen,reserved-heap → xen,static-heap',
    '/chosen/domU1: compatible = xen,domain\0',
    '/: #address-cells = 0x2',
    '/: #size-cells = 0x2',
    '/chosen: #address-cells = 0x2',
    '/chosen: #size-cells = 0x2',
    '/chosen/domU1: memory = 0x100000',
  ]);
});
