// What the first picture costs, read off the build: a number of bytes, the same on every machine.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const page = join(dirname(fileURLToPath(import.meta.url)), '../../dist/page');

/** Compressed bytes of every script that `names` load without being asked, each once. */
function startBytes(names: readonly string[], seen = new Set<string>()): number {
  let total = 0;
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    const code = readFileSync(join(page, 'assets', name), 'utf8');
    const imports = Array.from(
      code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g),
      (m) => m[1] ?? '',
    );
    total += gzipSync(code, { level: 9 }).length + startBytes(imports, seen);
  }
  return total;
}

test('the map is usable after at most 150 KB of compressed JavaScript', () => {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const scripts = Array.from(html.matchAll(/assets\/([\w.-]+\.js)/g), (match) => match[1] ?? '');
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = startBytes(scripts);
  console.log(`start: ${(bytes / 1000).toFixed(1)} KB of compressed JavaScript`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(150_000);
});
