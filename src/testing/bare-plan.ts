// A plan without a tree, for tests of what reads entities only.
import { addr, bytes } from '../model/addr.ts';
import { NOTHING_WANTED } from '../model/need.ts';
import { NOTHING_PINNED } from '../model/pin.ts';
import type { Plan } from '../model/plan.ts';
import { range, type Range } from '../model/range.ts';
import { node } from '../model/tree.ts';

/** A plan over the given RAM banks with nothing on it; `tree` is an empty root. */
export const barePlan = (memory: readonly Range[] = [range(0x4000_0000n, 0x8000_0000n)]): Plan => ({
  board: { name: 'test', source: 'test', origin: 'facts', memoryOptions: [] },
  tree: { root: node(''), memreserve: [], bootCpu: 0 },
  host: {
    memory,
    reserved: [
      {
        path: '/reserved-memory/fw@40000000',
        start: addr(0x4000_0000n),
        size: bytes(0x10_0000n),
        noMap: true,
      },
    ],
    cpus: 4,
    gic: null,
    uart: null,
    devices: [],
  },
  load: { xen: null, fdt: null },
  heap: [],
  domains: [],
  dom0Modules: [],
  xenBootargs: null,
  dom0Bootargs: null,
  paths: new Map(),
  pinned: NOTHING_PINNED,
  wants: NOTHING_WANTED,
  nextId: 1,
});
