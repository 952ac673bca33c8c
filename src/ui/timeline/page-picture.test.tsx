import { describe, expect, test } from 'vitest';
import { act, statesAt, type Timeline, timeline } from '../../engine/pages/index.ts';
import { sceneOf } from '../../map/geometry/guest-lanes.ts';
import { addr, bytes, hex, MiB } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET, type Target } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { guestAddress, hostAddress, pictureOf } from './page-picture.ts';

const plan = planSpec(
  'ram 40000000+40000000 | domU1 static 60000000+10000000 kernel 48000000+200000 | domU2 memory 10000 kernel 4a000000+200000',
);
const NEWEST: Target = DEFAULT_TARGET;
const booted = timeline(plan, NEWEST);
const lanesOf = (of: Plan, { analysis }: Timeline) => {
  const { host, guest } = sceneOf(of, analysis.domains);
  return [...host, ...guest];
};
const lanes = lanesOf(plan, booted);

/** `domU1 guest: 40000000+10000000 not mapped`, of all lanes but the hardware’s. */
function said(steps: Timeline, index: number): string[] {
  return pictureOf(plan, steps, index, statesAt(steps, index), lanes)
    .filter(({ lane }) => lane !== 'hardware')
    .map(({ lane, range, word }) => {
      const { title, space } = lanes.find(({ key }) => key === lane) ?? { title: '?', space: '?' };
      return `${title} ${space}: ${hex(range.start)}+${hex(range.size)} ${word}`;
    });
}

const stepOf = (what: string): number => booted.events.findIndex((event) => event.what === what);

describe('the map at a moment', () => {
  test('before Xen has looked at anything, nothing is what its block says', () => {
    expect(said(booted, 0)).toEqual([
      'domU1 host: 0x60000000+0x10000000 not looked at',
      'Modules host: 0x48000000+0x200000 not looked at',
      'Modules host: 0x4a000000+0x200000 not looked at',
      'domU1 guest: 0x40000000+0x10000000 not mapped',
      'domU2 guest: 0x40000000+0x4000000 not mapped',
    ]);
  });

  test('once a bank has its owner and is not yet mapped, the host’s block stands and the guest’s does not', () => {
    expect(said(booted, stepOf('assigned'))).toEqual([
      'domU1 guest: 0x40000000+0x10000000 not mapped',
      'domU2 guest: 0x40000000+0x4000000 not mapped',
    ]);
  });

  test('once everything runs, the modules alone are no more what they were', () => {
    expect(said(booted, booted.events.length - 1)).toEqual([
      'Modules host: 0x48000000+0x200000 heap',
      'Modules host: 0x4a000000+0x200000 heap',
    ]);
  });

  test('what a guest gives up is gone from its lane, and back where it was', () => {
    const after = act(booted, { do: 'balloon-out', domain: 'domU1', size: bytes(2n * MiB) });
    expect(said(after, after.events.length - 1)).toEqual([
      'domU1 host: 0x6fe00000+0x200000 given up',
      'Modules host: 0x48000000+0x200000 heap',
      'Modules host: 0x4a000000+0x200000 heap',
      'domU1 guest: 0x4fe00000+0x200000 not mapped',
    ]);
  });

  test('granted pages are shown in the guest that grants them', () => {
    const after = act(booted, { do: 'grant', domain: 'domU1', to: 'domU2', size: bytes(2n * MiB) });
    const shown = pictureOf(
      plan,
      after,
      after.events.length - 1,
      statesAt(after, after.events.length - 1),
      lanes,
    );
    expect(shown.filter(({ look }) => look === 'granted').map(({ range }) => hex(range.start))).toEqual([
      '0x6fe00000',
      '0x4fe00000',
    ]);
  });

  test('RAM that a dead domain had of the heap is in its lane no more', () => {
    const after = act(booted, { do: 'destroy', domain: 'domU2' });
    expect(said(after, after.events.length - 1)).toContain('domU2 guest: 0x40000000+0x4000000 not mapped');
  });

  test('the hardware lane is all of RAM', () => {
    for (const index of booted.events.keys()) {
      const hardware = pictureOf(plan, booted, index, statesAt(booted, index), lanes).filter(
        ({ lane }) => lane === 'hardware',
      );
      expect(hardware.reduce((sum, { range }) => sum + range.size, 0n)).toBe(0x4000_0000n);
    }
  });
});

test('an address in a guest’s lane leads to the host’s page, and back', () => {
  const guest = lanes.find(({ title, space }) => title === 'domU1' && space === 'guest');
  if (guest === undefined) throw new Error('no lane');
  expect(hostAddress(guest, addr(0x4000_1000n))).toBe(0x6000_1000n);
  expect(guestAddress(guest, addr(0x6000_1000n))).toBe(0x4000_1000n);
  expect(hostAddress(guest, addr(0x9000_0000n))).toBeNull();
  expect(guestAddress(guest, addr(0x4000_0000n))).toBeNull();
});
