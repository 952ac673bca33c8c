// `place`: addresses for what has only a size, through the placement solver; the design, or why there is none.
import { resolve } from 'node:path';
import { settle } from '../bindings/settle.ts';
import { analyse } from '../engine/index.ts';
import type { LoaderWindow } from '../engine/place/loader-window.ts';
import { accept, type Conflicting, placed, type Placed, type PlacedItem } from '../engine/place/placing.ts';
import { fails } from '../engine/words.ts';
import { hex } from '../model/addr.ts';
import { setLoader } from '../model/need.ts';
import type { Plan } from '../model/plan.ts';
import type { Range } from '../model/range.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { writeDesign } from '../share/design.ts';
import type { Invocation } from './args.ts';
import { readBeside } from './beside.ts';
import { columns, printable, span } from './columns.ts';
import { writeOutput } from './files.ts';
import { type Io, refuse, unreadable } from './io.ts';
import { load, type Loaded, withBootLoader } from './load.ts';
import { withNeeds } from './need-args.ts';
import { FINE, REFUSED, type Status } from './status.ts';
import { targetsOf } from './targets.ts';

/** `place FILE`. */
export async function place(
  { file, place: asked, output, options }: Extract<Invocation, { command: 'place' }>,
  io: Io,
): Promise<Status> {
  const beside = await readBeside(options, io);
  if (!beside.ok) return refuse(io, problemText(beside.problem));
  const { config, modules } = beside.value;
  const loaded = await load(file, io, options.base);
  if (!loaded.ok) return unreadable(io, options.format, file, loaded.problem);
  const [target = DEFAULT_TARGET] = targetsOf(options, config, loaded.value.design?.target ?? null);
  const wanted = withNeeds(withBootLoader(loaded.value, options, modules), asked.needs, asked.tags);
  if (!wanted.ok) return refuse(io, problemText(wanted.problem));
  const asking = asked.loader === null ? wanted.value : setLoader(wanted.value, asked.loader);
  const before = settle(asking, target.release);
  if (!before.ok) return unreadable(io, options.format, file, before.problem);

  const answer = placed(before.value, target, { mayMove: asked.move, clear: asked.clear });
  const design =
    answer.kind === 'placed' ? designed(loaded.value, before.value, answer.items, target) : ok(null);
  if (!design.ok) return unreadable(io, options.format, file, design.problem);
  const text = design.value?.text ?? null;
  const json = options.format === 'json';
  if (text !== null && output !== null) {
    const written = await writeOutput(resolve(io.cwd, output), text);
    if (!written.ok) return refuse(io, `${output}: ${problemText(written.problem)}`);
  }
  const boots = design.value === null ? null : design.value.boots;
  if (json)
    io.out(`${JSON.stringify(placeJson(file, target, answer, boots, output === null ? text : null))}\n`);
  else {
    const lines = placeText(answer, boots, target);
    if (text !== null && output === null) io.out(text);
    for (const line of lines) (output === null ? io.err : (l: string) => io.out(`${l}\n`))(line);
  }
  return answer.kind === 'placed' ? FINE : REFUSED;
}

interface Designed {
  readonly text: string;
  /** Whether the simulated boot comes through it with nothing lost. */
  readonly boots: boolean;
}

function designed(
  { name, design }: Loaded,
  before: Plan,
  items: readonly PlacedItem[],
  target: Target,
): Result<Designed> {
  const settled = settle(accept(before, items), target.release);
  if (!settled.ok) return settled;
  const own = design?.text?.written(settled.value, target.release) ?? null;
  if (own !== null && !own.ok) return own;
  const plan = own === null ? settled.value : own.value.plan;
  const { verdict, findings } = analyse(plan, target);
  const text = writeDesign({
    name,
    plan,
    ...(own === null ? {} : { text: own.value.text }),
    target,
    original: design?.original ?? null,
  });
  return ok({ text, boots: verdict === 'boots' && !findings.some(fails) });
}

const rangeJson = ({ start, size }: Range) => ({ start: hex(start), size: hex(size) });

/** The answer as one object; `design` is null where it went to a file or there is none. */
function placeJson(
  file: string,
  { release, build }: Target,
  answer: Placed,
  boots: boolean | null,
  text: string | null,
): object {
  const items = answer.kind === 'placed' ? answer.items : [];
  const conflict = answer.kind === 'impossible' ? answer.conflict : [];
  const window = answer.kind === 'placed' ? answer.window : null;
  return {
    file,
    xen: release,
    build,
    result: answer.kind,
    best: answer.kind === 'placed' ? answer.isBest : null,
    boots,
    items: items.map(({ label, from, to }) => ({
      what: label,
      from: from.map(rangeJson),
      to: to.map(rangeJson),
    })),
    conflict: conflict.map(({ label, asks, help, cures }) => ({
      what: label,
      asks,
      help,
      enough: help !== null && cures,
    })),
    imageBuilder:
      window === null
        ? null
        : { memoryStart: hex(window.start), memoryEnd: hex(window.end), script: hex(window.script) },
    score: answer.kind === 'placed' ? answer.score : null,
    design: text === null ? null : (JSON.parse(text) as object),
  };
}

function placeText(answer: Placed, boots: boolean | null, { release }: Target): string[] {
  switch (answer.kind) {
    case 'placed': {
      const where = (ranges: readonly Range[]): string =>
        ranges.map(({ start, size }) => span(start, size)).join(' and ');
      const rows = answer.items.map(({ label, from, to }) => [
        printable(label),
        where(to),
        from.length === 0 ? 'placed' : `moved from ${where(from)}`,
      ]);
      return [
        ...(rows.length === 0 ? ['Everything has its place.'] : columns(rows)),
        ...windowText(answer.window),
        ...(answer.isBest ? [] : ['There may be a better placement: the search was cut short.']),
        ...(boots === false
          ? [`Xen ${release} does not boot this as it should all the same: check says why.`]
          : [`Xen ${release} boots this.`]),
      ];
    }
    case 'impossible':
      return [
        answer.conflict.length === 0
          ? 'There is no placement; which demands are to blame could not be found out.'
          : 'These cannot hold together, and could if any one were left out:',
        ...answer.conflict.flatMap(conflictText),
      ];
    case 'unknown':
      return ['No placement was found, and none excluded: the search was cut short. Ask for less at a time.'];
  }
}

const windowText = (window: LoaderWindow | null): string[] =>
  window === null
    ? []
    : [
        `Tell ImageBuilder MEMORY_START=${hex(window.start)} and MEMORY_END=${hex(window.end)} or more; its script is loaded at ${hex(window.script)}.`,
      ];

const conflictText = ({ label, asks, help, cures }: Conflicting): string[] => [
  `  ${printable(label)}: ${asks}`,
  `    ${help === null ? 'no single change of it would help' : `would help: ${help}${cures ? '' : ', though not with all the rest'}`}`,
];
