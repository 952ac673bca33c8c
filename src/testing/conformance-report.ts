// `npm run conformance`: per build, how often the simulator agrees with real Xen, and every disagreement.
import { knownReason } from './known-disagreements.ts';
import { compare, type Compared, type Recordings } from './conformance.ts';
import { RECORDINGS } from './recordings/all.ts';

const WHAT: readonly Compared['what'][] = ['verdict', 'panic', 'reason', 'console', 'guest'];

interface Report {
  readonly lines: readonly string[];
  readonly agrees: boolean;
}

/** The report as lines; the flag tells whether everything agrees. */
export function report(): Report {
  const reports = Object.entries(RECORDINGS).map(([about, recordings]) => reportOn(about, recordings));
  return {
    lines: reports.flatMap(({ lines }) => lines),
    agrees: reports.every(({ agrees }) => agrees),
  };
}

function reportOn(about: string, recordings: Recordings): Report {
  const lines: string[] = [];
  const table: string[] = [`About ${about}`];
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
  return {
    lines: [...table, '', `${lines.length / 2} disagreements`, ...lines, ''],
    agrees: lines.length === 0,
  };
}
