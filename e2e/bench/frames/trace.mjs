// What a trace of the browser says of its main thread: how much it worked for each picture that a gesture brought.

/** Categories to record: tasks, what the browser does within them, and whose pictures come to the screen. */
export const CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'viz'];

/** Kinds of work by the names that events have in a trace; what is under no name here is `rest`. */
const PARTS = {
  script: [
    'EventDispatch',
    'FunctionCall',
    'EvaluateScript',
    'FireAnimationFrame',
    'TimerFire',
    'RunMicrotasks',
  ],
  gc: ['MinorGC', 'MajorGC'],
  style: ['UpdateLayoutTree'],
  layout: ['Layout'],
  prepaint: ['PrePaint'],
  paint: ['Paint'],
  layerize: ['Layerize'],
  commit: ['Commit', 'UpdateLayer'],
};
export const PART_NAMES = [...Object.keys(PARTS), 'rest'];

const partOf = ({ name }) =>
  name.startsWith('V8.GC') ? 'gc' : (PART_NAMES.find((part) => PARTS[part]?.includes(name)) ?? 'rest');

/** The page's main thread: the one that was given the input. */
function threadOf(events, isInput) {
  const counts = new Map();
  for (const { pid, tid } of events.filter(isInput))
    counts.set(`${pid} ${tid}`, 1 + (counts.get(`${pid} ${tid}`) ?? 0));
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** A thread's tasks in order, each with the events inside it, and each event with the time that is its own, in µs. */
function tasksOf(events) {
  const tasks = [];
  const open = [];
  for (const { name, ts, dur, tdur = 0, args } of events.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    while (open.length > 0 && open.at(-1).end <= ts) open.pop();
    const event = { name, args, ts, end: ts + dur, dur, work: tdur, own: tdur, inside: [] };
    if (open.length === 0) tasks.push(event);
    else open.at(-1).own -= tdur;
    open[0]?.inside.push(event);
    open.push(event);
  }
  return tasks;
}

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** What tasks took, in ms: `work` in the thread's own time, which another program's load adds little to, and `wall`. */
function costOf(tasks) {
  const parts = Object.fromEntries(PART_NAMES.map((part) => [part, 0]));
  for (const event of tasks.flatMap((task) => [task, ...task.inside]))
    parts[partOf(event)] += event.own / 1000;
  return { work: sum(tasks, ({ work }) => work) / 1000, wall: sum(tasks, ({ dur }) => dur) / 1000, parts };
}

const holds = (task, name) => task.inside.some((event) => event.name === name);

/** A page numbers what it shows and does not make from here on: canvases that another thread paints. */
const EMBEDDED = 2 ** 31;
const SURFACE = /FrameSinkId\(\d+, (\d+)\)/;

/** When the canvas that another thread paints most often had a new picture for the display, in order. */
function paintedElsewhere(events) {
  const times = new Map();
  for (const { name, args, ts } of events) {
    const surface = name === 'Surface::CommitFrame' ? Number(SURFACE.exec(args?.SurfaceId)?.[1]) : 0;
    if (surface >= EMBEDDED) times.set(surface, [...(times.get(surface) ?? []), ts]);
  }
  const [most = []] = [...times.values()].toSorted((a, b) => b.length - a.length);
  return most.toSorted((a, b) => a - b);
}

/**
 * The pictures that a gesture brought, each with all that the main thread did since the one before: handling the input,
 * rendering, what was put off until after the last picture, and making this one. And how many events there were of the
 * input's type (`steps`), with what the thread did from the first to the last of them (`whole`).
 */
export function framesOf(trace, input) {
  const complete = trace.traceEvents.filter(({ ph }) => ph === 'X');
  const isInput = ({ name, args }) => name === 'EventDispatch' && args?.data?.type === input;
  const thread = threadOf(complete, isInput);
  const all = tasksOf(complete.filter(({ pid, tid }) => `${pid} ${tid}` === thread));
  const answers = (task) => isInput(task) || task.inside.some(isInput);
  const tasks = all.slice(all.findIndex(answers), all.findLastIndex(answers) + 1);
  const painted = paintedElsewhere(complete);
  const frames = [];
  let since = [];
  let last = tasks[0]?.ts ?? 0;
  let left = false;
  for (const task of tasks) {
    since.push(task);
    if (!holds(task, 'Commit')) continue;
    // A commit without a layer to update repeats the last picture, unless another thread has painted one since. That comes at
    // a beat of the display, as this does, and may be just before or just after it: of two one is left for the next.
    const others = painted.filter((at) => at > last && at <= task.end).length + Number(left);
    left = others > 1;
    last = task.end;
    if (others === 0 && !since.some((one) => holds(one, 'UpdateLayer'))) continue;
    frames.push(costOf(since));
    since = [];
  }
  return { frames, steps: sum(tasks, (task) => task.inside.filter(isInput).length), whole: costOf(tasks) };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** p50, p95 and the most of a list. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), max: sorted.at(-1) ?? 0 };
}
