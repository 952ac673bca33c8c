// Random layouts, seeded and shrinkable: one that should boot, and up to three things done to it.
import fc from 'fast-check';
import { addr, alignUp, GiB, MiB } from '../../model/addr.ts';
import type { VirtLayout } from '../virt-layout.ts';
import { draw } from './draw.ts';
import { MUTATIONS } from './mutations.ts';
import { Picks } from './mutations/draw.ts';
import { modulesOf, type Sketch } from './sketch.ts';
import { RAM_START, validSketch } from './valid.ts';

const NAMES = Object.keys(MUTATIONS);
const done = fc.record({
  what: fc.constantFrom(...NAMES),
  picks: fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }),
});

/** More RAM than that takes long to boot. */
const MOST_RAM = 12n * GiB;

/** Xen and the blob have to be somewhere, whatever the tree says. */
const LEAST_RAM = 256n * MiB;
const ROOM_TO_LOAD = 4n * MiB;

/** Bytes that Xen and the blob take at most. */
const XEN_ROOM = 2n * MiB;
const BLOB_ROOM = 64n * 1024n;

/** A tree that lies about the machine is not a layout: there is RAM where it says so, within reason, and where modules are. */
function backWithRam(sketch: Sketch): void {
  const { host } = sketch;
  if (host.fdt < RAM_START) host.fdt = addr(host.fdt + RAM_START);
  // No boot loader puts the blob over Xen: nothing would be left to boot.
  if (host.fdt + BLOB_ROOM > host.xen && host.fdt < host.xen + XEN_ROOM) host.fdt = addr(host.xen + XEN_ROOM);
  let end = RAM_START + LEAST_RAM;
  for (const loaded of [host.xen, host.fdt])
    if (loaded + ROOM_TO_LOAD > end) end = alignUp(loaded + ROOM_TO_LOAD, MiB);
  for (const bank of sketch.ram.flatMap(({ banks }) => banks ?? [])) {
    if (bank.start < RAM_START) bank.start += RAM_START;
    const most = RAM_START + MOST_RAM - bank.start;
    if (bank.size > most) bank.size = most > 0n ? most : 0n;
    if (bank.size > 0n && bank.start + bank.size > end) end = bank.start + bank.size;
  }
  for (const module of modulesOf(sketch)) {
    if (module.start < RAM_START) module.start += RAM_START;
    if (module.start >= end) module.start = end - 2n * MiB;
    if (module.start + module.size > end) module.size = end - module.start;
  }
  host.ramMb = Number((end - RAM_START + MiB - 1n) / MiB);
}

/** A layout of any kind for QEMU's `virt` machine; its title tells what was done to it. */
export const anyLayout: fc.Arbitrary<VirtLayout> = fc
  .tuple(validSketch, fc.array(done, { maxLength: 3 }))
  .map(([valid, mutations]) => {
    const sketch = structuredClone(valid);
    for (const { what, picks } of mutations) MUTATIONS[what]?.(sketch, new Picks(picks));
    backWithRam(sketch);
    return draw(sketch, mutations.map(({ what }) => what).join(', ') || 'nothing done to it');
  });
