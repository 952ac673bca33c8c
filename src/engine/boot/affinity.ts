// Binding a domain's vCPUs to CPUs of the host, the last thing that is done to a domain.
//
// Stands for domain_vcpu_affinity (common/device-tree/dom0less-build.c, since 4.21) and vcpu_set_hard_affinity.
import { isCompatible, readU32 } from '../../model/cells.ts';
import { childPath, findProperty } from '../../model/tree.ts';
import { affinityEmpty } from '../refusals/affinity/affinity-empty.ts';
import { affinityNoId } from '../refusals/affinity/affinity-no-id.ts';
import { affinityNoCpu } from '../refusals/affinity/affinity-no-pcpu.ts';
import { affinityNoVcpu } from '../refusals/affinity/affinity-no-vcpu.ts';
import type { DomainNode } from './domain-node.ts';
import { stopDomain } from './domain-trace.ts';
import { cString } from './flat.ts';
import type { Boot } from './state.ts';

/** A list of CPUs as far as Xen reads it: what cannot be read counts as 0 and ends the list. */
function* rangesOf(text: string): Generator<readonly [first: number, last: number]> {
  let at = 0;
  const number = (): number => {
    const [digits = ''] = /^(?:0x[0-9a-f]+|\d+)/i.exec(text.slice(at)) ?? [];
    at += digits.length;
    return digits === '' ? 0 : Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  };
  while (at < text.length) {
    const first = number();
    let last = first;
    if (text[at] === '-') {
      at += 1;
      last = number();
    }
    yield [first, last];
    if (text[at] !== ',') return;
    at += 1;
  }
}

export function setAffinity(boot: Boot, domain: DomainNode): void {
  if (!boot.does.setsAffinity) return;
  const { name, printed, cpus } = domain;
  for (const child of domain.node.children) {
    if (!isCompatible(child, 'xen,vcpu')) continue;
    const path = childPath(domain.path, child.name);
    const id = readU32(child, 'id');
    if (id === undefined) {
      stopDomain(
        boot,
        domain,
        affinityNoId,
        { name: printed },
        { path, message: `${path} does not say which vCPU it is about: it has no id.` },
      );
      continue;
    }
    if (id >= (cpus ?? 0)) {
      stopDomain(
        boot,
        domain,
        affinityNoVcpu,
        { id, name: printed, cpus: cpus ?? 0 },
        {
          path,
          property: 'id',
          message: `${path} is about vCPU ${id}, but ${name} has ${cpus ?? 0}, counted from 0.`,
        },
      );
      continue;
    }
    const value = findProperty(child, 'hard-affinity');
    if (value?.includes(0) === true) bind(boot, domain, path, id, cString(value));
  }
}

function bind(boot: Boot, domain: DomainNode, path: string, id: number, list: string): void {
  const { cpus } = boot.plan.host;
  const told = { path, property: 'hard-affinity' };
  let isEmpty = true;
  for (const [first, last] of rangesOf(list)) {
    if (last >= cpus) {
      stopDomain(
        boot,
        domain,
        affinityNoCpu,
        { cpu: last, name: domain.printed },
        { ...told, message: `${path} wants CPU ${last}, but the host has ${cpus}, counted from 0.` },
      );
      return;
    }
    isEmpty &&= first > last;
  }
  if (isEmpty)
    stopDomain(
      boot,
      domain,
      affinityEmpty,
      { id, name: domain.printed },
      { ...told, message: `hard-affinity of ${path}, “${list}”, leaves the vCPU no CPU at all.` },
    );
}
