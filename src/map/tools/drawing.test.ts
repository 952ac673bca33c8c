import { expect, test } from 'vitest';
import { addr, type Addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { freeGuestAddress } from '../geometry/guest-room.ts';
import type { GuestView } from '../geometry/guest-view.ts';
import { drawn } from './drawing.ts';

const MiB = 1n << 20n;
const view = (name: string, ram: bigint, rest: Partial<GuestView> = {}): GuestView => ({
  name,
  directMap: false,
  memory: [{ guest: addr(0x4000_0000n), size: ram, host: null }],
  kernel: null,
  dtb: null,
  initrd: null,
  gic: [range(0x300_1000n, 0x1_0000n)],
  uart: null,
  grant: range(0x3800_0000n, 16n * MiB),
  shared: [],
  ...rest,
});

test.each([
  ['behind its RAM', view('a', 64n * MiB), 0x4400_0000n],
  ['at a multiple of 2 MiB', view('a', 65n * MiB), 0x4420_0000n],
  ['first of all, where there is no RAM', view('a', 64n * MiB, { memory: [] }), 0x4000_0000n],
  [
    'behind what is shared already',
    view('a', 64n * MiB, { shared: [{ id: 'x', guest: addr(0x4400_0000n), host: null, size: MiB }] }),
    0x4420_0000n,
  ],
  [
    'between two, where it fits',
    view('a', 64n * MiB, { shared: [{ id: 'x', guest: addr(0x4480_0000n), host: null, size: MiB }] }),
    0x4400_0000n,
  ],
] as const)('a guest’s free address: %s', (_, of, at) => {
  expect(freeGuestAddress(of, 4n * MiB)).toBe(at);
});

test('shared memory: one owns, the other borrows, each where it has room; 1:1 where the host has it', () => {
  const plan = planSpec('domU1 memory 10000\ndomU2 dm memory 10000 shared shm0 60000000>60000000+1000');
  const [one, two] = plan.domains;
  const draws = { kind: 'shared', domains: [two?.id as never, one?.id as never] } as const;
  const { plan: after, id } = drawn(plan, draws, range(0x7000_0000n, MiB), [view('domU1', 64n * MiB)]);
  const said = after.domains.map(({ shared }) =>
    shared.map(({ shmId, host, guest, role }) => [shmId, host, guest, role]),
  );
  expect(said).toEqual([
    [['shm1', 0x7000_0000n, 0x4400_0000n, 'borrower']],
    [
      ['shm0', 0x6000_0000n, 0x6000_0000n, null],
      ['shm1', 0x7000_0000n, 0x7000_0000n, 'owner'],
    ],
  ]);
  expect(after.domains[1]?.shared[1]?.id).toBe(id);
});

test('shared memory of one domain is owned by nobody', () => {
  const plan = planSpec('domU1 memory 10000');
  const domains = plan.domains.map(({ id }) => id);
  const { plan: after } = drawn(plan, { kind: 'shared', domains }, range(0x7000_0000n, MiB), []);
  expect(after.domains[0]?.shared).toMatchObject([
    { shmId: 'shm0', role: null, guest: 0x7000_0000n as Addr },
  ]);
});
