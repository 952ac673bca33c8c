// `npm run conformance`: per build, how often the simulator agrees with real Xen, and every disagreement.
import { knownReason } from './known-disagreements.ts';
import { compare, type Compared, readRecordings } from './conformance.ts';
import text from './recordings/qemu-virt.jsonl?raw';

const WHAT: readonly Compared['what'][] = ['verdict', 'panic', 'reason', 'guest'];

/** The report as lines; the flag tells whether everything agrees. */
export function report(): { readonly lines: readonly string[]; readonly agrees: boolean } {
  const recordings = readRecordings(text);
  const lines: string[] = [];
  const table: string[] = [];
  for (const build of Object.keys(recordings.builds)) {
    const all: Compared[] = [];
    let layouts = 0;
    for (const layout of recordings.layouts) {
      const compared = compare(recordings, layout, build);
      if (compared.length > 0) layouts += 1;
      all.push(...compared);
      for (const { what, disagreement } of compared)
        if (disagreement !== null) {
          const why = knownReason(layout.id, build);
          lines.push(`${layout.id} on ${build}: ${what}: ${disagreement}`, `    ${why ?? 'NOT EXPLAINED'}`);
        }
    }
    const share = (what: Compared['what']): string => {
      const of = all.filter((one) => one.what === what);
      return `${of.filter((one) => one.disagreement === null).length}/${of.length}`;
    };
    table.push(
      `${build.padEnd(14)} ${String(layouts).padStart(4)} layouts  ${WHAT.map((what) => `${what}s ${share(what)}`.padEnd(18)).join(' ')}`,
    );
  }
  return { lines: [...table, '', `${lines.length / 2} disagreements`, ...lines], agrees: lines.length === 0 };
}
