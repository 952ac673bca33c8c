import { expect, test } from 'vitest';
import type { Recorded } from '../../src/testing/conformance.ts';
import { recordedDisagreements } from './agreement.ts';
import type { Outcome } from './boot.mjs';
import type { Guest } from './console.mjs';

const guest: Guest = {
  ram: [{ start: '0x40000000', size: '0x4000000', sound: true }],
  entry: '0x40000000',
  dtb: '0x43e00000',
  gic: [],
  uart: { start: '0x22000000', size: '0x1000', answers: false },
  initrd: null,
  shm: [],
  grant: null,
  extended: [],
  devices: [],
};
const faulted = (fault: string, guests: Record<string, Guest> = { domU1: guest }): Outcome => ({
  verdict: 'guest-fault',
  panicMessage: null,
  before: [],
  guests,
  faults: { domU1: fault },
  log: '',
  release: null,
  ms: 0,
});
const recorded: Recorded = {
  verdict: 'boots',
  guests: {
    domU1: {
      ram: [['0x40000000', '0x4000000']],
      entry: '0x40000000',
      dtb: '0x43e00000',
      gic: [],
      uart: '0x22000000',
    },
  },
};
const NOT_AS_RECORDED = ['recorded as boots , now guest-fault '];

// A recorded guest did not try its UART.
test.each<[string, Outcome, readonly string[]]>([
  ['at its UART', faulted('fault 0x96000000 0x40000478 0x22000018'), []],
  ['right behind it', faulted('fault 0x96000000 0x40000478 0x22001000'), NOT_AS_RECORDED],
  ['in its RAM', faulted('fault 0x96000000 0x40000478 0x41000000'), NOT_AS_RECORDED],
  ['before it reported', faulted('fault 0x96000000 0x40000478 0x22000018', {}), NOT_AS_RECORDED],
  ['for want of a tree', faulted('nodtb 0x0'), NOT_AS_RECORDED],
])('a guest that is thrown out %s', (_name, outcome, disagreements) => {
  expect(recordedDisagreements(recorded, outcome)).toEqual(disagreements);
});
