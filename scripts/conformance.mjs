// Compares the simulator with the recordings of real Xen and prints where they disagree.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(project, 'dist');
mkdirSync(dist, { recursive: true });
const work = mkdtempSync(join(dist, 'conformance-'));
try {
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: 'src/testing/conformance-report.ts',
      outDir: work,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'report.mjs' } },
    },
  });
  const { report } = await import(pathToFileURL(join(work, 'report.mjs')).href);
  for (const line of report().lines) console.log(line);
} finally {
  rmSync(work, { recursive: true, force: true });
}
