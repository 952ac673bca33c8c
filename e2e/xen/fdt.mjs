// @ts-check
// Reads off a blob what a boot loader and a judge must know: the machine, the domains, the modules.
//
// On purpose not the project's own devicetree reader: what real Xen says must not depend on what is tested with it.

/** @typedef {{name: string, properties: Map<string, Buffer>, children: Node[]}} Node */
/** @typedef {{path: string, kind: 'kernel'|'ramdisk'|'device-tree', start: bigint, size: bigint, bootargs: string}} Module */
/** @typedef {{name: string, id: string, modules: Module[]}} Domain `id` is what its guest calls itself; '' if nothing */
/**
 * @typedef {object} Layout
 * @property {boolean} isQemuVirt
 * @property {{start: bigint, size: bigint}[]} ram host physical, as /memory says
 * @property {number} cpus
 * @property {2|3} gicVersion
 * @property {Domain | null} dom0
 * @property {Domain[]} domUs in document order: the first is Xen's d1
 */

/**
 * @param {Buffer} blob
 * @returns {Node} the root
 */
export function readTree(blob) {
  if (blob.length < 40 || blob.readUInt32BE(0) !== 0xd00dfeed) throw new Error('not a device tree blob');
  const strings = blob.readUInt32BE(12);
  const text = (/** @type {number} */ from) => blob.toString('latin1', from, blob.indexOf(0, from));
  /** @type {Node[]} */
  const open = [];
  for (let at = blob.readUInt32BE(8); ;) {
    const token = blob.readUInt32BE(at);
    at += 4;
    if (token === 1) {
      const name = text(at);
      at = (at + name.length + 4) & ~3;
      /** @type {Node} */
      const node = { name, properties: new Map(), children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    } else if (token === 2) {
      const closed = open.pop();
      if (closed !== undefined && open.length === 0) return closed;
    } else if (token === 3) {
      const length = blob.readUInt32BE(at);
      open
        .at(-1)
        ?.properties.set(text(strings + blob.readUInt32BE(at + 4)), blob.subarray(at + 8, at + 8 + length));
      at = (at + 8 + length + 3) & ~3;
    } else if (token !== 4) throw new Error(`token ${token} at offset ${at - 4} of the device tree blob`);
  }
}

const stringsOf = (/** @type {Node} */ node, /** @type {string} */ name) =>
  (node.properties.get(name)?.toString('latin1') ?? '').replace(/\0$/, '').split('\0');

/** @typedef {{address: number, size: number}} Cells */

/**
 * The cells for the children of `node`: its own, else what it inherits, as Xen has it.
 * @param {Node} node
 * @param {Cells} inherited
 * @returns {Cells}
 */
const cellsIn = (node, inherited) => ({
  address: node.properties.get('#address-cells')?.readUInt32BE(0) ?? inherited.address,
  size: node.properties.get('#size-cells')?.readUInt32BE(0) ?? inherited.size,
});

/**
 * @param {Node} node
 * @param {Cells} cells
 * @returns {{start: bigint, size: bigint}[]}
 */
function regOf(node, { address, size }) {
  const value = node.properties.get('reg') ?? Buffer.alloc(0);
  const number = (/** @type {number} */ at, /** @type {number} */ count) =>
    count === 0 ? 0n : BigInt(`0x${value.toString('hex', at * 4, (at + count) * 4)}`);
  const ranges = [];
  for (let at = 0; (at + address + size) * 4 <= value.length && address + size > 0; at += address + size)
    ranges.push({ start: number(at, address), size: number(at + address, size) });
  return ranges;
}

/**
 * The modules directly below a node.
 * @param {Node} parent
 * @param {string} path
 * @param {Cells} cells
 * @returns {Module[]}
 */
function modulesIn(parent, path, cells) {
  /** @type {Module[]} */
  const modules = [];
  for (const node of parent.children) {
    // Xen compares names of devices without regard to case.
    const compatible = stringsOf(node, 'compatible').map((name) => name.toLowerCase());
    if (!compatible.includes('multiboot,module') && !compatible.includes('xen,multiboot-module')) continue;
    const [reg] = regOf(node, cells);
    if (reg === undefined) continue;
    const named = /** @type {const} */ (['kernel', 'ramdisk', 'device-tree']).find((kind) =>
      compatible.includes(`multiboot,${kind}`),
    );
    // Without a name the first module is the kernel and the next the ramdisk: Xen's order for dom0.
    const kind = named ?? (modules.some((module) => module.kind === 'kernel') ? 'ramdisk' : 'kernel');
    modules.push({
      path: `${path}/${node.name}`,
      kind,
      ...reg,
      bootargs: stringsOf(node, 'bootargs')[0] ?? '',
    });
  }
  return modules;
}

/**
 * @param {string} name
 * @param {Module[]} modules
 * @returns {Domain}
 */
function domainOf(name, modules) {
  const bootargs = modules.find((module) => module.kind === 'kernel')?.bootargs ?? '';
  return { name, id: /(?:^| )id=(\S*)/.exec(bootargs)?.[1] ?? '', modules };
}

/**
 * @param {Buffer} blob
 * @returns {Layout}
 */
export function readLayout(blob) {
  const root = readTree(blob);
  const rootCells = cellsIn(root, { address: 2, size: 1 });
  const child = (/** @type {RegExp} */ name) => root.children.find((node) => name.test(node.name));
  const chosen = child(/^chosen(@|$)/) ?? { name: 'chosen', properties: new Map(), children: [] };
  const chosenCells = cellsIn(chosen, rootCells);
  const interruptControllers = root.children.flatMap((node) => stringsOf(node, 'compatible'));
  const dom0Modules = modulesIn(chosen, '/chosen', chosenCells);
  return {
    isQemuVirt: stringsOf(root, 'compatible').includes('linux,dummy-virt'),
    ram: root.children
      .filter((node) => stringsOf(node, 'device_type').includes('memory'))
      .flatMap((node) => regOf(node, rootCells)),
    cpus:
      child(/^cpus$/)?.children.filter((node) => stringsOf(node, 'device_type').includes('cpu')).length ?? 1,
    gicVersion: interruptControllers.includes('arm,gic-v3') ? 3 : 2,
    dom0: dom0Modules.some((module) => module.kind === 'kernel') ? domainOf('dom0', dom0Modules) : null,
    domUs: chosen.children
      .filter((node) => stringsOf(node, 'compatible').includes('xen,domain'))
      .map((node) =>
        domainOf(node.name, modulesIn(node, `/chosen/${node.name}`, cellsIn(node, chosenCells))),
      ),
  };
}
