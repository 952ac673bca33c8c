// Which domains have a vPL011: no line says so, but the size of the device tree Xen made for a guest does.
//
// The boot is simulated with and without; a domain whose tree has the logged size with the one and not the other is
// known. Trees that hold what the log does not tell of (shared memory, xen,enhanced) fit neither.
import { analyse } from '../../engine/index.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { BootLog } from './facts.ts';
import { readBootLog } from './read.ts';

const withUarts = (plan: Plan, vpl011: boolean): Plan => ({
  ...plan,
  domains: plan.domains.map((domain) => ({ ...domain, vpl011 })),
});

type Sizes = ReadonlyMap<number, bigint>;

const sizesIn = ({ domains }: BootLog): Sizes =>
  new Map(
    domains.flatMap(({ domid, placed: { dtb } }) => (dtb === null ? [] : [[domid, dtb.guest.size] as const])),
  );

/** By domid, for the domains of which it is known. `settled` writes a plan's domains into its tree. */
export function virtualUarts(
  log: BootLog,
  plan: Plan,
  target: Target,
  settled: (plan: Plan) => Plan | null,
): ReadonlyMap<number, boolean> {
  const [without, having] = [false, true].map((vpl011): Sizes => {
    const tried = settled(withUarts(plan, vpl011));
    if (tried === null) return new Map();
    const lines = analyse(tried, target).log.map(({ text }) => text);
    const predicted = readBootLog(lines.join('\n'), target.release);
    return predicted.ok ? sizesIn(predicted.value) : new Map();
  });
  const known = new Map<number, boolean>();
  for (const [domid, size] of sizesIn(log)) {
    const fits = having?.get(domid) === size;
    if (fits !== (without?.get(domid) === size)) known.set(domid, fits);
  }
  return known;
}
