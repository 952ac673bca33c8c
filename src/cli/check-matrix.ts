// Every file before every target asked for, as a small table: what to look at first when there are many.
import { evidenceMark, outcomeWord } from '../engine/words.ts';
import type { Target } from '../model/target.ts';
import { columns, fileLabel } from './columns.ts';
import type { Verdict } from './verdict.ts';

type Cell = Pick<Verdict, 'file' | 'target' | 'analysis'>;

/** `4.22`, and the build where the columns are not all of one. */
const headOf = ({ release, build }: Target, withBuild: boolean): string =>
  withBuild ? `${release} ${build}` : release;

const STAR = '*';
const LEGEND = `${STAR}: from source; such a Xen was not booted, or hardly`;
const starOf = ({ evidence }: Cell['analysis']): string => (evidenceMark(evidence) === null ? '' : STAR);

/** Files down, targets across, in the order given; empty where no file was judged twice. */
export function matrixText(cells: readonly Cell[]): string {
  const withBuild = new Set(cells.map(({ target }) => target.build)).size > 1;
  const targets = [...new Set(cells.map(({ target }) => headOf(target, withBuild)))];
  const files = [...new Set(cells.map(({ file }) => file))];
  if (files.length === cells.length) return '';
  const rows = files.map((file) => {
    const row = cells.filter((cell) => cell.file === file);
    const words = new Map(
      row.map(({ target, analysis }) => [
        headOf(target, withBuild),
        outcomeWord(analysis) + starOf(analysis),
      ]),
    );
    return [fileLabel(file), ...targets.map((target) => words.get(target) ?? '')];
  });
  const note = cells.some(({ analysis }) => starOf(analysis) !== '') ? [LEGEND] : [];
  return `${[...columns([['XEN', ...targets], ...rows]), ...note].join('\n')}\n`;
}
