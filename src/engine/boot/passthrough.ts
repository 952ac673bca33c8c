// Handing devices of the host to a domain, as its partial device tree asks.
//
// Stands for domain_handle_dtb_bootmodule, scan_pfdt_node and handle_prop_pfdt: arch/arm/domain_build.c up to 4.18,
// arch/arm/dom0less-build.c in 4.19 and 4.20, common/device-tree/dom0less-build.c since. Up to 4.17 what goes wrong below
// /passthrough is printed and forgotten, with the node left open.
import { groupedHex, PAGE } from '../../model/addr.ts';
import { type Cells, readU32 } from '../../model/cells.ts';
import { childPath, findProperty, type Tree, type TreeNode } from '../../model/tree.ts';
import type { GuestWindow } from '../analysis.ts';
import { blobInvalid, blobUnmapped } from '../refusals/passthrough/pt-blob-invalid.ts';
import { halfGiven } from '../refusals/passthrough/pt-missing.ts';
import { phandleTooHigh } from '../refusals/passthrough/pt-phandle.ts';
import { assignDevice, type Refuse } from './assign-device.ts';
import { type DomainNode, domainTag, type ModuleRef } from './domain-node.ts';
import { failSetUp, stopDomain } from './domain-trace.ts';
import { cString, ROOT_CELLS } from './flat.ts';
import { phandleOf } from './host-node.ts';
import type { P2mTables } from './p2m.ts';
import type { Boot } from './state.ts';
import { TreeCopy } from './tree-copy.ts';

export interface Passthrough {
  readonly windows: readonly GuestWindow[];
  /** Bytes that the copied nodes take in the guest's tree. */
  readonly treeBytes: number;
  /** Bytes of the blob, by which the guest's tree may be larger. */
  readonly room: bigint;
}

const NOTHING: Passthrough = { windows: [], treeBytes: 0, room: 0n };

/** Replays the blob of a domain's `multiboot,device-tree` module, where it has one that Xen recorded. */
export function passThrough(boot: Boot, domain: DomainNode, tables: P2mTables): Passthrough {
  const module = domain.deviceTree;
  if (module === null) return NOTHING;
  const recorded = boot.info.module('DTB', module.range.start);
  if (recorded === undefined && !boot.trace.stopped) return NOTHING;
  const size = recorded?.size ?? module.range.size;
  const room = boot.does.passthroughHasRoom ? size : 0n;
  if (size === 0n && module.range.start % PAGE === 0n) {
    stopDomain(boot, domain, blobUnmapped, null, {
      path: module.path,
      property: 'reg',
      message: `${domain.name}’s passthrough blob has no size, so that Xen maps nothing of it before it reads its header.`,
    });
    return NOTHING;
  }
  const file = boot.files.get(`device-tree ${module.range.start}`);
  if (file?.tree === undefined) {
    boot.assumed.add(`module:0x${module.range.start.toString(16)}`);
    return { ...NOTHING, room };
  }
  const blob = new BlobReader(boot, domain, module, tables);
  const { start } = module.range;
  const state = { isBlob: file.tree !== null, isAligned: start % BLOB_ALIGNMENT === 0n };
  if (file.tree === null) blob.refuseAll(state, `${file.name}, ${domain.name}’s passthrough blob, is none.`);
  else if (!state.isAligned)
    blob.refuseAll(
      state,
      `${domain.name}’s passthrough blob is at ${groupedHex(start)}, which is no multiple of 8 bytes.`,
    );
  else if (file.size > size)
    blob.refuseAll(
      state,
      `${domain.name}’s passthrough blob has ${file.size} bytes, more than the ${size} that reg of ${module.path} says.`,
    );
  else blob.read(file.tree);
  return { windows: blob.windows, treeBytes: blob.copy.bytes, room };
}

/** Of a device tree in memory, by which fdt_check_header refuses it. */
const BLOB_ALIGNMENT = 8n;

/** GUEST_PHANDLE_GIC: the interrupt controller Xen makes for the guest. */
const OWN_PHANDLE = 65000;

/** The cells a node states for its children. Not inherited: here Xen counts from the root's defaults at every node. */
const cellsStatedBy = (node: TreeNode): Cells => ({
  address: readU32(node, '#address-cells') ?? ROOT_CELLS.address,
  size: readU32(node, '#size-cells') ?? ROOT_CELLS.size,
});

/** A node of the blob, and the cells in force for its `xen,reg`. */
interface At {
  readonly node: TreeNode;
  readonly path: string;
  readonly cells: Cells;
  /** Below /passthrough or /aliases. */
  readonly nested: boolean;
}

const ASKING = ['xen,reg', 'xen,path', 'xen,force-assign-without-iommu'];

class BlobReader {
  readonly windows: GuestWindow[] = [];
  readonly copy: TreeCopy;

  constructor(
    readonly boot: Boot,
    readonly domain: DomainNode,
    readonly module: ModuleRef,
    readonly tables: P2mTables,
  ) {
    this.copy = new TreeCopy(boot, domain);
  }

  read(tree: Tree): void {
    if (this.boot.does.checksBlobPhandles) this.#checkPhandles(tree);
    for (const node of tree.root.children) {
      const at = { node, path: `/${node.name}`, cells: ROOT_CELLS, nested: false };
      const name = node.name.toLowerCase();
      if (name === 'aliases') this.#scan(at, false);
      if (name === 'passthrough') this.#scan(at, true);
    }
  }

  refuseAll(state: { readonly isBlob: boolean; readonly isAligned: boolean }, message: string): void {
    this.#end(-22)(blobInvalid, state, { message });
  }

  /** The guest's tree cannot be made, and with it the domain; 4.17 does not say so. */
  #end(rc: number, ...prints: readonly string[]): Refuse {
    const { boot, domain, module } = this;
    const last = boot.does.passthroughErrorsFatal ? [`Device tree generation failed (${rc}).`] : [];
    return (refusal, params, detail) =>
      failSetUp(boot, domain, -22, refusal, params, {
        path: module.path,
        alsoPrints: [...prints, ...last],
        ...detail,
      });
  }

  /** 4.17 below /passthrough: the guest's tree lists the device, whatever was mapped of it. */
  #forget(at: At, mapped: boolean, ...prints: readonly string[]): Refuse {
    const { boot, domain, module } = this;
    const blind = !mapped && findProperty(at.node, 'reg') !== undefined;
    return (refusal, params, detail) =>
      boot.trace.note(refusal, params, blind ? 'error' : 'silent', {
        domain: domain.name,
        path: module.path,
        alsoPrints: prints,
        ...detail,
        message: `${detail.message} Xen ${boot.target.release} goes on all the same${blind ? ', with nothing behind the device’s registers' : ''}, and the rest of the guest’s tree ends up inside this node.`,
      });
  }

  #checkPhandles(tree: Tree): void {
    const highest = (node: TreeNode): number =>
      node.children.reduce((most, child) => Math.max(most, highest(child)), phandleOf(node) ?? 0);
    const most = highest(tree.root);
    if ((most + 1) % 2 ** 32 < OWN_PHANDLE) return;
    this.#end(-75)(phandleTooHigh, null, {
      message: `${this.domain.name}’s passthrough blob has a node of phandle ${most}; from 4.22 all must be below ${OWN_PHANDLE - 1}.`,
    });
  }

  /** scan_pfdt_node; `handsOver`: its properties may ask for devices. */
  #scan(at: At, handsOver: boolean): void {
    const { node, path } = at;
    this.copy.open(node.name);
    for (const property of node.properties)
      if (!handsOver || !ASKING.includes(property.name)) this.copy.property(property);
    if (handsOver && !this.#handOver(at) && !this.boot.does.passthroughErrorsFatal) return;
    const cells = cellsStatedBy(node);
    for (const child of node.children)
      this.#scan({ node: child, path: childPath(path, child.name), cells, nested: true }, handsOver);
    this.copy.close();
  }

  /** handle_prop_pfdt. */
  #handOver(at: At): boolean {
    const { boot, domain, tables } = this;
    const forgets = at.nested && !boot.does.passthroughErrorsFatal;
    const reg = findProperty(at.node, 'xen,reg');
    const pathValue = findProperty(at.node, 'xen,path');
    const forced = findProperty(at.node, 'xen,force-assign-without-iommu') !== undefined;
    if (reg !== undefined && (pathValue !== undefined || forced)) {
      const before = this.windows.length;
      const failed = `Failed to assign device to ${domainTag(domain)}`;
      return assignDevice(boot, domain, {
        where: at.path,
        cells: at.cells,
        reg,
        device: pathValue === undefined ? null : cString(pathValue),
        forced,
        map: (window) => {
          const { guest, host, size } = window;
          const reachable = guest + size <= 1n << BigInt(boot.addressBits?.root ?? 48);
          if (!reachable || !tables.map(guest >> 12n, host >> 12n, size >> 12n)) return false;
          if (size > 0n) this.windows.push(window);
          return true;
        },
        refuse: (rc) =>
          forgets ? this.#forget(at, this.windows.length > before, failed) : this.#end(rc, failed),
      });
    }
    if (reg === undefined && pathValue === undefined) return true;
    const refuse = forgets ? this.#forget(at, false) : this.#end(-22);
    refuse(
      halfGiven,
      { tag: domainTag(domain) },
      {
        message: `${at.path} in ${domain.name}’s passthrough blob has ${reg === undefined ? 'xen,path but no xen,reg' : 'xen,reg but neither xen,path nor xen,force-assign-without-iommu'}.`,
      },
    );
    return false;
  }
}
