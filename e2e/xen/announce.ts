// Says once which Xen the stories run on, or why they do not; with XEN_STORIES=required the latter is a failure.
import { findXen, isRequired, missing } from './available.mjs';
import { identifyXen } from './boot.mjs';

// oxlint-disable-next-line import/no-default-export -- Playwright's global setup is a default export
export default async function announce(): Promise<void> {
  const lacking = missing();
  if (lacking !== null && isRequired()) throw new Error(lacking);
  if (lacking !== null) console.log(`stories skipped. ${lacking}`);
  const xen = lacking === null ? findXen() : null;
  if (xen === null) return;
  const { version, build } = await identifyXen(xen);
  console.log(`real Xen ${version}, ${build} build: ${xen}`);
}
