// Pictures of the main states of the page, at the widths people have, dark and light. `node scripts/screenshots.mjs` runs it.
import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

export default defineConfig({
  ...stories,
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots-run',
  reporter: 'line',
});
