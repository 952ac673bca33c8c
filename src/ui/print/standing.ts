// What Xen says of the standing of the features a design uses: a report is read by who has to answer for them.
import type { Plan } from '../../model/plan.ts';

interface Preview {
  /** In SUPPORT.md, which has all of them as Tech Preview on Arm from 4.17 to unstable and none in 4.16. */
  readonly name: string;
  readonly isUsed: (plan: Plan) => boolean;
  /** Only a Xen that is configured with UNSUPPORTED has it. */
  readonly isOption: boolean;
}

const PREVIEWS: readonly Preview[] = [
  {
    name: 'Static Allocation',
    isUsed: ({ domains }) => domains.some(({ staticMem }) => staticMem !== null),
    isOption: true,
  },
  { name: 'Static Heap', isUsed: ({ heap }) => heap.length > 0, isOption: false },
  {
    name: 'Static Memory Sharing',
    isUsed: ({ domains }) => domains.some(({ shared }) => shared.length > 0),
    isOption: true,
  },
];

/** Empty for a design that uses none of them. */
export function standingText(plan: Plan): string {
  const used = PREVIEWS.filter(({ isUsed }) => isUsed(plan));
  if (used.length === 0) return '';
  const listed = (previews: readonly Preview[]): string => previews.map(({ name }) => name).join(', ');
  const options = used.filter(({ isOption }) => isOption);
  const built =
    options.length === 0 ? '' : ` Only a Xen built with CONFIG_UNSUPPORTED has ${listed(options)}.`;
  return `Tech Preview in Xen’s SUPPORT.md (from 4.17): ${listed(used)}.${built}`;
}
