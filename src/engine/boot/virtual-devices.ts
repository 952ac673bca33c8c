// The devices Xen emulates for a domain: what setting them up takes and refuses.
//
// Stands for vgic_v2_domain_init (arch/arm/vgic-v2.c) and domain_vpl011_init (arch/arm/vpl011.c).
import { cellAt } from '../../model/cells.ts';
import { findProperty, nodeAt } from '../../model/tree.ts';
import { sizeText } from '../../model/size.ts';
import { consoleWithoutIrq } from '../refusals/direct-map/dm-uart-irq.ts';
import { redistributorsShort } from '../refusals/direct-map/dm-vcpus-gicr.ts';
import { vpl011NoInterrupt } from '../refusals/direct-map/vpl011-nr-spis.ts';
import { vpl011WithoutIrq, vpl011WithoutUart } from '../refusals/direct-map/dm-vpl011-no-uart.ts';
import { vpl011TooSmall } from '../refusals/direct-map/dm-vpl011-small-uart.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { consoleUart } from './console-uart.ts';
import type { DomainNode } from './domain-node.ts';
import { failCreate, failSetUp, stopDomain } from './domain-trace.ts';
import { gicRegions } from './guest-layout.ts';
import type { P2mTables } from './p2m.ts';
import type { Boot } from './state.ts';

/** A GICv2 guest sees the host's virtual CPU interface through its page tables, up to 4.17 from the start; a GICv3 guest needs none. */
export function mapInterruptController(boot: Boot, domain: DomainNode, tables: P2mTables): void {
  const { host } = boot.plan;
  if (host.gic?.version !== 2 || !boot.does.mapsCpuInterfaceAtOnce) return;
  const cpuInterface = gicRegions(host, domain.directMap, domain.cpus ?? 1)[1];
  if (cpuInterface !== undefined) tables.map(cpuInterface.start >> 12n, 1n, cpuInterface.size >> 12n);
}

/** GUEST_PL011_SIZE. */
const VPL011_SIZE = 0x1000n;

/** The SPI of vPL011: 0 for GUEST_VPL011_SPI, Xen's own console's under direct-map. null: not known. */
function vpl011Spi(boot: Boot, domain: DomainNode): number | null {
  if (!domain.directMap) return 0;
  return boot.once(spiOfConsole);
}

function spiOfConsole({ plan }: Boot): number | null {
  const { uart } = plan.host;
  const at = uart === null ? undefined : nodeAt(plan.tree, uart.path);
  const interrupts = at === undefined ? undefined : findProperty(at, 'interrupts');
  return interrupts !== undefined && cellAt(interrupts, 0) === 0 ? (cellAt(interrupts, 1) ?? null) : null;
}

/** domain_vgic_init: SPIs come in ranks of 32. */
const RANK = 32;

const NO_CONSOLE = 'Neither stdout-path nor dtuart= names a UART';

/** Without nr_spis the controller is made large enough for the interrupt of Xen's console, which must have one. */
export function sizeInterruptController(boot: Boot, domain: DomainNode): void {
  if (!domain.directMap || domain.nrSpis !== null) return;
  const uart = consoleUart(boot);
  if (uart.kind === 'usable') return;
  const fails = boot.does.noticesNoConsoleIrq || domain.vpl011;
  if (!fails) return;
  const told = { property: 'direct-map' };
  if (uart.kind === 'unnamed')
    boot.trace.note(consoleWithoutIrq, null, 'warning', {
      domain: domain.name,
      path: domain.path,
      ...told,
      message: `${NO_CONSOLE}. Unless the boot loader adds that, Xen stops at ${domain.name}, which is direct-mapped, for want of a console of its own.`,
    });
  else {
    const message = `${domain.name} is direct-mapped, but Xen has no console of its own: ${uart.why}.`;
    if (boot.does.noticesNoConsoleIrq)
      stopDomain(boot, domain, consoleWithoutIrq, null, { ...told, message });
    else failCreate(boot, domain, -22, consoleWithoutIrq, null, { ...told, message });
  }
}

/** What vPL011 needs: under direct-map Xen's own UART, of a page, and an interrupt. */
export function setUpVpl011(boot: Boot, domain: DomainNode): void {
  if (!domain.vpl011) return;
  if (domain.directMap && !isThereUart(boot, domain)) return;
  reserveInterrupt(boot, domain);
}

function isThereUart(boot: Boot, domain: DomainNode): boolean {
  const uart = consoleUart(boot);
  const { host } = boot.plan;
  if (uart.kind === 'unnamed') return true;
  if (uart.kind === 'unusable') {
    const message = `${domain.name}’s vPL011 would take the place of Xen’s own UART, but ${uart.why}.`;
    if (boot.does.ignoresVpl011Failure)
      stopDomain(boot, domain, vpl011WithoutIrq, null, { property: 'vpl011', message });
    else failVpl011(boot, domain, vpl011WithoutUart, { property: 'vpl011', message });
  } else if (uart.path === host.uart?.path && host.uart.size < VPL011_SIZE)
    failVpl011(boot, domain, vpl011TooSmall, {
      property: 'vpl011',
      message: `${domain.name}’s vPL011 takes 4 KiB in the place of Xen’s own UART, which has ${sizeText(host.uart.size)}.`,
    });
  else return true;
  return false;
}

/** Up to 4.17 the domain goes on without the device, and its tree has it all the same: what touches it is thrown an abort. */
function failVpl011(
  boot: Boot,
  domain: DomainNode,
  refusal: Refusal<null>,
  told: { readonly message: string; readonly property: string },
): void {
  if (!boot.does.ignoresVpl011Failure) failSetUp(boot, domain, -22, refusal, null, told);
  else
    boot.trace.note(refusal, null, 'error', {
      ...told,
      consequence: 'misbehaves',
      domain: domain.name,
      path: domain.path,
      message: `${told.message} Xen ${boot.target.release} goes on; nothing answers at the UART’s address.`,
    });
}

/** An explicit nr_spis must leave vPL011 its interrupt. */
function reserveInterrupt(boot: Boot, domain: DomainNode): void {
  if (domain.nrSpis === null) return;
  const spi = vpl011Spi(boot, domain);
  if (spi === null || Math.ceil(domain.nrSpis / RANK) * RANK > spi) return;
  const message = `${domain.name} has nr_spis = <${domain.nrSpis}>, but its vPL011 uses SPI ${spi}.`;
  failVpl011(boot, domain, vpl011NoInterrupt, { property: 'nr_spis', message });
}

/** A redistributor takes two frames of 64 KiB. */
const REDISTRIBUTOR = 0x20000n;

/** A direct-mapped GICv3 guest has as many redistributors as the host. */
export function createVcpus(boot: Boot, domain: DomainNode): void {
  const { gic } = boot.plan.host;
  if (!domain.directMap || gic?.version !== 3 || domain.cpus === null) return;
  const frames = gic.regions.slice(1).reduce((sum, region) => sum + region.size / REDISTRIBUTOR, 0n);
  if (BigInt(domain.cpus) <= frames) return;
  const message = `${domain.name} is direct-mapped and wants ${domain.cpus} vCPUs, but the host’s GIC has redistributors for ${frames}.`;
  if (boot.does.vcpuFailureFatal)
    failSetUp(
      boot,
      domain,
      -12,
      redistributorsShort,
      { domain: domain.id, vcpu: frames },
      { property: 'cpus', message },
    );
  else
    boot.trace.note(redistributorsShort, { domain: domain.id, vcpu: frames }, 'silent', {
      consequence: 'dropped',
      domain: domain.name,
      path: domain.path,
      property: 'cpus',
      message: `${message} The others are left out.`,
    });
}
