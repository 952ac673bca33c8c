// What goes wrong with a domain’s node, and with how many there are.
import { MiB } from '../../../model/addr.ts';
import { PAGE, KiB, type Mutation, someDomain, inDomain } from './draw.ts';

export const IN_DOMAINS: Record<string, Mutation> = {
  'direct-map or not': inDomain((domain) => {
    domain.directMap = !domain.directMap;
  }),
  'memory in other cells': inDomain((domain, pick) => {
    domain.memoryCells = pick.of(1, 0, 3, 4);
  }),
  'memory from the heap': inDomain((domain, pick) => {
    domain.banks = null;
    domain.extra =
      pick.of(64n, 0n, 1n, 512n, 900n, 1500n, 3000n, 5000n) * MiB + pick.of(0n, 0n, PAGE, KiB, 3n * KiB);
  }),
  'other vCPUs': inDomain((domain, pick) => {
    domain.cpus = pick.of<number | null>(null, 0, 1, 2, 4, 8, 9, 16, 32, 33, 128, 129);
  }),
  'vpl011 or not': inDomain((domain) => {
    domain.vpl011 = !domain.vpl011;
  }),
  'a number of SPIs': inDomain((domain, pick) => {
    domain.nrSpis = pick.of(0, 1, 2, 32, 256, 960, 988, 1000);
  }),
  enhanced: inDomain((domain, pick) => {
    domain.enhanced = pick.of<string | null>('', 'no-xenstore', 'enabled', 'legacy', 'disabled', 'nonsense');
  }),
  'another P2M pool': inDomain((domain, pick) => {
    domain.p2mMb = pick.of(1, 0, 2, 3, 8, 300, 4000);
  }),
  'a disabled domain': inDomain((domain, pick) => {
    domain.status = pick.of('disabled', 'okay', 'ok', 'fail', '');
  }),
  'another name': inDomain((domain, pick) => {
    // A name has one unit address at most, and this may be its second new name.
    const [base = ''] = domain.name.split('@');
    domain.name = pick.of(
      `${base}@1`,
      `${base}-${'x'.repeat(26)}`,
      `Dom.${base}`,
      `memory-of-${base}`,
      `${base}${'y'.repeat(24)}@ff`,
    );
  }),
  'domains in another order': (sketch) => void sketch.domains.reverse(),
  'other cells in /chosen': (sketch, pick) => {
    const cells = pick.of<number | null>(1, null, 2, 3, 0);
    if (pick.below(2) === 0) sketch.cells.address = cells;
    else sketch.cells.size = cells;
  },
  'other cells in a domain': inDomain((domain, pick) => {
    const cells = pick.of<number | null>(1, null, 3, 0);
    if (pick.below(2) === 0) domain.cells.address = cells;
    else domain.cells.size = cells;
  }),
  'a domain more': (sketch, pick) => {
    const like = someDomain(sketch, pick);
    if (like === undefined) return;
    const count = pick.of(1, 4, 20, 31);
    for (let i = 0; i < count; i += 1) {
      const copy = structuredClone(like);
      copy.name = `more${sketch.domains.length}`;
      copy.banks = null;
      copy.extra = 8n * MiB;
      copy.directMap = false;
      copy.shared = [];
      for (const module of copy.modules) {
        module.start += BigInt(i + 1) * 0x10_0000n;
        if (module.kind === 'kernel') module.bootargs = `id=${copy.name}`;
      }
      sketch.domains.push(copy);
    }
  },
};
