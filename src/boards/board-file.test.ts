import { expect, test } from 'vitest';
import { addr, bytes } from '../model/addr.ts';
import { range } from '../model/range.ts';
import { readBoardFile } from './board-file.ts';

test('hex strings become exact addresses and sizes, everything else stays', () => {
  const read = readBoardFile({
    name: 'Test board',
    source: 'a test',
    memoryOptions: [{ label: '8 GiB', banks: [{ start: '0x8000000000000000', size: '0x200000000' }] }],
    facts: {
      memory: [{ start: '0x0', size: '0x80000000' }],
      reserved: [
        { path: '/reserved-memory/fw@1000', start: '0x1000', size: '0x1000', noMap: true },
        { path: '/reserved-memory/cma', start: null, size: '0x8000000', noMap: false },
      ],
      cpus: 4,
      gic: { version: 2, path: '/intc', regions: [{ start: '0xf9010000', size: '0x10000' }] },
      uart: { path: '/serial', start: '0xff000000', size: '0x1000' },
      devices: [{ path: '/dma', start: '0xfd500000', size: '0x1000', iommu: true }],
    },
  });
  expect(read).toEqual({
    board: {
      name: 'Test board',
      source: 'a test',
      origin: 'facts',
      memoryOptions: [{ label: '8 GiB', banks: [range(0x8000_0000_0000_0000n, 0x2_0000_0000n)] }],
    },
    facts: {
      memory: [range(0n, 0x8000_0000n)],
      reserved: [
        { path: '/reserved-memory/fw@1000', start: addr(0x1000n), size: bytes(0x1000n), noMap: true },
        { path: '/reserved-memory/cma', start: null, size: bytes(0x800_0000n), noMap: false },
      ],
      cpus: 4,
      gic: { version: 2, path: '/intc', regions: [range(0xf901_0000n, 0x1_0000n)] },
      uart: { path: '/serial', start: addr(0xff00_0000n), size: bytes(0x1000n) },
      devices: [{ path: '/dma', start: addr(0xfd50_0000n), size: bytes(0x1000n), iommu: true }],
    },
  });
});

test('a machine without interrupt controller or console stays without', () => {
  const { facts } = readBoardFile({
    name: '',
    source: '',
    memoryOptions: [],
    facts: { memory: [], reserved: [], cpus: 0, gic: null, uart: null, devices: [] },
  });
  expect(facts).toMatchObject({ gic: null, uart: null });
});
