import { describe, expect, test } from 'vitest';
import { advised, advisedOn, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, machine, memoryNode, wide } from '../refusals/example-text.ts';

const ID = 'cells-of-parent';
const said = (chosen: string, cells: readonly [number, number]) =>
  messagesOf(advised(chosen, '4.22', { chosenCells: cells }), ID);

/** A domain of 2/2 cells, its static memory as given. */
const withBanks = (cells: string, more = ''): string =>
  domU({ banks: null, memory: 'memory = <0x0 0x20000>;', more: `xen,static-mem = <${cells}>; ${more}` });

describe('a domain’s own cells', () => {
  test.each<[string, string, [number, number], boolean]>([
    ['that agree with /chosen’s', '0x0 0x60000000 0x0 0x8000000', [2, 2], false],
    ['that the value is not in, for it is in /chosen’s', '0x60000000 0x8000000', [1, 1], false],
    [
      'that two banks are not in, for they are in /chosen’s',
      '0x60000000 0x4000000 0x70000000 0x4000000',
      [1, 1],
      false,
    ],
    ['that the value is in, though /chosen’s count', '0x0 0x60000000 0x0 0x8000000', [1, 1], true],
    ['that the value is in, though /chosen’s count, 2/1', '0x0 0x60000000 0x0 0x8000000', [2, 1], true],
    ['that make no sense either', '0x0 0x60000000 0x0', [1, 1], false],
    ['and an empty list', '', [1, 1], false],
  ])('%s', (_, value, cells, misread) => {
    expect(said(withBanks(value), cells).length > 0).toBe(misread);
  });

  test('are told with the numbers Xen reads and those that were meant', () => {
    expect(said(withBanks('0x0 0x60000000 0x0 0x8000000'), [2, 1])).toEqual([
      'Xen reads xen,static-mem of /chosen/domU1 in the cells of its parent /chosen, #address-cells 2 and #size-cells 1, not in the 2/2 that /chosen/domU1 states itself. It finds 0 B at 0x6000_0000 and 4 bytes left over; in 2/2 cells it would be 128 MiB at 0x6000_0000. Give /chosen #address-cells = <2> and #size-cells = <2>.',
    ]);
  });

  test('that 4.16 asked for count as what was meant', () => {
    const own = '#xen,static-mem-address-cells = <1>; #xen,static-mem-size-cells = <1>;';
    const [message] = said(withBanks('0x60000000 0x8000000', own), [2, 2]);
    expect(message).toContain('not in the 1/1 that /chosen/domU1 states itself');
    expect(advised(withBanks('0x60000000 0x8000000', own), '4.16', { chosenCells: [2, 2] })).toEqual([]);
  });
});

describe('the cure', () => {
  const meant = withBanks('0x0 0x60000000 0x0 0x8000000');

  test('is cells for /chosen, and the tree is judged with them', () => {
    const found = advised(meant.replace('memory = <0x0 0x20000>;', ''), '4.22', { chosenCells: [2, 1] });
    expect(found[0]?.fix?.map(({ path, property }) => `${path} ${property}`)).toEqual([
      '/chosen #address-cells',
      '/chosen #size-cells',
    ]);
    const far = withBanks('0x0 0xf0000000 0x0 0x8000000');
    expect(placesOf(advised(far, '4.22', { chosenCells: [2, 1] }))).toContain(
      'static-outside-above /chosen/domU1 xen,static-mem error',
    );
  });

  test('is the value in those cells where others count on them', () => {
    const dom0 =
      'module@44000000 { compatible = "multiboot,kernel", "multiboot,module"; reg = <0x0 0x44000000 0x10000>; };';
    const [message] = said(dom0 + meant, [2, 1]);
    expect(message).toContain('Write it in 2/1 cells: xen,static-mem = <0x0 0x60000000 0x8000000>.');
  });

  test('is left to a person where it would not fit', () => {
    const dom0 =
      'module@44000000 { compatible = "multiboot,kernel", "multiboot,module"; reg = <0x44000000 0x10000>; };';
    const high = withBanks('0x8 0x60000000 0x0 0x8000000');
    const found = advised(dom0 + high, '4.22', { chosenCells: [1, 1] });
    expect(found[0]?.message).toContain('Write it in 1/1 cells.');
    expect(found[0]?.fix).toBeUndefined();
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('is given once per node, however many domains there are', () => {
    const many = ['domU1', 'domU2', 'domU3'].map((name, i) =>
      meant.replace('domU1', name).replace('0x60000000', `0x${6 + i}0000000`),
    );
    const found = advised(many.join('\n'), '4.22', { chosenCells: [1, 1] });
    expect(found.filter(({ rule }) => rule === ID)).toHaveLength(3);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('the cells of the root', () => {
  test('are those of a static heap, whatever /chosen states', () => {
    const heap = (cells: string) => `xen,static-heap = <${cells}>;`;
    expect(said(heap('0x50000000 0x8000000'), [1, 1])[0]).toContain(
      'in the cells of the root node, #address-cells 2 and #size-cells 2, not in the 1/1 that /chosen states itself',
    );
    expect(said(heap('0x0 0x50000000 0x0 0x8000000'), [1, 1])).toEqual([]);
  });

  test('are 2/1 where nobody states any, also for RAM', () => {
    const text = `/dts-v1/; / { ${memoryNode(0x40000000, 0x80000000)} chosen { ${domU()} }; };`;
    expect(placesOf(advisedOn(text)).filter((place) => place.startsWith(ID))).toEqual([
      `${ID} /memory@40000000 reg silent`,
      `${ID} /chosen/domU1 xen,static-mem silent`,
    ]);
  });

  test('handed down by /chosen: right by luck, said once', () => {
    const text = machine(domU() + domU({ name: 'domU2', banks: [0x70000000, 0x8000000] })).replace(
      /chosen \{\s*#address-cells = <2>;\s*#size-cells = <2>;/,
      'chosen {',
    );
    const found = advisedOn(text).filter(({ rule }) => rule === ID);
    expect(placesOf(found)).toEqual([`${ID} /chosen/domU1 xen,static-mem info`]);
    expect(found[0]?.message).toContain('(and of 1 more)');
    expect(found[0]?.fix).toHaveLength(2);
  });
});

test('a list that names memory twice is not taken for misread', () => {
  const twice = `${wide(0x60000000, 0x4000000, 0x60000000, 0x4000000)}`.slice(1, -1);
  expect(said(withBanks(twice), [2, 2])).toEqual([]);
});
