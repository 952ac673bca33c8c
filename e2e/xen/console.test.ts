import { expect, test } from 'vitest';
import { isSettled, isUp, readGuests, readPanic, readRelease } from './console.mjs';

const log = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');
const layout = {
  dom0: null,
  domUs: [
    { name: 'domU1', id: '' },
    { name: 'domU2', id: '' },
  ],
};

test.each([
  [
    '(XEN) Xen version 4.17.5 (Debian ) (@) (aarch64-linux-gnu-gcc 12.2.0) debug=y Mon Nov 23',
    '4.17',
    '4.17.5',
    'debug',
  ],
  ['(XEN) Xen version 4.22.0 (me@x) (gcc) debug=n Tue', '4.22', '4.22.0', 'release'],
  ['(XEN) Xen version 4.23-unstable (me@x) (gcc) debug=y Tue', '4.23', '4.23-unstable', 'debug'],
])('%s', (line, release, version, build) => {
  expect(readRelease(log('- UART enabled -', line))).toEqual({ release, version, build });
});

test('a release nobody printed is not known', () => {
  expect(readRelease(log('(XEN) Checking for initrd in /chosen'))).toBeNull();
});

test('a panic is the text below its headline, and the lines that led to it', () => {
  expect(
    readPanic(
      log(
        '(XEN) Region: [0x60000000, 0x70000000) overlapping with bank[0]',
        '(XEN) ',
        '(XEN) ****************************************',
        '(XEN) Panic on CPU 0:',
        '(XEN) Early FDT parsing failed (-22)',
        '(XEN) ****************************************',
        '(XEN) ',
        '(XEN) Manual reset required',
      ),
    ),
  ).toEqual({
    message: 'Early FDT parsing failed (-22)',
    before: ['Region: [0x60000000, 0x70000000) overlapping with bank[0]'],
  });
});

test('a BUG keeps what was said before it and not the registers', () => {
  const panic = readPanic(
    log(
      '(XEN) pg MFN 67fff c=0x2180000000000000 o=0 v=0 t=0',
      '(XEN) Xen BUG at common/page_alloc.c:1423',
      '(XEN) ----[ Xen-4.17.5  arm64  debug=y  Not tainted ]----',
      '(XEN) CPU:    0',
      '(XEN) ****************************************',
      '(XEN) Panic on CPU 0:',
      '(XEN) Xen BUG at common/page_alloc.c:1423',
      '(XEN) ****************************************',
    ),
  );
  expect(panic?.message).toBe('Xen BUG at common/page_alloc.c:1423');
  expect(panic?.before).toEqual([
    'pg MFN 67fff c=0x2180000000000000 o=0 v=0 t=0',
    'Xen BUG at common/page_alloc.c:1423',
  ]);
});

test('a message without its newline ends where the closing rule begins', () => {
  const text = 'Failed to allocate requested static memory for domain d1.';
  expect(readPanic(log('(XEN) Panic on CPU 0:', `(XEN) ${text}(XEN) ************`))?.message).toBe(text);
  expect(readPanic(log('(XEN) Panic on CPU 0:', `(XEN) ${text}************`))?.message).toBe(text);
});

test('half a panic is none yet', () => {
  expect(readPanic(log('(XEN) Panic on CPU 0:', '(XEN) Early FDT'))).toBeNull();
});

const report = (prefix: string, id: string, base: string) => [
  `${prefix}xmm-guest ${id} begin`,
  `${prefix}xmm-guest ${id} entry ${base}`,
  `${prefix}xmm-guest ${id} dtb 0x48000000`,
  `${prefix}xmm-guest ${id} ram ${base} 0x10000000 ok`,
  `${prefix}xmm-guest ${id} gic 0x3001000 0x10000`,
  `${prefix}xmm-guest ${id} gic 0x3020000 0x1000000`,
  `${prefix}xmm-guest ${id} shm 0xb0000000 0x100000 0x1 ipc0`,
  `${prefix}xmm-guest ${id} initrd 0x48200000 0x48201000 0x2a`,
  `${prefix}xmm-guest ${id} end 0x8`,
];

test('a guest is known by the number Xen puts before its lines', () => {
  const { guests, faults } = readGuests(
    log(...report('(d2) ', '-', '0x40000000'), '(d1) xmm-guest - begin'),
    layout,
  );
  expect(faults).toEqual({});
  expect(guests).toEqual({
    domU2: {
      ram: [{ start: '0x40000000', size: '0x10000000', sound: true }],
      entry: '0x40000000',
      dtb: '0x48000000',
      gic: [
        { start: '0x3001000', size: '0x10000' },
        { start: '0x3020000', size: '0x1000000' },
      ],
      uart: null,
      initrd: { start: '0x48200000', end: '0x48201000', firstWord: '0x2a' },
      shm: [{ start: '0xb0000000', size: '0x100000', seen: 1, id: 'ipc0' }],
      grant: null,
      extended: [],
      devices: [],
    },
  });
});

test('a UART answers when something was heard through it', () => {
  const says = (begin: string) =>
    log(
      '(d1) xmm-guest - begin',
      '(d1) xmm-guest - uart 0x22000000 0x1000',
      '(d1) xmm-guest - end 0x2',
      begin,
    );
  const uartIn = (begin: string) => readGuests(says(begin), layout).guests['domU1']?.uart;
  expect(uartIn('DOM1: xmm-guest - begin uart')?.answers).toBe(true);
  expect(uartIn('DOM2: xmm-guest - begin uart')?.answers).toBe(false);
  expect(uartIn('(d1) xmm-guest - fault 0x96000000 0x60000478 0x22000018')?.answers).toBe(false);
});

test('two guests may take turns', () => {
  const one = report('(d1) ', '-', '0x60000000');
  const two = report('DOM2: ', '-', '0x40000000');
  const { guests } = readGuests(log(...one.flatMap((line, index) => [line, two[index] ?? ''])), layout);
  expect(guests['domU1']?.entry).toBe('0x60000000');
  expect(guests['domU2']?.entry).toBe('0x40000000');
});

test('a guest without a number before its lines is known by its id, else by its name', () => {
  const named = {
    dom0: { name: 'dom0', id: '' },
    domUs: [
      { name: 'domU1', id: 'a' },
      { name: 'domU2', id: '' },
    ],
  };
  const seen = (id: string) => Object.keys(readGuests(log(...report('', id, '0x0')), named).guests);
  expect([seen('a'), seen('domU2'), seen('dom0'), seen('domU1'), seen('-')]).toEqual([
    ['domU1'],
    ['domU2'],
    ['dom0'],
    [],
    [],
  ]);
});

test('a line in which another guest was interrupted counts, the interrupted one does not', () => {
  const whole = report('(d1) ', '-', '0x60000000');
  const woven = whole.map((line) => `DOM2: xmm-guest - ra${line}`);
  expect(Object.keys(readGuests(log(...woven), layout).guests)).toEqual(['domU1']);
});

test('lines lost on the way make a report void, the next whole one counts', () => {
  const whole = report('(d1) ', '-', '0x60000000');
  const torn = whole.filter((line) => !line.includes(' ram '));
  expect(readGuests(log(...torn), layout).guests).toEqual({});
  expect(readGuests(log(...torn, ...whole), layout).guests['domU1']?.ram).toHaveLength(1);
});

test('a fault names its domain', () => {
  const { guests, faults } = readGuests(
    log('(d1) xmm-guest - begin', '(d1) xmm-guest - fault 0x96000010 0x60000400 0x70000000'),
    layout,
  );
  expect(guests).toEqual({});
  expect(faults).toEqual({ domU1: 'fault 0x96000010 0x60000400 0x70000000' });
});

test.each(['DOM0', 'Xen'])('with %s at the keyboard Xen is up, and settled later', (who) => {
  const up = log(`(XEN) *** Serial input to ${who} (type 'CTRL-a' three times to switch input)`);
  expect([isUp(up), isSettled(up)]).toEqual([true, false]);
  expect(isSettled(up + log('(XEN) Freed 356kB init memory.'))).toBe(true);
});
