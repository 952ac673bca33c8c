// One configuration for the page (vite), the command (vite --ssr) and the unit tests (vitest).
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';
import { pxToRem } from './scripts/px-to-rem.mjs';
import { chooseSeed } from './scripts/seed.mjs';

// Said once: the workers inherit it.
const isGiven = process.env['SEED'] !== undefined;
const seed = chooseSeed();
if (!isGiven && process.env['VITEST'] !== undefined) process.stdout.write(`property tests: SEED=${seed}\n`);

export default defineConfig({
  base: './',
  plugins: [react()],
  css: { postcss: { plugins: [pxToRem(/map\.module\.css$/)] } },
  resolve: {
    alias: { 'd3-transition': fileURLToPath(new URL('src/map/no-transitions.ts', import.meta.url)) },
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/page',
    target: 'es2023',
    chunkSizeWarningLimit: 3500,
    // What a browser does not preload it loads a little later.
    modulePreload: { polyfill: false },
  },
  test: {
    env: { SEED: String(seed) },
    // A bound on what hangs, wide enough for a busy machine; nothing asserts how long anything takes.
    testTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs', 'e2e/**/*.test.{ts,mjs}'],
        },
      },
      { extends: true, test: { name: 'ui', environment: 'happy-dom', include: ['src/**/*.test.tsx'] } },
    ],
  },
});
