// Event channels between domains that the device tree names.
//
// Stands for alloc_static_evtchn and alloc_domain_evtchn (arch/arm/domain_build.c in 4.17 and 4.18,
// arch/arm/static-evtchn.c in 4.19 and 4.20, common/device-tree/static-evtchn.c since) with evtchn_get_port and
// evtchn_bind_interdomain (common/event_channel.c).
import { cellAt, isCompatible } from '../../model/cells.ts';
import { Kept } from '../../model/kept.ts';
import { findProperty, type TreeNode } from '../../model/tree.ts';
import { channelsOff } from '../refusals/evtchn/evtchn-config-off.ts';
import { channelForeign } from '../refusals/evtchn/evtchn-no-domain.ts';
import { channelUnnamed } from '../refusals/evtchn/evtchn-missing.ts';
import { channelUnused } from '../refusals/evtchn/evtchn-not-enhanced.ts';
import { portUnavailable } from '../refusals/evtchn/evtchn-port.ts';
import { remoteUnknown } from '../refusals/evtchn/evtchn-no-remote.ts';
import { channelShort } from '../refusals/evtchn/evtchn-short.ts';
import { channelAsymmetric } from '../refusals/evtchn/evtchn-asymmetric.ts';
import type { Refusal } from '../refusals/refusal.ts';
import type { DomainNode } from './domain-node.ts';
import { childrenOf, type HostNode, hostNodeAt, hostNodeByPhandle, phandleOf } from './host-node.ts';
import type { Boot } from './state.ts';

/** max_evtchn_port of a domU; what is more is for the hardware and the Xenstore domain. */
const LAST_PORT = 1023;
/** Ports of the two-level scheme on arm64 (max_evtchns). */
const PORTS = 4096;
const [EINVAL, EBUSY, ENOSPC] = [-22, -16, -28];

/** One domain's ports in use. Port 0 is never given out. */
class Ports {
  readonly #taken = new Set([0]);

  constructor(readonly last: number) {}

  /** evtchn_get_port: 0 asks for any. Answers the port, or a negative error. */
  take(wanted: number): number {
    let port = wanted;
    while (wanted === 0 && this.#taken.has(port)) port += 1;
    if (port > this.last || port >= PORTS) return ENOSPC;
    if (this.#taken.has(port)) return EBUSY;
    this.#taken.add(port);
    return port;
  }
}

interface Party {
  readonly name: string;
  readonly id: number;
  readonly ports: Ports;
  /** Its OS finds event channels in its tree. */
  readonly enhanced: boolean;
}

interface End {
  readonly port: number;
  readonly remote: number;
}

export function bindChannels(boot: Boot, domains: readonly DomainNode[]): void {
  const chosen = hostNodeAt(boot.plan.tree.root, '/chosen');
  if (chosen === null || !boot.does.has417Features) return;
  if (!chosen.node.children.some(namesChannels)) return;
  const channels = childrenOf(chosen).flatMap((at) => [
    ...(boot.hardwareDomain !== null && isChannel(at.node) ? [at] : []),
    ...childrenOf(at).filter(({ node }) => isChannel(node)),
  ]);
  if (channels.length === 0) return;
  if (!boot.target.kconfig.STATIC_EVTCHN) {
    boot.trace.note(channelsOff, null, 'silent', {
      path: '/chosen',
      message: 'The device tree names event channels, which this Xen is built without.',
    });
    return;
  }
  const binder = new Binder(boot, partiesOf(boot, chosen.node, domains));
  for (const at of channels) binder.bind(at);
}

const isChannel = (node: TreeNode): boolean => isCompatible(node, 'xen,evtchn-v1');
const namesChannels = (node: TreeNode): boolean =>
  kept.of(node, [], () => isChannel(node) || node.children.some(isChannel));
const kept = new Kept<TreeNode, boolean>();

/** Domains by their node; dom0's channels stand in /chosen itself. */
function partiesOf(
  boot: Boot,
  chosen: TreeNode,
  domains: readonly DomainNode[],
): ReadonlyMap<TreeNode, Party> {
  const parties = new Map<TreeNode, Party>();
  for (const domain of domains) {
    const many = domain.id === boot.hardwareDomain || domain.id === boot.xenstoreDomain;
    const ports = new Ports(many ? PORTS : LAST_PORT);
    const store = domain.enhanced === 'full' || domain.enhanced === 'legacy';
    // Xenstore's own channel comes first (alloc_xenstore_evtchn).
    if (store && boot.xenstoreDomain !== null && boot.xenstoreDomain !== domain.id) ports.take(0);
    parties.set(domain.node, {
      name: domain.name,
      id: domain.id,
      ports,
      enhanced: domain.enhanced !== null || domain.id === boot.hardwareDomain,
    });
  }
  const { hardwareDomain } = boot;
  const hardware = [...parties.values()].find(({ id }) => id === hardwareDomain);
  if (hardwareDomain !== null)
    parties.set(
      chosen,
      hardware ?? { name: 'dom0', id: hardwareDomain, ports: new Ports(PORTS), enhanced: true },
    );
  return parties;
}

class Binder {
  readonly #bound = new Set<TreeNode>();

  constructor(
    readonly boot: Boot,
    readonly parties: ReadonlyMap<TreeNode, Party>,
  ) {}

  #stop<P>(at: HostNode, refusal: Refusal<P>, params: P, message: string): void {
    const domain = at.parent === null ? undefined : this.parties.get(at.parent.node);
    this.boot.trace.stop(refusal, params, {
      domain: domain?.name ?? null,
      path: at.path,
      property: 'xen,evtchn',
      message,
    });
  }

  /** get_evtchn_dt_property. */
  #endOf(at: HostNode, of: HostNode): End | null {
    const value = findProperty(of.node, 'xen,evtchn');
    if (value === undefined) {
      this.#stop(
        at,
        channelUnnamed,
        null,
        `${of.path} is one end of an event channel but has no xen,evtchn.`,
      );
      return null;
    }
    const [port, remote] = [cellAt(value, 0), cellAt(value, 1)];
    if (port === undefined || remote === undefined) {
      this.#stop(
        at,
        channelShort,
        null,
        `xen,evtchn of ${of.path} is not a port and the phandle of the other end.`,
      );
      return null;
    }
    return { port, remote };
  }

  bind(at: HostNode): void {
    if (this.#bound.has(at.node)) return;
    const { root } = this.boot.plan.tree;
    const near = this.#endOf(at, at);
    if (near === null) return;
    // A phandle of 0 finds the first node that has none.
    const other = near.remote === 0 ? hostNodeAt(root, '/') : hostNodeByPhandle(root, near.remote);
    if (other === null) {
      this.#stop(
        at,
        remoteUnknown,
        null,
        `xen,evtchn of ${at.path} names the phandle ${near.remote}, which no node has.`,
      );
      return;
    }
    const far = this.#endOf(at, other);
    if (far === null) return;
    if ((phandleOf(at.node) ?? 0) !== far.remote) {
      this.#stop(
        at,
        channelAsymmetric,
        null,
        `${at.path} names ${other.path} as the other end of its event channel, but that names another.`,
      );
      return;
    }
    const [mine, theirs] = [this.#partyOf(at), this.#partyOf(other)];
    if (mine === undefined || theirs === undefined) {
      const stranger = mine === undefined ? at : other;
      this.#stop(
        at,
        channelForeign,
        null,
        `${stranger.path}, one end of an event channel, is not in the node of a domain that was built.`,
      );
      return;
    }
    if (!this.#takePorts(at, other, mine, theirs, near.port, far.port)) return;
    this.#bound.add(at.node);
    this.#bound.add(other.node);
    for (const party of [mine, theirs])
      if (!party.enhanced)
        this.boot.trace.note(channelUnused, null, 'silent', {
          domain: party.name,
          path: at.path,
          message: `${party.name} has one end of the event channel ${at.path}, but without xen,enhanced its device tree does not say that there is a Xen to ask.`,
        });
  }

  #partyOf(at: HostNode): Party | undefined {
    return at.parent === null ? undefined : this.parties.get(at.parent.node);
  }

  /** evtchn_alloc_unbound at the near end, evtchn_bind_interdomain at the far one. */
  #takePorts(
    at: HostNode,
    other: HostNode,
    mine: Party,
    theirs: Party,
    nearPort: number,
    farPort: number,
  ): boolean {
    const first = mine.ports.take(nearPort);
    if (first < 0) return this.#portLost(at, mine, nearPort, first, 'alloc_unbound');
    const second = theirs.ports.take(farPort);
    if (second < 0) return this.#portLost(other, theirs, farPort, second, 'bind_interdomain');
    // Any port was given, but port 0 is what the other end is bound to.
    if (nearPort === 0) return this.#portLost(at, mine, nearPort, EINVAL, 'bind_interdomain');
    return true;
  }

  #portLost(
    at: HostNode,
    party: Party,
    port: number,
    rc: number,
    step: 'alloc_unbound' | 'bind_interdomain',
  ): false {
    const why =
      rc === ENOSPC
        ? `${party.name} has ports up to ${Math.min(party.ports.last, PORTS - 1)}`
        : rc === EBUSY
          ? `${party.name} already uses it`
          : 'port 0 is no port';
    this.#stop(at, portUnavailable, { step, rc }, `${at.path} wants event channel port ${port}: ${why}.`);
    return false;
  }
}
