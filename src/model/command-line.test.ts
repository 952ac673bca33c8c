import { expect, test } from 'vitest';
import { bytes, GiB, KiB, MiB } from './addr.ts';
import {
  bootscrubOf,
  mostOrdersOf,
  dom0MaxVcpusOf,
  dom0MemoryOf,
  isExtendedRegionsWanted,
  sizeOf,
  withParameter,
  writeSize,
} from './command-line.ts';

test.each([
  ['512M', 512n * MiB, ''],
  ['1g', GiB, ''],
  ['131072', 131072n * KiB, ''],
  ['0x20000000B', 0x2_0000_000bn * KiB, ''],
  ['010M', 8n * MiB, ''],
  ['0', 0n, ''],
  ['08M', 0n, '8M'],
  ['512MB', 512n * MiB, 'B'],
  ['512M,max:1G', 512n * MiB, ',max:1G'],
  ['max:512M', 0n, 'ax:512M'],
  ['-512M', 0n, '-512M'],
  ['', 0n, ''],
])('Xen reads the size %j as %d bytes and leaves %j', (text, size, rest) => {
  expect(sizeOf(text)).toEqual({ bytes: size, rest });
});

test.each([
  ['console=dtuart', null],
  ['dom0_mem=256M', 256n * MiB],
  ['dom0_mem=256M loglvl=all dom0_mem=1G', GiB],
  ['xdom0_mem=256M', null],
  ['dom0-mem=256M', null],
  ['dom0_mem', 0n],
  ['a\tdom0_mem=256M', null],
])('dom0_mem of %j', (line, size) => {
  expect(dom0MemoryOf(line)?.bytes ?? null).toBe(size);
});

test.each([
  ['', 'idle'],
  ['bootscrub', 'on'],
  ['bootscrub=1', 'on'],
  ['bootscrub=off', 'off'],
  ['bootscrub=0 bootscrub=idle', 'idle'],
  ['no-bootscrub', 'off'],
  ['no-bootscrub=1', 'idle'],
  ['bootscrub=0 bootscrub=maybe', 'off'],
])('bootscrub of %j is %s', (line, mode) => {
  expect(bootscrubOf(line)).toBe(mode);
});

test('dom0_max_vcpus is told as it stands', () => {
  expect(dom0MaxVcpusOf('dom0_max_vcpus=2 x')).toBe('2');
  expect(dom0MaxVcpusOf('x')).toBeNull();
});

test.each([
  ['', '512M', 'dom0_mem=512M'],
  ['console=dtuart', '512M', 'console=dtuart dom0_mem=512M'],
  ['a  dom0_mem=1G  b', '512M', 'a  dom0_mem=512M  b'],
  ['dom0_mem=1G b dom0_mem=2G', '512M', 'b dom0_mem=512M'],
  ['a dom0_mem=1G b', null, 'a b'],
  ['a b', null, 'a b'],
])('setting a parameter of %j to %j gives %j', (line, value, after) => {
  expect(withParameter(line, 'dom0_mem', value)).toBe(after);
});

test.each([
  [512n * MiB, '512M'],
  [GiB, '1G'],
  [1536n * MiB, '1536M'],
  [4n * KiB, '4K'],
  [4097n, '4097B'],
])('%d bytes are written so that Xen reads them back', (size, text) => {
  expect(writeSize(bytes(size))).toBe(text);
  expect(sizeOf(text)).toEqual({ bytes: size, rest: '' });
});

test.each([
  ['', true],
  ['ext_regions=0', false],
  ['no-ext_regions', false],
  ['no-ext_regions=off', true],
  ['ext_regions=no ext_regions', true],
  ['ext_regions=maybe', true],
])('extended regions: %s', (line, wanted) => {
  expect(isExtendedRegionsWanted(line)).toBe(wanted);
});

test.each([
  ['', 9, 18, 10, 10],
  ['memop-max-order=5', 5, 18, 10, 10],
  ['memop-max-order=,12,0xb,4', 9, 12, 11, 4],
  ['memop-max-order=40,x', 18, 18, 10, 10],
])(
  '%j lets a guest ask for order %i, a control domain %i, the hardware domain %i, one with devices %i',
  (line, guest, control, hardware, withDevices) => {
    expect(mostOrdersOf(line)).toEqual({ guest, control, hardware, withDevices });
  },
);
