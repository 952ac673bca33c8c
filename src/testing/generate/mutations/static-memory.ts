// What goes wrong with a domain’s xen,static-mem.
import { MiB } from '../../../model/addr.ts';
import { PAGE, KiB, type Mutation, somewhere, someSize, someDomain, inDomain, pieces } from './draw.ts';
import { type Bank } from '../sketch.ts';

export const IN_STATIC_MEMORY: Record<string, Mutation> = {
  'another bank': inDomain((domain, pick, sketch) => {
    domain.banks ??= [];
    domain.banks.splice(pick.below(domain.banks.length + 1), 0, {
      start: somewhere(sketch, pick),
      size: someSize(pick),
    });
  }),
  'a bank twice': inDomain((domain, pick, sketch) => {
    const bank = pick.one(domain.banks ?? []);
    if (bank !== undefined) someDomain(sketch, pick)?.banks?.push({ ...bank });
  }),
  'banks the other way round': inDomain((domain) => void domain.banks?.reverse()),
  'a bank in many pieces': inDomain((domain, pick) => {
    const bank = domain.banks?.shift();
    if (bank === undefined) return;
    const count = pick.of(2, 3, 8, 33, 65, 130, 184, 187, 188, 190, 240, 255, 256, 257);
    const size = pick.of(PAGE, 64n * KiB, 1n * MiB, 2n * MiB, 4n * MiB);
    domain.banks?.push(...pieces(bank, count, size, pick.of(0n, PAGE, 1n * MiB)));
  }),
  'a small first bank': inDomain((domain, pick) => {
    const bank = domain.banks?.[0];
    if (bank === undefined) return;
    const size =
      pick.of(4n, 2n, 6n, 8n, 3n, 5n, 1n, 128n, 130n, 132n, 134n) * MiB +
      pick.of(0n, 0n, PAGE, -PAGE, 64n * KiB);
    if (bank.size > size && pick.below(2) === 0)
      domain.banks?.push({ start: bank.start + size, size: bank.size - size });
    bank.size = size;
  }),
  'an empty xen,static-mem': inDomain((domain, pick) => {
    domain.banks = pick.of<Bank[] | null>([], null);
  }),
  'memory beside the sum': inDomain((domain, pick) => {
    domain.extra += pick.of(KiB, -KiB, PAGE, -PAGE, 2n * MiB, -2n * MiB, 1n, 3n * KiB, 64n * MiB, -64n * MiB);
  }),
};
