// npm start: installs what is missing, builds the page when its sources are newer, serves it, prints the address.
import { ensurePackages, requireNode, root, runScript } from './ensure.mjs';
import { join } from 'node:path';
import { newest } from './newest.mjs';

requireNode();
ensurePackages();
const page = join(root, 'dist/page');
if (
  newest(join(root, 'src'), join(root, 'index.html'), join(root, 'public'), join(root, 'package-lock.json')) >
  newest(join(page, 'index.html'))
) {
  console.log('building …');
  const code = runScript('build');
  if (code !== 0) process.exit(code);
}
// Only now: a fresh clone had no packages when this file was read.
const { preview } = await import('vite');
const server = await preview({ root, preview: { port: 4173, host: process.env.HOST ?? '127.0.0.1' } });
const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
console.log(`\nxen-memmap is at ${address}\n(stop with Ctrl+C)`);
