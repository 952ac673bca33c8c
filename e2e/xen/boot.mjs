// @ts-check
// Boots a device tree under real Xen in QEMU and says what came of it. Also a command: node e2e/xen/boot.mjs --help
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inTemporaryFolder } from './cache.mjs';
import { isSettled, isUp, readGuests, readPanic, readRelease } from './console.mjs';
import { readLayout } from './fdt.mjs';
import { freePlace, inRam, settle, splitAt } from './memory.mjs';
import { guestImage, stub } from './payload/payload.mjs';
import { QEMU_OWN_TREE_END, RAM_START, dumpVirtDtb, runQemu } from './qemu.mjs';
import { findXen } from './available.mjs';
import { asks } from './debug-key.mjs';

export { dumpVirtDtb };

/** Where the boot loader puts Xen and the blob unless told otherwise, host physical. */
export const XEN_AT = 0x4020_0000n;
export const FDT_AT = 0x4800_0000n;

/**
 * @typedef {object} Boot
 * @property {string} [xen] file of a raw Xen, arm64 or arm32; default: XEN_BINARY or the built one
 * @property {Buffer} dtb
 * @property {{addr: bigint, file: string | Buffer}[]} [modules] files, or bytes, for modules of the tree. A kernel
 *   without one is our guest, other modules are zeros
 * @property {number} [ramMb] the next three default to what the tree says
 * @property {number} [cpus]
 * @property {2|3} [gicVersion]
 * @property {{start: bigint, textOffset: bigint | null}[]} [kernels] of our guests, where they are not loaded at the
 *   start of the first RAM bank: bytes from there; null: zeros instead of a guest
 * @property {bigint} [xenAt] XEN_AT
 * @property {bigint} [fdtAt] FDT_AT
 * @property {number} [timeoutMs] of QEMU's work, default 60 s, more for big machines: Xen scrubs what it gives to guests.
 *   A boot takes a second
 * @property {number} [silenceMs] default 20 s, likewise
 * @property {number} [graceMs] how long Xen is listened to once all is well, because it may still stop; default 1 s
 * @property {string} [key] a debug key that Xen answers once everything runs; its answer is in the log
 */
/**
 * @typedef {object} Outcome
 * @property {'boots'|'panic'|'hang'|'guest-fault'|'domain-missing'} verdict
 *   `boots`: every domain that runs our guest reported, by its UART too where its tree has one; `hang`: none did, and no panic; `domain-missing`: some did
 *   not; `guest-fault`: one was thrown out of memory its tree promised (memory that is there but does not hold what
 *   is written to it, because a device answers, is said by `sound` of the bank)
 * @property {string | null} panicMessage after `Panic on CPU N:`
 * @property {string[]} before the last lines before the panic
 * @property {Record<string, import('./console.mjs').Guest>} guests by name of the domain
 * @property {Record<string, string>} faults by name of the domain: `fault ESR ELR FAR`, or `nodtb X0` where its tree was no tree
 * @property {string} log
 * @property {import('./console.mjs').Release | null} release null when Xen stopped before its banner
 * @property {number} ms
 */

/** What a 32-bit processor can address before Xen turns translation on. */
const REACH_32 = 1n << 32n;

/** The magic number of a 32-bit zImage, and where it stands: a raw arm32 Xen has that header. */
const ZIMAGE = { magic: 0x016f2818, at: 0x24 };

/**
 * What a raw Xen is built for.
 * @param {Buffer} image
 * @returns {import('./payload/payload.mjs').Arch}
 */
export const archOf = (image) =>
  image.length > ZIMAGE.at + 4 && image.readUInt32LE(ZIMAGE.at) === ZIMAGE.magic ? 'arm32' : 'arm64';

/**
 * What the boot loader puts where.
 * @param {import('./fdt.mjs').Layout} layout
 * @param {Required<Pick<Boot, 'dtb'|'modules'|'kernels'|'xenAt'|'fdtAt'>> & {image: Buffer}} boot
 * @returns {{pieces: import('./memory.mjs').Piece[], silent: Set<string>}} `silent`: domains whose kernel is not ours
 */
function loadOrder(layout, { image, dtb, modules, kernels, xenAt, fdtAt }) {
  const arch = archOf(image);
  const everybody = [...(layout.dom0 === null ? [] : [layout.dom0]), ...layout.domUs];
  const all = everybody.flatMap((domain) => domain.modules.map((module) => ({ domain, module })));
  for (const { addr } of modules)
    if (!all.some(({ module }) => module.start === addr))
      throw new Error(`no module of the tree starts at 0x${addr.toString(16)}`);

  /** @type {Set<string>} */
  const silent = new Set();
  const pieces = all.map(({ domain, module: { path, kind, start, size } }) => {
    const given = modules.find(({ addr }) => addr === start)?.file;
    if (given === undefined) {
      // A kernel that two domains share cannot carry the name of one.
      const shared = all.some(({ domain: other, module }) => module.start === start && other !== domain);
      const textOffset = kernels.find((kernel) => kernel.start === start)?.textOffset;
      const ours =
        kind !== 'kernel' || textOffset === null
          ? Buffer.alloc(0)
          : guestImage({ arch, name: shared ? '' : domain.name, textOffset: textOffset ?? 0n });
      // RAM is zero: what lies behind the guest need not be loaded, and whoever else is there keeps its bytes.
      const data = ours.subarray(0, Number(size));
      return { name: path, start, size: BigInt(data.length), data };
    }
    if (kind === 'kernel') silent.add(domain.name);
    const data = typeof given === 'string' ? readFileSync(given) : given;
    if (BigInt(data.length) > size)
      throw new Error(`${path}: the file has ${data.length} bytes, the module only ${size}`);
    return { name: path, start, size, data };
  });
  return {
    pieces: [
      ...pieces,
      { name: 'Xen', start: xenAt, size: BigInt(image.length), data: image },
      { name: 'device tree', start: fdtAt, size: BigInt(dtb.length), data: dtb },
    ],
    silent,
  };
}

/**
 * Boots once. Expected failures of the layout are an Outcome; it throws when there is nothing to boot with
 * (no QEMU, no Xen, a tree of another board, a file that does not fit).
 * @param {Boot} boot
 * @returns {Promise<Outcome>}
 */
export async function bootXen(boot) {
  const {
    dtb,
    xen = findXen(),
    modules = [],
    kernels = [],
    xenAt = XEN_AT,
    fdtAt = FDT_AT,
    graceMs = 1000,
  } = boot;
  if (xen === null) throw new Error('no Xen to boot: node e2e/xen/build-xen.mjs builds one');
  const layout = readLayout(dtb);
  if (!layout.isQemuVirt) throw new Error('only trees of QEMU’s virt machine can be booted in QEMU');
  const end = layout.ram.reduce(
    (top, { start, size }) => (start + size > top ? start + size : top),
    RAM_START,
  );
  const image = readFileSync(xen);
  const machine = {
    arch: archOf(image),
    ramMb: boot.ramMb ?? Math.max(256, Number((end - RAM_START) >> 20n)),
    cpus: boot.cpus ?? layout.cpus,
    gicVersion: boot.gicVersion ?? layout.gicVersion,
  };
  const patience = Math.max(1, machine.ramMb / 2048);
  const { pieces, silent } = loadOrder(layout, { image, dtb, modules, kernels, xenAt, fdtAt });
  const settled = settle(inRam(pieces, { start: RAM_START, size: BigInt(machine.ramMb) << 20n }));
  const { below, above } = splitAt(settled, QEMU_OWN_TREE_END);

  // The stub and what it carries need a place of their own until Xen starts: anywhere in RAM that nobody uses yet.
  const carried = BigInt(below.reduce((sum, { data }) => sum + data.length, 0));
  const ramEnd = RAM_START + (BigInt(machine.ramMb) << 20n);
  const reach = machine.arch === 'arm32' && ramEnd > REACH_32 ? REACH_32 : ramEnd;
  const ram = [{ start: QEMU_OWN_TREE_END, size: reach - QEMU_OWN_TREE_END }];
  const place = freePlace(carried + 0x1000n, ram, settled);
  if (place === null) throw new Error('no room in RAM for the boot stub');
  let from = place + 0x1000n;
  const carry = below.map(({ start, data }) => {
    const piece = { from, to: start, length: BigInt(data.length) };
    from += piece.length;
    return piece;
  });
  const segments = [
    ...above,
    ...below.map(({ data }, index) => ({ start: carry[index]?.from ?? place, data })),
    { start: place, data: stub({ arch: machine.arch, fdt: fdtAt, xen: xenAt, carry }) },
  ];

  const reporting = [layout.dom0, ...layout.domUs].filter(
    (domain) => domain?.modules.some(({ kind }) => kind === 'kernel') && !silent.has(domain.name),
  );
  const missing = (/** @type {string} */ log) => {
    const { guests, faults } = readGuests(log, layout);
    const isHeard = (/** @type {string} */ name) =>
      name in faults || (guests[name] !== undefined && guests[name].uart?.answers !== false);
    return reporting.filter((domain) => domain && !isHeard(domain.name)).length;
  };
  const ask = boot.key === undefined ? null : asks(boot.key);
  const started = performance.now();
  const log = await inTemporaryFolder((folder) =>
    runQemu({
      machine,
      loads: segments.map(({ start, data }, index) => {
        const file = join(folder, `${index}`);
        writeFileSync(file, data);
        return { file, start };
      }),
      entry: place,
      timeoutMs: boot.timeoutMs ?? 60_000 * patience,
      silenceMs: boot.silenceMs ?? 20_000 * patience,
      settled: (sofar, type) => {
        if (readPanic(sofar) !== null) return 0;
        if (reporting.length === 0 ? !isUp(sofar) : missing(sofar) > 0) return null;
        if (ask !== null) return ask(sofar, type);
        // Xen may still stop when it gives back the memory it started with, or what a boot module stood in.
        return isSettled(sofar) && reporting.length > 0 ? 0 : graceMs;
      },
    }),
  );

  const panic = readPanic(log);
  const { guests, faults } = readGuests(log, layout);
  const reported = Object.keys(guests).length + Object.keys(faults).length;
  return {
    verdict:
      panic !== null
        ? 'panic'
        : Object.values(faults).some((fault) => fault.startsWith('fault'))
          ? 'guest-fault'
          : missing(log) === 0 && Object.keys(faults).length === 0 && (reporting.length > 0 || isUp(log))
            ? 'boots'
            : reported > 0
              ? 'domain-missing'
              : 'hang',
    panicMessage: panic?.message ?? null,
    before: panic?.before ?? [],
    guests,
    faults,
    log,
    release: readRelease(log),
    ms: Math.round(performance.now() - started),
  };
}

/**
 * The release and build of a Xen: it says so itself, on its way to finding nothing to start.
 * @param {string} xen
 * @returns {Promise<import('./console.mjs').Release>}
 */
export async function identifyXen(xen) {
  const arch = archOf(readFileSync(xen));
  const dtb = await dumpVirtDtb({ ramMb: 1024, cpus: 1, gicVersion: arch === 'arm64' ? 3 : 2, arch });
  const { release, log } = await bootXen({ xen, dtb });
  if (release === null)
    throw new Error(`${xen} does not say which Xen it is: ${log.slice(-200) || 'it says nothing'}`);
  return release;
}

const HELP = `node e2e/xen/boot.mjs BOARD.dtb [--module ADDR=FILE]… [options]

Boots the tree under real Xen on QEMU's virt machine and prints what each guest saw from inside.
Kernels without a --module are a small guest of ours; other modules are zeros.

  --xen FILE        raw Xen, arm64 or arm32 (default: XEN_BINARY, else the one node e2e/xen/build-xen.mjs built)
  --xen-image ADDR  where Xen is loaded (0x40200000)     --fdt ADDR  where the tree is (0x48000000)
  --timeout SEC     for the whole boot                   --log       print Xen's console too
  --key KEY         a debug key Xen answers once all runs, with --log: H tells what is free of its heap
  --format json     one object instead of text
Exit: 0 boots, 1 anything else Xen did, 2 wrong usage or nothing to boot with.
`;

const ranges = (/** @type {{start: string, size: string}[]} */ list) =>
  list.map(({ start, size }) => `${start}+${size}`).join(' ') || 'none';

/** @param {Outcome} outcome */
function describe({ verdict, panicMessage, before, guests, faults, release, ms }) {
  const lines = [
    `${release === null ? 'Xen' : `Xen ${release.version} (${release.build})`}: ${verdict}, ${(ms / 1000).toFixed(1)} s`,
    ...before.map((line) => `  | ${line}`),
    ...(panicMessage === null ? [] : [`  Panic: ${panicMessage}`]),
    ...Object.entries(faults).map(([name, fault]) => `${name}: ${fault}`),
  ];
  for (const [name, guest] of Object.entries(guests))
    lines.push(
      `${name}`,
      ...guest.ram.map(
        ({ start, size, sound }) =>
          `  RAM      ${start}+${size}${sound ? '' : '  does not hold what is written'}`,
      ),
      `  kernel   ${guest.entry}`,
      `  dtb      ${guest.dtb}`,
      ...(guest.initrd === null ? [] : [`  initrd   ${guest.initrd.start} to ${guest.initrd.end}`]),
      `  GIC      ${ranges(guest.gic)}`,
      ...(guest.uart === null ? [] : [`  UART     ${ranges([guest.uart])}`]),
      ...guest.shm.map(
        ({ id, start, size, seen }) => `  shared   ${id} ${start}+${size}, ${seen} there before`,
      ),
    );
  return lines.join('\n');
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      module: { type: 'string', multiple: true, default: [] },
      xen: { type: 'string' },
      'xen-image': { type: 'string' },
      fdt: { type: 'string' },
      timeout: { type: 'string' },
      key: { type: 'string' },
      format: { type: 'string', default: 'text' },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const outcome = await bootXen({
    dtb: readFileSync(file),
    modules: values.module.map((text) => {
      const [addr = '', ...path] = text.split('=');
      if (path.length === 0) throw new Error(`--module ${text}: write ADDR=FILE`);
      return { addr: BigInt(addr), file: path.join('=') };
    }),
    ...(values.xen === undefined ? {} : { xen: values.xen }),
    ...(values['xen-image'] === undefined ? {} : { xenAt: BigInt(values['xen-image']) }),
    ...(values.fdt === undefined ? {} : { fdtAt: BigInt(values.fdt) }),
    ...(values.key === undefined ? {} : { key: values.key }),
    ...(values.timeout === undefined ? {} : { timeoutMs: Number(values.timeout) * 1000 }),
  });
  if (values.log) process.stderr.write(outcome.log);
  const { log: _, ...rest } = outcome;
  process.stdout.write(`${values.format === 'json' ? JSON.stringify(rest) : describe(outcome)}\n`);
  return outcome.verdict === 'boots' ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).then(
    (status) => (process.exitCode = status),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
