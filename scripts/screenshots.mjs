// Pictures of the main states of the page (e2e/browser/helpers/scenes.ts) at three widths, dark and light, in test-results/screenshots.
// node scripts/screenshots.mjs [PART OF A NAME: "conflict", "390 dark", …]; --readme makes docs/screenshot.png alone.
// Needs a browser (see ensure.mjs) and builds the page when missing.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, root, run, runScript } from './ensure.mjs';

const words = process.argv.slice(2);
const readme = words.includes('--readme');
const folder = readme ? join(root, 'docs') : join(root, 'test-results/screenshots');
const wanted = readme ? 'README' : words.length > 0 ? words.join(' ') : ':';

if (!existsSync(join(root, 'dist/page/index.html')) && runScript('build') !== 0) process.exit(1);
const browser = ensureBrowser();
mkdirSync(folder, { recursive: true });
process.exitCode = run(
  process.execPath,
  [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '-c',
    'e2e/browser/screenshots.config.ts',
    '--grep',
    wanted,
  ],
  {
    env: {
      ...process.env,
      PICTURES: folder,
      ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
    },
  },
);
if (process.exitCode === 0) console.log(folder);
