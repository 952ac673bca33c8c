// Boot files that ImageBuilder lays out as demands: a run of them is one, since where it starts decides on all of them.
import { addr, bytes } from '../../model/addr.ts';
import type { ImageBuilder } from '../../model/loader.ts';
import type { Plan } from '../../model/plan.ts';
import { endOf } from '../../model/range.ts';
import { bootFiles, layOut, LOWEST, reservedOf, type Run, runsOf, startOf, STEP } from './imagebuilder.ts';
import { inside, LOW, pageOf, pagesOf, spanOf } from './page-frames.ts';
import { BARE, common, type Demand, type Span, without } from './problem.ts';

interface LoadedRun {
  readonly run: Run;
  readonly demand: Omit<Demand, 'id'>;
}

/**
 * `loadable`: where U-Boot loads files, in page frames; null where that is not known. Then a run whose start is to be found lies
 * below 4 GiB, where there is RAM: beyond the RAM that U-Boot runs in it may load nothing (lmb_add_memory takes 4 GiB for its end
 * where it has no other).
 */
export function loadedRuns(
  plan: Plan,
  { copy, start, end }: ImageBuilder,
  loadable: readonly Span[] | null,
): readonly LoadedRun[] {
  const files = bootFiles(plan, copy);
  const ram = plan.host.memory.map(inside);
  const now = startOf(plan, copy);
  const reserved = reservedOf(plan);
  if (start !== null) {
    const laid = layOut(files, start, copy, reserved);
    return runsOf(files, laid).map((run) => {
      const span = spanOf(run.range);
      const was = now === start ? [span] : [];
      return { run, demand: { ...demandFor(span), at: span.start, was, within: loadable ?? ram } };
    });
  }
  // Any start will do: all that lie on its steps give the same run, as long as no reserved memory is met.
  const lowest = addr(LOWEST - STEP);
  const laid = layOut(files, lowest, copy, []);
  return runsOf(files, laid).map((run) => {
    const span = spanOf(run.range);
    const looksTo = files.reduce((most, { counted }, i) => {
      const next = laid.places[i + 1];
      return next !== undefined && next.start + counted > most ? next.start + counted : most;
    }, 0n);
    const ahead = Math.max(0, pagesOf(bytes(looksTo)) + 1 - span.end);
    const met = reserved.map((taken) => ({
      start: pageOf(taken.start) - ahead,
      end: pageOf(endOf(taken)) + 1,
    }));
    const top = end === null ? Infinity : pageOf(end - (end % STEP)) - pagesOf(STEP);
    const window = [{ start: pageOf(LOWEST), end: top }];
    const was = now === null ? [] : [moved(span, pageOf(now) - pageOf(lowest))];
    const low = common(ram, [{ start: 0, end: LOW }]);
    const known = loadable ?? (low.length > 0 ? low : ram);
    const within = without(common(known, window), met);
    return { run, demand: { ...demandFor(span), align: pagesOf(STEP), was, within, needsLow: true } };
  });
}

const demandFor = ({ start, end }: Span): Omit<Demand, 'id'> => ({ ...BARE, sizes: [end - start] });

const moved = ({ start, end }: Span, pages: number): Span => ({ start: start + pages, end: end + pages });
