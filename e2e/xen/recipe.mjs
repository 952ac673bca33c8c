// @ts-check
// Which Xen is built: the source's release of Debian, the options, and the name all that has in the cache.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CACHE } from './cache.mjs';

export const DEBIAN = { version: '12', codename: 'bookworm' };

/**
 * What a user of static memory turns on, and what makes Xen talk: the debug build prints guests' own lines, and
 * without the early UART (PL011 of QEMU's virt) every panic before the console is up would be silent.
 */
export const OPTIONS = [
  'CONFIG_EXPERT=y',
  'CONFIG_UNSUPPORTED=y',
  'CONFIG_STATIC_MEMORY=y',
  'CONFIG_STATIC_SHM=y',
  'CONFIG_DEBUG=y',
  'CONFIG_EARLY_UART_CHOICE_PL011=y',
  'CONFIG_EARLY_UART_BASE_ADDRESS=0x09000000',
];

const key = createHash('sha256')
  .update(JSON.stringify([DEBIAN, OPTIONS]))
  .digest('hex')
  .slice(0, 12);

/** The folder of this recipe's result: `xen`, `config`, `version` (Debian's version of the source). */
export const BUILT = join(CACHE, `debian-${DEBIAN.version}-${key}`);
export const BUILT_XEN = join(BUILT, 'xen');
