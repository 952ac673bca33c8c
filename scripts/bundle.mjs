// @ts-check
// The project's own sources for node: one file of them bundled with all it imports, which lives as long as it is used.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const project = resolve(fileURLToPath(import.meta.url), '../..');

/**
 * Bundles `entry` (relative to the project), hands over the file, and takes it away again when `action` is done.
 * @template T
 * @param {string} entry
 * @param {(file: string, folder: string) => Promise<T>} action `folder`: the file's, free for more
 * @returns {Promise<T>}
 */
export async function withBundle(entry, action) {
  const dist = join(project, 'dist');
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, 'bundle-'));
  try {
    await build({
      root: project,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: entry,
        outDir: folder,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
      },
    });
    return await action(join(folder, 'bundle.mjs'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
