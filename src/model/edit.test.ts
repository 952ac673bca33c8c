import { expect, test } from 'vitest';
import { barePlan } from '../testing/bare-plan.ts';
import { GiB, MiB } from './addr.ts';
import {
  addBank,
  addDomain,
  addHeapBank,
  addModule,
  giveModule,
  placeAll,
  placeAt,
  remove,
  setLoad,
  updateDomain,
  updateModule,
} from './edit.ts';
import { findEntity, XEN_IMAGE } from './entities.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { range } from './range.ts';

const at = (start: bigint, size: bigint = 0x1000_0000n) => range(start, size);

function oneDomain() {
  const domain = addDomain(barePlan());
  const bank = addBank(domain.plan, domain.id, at(0x5000_0000n));
  return { plan: bank.plan, domain: domain.id, bank: bank.id };
}

test('ids are never given twice, also after a removal', () => {
  const first = addHeapBank(barePlan(), at(0x5000_0000n));
  const second = addHeapBank(remove(first.plan, [first.id]), at(0x5000_0000n));
  expect(second.id).not.toBe(first.id);
});

test('the first bank makes memory static and equal; a resize keeps it in step', () => {
  const { plan, bank } = oneDomain();
  expect(plan.domains[0]?.memory).toBe(256n * MiB);
  const grown = placeAt(plan, bank, at(0x5000_0000n, 0x2000_0000n));
  expect(grown.domains[0]?.memory).toBe(512n * MiB);
});

test('many are placed at once as one after the other, and what is named nowhere stays', () => {
  const { plan, bank } = oneDomain();
  const heap = addHeapBank(placeAt(plan, XEN_IMAGE, at(0x4020_0000n)), at(0x4800_0000n));
  const places = [
    [bank, at(0x7000_0000n, 0x2000_0000n)],
    [heap.id, at(0x6000_0000n)],
    [XEN_IMAGE, at(0x4040_0000n)],
  ] as const;
  expect(placeAll(heap.plan, new Map(places))).toEqual(
    places.reduce((next, [id, to]) => placeAt(next, id, to), heap.plan),
  );
  expect(placeAll(heap.plan, new Map())).toBe(heap.plan);
});

test('a mismatch made on purpose survives a resize', () => {
  const { plan, domain, bank } = oneDomain();
  const odd = updateDomain(plan, domain, { memory: GiB });
  expect(placeAt(odd, bank, at(0x6000_0000n, 0x2000_0000n)).domains[0]?.memory).toBe(GiB);
});

test('an edit that changes nothing is the same plan', () => {
  const { plan, domain, bank } = oneDomain();
  expect(placeAt(plan, bank, at(0x5000_0000n))).toBe(plan);
  expect(updateDomain(plan, domain, { cpus: 1 })).toBe(plan);
  expect(remove(plan, [])).toBe(plan);
  expect(setLoad(plan, { xen: null, fdt: null })).toBe(plan);
});

test('an edit leaves other domains the same objects', () => {
  const { plan, bank } = oneDomain();
  const two = addDomain(plan).plan;
  expect(placeAt(two, bank, at(0x7000_0000n)).domains[1]).toBe(two.domains[1]);
});

test('removing the last bank gives the memory back to the heap, with its size', () => {
  const { plan, bank } = oneDomain();
  const gone = remove(plan, [bank]);
  expect(gone.domains[0]).toMatchObject({ staticMem: null, memory: 256n * MiB });
});

test('moved shared memory stays 1:1 where a direct-mapped guest has it so', () => {
  const plan = planSpec(`a dm shared one 60000000>60000000+100000 shared two 61000000>20000000+100000
    | b shared three 62000000>62000000+100000`);
  const ids = plan.domains.flatMap(({ shared }) => shared.map(({ id }) => id));
  const places = new Map(ids.map((id, i) => [id, at(0x7000_0000n + BigInt(i) * 0x20_0000n, 0x10_0000n)]));
  const said = placeAll(plan, places).domains.flatMap(({ shared }) =>
    shared.map(({ host, guest }) => [host, guest]),
  );
  expect(said).toEqual([
    [0x7000_0000n, 0x7000_0000n],
    [0x7020_0000n, 0x2000_0000n],
    [0x7040_0000n, 0x6200_0000n],
  ]);
});

test('removing a domain takes its banks and modules along', () => {
  const { plan, domain } = oneDomain();
  const kernel = addModule(plan, domain, { kind: 'kernel', range: at(0x4800_0000n, 0x10000n), file: null });
  expect(findEntity(remove(kernel.plan, [domain]), kernel.id)).toBeUndefined();
});

test('a module is handed on as it is, to a domain or to dom0', () => {
  const plan = planSpec('a kernel 44000000+1000 ramdisk 45000000+1000 | b kernel 46000000+1000');
  const [a, b] = plan.domains;
  const ramdisk = a?.modules[1];
  if (b === undefined || ramdisk === undefined) throw new Error('no ramdisk');
  const given = giveModule(plan, ramdisk.id, b.id);
  expect(given.domains.map(({ modules }) => modules.map(({ kind }) => kind))).toEqual([
    ['kernel'],
    ['kernel', 'ramdisk'],
  ]);
  expect(given.domains[1]?.modules[1]).toBe(ramdisk);
  expect(giveModule(given, ramdisk.id, null).dom0Modules).toEqual([ramdisk]);
  expect(giveModule(plan, b.id, null)).toBe(plan);
});

test('what changes nothing is no edit: the plan is the same', () => {
  const plan = planSpec('a kernel 44000000+1000 ramdisk 45000000+1000');
  const [a] = plan.domains;
  const [kernel] = a?.modules ?? [];
  if (a === undefined || kernel === undefined) throw new Error('no kernel');
  expect(updateModule(plan, kernel.id, { kind: 'kernel', bootargs: null })).toBe(plan);
  expect(updateDomain(plan, a.id, { cpus: 1 })).toBe(plan);
  expect(giveModule(plan, kernel.id, a.id)).toBe(plan);
  expect(giveModule(plan, kernel.id, kernel.id)).toBe(plan);
});

test('the Xen image moves and can be forgotten', () => {
  const known = placeAt(barePlan(), XEN_IMAGE, at(0x4020_0000n, 0x20_0000n));
  expect(known.load.xen?.start).toBe(0x4020_0000n);
  expect(remove(known, [XEN_IMAGE]).load.xen).toBeNull();
});

test('new domains take the first free name', () => {
  const named = addDomain(addDomain(barePlan(), 'domU2').plan).plan;
  expect(named.domains.map((d) => d.name)).toEqual(['domU2', 'domU3']);
});
