// @ts-check
// Builds what runs beside Xen: the guest that reports what it sees, and the stub that enters Xen.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE } from '../cache.mjs';

/** @typedef {'arm64' | 'arm32'} Arch */

const here = dirname(fileURLToPath(import.meta.url));
export const CROSS = 'aarch64-linux-gnu-';

// No MMU in the guest: aligned accesses only. No loader: nothing may need relocation.
const FLAGS = [
  ...'-Os -Wall -Wextra -Werror -ffreestanding -fno-builtin -nostdlib -static'.split(' '),
  ...'-fPIE -fno-jump-tables -fno-asynchronous-unwind-tables -fno-stack-protector'.split(' '),
  '-Wl,--build-id=none,-z,norelro,-z,noexecstack,--no-warn-rwx-segments',
];

/**
 * How each architecture is compiled for, and the folder of its assembly.
 * @type {Record<Arch, {cross: string, folder: string, flags: string[], libraries: string[]}>}
 */
const COMPILE = {
  arm64: {
    cross: CROSS,
    folder: '.',
    flags: '-mcmodel=tiny -mgeneral-regs-only -mstrict-align -mno-outline-atomics'.split(' '),
    libraries: [],
  },
  arm32: {
    cross: 'arm-linux-gnueabihf-',
    folder: 'arm32',
    flags: '-march=armv7ve+fp -mthumb -mno-unaligned-access'.split(' '),
    libraries: ['-lgcc'],
  },
};

/**
 * Compiles a program of this folder to raw bytes, once per content.
 * @param {Arch} arch
 * @param {string} name of the result
 * @param {{assembly: string, c?: string}} sources
 * @returns {Buffer}
 */
function compiled(arch, name, { assembly, c }) {
  const { cross, folder, flags, libraries } = COMPILE[arch];
  const inputs = [join(here, folder, assembly), ...(c === undefined ? [] : [join(here, c)])];
  const script = join(here, 'guest.lds');
  const all = [...FLAGS, ...flags];
  const hash = createHash('sha256').update(all.join(' '));
  for (const file of [...inputs, script]) hash.update(readFileSync(file));
  const binary = join(CACHE, `${name}-${arch}-${hash.digest('hex').slice(0, 12)}.bin`);
  if (!existsSync(binary)) {
    mkdirSync(CACHE, { recursive: true });
    const work = mkdtempSync(join(CACHE, 'compile-'));
    try {
      const elf = join(work, 'elf');
      const raw = join(work, 'raw');
      execFileSync(`${cross}gcc`, [...all, `-Wl,-T,${script}`, ...inputs, ...libraries, '-o', elf]);
      execFileSync(`${cross}objcopy`, ['-O', 'binary', elf, raw]);
      renameSync(raw, binary);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return readFileSync(binary);
}

/** Where head.S has room for a name, and for how much of it (a NUL is the last). */
const NAME_AT = 0x180;
export const NAME_LENGTH = 47;

/**
 * The guest as an arm64 Image, or a 32-bit zImage, of less than one page. A module may be longer than it, not shorter.
 * @param {{name?: string, textOffset?: bigint, arch?: Arch}} [as] what it calls itself unless its bootargs say `id=`;
 *   bytes from the start of the guest's first RAM bank at which Xen is to load it (arm64)
 * @returns {Buffer}
 */
export function guestImage({ name = '', textOffset = 0n, arch = 'arm64' } = {}) {
  const image = compiled(arch, 'guest', { assembly: 'head.S', c: 'guest.c' });
  if (arch === 'arm64') image.writeBigUInt64LE(textOffset, 8);
  image.write(name.slice(0, NAME_LENGTH), NAME_AT, 'latin1');
  return image;
}

/**
 * The stub, with its numbers: host physical addresses.
 * @param {{fdt: bigint, xen: bigint, carry: {from: bigint, to: bigint, length: bigint}[], arch?: Arch}} numbers
 * @returns {Buffer}
 */
export function stub({ fdt, xen, carry, arch = 'arm64' }) {
  const values = [fdt, xen, ...carry.flatMap((piece) => [piece.from, piece.to, piece.length]), 0n, 0n, 0n];
  const table = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => table.writeBigUInt64LE(value, index * 8));
  return Buffer.concat([compiled(arch, 'stub', { assembly: 'stub.S' }), table]);
}
