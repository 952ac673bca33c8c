// What Xen refuses about a domain's node before it builds anything of the domain.
//
// Stands for parse_dom0less_node and arch_parse_dom0less_node (create_domUs up to 4.20) in their order, and for what
// domain_create checks of the result: sanitise_domain_config, domain_vgic_init, grant_table_init.
import { isCompatible, readU32 } from '../../model/cells.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import { capabilitiesUnknown } from '../refusals/capabilities/caps-invalid.ts';
import { hardwareTwice } from '../refusals/capabilities/caps-two-hardware.ts';
import { hardwareBlob } from '../refusals/capabilities/hwdom-blob.ts';
import { hardwareSpis } from '../refusals/capabilities/hwdom-nr-spis.ts';
import { hardwarePassthrough } from '../refusals/capabilities/hwdom-passthrough.ts';
import { hardwareUnguarded } from '../refusals/capabilities/hwdom-static.ts';
import { directMapNeedsStatic } from '../refusals/direct-map/direct-map-needs-static.ts';
import { cpusMissing } from '../refusals/domain/cpus-missing.ts';
import { cpusZero } from '../refusals/domain/cpus-zero.ts';
import { vcpusTooMany } from '../refusals/domain/vcpus-max.ts';
import { grantFramesNone } from '../refusals/options/grant-frames-zero.ts';
import { framesOverflow } from '../refusals/options/grant-overflow.ts';
import { grantVersion } from '../refusals/options/grant-version.ts';
import { passthroughLeaks } from '../refusals/options/iommu-leak-419.ts';
import { colorsOff } from '../refusals/options/llc-off-colors.ts';
import { msaNoMmu, msaNotDirect, msaUnknown } from '../refusals/mpu/mpu-msa.ts';
import { msaWithoutMpu } from '../refusals/options/msa-no-mpu.ts';
import { spisTooMany } from '../refusals/options/nr-spis-max.ts';
import { staticColored } from '../refusals/static/static-llc.ts';
import { sciUnknown } from '../refusals/options/sci-type.ts';
import { sveOff } from '../refusals/options/sve-off.ts';
import { trapsUnknown } from '../refusals/options/trap-unmapped.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { colorTextOf } from './domain-colors.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { failCreate, stopDomain } from './domain-trace.ts';
import { sizeInterruptController } from './virtual-devices.ts';
import { noteUnknownInDomain } from './features.ts';
import { cString } from './flat.ts';
import { hasIommu } from './iommu.ts';
import type { Boot } from './state.ts';

/** Shared interrupts of a GIC: 988, of which a vGIC gives whole ranks of 32. */
const MAX_SPIS = 960;
/** GNTTAB_MAX_VERSION on Arm. */
const GRANT_VERSION = 1;

/** dt_property_read_string: null where the property is absent, empty or not terminated. */
function stringOf(node: TreeNode, name: string): string | null {
  const value = findProperty(node, name);
  return value === undefined || !value.includes(0) ? null : cString(value);
}

type Check = (boot: Boot, domain: DomainNode) => void;

/** Ends the boot because of one property, in words of its own. */
function refuse<P>(
  boot: Boot,
  domain: DomainNode,
  property: string,
  refusal: Refusal<P>,
  params: P,
  message: string,
): void {
  stopDomain(boot, domain, refusal, params, { property, message });
}

const checkCapabilities: Check = (boot, domain) => {
  const { capabilities, name } = domain;
  if (capabilities > 7)
    refuse(
      boot,
      domain,
      'capabilities',
      capabilitiesUnknown,
      { capabilities },
      `${name} has capabilities = <0x${capabilities.toString(16)}>; Xen knows 1 (control), 2 (hardware) and 4 (Xenstore).`,
    );
  if (domain.isHardware && boot.hardwareDomain !== null)
    refuse(
      boot,
      domain,
      'capabilities',
      hardwareTwice,
      { tag: `d${boot.hardwareDomain}` },
      `${name} is to be a hardware domain (capabilities), but d${boot.hardwareDomain} already is.`,
    );
};

const checkStatic: Check = (boot, domain) => {
  if (boot.coloring !== null && domain.staticMem !== null)
    refuse(
      boot,
      domain,
      'xen,static-mem',
      staticColored,
      null,
      `${domain.name} has xen,static-mem, and cache colouring is on.`,
    );
};

const checkDirectMap: Check = (boot, domain) => {
  const hasStatic = domain.staticMem !== null && boot.target.kconfig.STATIC_MEMORY;
  if (!domain.directMap || hasStatic) return;
  refuse(
    boot,
    domain,
    'direct-map',
    directMapNeedsStatic,
    { name: domain.printed },
    domain.staticMem === null
      ? `${domain.name} asks for direct-map but has no xen,static-mem to map.`
      : `${domain.name} asks for direct-map of its static memory, which this Xen is built without.`,
  );
};

const checkCpus: Check = (boot, domain) => {
  if (domain.cpus === null)
    refuse(
      boot,
      domain,
      'cpus',
      cpusMissing,
      { name: domain.printed },
      `${domain.name} does not say how many cpus it has.`,
    );
};

/** What a hardware domain may not ask for, or must have. */
const checkHardware: Check = (boot, domain) => {
  const { node, name } = domain;
  if (!domain.isHardware) return;
  if (stringOf(node, 'passthrough') !== null)
    refuse(
      boot,
      domain,
      'passthrough',
      hardwarePassthrough,
      null,
      `${name} is the hardware domain and has all devices: passthrough must not be said.`,
    );
  if (!domain.directMap && !hasIommu(boot))
    refuse(
      boot,
      domain,
      'capabilities',
      hardwareUnguarded,
      null,
      `${name} is to drive the host’s devices, but is neither direct-mapped nor is there an IOMMU.`,
    );
  const blob = laterBlob(boot, domain);
  if (blob !== null)
    refuse(
      boot,
      domain,
      'capabilities',
      hardwareBlob,
      null,
      `${name} is the hardware domain, and ${blob} after it in the tree has a “multiboot,device-tree” module.`,
    );
};

/** dt_find_compatible_node looks on to the end of the tree, not only below the domain's node. */
function laterBlob(boot: Boot, { node }: DomainNode): string | null {
  let passed = false;
  const find = (at: TreeNode): string | null => {
    if (passed && isCompatible(at, 'multiboot,device-tree')) return at.name;
    if (at === node) passed = true;
    for (const child of at.children) {
      const found = find(child);
      if (found !== null) return found;
    }
    return null;
  };
  return find(boot.plan.tree.root);
}

/** 4.19 and 4.20 keep what one domain said of passthrough for the next. */
const notePassthroughLeak: Check = (boot, domain) => {
  if (!boot.does.passthroughLeaks || !hasIommu(boot)) return;
  if (stringOf(domain.node, 'passthrough') === 'enabled' || domain.deviceTree !== null) return;
  const before = boot.domains.find(
    (other) => other.id < domain.id && stringOf(other.node, 'passthrough') === 'enabled',
  );
  if (before === undefined) return;
  boot.trace.note(passthroughLeaks, null, 'silent', {
    domain: domain.name,
    path: domain.path,
    message: `${before.name} has passthrough = "enabled", and Xen ${boot.target.release} gives ${domain.name} an IOMMU context too.`,
  });
};

const checkFrames: Check = (boot, domain) => {
  if (!boot.does.readsGrantLimits) return;
  for (const property of ['max_grant_frames', 'max_maptrack_frames'] as const) {
    const value = readU32(domain.node, property);
    if (value !== undefined && value > 0x7fff_ffff)
      refuse(
        boot,
        domain,
        property,
        framesOverflow,
        { property, value },
        `${domain.name} has ${property} = <0x${value.toString(16)}>; it must be below 0x80000000.`,
      );
  }
};

const checkColors: Check = (boot, domain) => {
  // Colouring is for 64-bit CPUs; from 4.21 a 32-bit Xen does not look for colours at all.
  if (boot.target.arch === 'arm32' && boot.does.hasCapabilities) return;
  if (boot.does.hasLlcColoring && boot.coloring === null && colorTextOf(boot, domain) !== null)
    refuse(
      boot,
      domain,
      'llc-colors',
      colorsOff,
      null,
      `${domain.name} has llc-colors, but cache colouring is off.`,
    );
};

const SCI_TYPES = ['none', 'scmi_smc'];

const checkSci: Check = (boot, domain) => {
  const type = stringOf(domain.node, 'xen,sci_type');
  if (!boot.does.readsSciType || findProperty(domain.node, 'xen,sci_type') === undefined) return;
  if (type === null || !SCI_TYPES.includes(type))
    refuse(
      boot,
      domain,
      'xen,sci_type',
      sciUnknown,
      { type, name: domain.printed },
      `${domain.name} has the xen,sci_type ${type === null ? 'of no text' : `“${type}”`}; Xen knows ${SCI_TYPES.join(' and ')}.`,
    );
};

const checkMsaOnMpu: Check = (boot, domain) => {
  const { name, path } = domain;
  const value =
    findProperty(domain.node, 'v8r_el1_msa') === undefined ? 'mpu' : stringOf(domain.node, 'v8r_el1_msa');
  if (value === 'mpu') {
    if (domain.staticMem !== null && domain.directMap) return;
    const lacks = [
      domain.staticMem === null ? 'xen,static-mem' : null,
      domain.directMap ? null : 'direct-map',
    ];
    refuse(
      boot,
      domain,
      domain.staticMem === null ? 'xen,static-mem' : 'direct-map',
      msaNotDirect,
      { path },
      `${name} uses the MPU and has no ${lacks.filter((one) => one !== null).join(' and no ')}.`,
    );
  } else if (value === 'mmu') {
    if (boot.platform.longBits === 64) boot.assumed.add('mmu-at-el1');
    else
      refuse(
        boot,
        domain,
        'v8r_el1_msa',
        msaNoMmu,
        { path },
        `${name} is to use an MMU, which no 32-bit CPU with an MPU has at EL1.`,
      );
  } else
    refuse(
      boot,
      domain,
      'v8r_el1_msa',
      msaUnknown,
      { path, value: value ?? '' },
      `${name} has the v8r_el1_msa ${value === null ? 'of no text' : `“${value}”`}; Xen knows mpu and mmu.`,
    );
};

const checkMsa: Check = (boot, domain) => {
  if (!boot.does.readsMsa) return;
  if (boot.target.kconfig.MPU) {
    checkMsaOnMpu(boot, domain);
    return;
  }
  if (findProperty(domain.node, 'v8r_el1_msa') === undefined) return;
  refuse(
    boot,
    domain,
    'v8r_el1_msa',
    msaWithoutMpu,
    { path: domain.path },
    `${domain.name} has v8r_el1_msa, which only a Xen for CPUs with an MPU takes.`,
  );
};

const checkHardwareSpis: Check = (boot, domain) => {
  if (domain.isHardware && domain.nrSpis !== null)
    refuse(
      boot,
      domain,
      'nr_spis',
      hardwareSpis,
      null,
      `${domain.name} is the hardware domain and has as many interrupts as the host: nr_spis must not be said.`,
    );
};

const checkSve: Check = (boot, domain) => {
  if (!boot.does.readsSve || boot.target.kconfig.ARM64_SVE || findProperty(domain.node, 'sve') === undefined)
    return;
  refuse(boot, domain, 'sve', sveOff, null, `${domain.name} wants SVE, which this Xen is built without.`);
};

const checkTraps: Check = (boot, domain) => {
  const value = readU32(domain.node, 'trap-unmapped-accesses');
  if (boot.does.readsTraps && value !== undefined && value > 1)
    refuse(
      boot,
      domain,
      'trap-unmapped-accesses',
      trapsUnknown,
      null,
      `${domain.name} has trap-unmapped-accesses = <${value}>; it is 0 or 1.`,
    );
};

const UNTIL_420: readonly Check[] = [
  checkStatic,
  checkDirectMap,
  checkCpus,
  notePassthroughLeak,
  checkFrames,
  sizeInterruptController,
  checkSve,
  checkColors,
];
const SINCE_421: readonly Check[] = [
  checkCapabilities,
  checkStatic,
  checkDirectMap,
  checkCpus,
  checkHardware,
  checkFrames,
  checkColors,
  checkSci,
  checkMsa,
  sizeInterruptController,
  checkHardwareSpis,
  checkSve,
  checkTraps,
];

export function checkOptions(boot: Boot, domain: DomainNode): void {
  noteUnknownInDomain(boot, domain.node, domain.path);
  for (const check of boot.does.hasCapabilities ? SINCE_421 : UNTIL_420) check(boot, domain);
}

/** What domain_create refuses: always -EINVAL, with a line of debug builds at most. */
export function checkCreation(boot: Boot, domain: DomainNode): void {
  const { cpus, name, nrSpis, node } = domain;
  const gic = boot.plan.host.gic?.version ?? 3;
  const most = boot.platform.vcpus[gic];
  if (cpus === 0)
    failCreate(boot, domain, -22, cpusZero, null, { property: 'cpus', message: `${name} has cpus = <0>.` });
  else if (cpus !== null && cpus > most)
    failCreate(
      boot,
      domain,
      -22,
      vcpusTooMany,
      { cpus, most },
      {
        property: 'cpus',
        message: `${name} asks for ${cpus} vCPUs; a guest with a GICv${gic} can have ${most}.`,
      },
    );
  if (nrSpis !== null && nrSpis > MAX_SPIS)
    failCreate(boot, domain, -22, spisTooMany, null, {
      property: 'nr_spis',
      message: `${name} has nr_spis = <${nrSpis}>, which is rounded up to ranks of 32; there are ${MAX_SPIS} interrupts to have.`,
    });
  if (!boot.does.readsGrantLimits) return;
  const version = (readU32(node, 'max_grant_version') ?? GRANT_VERSION) & 0xf;
  if (version !== GRANT_VERSION)
    failCreate(
      boot,
      domain,
      -22,
      grantVersion,
      { tag: domainTag(domain), version },
      {
        property: 'max_grant_version',
        message: `${name} has max_grant_version = <${version}>; on Arm it is 1.`,
      },
    );
  if (readU32(node, 'max_grant_frames') === 0)
    failCreate(boot, domain, -22, grantFramesNone, null, {
      property: 'max_grant_frames',
      message: `${name} has max_grant_frames = <0>; a grant table has at least one.`,
    });
}
