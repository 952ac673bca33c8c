import { expect, test } from 'vitest';
import { addr } from '../model/addr.ts';
import type { HostFacts } from '../model/board.ts';
import { range } from '../model/range.ts';
import { hostJson, hostText } from './inspect.ts';

const HOST: HostFacts = {
  memory: [range(0x4000_0000n, 0x8000_0000n), range(0x8_0000_0000n, 0x4000_0000n)],
  reserved: [
    { path: '/reserved-memory/fw@41000000', start: addr(0x4100_0000n), size: 0x1000n, noMap: true },
    { path: '/reserved-memory/cma', start: null, size: 0x400_0000n, noMap: false },
  ],
  cpus: 4,
  gic: { version: 3, path: '/intc@8000000', regions: [range(0x800_0000n, 0x1_0000n)] },
  uart: { path: '/pl011@9000000', start: addr(0x900_0000n), size: 0x1000n },
  devices: [{ path: '/eth@a000000', start: addr(0xa00_0000n), size: 0x200n, iommu: true }],
};

test('the host is this line and no other', () => {
  expect(JSON.stringify(hostJson('board.dtb', HOST))).toBe(
    '{"file":"board.dtb","memory":[{"start":"0x40000000","size":"0x80000000"},' +
      '{"start":"0x800000000","size":"0x40000000"}],' +
      '"reserved":[{"path":"/reserved-memory/fw@41000000","start":"0x41000000","size":"0x1000","noMap":true},' +
      '{"path":"/reserved-memory/cma","start":null,"size":"0x4000000","noMap":false}],"cpus":4,' +
      '"gic":{"version":3,"path":"/intc@8000000","regions":[{"start":"0x8000000","size":"0x10000"}]},' +
      '"uart":{"path":"/pl011@9000000","start":"0x9000000","size":"0x1000"},' +
      '"devices":[{"path":"/eth@a000000","start":"0xa000000","size":"0x200","iommu":true}]}',
  );
  const bare = hostJson('-', { ...HOST, gic: null, uart: null });
  expect(bare).toMatchObject({ file: '-', gic: null, uart: null });
});

test('as text: what matters first, addresses in columns, nothing about what is not there', () => {
  expect(hostText('board.dtb', HOST)).toBe(
    `board.dtb: 3 GiB of RAM in 2 banks, 4 CPUs, GICv3

RAM (host physical)
  0x40000000-0xc0000000    2 GiB
  0x800000000-0x840000000  1 GiB

Reserved memory
  0x41000000-0x41001000  4 KiB   /reserved-memory/fw@41000000 (no-map)
  anywhere               64 MiB  /reserved-memory/cma

Interrupt controller
  0x8000000-0x8010000  64 KiB  /intc@8000000

Console UART
  0x9000000-0x9001000  4 KiB  /pl011@9000000

Devices that can reach memory, or be passed through
  0xa000000-0xa000200  512 B  /eth@a000000 (behind an IOMMU)
`,
  );
  const bare: HostFacts = { memory: [], reserved: [], cpus: 1, gic: null, uart: null, devices: [] };
  expect(hostText('-', bare)).toBe(
    'standard input: RAM set by firmware: the tree states none, 1 CPU, no GIC\n',
  );
});
