// dom0-placement-varies: where dom0's RAM lies may differ from one boot to the next.
//
// Xen picks it from its heap, scrubbed memory first, and idle CPUs scrub while it starts (boot/dom0-memory.ts). Nothing
// fails, but whatever relies on an address of dom0's would.
import { totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { DomainOutcome, Finding } from '../analysis.ts';
import type { Boot } from '../boot/state.ts';

export function dom0PlacementVaries(boot: Boot, domains: readonly DomainOutcome[]): Finding[] {
  const dom0 = domains.find(({ name }) => name === 'dom0');
  if (!boot.dom0Varies || dom0 === undefined) return [];
  const banks = dom0.memory.flatMap(({ host }) => host ?? []);
  return [
    {
      rule: 'dom0-placement-varies',
      by: 'advice',
      severity: 'question',
      stops: false,
      domain: 'dom0',
      message: `May dom0’s ${sizeText(totalSize(banks))} lie elsewhere at the next boot? Idle CPUs scrub free memory while Xen starts, and what is clean is taken first: this is one possibility. With bootscrub=0 on Xen’s command line every boot gives the same.`,
      prints: [],
      space: 'host',
      range: banks[0] ?? null,
      involved: banks,
      path: '/chosen',
      property: 'xen,xen-bootargs',
    },
  ];
}
