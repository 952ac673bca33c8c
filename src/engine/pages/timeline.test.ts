// The story of one static domain, told page state by page state, on releases that differ.
import { describe, expect, it } from 'vitest';
import { addr, bytes, KiB, MiB } from '../../model/addr.ts';
import { flag, strings, u32 } from '../../model/cells.ts';
import type { Plan } from '../../model/plan.ts';
import { overlaps } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import { DEFAULT_TARGET, type Target } from '../../model/target.ts';
import { domU, layout, ranges } from '../../testing/layouts.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import {
  act,
  type Action,
  countInfoOf,
  flagNames,
  heapFree,
  historyOf,
  statesAt,
  timeline,
  type Timeline,
} from './index.ts';

const on = (release: Release, build: Target['build'] = 'release'): Target => ({
  ...DEFAULT_TARGET,
  release,
  build,
});
const BANK = 0x6000_0000n;
const SIZE = 128n * MiB;
const PAGES = Number(SIZE >> 12n);

/** Only 4.16 reads them. */
const CELLS = [u32('#xen,static-mem-address-cells', 2), u32('#xen,static-mem-size-cells', 2)];
const one: Plan = layout(domU('domU1', [BANK, SIZE], 0x4400_0000n, ...CELLS));
const direct: Plan = layout(domU('domU1', [BANK, SIZE], 0x4400_0000n, flag('direct-map')));

const after = (booted: Timeline, ...actions: readonly Action[]): Timeline => actions.reduce(act, booted);
const placeOf = (line: Timeline, at: bigint): string =>
  historyOf(line, addr(at)).at(-1)?.state.place ?? 'untouched';
const told = (line: Timeline): string[] => line.events.slice(line.booted).map(({ what }) => what);
const freeNow = (line: Timeline): number => {
  const last = line.events.at(-1);
  return last === undefined ? 0 : heapFree(last.counts);
};

describe('a page of static memory', () => {
  it.each([
    ['4.16', 'PGC_reserved'],
    ['4.17', 'PGC_static'],
    ['4.22', 'PGC_static'],
  ] as const)('on %s carries %s from when it is made ready until it is the domain’s', (release, name) => {
    const booted = timeline(one, on(release));
    const lived = historyOf(booted, addr(BANK)).map(({ index, state }) => [
      booted.events[index]?.what,
      state.place,
      `0x${countInfoOf(state, booted.target).toString(16)}`,
      flagNames(state, booted.target).join(' '),
    ]);
    expect(lived).toEqual([
      ['static-recorded', 'kept', '0x0', 'PGC_state_inuse'],
      ['static-prepared', 'static', '0x2180000000000000', `PGC_state_free ${name}`],
      ['verified', 'acquired', '0x2000000000000000', `PGC_state_inuse ${name}`],
      ['assigned', 'owned', '0xa000000000000001', `PGC_state_inuse PGC_allocated ${name}`],
      ['mapped', 'owned', '0xa000000000000001', `PGC_state_inuse PGC_allocated ${name}`],
    ]);
  });

  it('stands beside the lines Xen prints', () => {
    const { analysis, events } = timeline(one, on('4.22'));
    const mapped = events.find(({ what }) => what === 'mapped');
    expect(analysis.log[(mapped?.line ?? 0) - 1]?.text).toBe(
      'd1: STATIC BANK[0] 0x00000060000000-0x00000068000000',
    );
  });

  it('is never in the heap', () => {
    const line = timeline(one, on('4.22'));
    const inHeap = line.events
      .flatMap(({ index }) => statesAt(line, index))
      .filter(({ state }) => state.place === 'heap');
    expect(inHeap.filter(({ range }) => overlaps(range, { start: addr(BANK), size: bytes(SIZE) }))).toEqual(
      [],
    );
    expect(inHeap.length).toBeGreaterThan(0);
  });
});

describe('destroying the domain', () => {
  it('on 4.16 leaks its static memory to the heap', () => {
    const booted = timeline(one, on('4.16'));
    const dead = after(booted, { do: 'destroy', domain: 'domU1' });
    expect(told(dead)).toEqual(['dying', 'freed-to-heap', 'pages-returned', 'pages-returned', 'domain-gone']);
    expect(placeOf(dead, BANK)).toBe('heap');
    expect(freeNow(dead) - freeNow(booted)).toBeGreaterThanOrEqual(PAGES);
    const next = after(dead, {
      do: 'create',
      domain: 'other',
      size: bytes(BigInt(freeNow(booted) + 1) << 12n),
    });
    expect(told(next).at(-1)).toBe('created');
  });

  it.each(['4.17', '4.20', '4.22', 'unstable'] as const)('on %s strands it', (release) => {
    const booted = timeline(one, on(release));
    const dead = after(booted, { do: 'destroy', domain: 'domU1' });
    expect(told(dead)).toEqual(['dying', 'freed-to-list', 'pages-returned', 'pages-returned', 'domain-gone']);
    const states = historyOf(dead, addr(BANK)).slice(-2);
    expect(states.map(({ state }) => [state.place, state.onListOf?.name ?? null, state.holds])).toEqual([
      ['given-up', 'domU1', 'domU1'],
      ['stranded', null, 'domU1'],
    ]);
    expect(dead.events.at(-1)?.counts.pages.stranded).toBe(PAGES);
    expect(freeNow(dead) - freeNow(booted)).toBeLessThan(PAGES);
    const again = after(dead, { do: 'recreate', domain: 'domU1' });
    expect(again.events.at(-1)).toMatchObject({ what: 'recreate-refused', isRefused: true, changes: [] });
  });

  it('without the flag leaks it on every release, and another domain gets it: what was feared', () => {
    const booted = timeline(one, on('4.22'), { marksStatic: false });
    const dead = after(booted, { do: 'destroy', domain: 'domU1' });
    expect(placeOf(dead, BANK)).toBe('heap');
    const more = bytes(BigInt(freeNow(booted) + PAGES / 2) << 12n);
    expect(told(after(booted, { do: 'create', domain: 'other', size: more }))).toEqual(['populate-refused']);
    expect(told(after(dead, { do: 'create', domain: 'other', size: more })).at(-1)).toBe('created');
  });
});

describe('ballooning', () => {
  const out: Action = { do: 'balloon-out', domain: 'domU1', size: bytes(64n * KiB) };
  const back: Action = { do: 'balloon-in', domain: 'domU1', size: bytes(64n * KiB) };

  it('goes through resv_page_list from 4.17, page by page', () => {
    const booted = timeline(one, on('4.22', 'debug'));
    const gone = after(booted, out);
    expect(placeOf(gone, BANK + SIZE - 0x1000n)).toBe('given-up');
    expect(placeOf(after(gone, back), BANK + SIZE - 0x1000n)).toBe('owned');
    const large = after(gone, { do: 'balloon-in', domain: 'domU1', size: bytes(8n * KiB), order: 1 });
    expect(large.events.at(-1)).toMatchObject({
      isRefused: true,
      says: ['Cannot allocate static order-1 pages for d1'],
    });
    const twice = after(gone, back, back);
    expect(twice.events.at(-1)?.says).toEqual(['d1: failed to retrieve a reserved page']);
  });

  it('says nothing about it in a release build', () => {
    expect(after(timeline(one, on('4.22')), back).events.at(-1)).toMatchObject({ isRefused: true, says: [] });
  });

  it('leaks to the heap on 4.16, unscrubbed, and takes any page of it back', () => {
    const booted = timeline(one, on('4.16'));
    const gone = after(booted, out);
    const [state] = historyOf(gone, addr(BANK + SIZE - 0x1000n)).slice(-1);
    expect(state?.state).toMatchObject({ place: 'heap', holds: 'domU1', needsScrub: false });
    expect(told(after(gone, back))).toEqual(['freed-to-heap', 'populated-from-heap']);
  });

  it('leaves the pages of a direct-mapped domain its own', () => {
    const gone = after(timeline(direct, on('4.22', 'debug')), out);
    const [last] = historyOf(gone, addr(BANK + SIZE - 0x1000n)).slice(-1);
    expect(last?.state).toMatchObject({ place: 'owned', isAllocated: true, mappedBy: [] });
    expect(told(after(gone, back, back))).toEqual(['unmapped', 'populated-same', 'populate-refused']);
    expect(after(gone, back, back).events.at(-1)?.says).toEqual(["mfn 0x68000 doesn't belong to d1"]);
  });
});

describe('asking for more', () => {
  const out: Action = { do: 'balloon-out', domain: 'domU1', size: bytes(64n * KiB) };
  const back: Action = { do: 'balloon-in', domain: 'domU1', size: bytes(64n * KiB) };
  const more: Action = { do: 'increase', domain: 'domU1', size: bytes(64n * KiB) };

  it('gets nothing beyond what memory says', () => {
    const [last] = after(timeline(one, on('4.22', 'debug')), more).events.slice(-1);
    expect(last).toMatchObject({
      what: 'over-allocation',
      isRefused: true,
      says: ['Could not allocate order=0 extent: id=1 memflags=0 (0 of 16)'],
    });
  });

  it('gives a static domain pages of the heap, after which it cannot have its own back', () => {
    const booted = timeline(one, on('4.22', 'debug'));
    const spent = after(booted, out, more);
    expect(told(spent)).toEqual(['freed-to-list', 'increased']);
    expect(freeNow(booted) - freeNow(spent)).toBe(16);
    const refused = after(spent, back);
    expect(refused.events.at(-1)?.says).toEqual(['d1: failed to retrieve a reserved page']);
    // What is mapped nowhere cannot be named, and so not be given up either.
    expect(freeNow(after(spent, out))).toBe(freeNow(spent));
    expect(freeNow(after(spent, { do: 'destroy', domain: 'domU1' }))).toBeGreaterThan(freeNow(spent));
  });

  it('is for chunks up to 2 MiB, with devices or control for larger ones', () => {
    const booted = timeline(one, on('4.22'));
    const large: Action = { do: 'increase', domain: 'domU1', size: bytes(8n * MiB), order: 10 };
    expect(after(booted, large).events.at(-1)).toMatchObject({ what: 'order-refused', says: [] });
    expect(after(booted, { ...large, order: 9 }).events.at(-1)?.what).toBe('over-allocation');
    const wider = timeline(
      planSpec('args memop-max-order=10 | domU1 static 60000000+8000000 kernel 44000000+200000'),
      on('4.22'),
    );
    expect(after(wider, large).events.at(-1)?.what).toBe('over-allocation');
  });

  it('lets dom0 have the largest chunk that anyone may', () => {
    const booted = timeline(
      planSpec('args dom0_mem=128M memop-max-order=11,5,5,5 | dom0 kernel 42000000+10000'),
      on('4.22'),
    );
    const large: Action = { do: 'increase', domain: 'dom0', size: bytes(16n * MiB), order: 11 };
    expect(after(booted, large).events.at(-1)?.what).toBe('over-allocation');
    expect(after(booted, { ...large, order: 12 }).events.at(-1)?.what).toBe('order-refused');
  });

  it('asks the heap before it looks at what the domain may own', () => {
    const booted = timeline(one, on('4.22'));
    const all: Action = { do: 'create', domain: 'all', size: bytes(BigInt(freeNow(booted)) << 12n) };
    expect(after(booted, all, more).events.at(-1)?.what).toBe('populate-refused');
  });
});

describe('a grant', () => {
  const two: Plan = layout(
    domU('domU1', [BANK, SIZE], 0x4400_0000n),
    domU('domU2', [0x7000_0000n, SIZE], 0x4500_0000n),
  );
  const granted = after(timeline(two, on('4.22')), {
    do: 'grant',
    domain: 'domU1',
    to: 'domU2',
    size: bytes(8n * KiB),
  });

  it('keeps the dead domain that granted it, until it ends', () => {
    const dead = after(granted, { do: 'destroy', domain: 'domU1' });
    expect(told(dead).at(-1)).toBe('domain-lingers');
    expect(dead.lives[0]?.stage).toBe('lingers');
    expect(placeOf(dead, BANK + SIZE - 0x1000n)).toBe('owned');
    const ended = after(dead, { do: 'end-grant', domain: 'domU1', to: 'domU2' });
    expect(ended.lives[0]?.stage).toBe('gone');
    expect(ended.events.at(-1)?.counts.pages.stranded).toBe(PAGES);
  });

  it('ends with the domain it was for', () => {
    const dead = after(granted, { do: 'destroy', domain: 'domU2' });
    const [last] = historyOf(dead, addr(BANK + SIZE - 0x1000n)).slice(-1);
    expect(last?.state).toMatchObject({ references: 1, grantedTo: [] });
  });
});

it('is empty behind power-on where Xen stops while it parses', () => {
  const clash = layout(domU('domU1', [BANK, SIZE], 0x4400_0000n), domU('domU2', [BANK, SIZE], 0x4500_0000n));
  const { events, analysis } = timeline(clash, on('4.22'));
  expect(analysis.verdict).toBe('refused');
  expect(events.map(({ what }) => what)).toEqual(['ram-found']);
});

it('rolls back the pages before the first that is not free', () => {
  // The second domain is disabled: from 4.19 its bank is not made ready, and the domain is built all the same.
  const off = layout(domU('domU1', [BANK, SIZE], 0x4400_0000n, strings('status', 'disabled')));
  const { events, analysis } = timeline(off, on('4.22'));
  expect(analysis.panic?.rule).toBe('static-node-disabled');
  expect(events.at(-1)).toMatchObject({ what: 'rolled-back', at: BANK, isRefused: true });
});

it('takes a bank back that is more than memory says', () => {
  const more = layout(domU('domU1', [BANK, SIZE], 0x4400_0000n, ...CELLS));
  const root = more.tree.root;
  const less = {
    ...more,
    tree: {
      ...more.tree,
      root: {
        ...root,
        children: root.children.map((chosen) => ({
          ...chosen,
          children: chosen.children.map((node) => ({
            ...node,
            properties: node.properties.map((property) =>
              property.name === 'memory' ? ranges('memory', SIZE / 2048n) : property,
            ),
          })),
        })),
      },
    },
  };
  const { events } = timeline(less, on('4.22'));
  expect(events.slice(-2).map(({ what }) => what)).toEqual(['verified', 'assign-refused']);
  expect(events.at(-1)?.counts.pages.static).toBe(PAGES);
});
