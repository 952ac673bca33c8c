// Static shared memory: the owner’s pages with a reference for each borrower, and who must die for them to be free.
import { describe, expect, it } from 'vitest';
import { addr, MiB } from '../../model/addr.ts';
import { encodeNumbers, strings } from '../../model/cells.ts';
import type { Plan } from '../../model/plan.ts';
import type { Release } from '../../model/release.ts';
import { node, type TreeNode } from '../../model/tree.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { domU, layout } from '../../testing/layouts.ts';
import { act, type Action, historyOf, timeline, type Timeline } from './index.ts';

const AT = 0x7000_0000n;
const SIZE = 16n * MiB;

/** `guest`: where it is mapped, which decides how large the pieces are. */
const shm = (role: string, guest: bigint): TreeNode =>
  node('shm@7000000', [
    strings('compatible', 'xen,domain-shared-memory-v1'),
    strings('role', role),
    strings('xen,shm-id', 'ipc0'),
    {
      name: 'xen,shared-mem',
      value: encodeNumbers([
        [AT, 2],
        [guest, 2],
        [SIZE, 2],
      ]),
    },
  ]);
const withShared = (domain: TreeNode, shared: TreeNode): TreeNode => ({
  ...domain,
  children: [...domain.children, shared],
});
const plan = (guest: bigint): Plan =>
  layout(
    withShared(domU('owner', [0x6000_0000n, 64n * MiB], 0x4400_0000n), shm('owner', 0x1000_0000n)),
    withShared(domU('borrower', [0x6800_0000n, 64n * MiB], 0x4500_0000n), shm('borrower', guest)),
  );
const on = (release: Release) => ({ ...DEFAULT_TARGET, release });
const destroyed = (line: Timeline, ...names: readonly string[]): Timeline =>
  names.reduce((now, domain) => act(now, { do: 'destroy', domain } satisfies Action), line);
const stateOf = (line: Timeline) => historyOf(line, addr(AT)).at(-1)?.state;
const ALIGNED = 0x1000_0000n;
const RAGGED = 0x1000_1000n;

describe('static shared memory', () => {
  it('has a reference for the owner and one for the borrower', () => {
    expect(stateOf(timeline(plan(ALIGNED), on('4.22')))).toMatchObject({
      place: 'shared',
      owner: { name: 'owner', id: 1 },
      references: 2,
      mappedBy: [
        { name: 'owner', id: 1 },
        { name: 'borrower', id: 2 },
      ],
    });
  });

  it.each(['4.17', '4.22'] as const)(
    'keeps its dead owner until the borrower is dead too, on %s',
    (release) => {
      const line = destroyed(timeline(plan(RAGGED), on(release)), 'owner');
      expect(stateOf(line)).toMatchObject({ place: 'shared', isAllocated: false, references: 1 });
      expect(line.lives[0]?.stage).toBe('lingers');
      const both = destroyed(line, 'borrower');
      expect(stateOf(both)?.place).toBe('stranded');
      expect(both.lives.map(({ stage }) => stage)).toEqual(['gone', 'gone']);
    },
  );

  it('is the owner’s alone when the borrower dies first', () => {
    const line = destroyed(timeline(plan(ALIGNED), on('4.22')), 'borrower');
    expect(stateOf(line)).toMatchObject({ place: 'shared', references: 1 });
  });

  it('is never free again up to 4.18 where the borrower had it in pieces of 2 MiB', () => {
    const line = destroyed(timeline(plan(ALIGNED), on('4.17')), 'borrower', 'owner');
    expect(line.events.some(({ what }) => what === 'reference-lost')).toBe(true);
    expect(stateOf(line)).toMatchObject({ place: 'shared', references: 1, isAllocated: false });
    expect(line.lives[0]?.stage).toBe('lingers');
  });

  // SEED=6006006 of the laws of conservation.
  describe('without an owner', () => {
    const alone = layout(
      withShared(domU('borrower', [0x6800_0000n, 64n * MiB], 0x4500_0000n), shm('borrower', RAGGED)),
    );

    it.each(['4.17', '4.22'] as const)('has no reference to give back, on %s', (release) => {
      const line = destroyed(timeline(alone, { ...on(release), build: 'release' }), 'borrower');
      expect(line.events.some(({ what }) => what === 'reference-underflow')).toBe(true);
      expect(stateOf(line)).toMatchObject({ place: 'static', owner: null, references: 0 });
      expect(line.lives[0]?.stage).toBe('gone');
    });

    it.each(['4.17', '4.18'] as const)('is mapped by no Xen %s without CONFIG_STATIC_SHM', (release) => {
      const kconfig = { ...DEFAULT_TARGET.kconfig, STATIC_SHM: false };
      const { analysis, events } = timeline(alone, { ...on(release), kconfig });
      expect(analysis.verdict).toBe('boots');
      expect(analysis.domains[0]?.shared).toEqual([]);
      expect(events.filter(({ what }) => what === 'foreign-mapped')).toEqual([]);
    });

    it('ends a debug build in an assertion', () => {
      const line = destroyed(timeline(alone, { ...on('4.22'), build: 'debug' }), 'borrower');
      expect(line.events.at(-1)).toMatchObject({
        what: 'reference-underflow',
        says: ["Assertion '(y & PGC_count_mask) >= nr' failed at arch/arm/mm.c:363"],
      });
    });
  });
});
