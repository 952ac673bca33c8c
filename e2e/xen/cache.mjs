// @ts-check
// Where built things are kept (out of git, safe to delete), and folders that go away again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = join(CHECKOUT, '.cache', 'xen');

/**
 * @template T
 * @param {(folder: string) => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), 'xen-memmap-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await action(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}
