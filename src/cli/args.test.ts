import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsFor } from '../testing/seed.ts';
import { type Options, readArgs } from './args.ts';

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

function optionsOf(line: string): Options {
  const read = readArgs(words(line));
  if (!read.ok || !('options' in read.value)) throw new Error(`refused: ${JSON.stringify(read)}`);
  return read.value.options;
}

test('options are read, in any place and order', () => {
  expect(
    readArgs(
      words(
        'check --xen 4.17 a.dtb --xen unstable --arch arm32 --build debug --kconfig STATIC_SHM=n ' +
          '--kconfig CONFIG_LLC_COLORING=y --config xen/.config --xen-image 0x4020_0000,0x154000 --fdt 1152M ' +
          '--module 0x44000000=out/Image=1 --format json -',
      ),
    ),
  ).toEqual({
    ok: true,
    value: {
      command: 'check',
      files: ['a.dtb', '-'],
      options: {
        releases: ['4.17', 'unstable'],
        arch: 'arm32',
        build: 'debug',
        kconfig: { STATIC_SHM: false, LLC_COLORING: true },
        config: 'xen/.config',
        xenImage: { start: 0x4020_0000n, size: 0x15_4000n },
        fdt: 0x4800_0000n,
        base: null,
        modules: [{ start: 0x4400_0000n, file: 'out/Image=1' }],
        format: 'json',
      },
    },
  });
});

test('nothing said is nothing decided', () => {
  expect(optionsOf('check a.dtb')).toEqual({
    releases: [],
    arch: null,
    build: null,
    kconfig: {},
    config: null,
    xenImage: null,
    fdt: null,
    base: null,
    modules: [],
    format: 'text',
  });
  expect(optionsOf('check a.dtb --xen-image 0x40200000').xenImage).toEqual({
    start: 0x4020_0000n,
    size: null,
  });
});

test.each([
  ['export a.dtb --to dts', { to: 'dts', output: null }],
  ['export a.dtb --to=dtb -o out.dtb', { to: 'dtb', output: 'out.dtb' }],
  ['export a.dtb --to dtb --output -', { to: 'dtb', output: null }],
])('%s', (line, expected) => {
  expect(readArgs(words(line))).toMatchObject({ ok: true, value: { command: 'export', ...expected } });
});

test('place a.dtb --need domU1=512M..1G,banks=2,wish=1G,below=4G --ram-tag 0=fast --clear 0x60000000,16M', () => {
  const line =
    'place a.dtb --need domU1=512M..1G,banks=2,wish=1G,below=4G --ram-tag 0=fast --clear 0x60000000,16M';
  const wishes = {
    size: 2n ** 29n,
    most: 2n ** 30n,
    banks: 2,
    wish: 2n ** 30n,
    reach: { start: 0n, size: 2n ** 32n },
  };
  const place = {
    needs: [{ what: 'domU1', wishes }],
    tags: [[0, ['fast']]],
    move: 'needed',
    clear: { start: 0x6000_0000n, size: 0x100_0000n },
  };
  expect(readArgs(words(line))).toMatchObject({
    ok: true,
    value: { command: 'place', file: 'a.dtb', place },
  });
});

test.each([
  ['0=fast', [[0, ['fast']]]],
  [
    '0=fast,ecc --ram-tag 1=slow',
    [
      [0, ['fast', 'ecc']],
      [1, ['slow']],
    ],
  ],
])('place a.dtb --ram-tag %s', (text, tags) => {
  expect(readArgs(words(`place a.dtb --ram-tag ${text}`))).toMatchObject({
    ok: true,
    value: { place: { tags } },
  });
});

test.each([
  ['--help', { command: 'help', about: null }],
  ['help check', { command: 'help', about: 'check' }],
  ['export --help', { command: 'help', about: 'export' }],
  ['--version', { command: 'version' }],
])('%s asks for words', (line, expected) => {
  expect(readArgs(words(line))).toEqual({ ok: true, value: expected });
});

describe('wrong usage is one line that says what to do', () => {
  test.each([
    ['', /^name a command/],
    ['--format json', /^name a command/],
    ['chek a.dtb', /there is no command “chek”; there are check, inspect, export, place/],
    ['diff a b', /diff is not built yet/],
    ['check', /check needs a FILE; - is standard input/],
    ['check - -', /standard input can be read only once/],
    ['check a --xen 4.15', /--xen is one of 4\.16.*not “4\.15”/],
    ['check a --arch x86', /--arch is arm64 or arm32, not “x86”/],
    ['check a --build fast', /--build is release or debug/],
    ['check a --kconfig STATIC_SHM', /--kconfig takes NAME=y or NAME=n/],
    ['check a --kconfig FOO=y', /--kconfig NAME is STATIC_MEMORY or /],
    ['check a --format sarif', /--format sarif is not built yet; there are text, json/],
    ['check a --format xml', /--format is text or json, not “xml”/],
    ['check a --fdt 12Q', /--fdt: “12Q” is not a number/],
    ['check a --fdt=-4K', /--fdt: an address cannot be negative/],
    ['check a --fdt 0x10000000000000000', /--fdt: the result does not fit 64 bits/],
    ['check a --xen-image 0x1000,0', /--xen-image: the size is zero/],
    ['check a --xen-image 1,2,3', /--xen-image takes ADDR or ADDR,SIZE/],
    ['check a --module Image', /--module takes ADDR=FILE/],
    ['check a --module 0x1000=', /--module takes ADDR=FILE/],
    ['check a --fdt', /--fdt needs a value/],
    ['check a --frobnicate', /there is no option --frobnicate/],
    ['check a -x', /there is no option -x/],
    ['check a --help=yes', /--help takes no value/],
    ['check - --base -', /standard input can be read only once/],
    ['check a --to dts', /--to and -o belong to export/],
    ['export a', /export needs --to FORMAT, one of dts, dtb/],
    ['export a b --to dts', /export takes one FILE/],
    ['export a --to uboot', /export --to uboot is not built yet; there are dts, dtb/],
    ['export a --to dts --xen 4.17 --xen 4.22', /export writes for one --xen/],
    ['place a --need domU1', /--need domU1: write WHAT=SIZE/],
    ['place a --need heap=0', /--need heap=0: a size is more than zero/],
    ['place a --need heap=2M..1M', /the range ends below its start/],
    ['place a --need heap=2M,foo=1', /“foo=1” is none of banks, align/],
    ['place a --need heap=2M,align=3M', /align is a power of two/],
    ['place a --need heap=2M,dma=8', /dma is the number of address bits/],
    ['place a --ram-tag fast', /--ram-tag takes BANK=TAG/],
    ['place a --move all', /--move is nothing or needed or freely/],
    ['place a --clear 0x1000', /--clear takes ADDR,SIZE/],
    ['place a b', /place takes one FILE/],
    ['place a --to dts', /--to belongs to export/],
    ['check a --need heap=2M', /--need belongs to place, not to check/],
    ['export a --to pdf', /there is no export format “pdf”/],
  ])('%s', (line, message) => {
    const read = readArgs(words(line));
    expect(read).toMatchObject({ ok: false, problem: { message: expect.stringMatching(message) as string } });
    expect(read.ok ? '' : read.problem.message).not.toContain('\n');
  });

  test('whatever the words', () => {
    const word = fc.oneof(
      fc.constantFrom('check', 'export', '--xen', '4.22', '--fdt', '0x1000', '--to', '-', '--', '-o', 'dts'),
      fc.string({ maxLength: 8 }),
    );
    holdsFor(
      fc.property(fc.array(word, { maxLength: 6 }), (args) => {
        const read = readArgs(args);
        expect(read.ok || read.problem.message.length > 0).toBe(true);
      }),
    );
  });
});
