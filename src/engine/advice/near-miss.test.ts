import { describe, expect, test } from 'vitest';
import { COMMON, COMPATIBLES, PROPERTIES } from '../../model/xen-names.ts';
import { isNearMiss, slipText } from './near-miss.ts';

test.each([
  ['xen, domain', 'xen,domain', 'with a space in it'],
  [' xen,domain', 'xen,domain', 'with a space in it'],
  ['xen,domian', 'xen,domain', ''],
  ['xen-domain', 'xen,domain', ''],
  ['xen.domain', 'xen,domain', ''],
  ['xen,static_mem', 'xen,static-mem', 'with “_” for “-”'],
  ['xen,staticmem', 'xen,static-mem', ''],
  ['xen,static-memory', 'xen,static-mem', undefined],
  ['xen,static-heep', 'xen,static-heap', ''],
  ['direct_map', 'direct-map', 'with “_” for “-”'],
  ['directmap', 'direct-map', ''],
  ['Direct-Map', 'direct-map', 'in other letters than Xen’s'],
  ['nr-spis', 'nr_spis', 'with “-” for “_”'],
  ['memroy', 'memory', ''],
  ['pl011', 'vpl011', ''],
  ['multiboot,kernal', 'multiboot,kernel', ''],
  ['#adress-cells', '#address-cells', ''],
  // Not slips: other names, and names too short to tell.
  ['xen,domain', 'xen,domain', undefined],
  ['cpu', 'cpus', undefined],
  ['roles', 'role', undefined],
  ['xen,xen', 'xen,domain', undefined],
  ['multiboot,ramdisk', 'multiboot,kernel', undefined],
  ['memory-region', 'memory', undefined],
  ['xen,reg', 'reg', undefined],
  ['bootargs-append', 'bootargs', undefined],
  ['', 'xen,domain', undefined],
])('%j for %j', (written, name, words) => {
  expect(isNearMiss(written, name) ? slipText(written, name) : undefined).toBe(words);
});

describe('no name of Xen’s is taken for another', () => {
  const properties = [...COMMON, ...Object.values(PROPERTIES).flat()];
  test.each([
    ['compatible', COMPATIBLES],
    ['property', properties],
  ])('%s', (_kind, names) => {
    const taken = names.flatMap((a) =>
      names.filter((b) => isNearMiss(a.name, b.name)).map((b) => `${a.name} ~ ${b.name}`),
    );
    expect(taken).toEqual([]);
  });
});
