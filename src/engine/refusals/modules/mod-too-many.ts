// mod-too-many: more than 32 boot modules.
import type { Range } from '../../../model/range.ts';
import { paddr } from '../../boot/format.ts';
import { domU, kernel, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const modulesTooMany: Refusal<{ readonly kind: string; readonly range: Range }> = {
  id: 'mod-too-many',
  title: 'more than 32 boot modules',
  brief: 'There is no room left to record a boot module.',
  explain:
    'Xen has room for 32 modules (MAX_MODULES), and the first two are Xen itself and the device tree blob. The 33rd is ignored with one line on the console; what fails is the domain that needs it. A kernel that several domains share at one address takes one place.',
  fix: 'Load fewer modules, for instance one kernel image for several domains.',
  consequence: 'dropped',
  early: true,
  says: [
    {
      lines: ({ kind, range }) => [
        `Ignoring ${kind} boot module at ${paddr(range.start)}-${paddr(range.start + range.size)} (too many)`,
      ],
    },
  ],
  ends: [],
  source: ADD_MODULE,
};

const manyKernels = (count: number): string =>
  Array.from({ length: count }, (_, i) =>
    domU({
      name: `domU${i + 1}`,
      banks: [0x60000000 + i * 32 * MIB, 16 * MIB],
      kernel: kernel(0x44000000 + i * MIB),
    }),
  ).join('\n');

export const example: Example = {
  triggers: () => machine(manyKernels(31)),
  harmless: () => machine(manyKernels(30)),
};
