// Compares the simulator with the recordings of real Xen and prints where they disagree.
import { pathToFileURL } from 'node:url';
import { withBundle } from './bundle.mjs';

await withBundle('src/testing/conformance-report.ts', async (file) => {
  const { report } = await import(pathToFileURL(file).href);
  for (const line of report().lines) console.log(line);
});
