// What goes wrong with static shared memory.
import { MiB } from '../../../model/addr.ts';
import { PAGE, type Mutation, somewhere, inDomain } from './draw.ts';
import { sharedAt } from '../valid.ts';

export const IN_SHARING: Record<string, Mutation> = {
  'a shared region': (sketch, pick) => {
    const host = pick.below(4) === 0 ? null : somewhere(sketch, pick);
    const size = pick.of(2n * MiB, PAGE, 64n * MiB, 0n, 0x800n, PAGE + 1n);
    const id = pick.of('extra', 'ipc', '', 'a-name-of-15-ch', 'a-name-of-16-chr', 'x'.repeat(40));
    const guests = [
      pick.of(
        0x1000_0000n,
        0x4000_0000n,
        0x2200_0000n,
        0x300_1000n,
        0x3800_0000n,
        0x4800_0000n,
        0x2_0000_0000n,
        1n << 44n,
      ),
      0x1400_0000n,
    ];
    const roles = pick.of<readonly (string | null)[]>(
      ['owner', 'borrower'],
      [null, null],
      ['borrower', 'owner'],
      ['owner', 'owner'],
      ['borrower', 'borrower'],
      ['owner', null],
      [null, 'borrower'],
      ['nobody', 'owner'],
    );
    const count = pick.of(2, 1);
    sketch.domains.slice(0, count).forEach((domain, i) => {
      const guest = domain.directMap && pick.below(4) > 0 ? (host ?? 0n) : (guests[i] ?? 0n);
      domain.shared.push(sharedAt({ id, host, guest, size, role: roles[i] ?? null }));
    });
  },
  'another word about shared memory': inDomain((domain, pick, sketch) => {
    const shared = pick.one(domain.shared);
    if (shared === undefined) return;
    const changes: (() => void)[] = [
      () => (shared.host = somewhere(sketch, pick)),
      () => (shared.host = null),
      () =>
        (shared.guest = pick.of(
          shared.guest + 0x800n,
          0x4000_0000n,
          0x2200_0000n,
          0x800_0000n,
          0x4020_0000n,
        )),
      () => (shared.size = pick.of(shared.size + PAGE, shared.size * 2n, 0n, 0x800n)),
      () => (shared.role = pick.of<string | null>(null, 'owner', 'borrower', 'Owner')),
      () => (shared.id = pick.of<string | null>(null, '', 'other')),
      () => (shared.extraCells = pick.of<number | null>(null, 1, -1, -2, 2)),
    ];
    pick.one(changes)?.();
  }),
  'many shared regions': inDomain((domain, pick, sketch) => {
    const first = somewhere(sketch, pick);
    const count = pick.of(8, 20, 21, 22, 23, 31, 32, 33);
    const fromHeap = pick.below(3) === 0;
    for (let i = 0; i < count; i += 1) {
      const host = first + BigInt(i) * 2n * PAGE;
      const guest = domain.directMap ? host : 0x1000_0000n + BigInt(i) * PAGE;
      domain.shared.push(
        sharedAt({ id: `s${i}`, host: fromHeap ? null : host, guest, size: PAGE, role: 'owner' }),
      );
    }
  }),
};
