// What a trace of the browser says of its main thread: how much it worked for each step of a gesture.

/** Categories to record. */
export const CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Tasks that are not part of another one, in order. */
function outermost(tasks) {
  let until = -Infinity;
  return tasks
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
    .filter(({ ts, dur }) => {
      const outer = ts >= until;
      if (outer) until = ts + dur;
      return outer;
    });
}

/** The page's main thread: the one that was given the input. */
function threadOf(events, isInput) {
  const counts = new Map();
  for (const { pid, tid } of events.filter(isInput))
    counts.set(`${pid} ${tid}`, 1 + (counts.get(`${pid} ${tid}`) ?? 0));
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

const milliseconds = (tasks, time) => tasks.reduce((sum, task) => sum + time(task), 0) / 1000;

/**
 * The steps of a gesture, from one input event of a type to the next, with what the main thread did in each in
 * milliseconds: `work` in its own time, which another program's load does not add to, and `wall` by the clock.
 */
export function stepsOf(trace, input) {
  const complete = trace.traceEvents.filter(({ ph }) => ph === 'X');
  const isInput = ({ name, args }) => name === 'EventDispatch' && args?.data?.type === input;
  const thread = threadOf(complete, isInput);
  const here = complete.filter(({ pid, tid }) => `${pid} ${tid}` === thread);
  const tasks = outermost(here.filter(({ name }) => name === 'RunTask'));
  // The task around an input event begins a little before it.
  const begins = here
    .filter(isInput)
    .map(({ ts }) => tasks.findLast((task) => task.ts <= ts)?.ts ?? ts)
    .toSorted((a, b) => a - b);
  return begins.slice(0, -1).map((from, i) => {
    const own = tasks.filter(({ ts }) => ts >= from && ts < begins[i + 1]);
    return { work: milliseconds(own, ({ tdur }) => tdur ?? 0), wall: milliseconds(own, ({ dur }) => dur) };
  });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** p50, p95 and the most of a list. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), max: sorted.at(-1) ?? 0 };
}
