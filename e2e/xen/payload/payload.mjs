// @ts-check
// Builds what runs beside Xen: the guest that reports what it sees, and the stub that enters Xen.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE } from '../cache.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const CROSS = 'aarch64-linux-gnu-';

// No MMU in the guest: aligned accesses only. No loader: nothing may need relocation.
const FLAGS = [
  ...'-Os -Wall -Wextra -Werror -ffreestanding -fno-builtin -nostdlib -static'.split(' '),
  ...'-fPIE -mcmodel=tiny -mgeneral-regs-only -mstrict-align -mno-outline-atomics -fno-jump-tables'.split(
    ' ',
  ),
  ...'-fno-asynchronous-unwind-tables -fno-stack-protector'.split(' '),
  '-Wl,--build-id=none,-z,norelro,-z,noexecstack,--no-warn-rwx-segments',
];

/**
 * Compiles sources of this folder to raw bytes, once per content.
 * @param {string} name
 * @param {string[]} sources
 * @returns {Buffer}
 */
function compiled(name, sources) {
  const hash = createHash('sha256');
  for (const file of [...sources, 'guest.lds']) hash.update(readFileSync(join(here, file)));
  const binary = join(CACHE, `${name}-${hash.update(FLAGS.join(' ')).digest('hex').slice(0, 12)}.bin`);
  if (!existsSync(binary)) {
    mkdirSync(CACHE, { recursive: true });
    const work = mkdtempSync(join(CACHE, 'compile-'));
    try {
      const elf = join(work, 'elf');
      const raw = join(work, 'raw');
      const inputs = sources.map((file) => join(here, file));
      execFileSync(`${CROSS}gcc`, [...FLAGS, `-Wl,-T,${join(here, 'guest.lds')}`, ...inputs, '-o', elf]);
      execFileSync(`${CROSS}objcopy`, ['-O', 'binary', elf, raw]);
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
 * The guest as an arm64 Image of less than one page. A module may be longer than it, not shorter.
 * @param {{name?: string, textOffset?: bigint}} [as] what it calls itself unless its bootargs say `id=`; bytes from
 *   the start of the guest's first RAM bank at which Xen is to load it
 * @returns {Buffer}
 */
export function guestImage({ name = '', textOffset = 0n } = {}) {
  const image = compiled('guest', ['head.S', 'guest.c']);
  image.writeBigUInt64LE(textOffset, 8);
  image.write(name.slice(0, NAME_LENGTH), NAME_AT, 'latin1');
  return image;
}

/**
 * The stub, with its numbers: host physical addresses.
 * @param {{fdt: bigint, xen: bigint, carry: {from: bigint, to: bigint, length: bigint}[]}} numbers
 * @returns {Buffer}
 */
export function stub({ fdt, xen, carry }) {
  const values = [fdt, xen, ...carry.flatMap((piece) => [piece.from, piece.to, piece.length]), 0n, 0n, 0n];
  const table = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => table.writeBigUInt64LE(value, index * 8));
  return Buffer.concat([compiled('stub', ['stub.S']), table]);
}
