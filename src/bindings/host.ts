// Host tree → what the machine offers: RAM, reservations, CPUs, interrupt controller, console UART, devices.
import type { HostFacts } from '../model/board.ts';
import { readString } from '../model/cells.ts';
import { findChild, type Tree } from '../model/tree.ts';
import { devicesOf } from './host/devices.ts';
import { dmaBusesOf } from './host/dma.ts';
import { gicOf } from './host/gic.ts';
import { ramBanks, reservations } from './host/memory.ts';
import { survey } from './host/survey.ts';
import { uartOf } from './host/uart.ts';

/** Reads a host tree. Total: whatever the tree holds, what cannot be understood is left out. */
export function readHost(tree: Tree): HostFacts {
  const places = survey(tree);
  const uart = uartOf(tree, places);
  const dma = dmaBusesOf(places);
  return {
    memory: ramBanks(tree),
    reserved: reservations(tree),
    cpus: cpuCount(tree),
    gic: gicOf(places),
    uart,
    devices: devicesOf(places, uart?.path ?? null),
    ...(dma.length === 0 ? {} : { dma }),
  };
}

/**
 * CPU nodes under `/cpus`, whatever their `status`: for a CPU, `disabled` means parked until it is started
 * (Devicetree Specification 3.8.1), and Xen does not ask (xen/arch/arm/smpboot.c:dt_smp_init_cpus).
 */
const cpuCount = (tree: Tree): number =>
  (findChild(tree.root, 'cpus')?.children ?? []).filter(
    (child) =>
      readString(child, 'device_type') === 'cpu' || child.name === 'cpu' || child.name.startsWith('cpu@'),
  ).length;
