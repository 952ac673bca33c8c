// Browser stories: the production build in dist/page (built before), served on a free port.
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const onPath = (...names: string[]): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

// Chosen once: the workers read this file again and inherit the environment.
process.env['PAGE_PORT'] ??= String(await freePort());
const url = `http://127.0.0.1:${process.env['PAGE_PORT']}`;

/** Debian's browser when it is there, else Playwright's own. */
const executablePath =
  process.env['CHROMIUM_PATH'] ??
  (process.env['PW_BUNDLED'] === undefined
    ? onPath('chromium', 'chromium-browser', 'google-chrome')
    : undefined);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: join(root, 'test-results/browser'),
  fullyParallel: true,
  workers: 2,
  // axe looks at every element, and a busy machine is slow; nothing here waits for time.
  timeout: 120_000,
  forbidOnly: process.env['CI'] !== undefined,
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${process.env['PAGE_PORT']} --strictPort --host 127.0.0.1`,
    cwd: root,
    url,
    reuseExistingServer: false,
  },
  use: {
    baseURL: url,
    viewport: { width: 1600, height: 1000 },
    deviceScaleFactor: 1,
    contextOptions: { reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'retain-on-failure',
    launchOptions: {
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1600, height: 1000 } } },
  ],
});
