// `check`: every file's boot predicted for every release asked for, in the order given.
import { settle } from '../bindings/settle.ts';
import type { Analysis } from '../engine/analysis.ts';
import { analyse } from '../engine/index.ts';
import { fails } from '../engine/words.ts';
import { type Addr, hex } from '../model/addr.ts';
import type { ModuleFile } from '../model/plan.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import type { Target } from '../model/target.ts';
import type { Options } from './args.ts';
import { readBeside } from './beside.ts';
import { verdictJson } from './check-json.ts';
import { matrixText } from './check-matrix.ts';
import { verdictText } from './check-text.ts';
import { separator } from './columns.ts';
import { type Io, refuse, unreadable } from './io.ts';
import { halfKnown, load, type Loaded, moduleStarts, withBootLoader } from './load.ts';
import { FINE, REFUSED, type Status, worse } from './status.ts';
import { targetsOf } from './targets.ts';
import type { Verdict } from './verdict.ts';

/** `check FILE…`. */
export async function check(files: readonly string[], options: Options, io: Io): Promise<Status> {
  const beside = await readBeside(options, io);
  if (!beside.ok) return refuse(io, problemText(beside.problem));
  const { config, modules } = beside.value;

  const unmatched = new Set<Addr>(modules.keys());
  let status: Status = FINE;
  const separate = separator();
  const verdicts: Verdict[] = [];
  for (const file of files) {
    const loaded = await load(file, io, options.base);
    if (!loaded.ok) {
      status = worse(status, unreadable(io, options.format, file, loaded.problem));
      continue;
    }
    const { plan, design, placeOf } = loaded.value;
    for (const start of moduleStarts(plan)) unmatched.delete(start);
    for (const target of targetsOf(options, config, design?.target ?? null)) {
      const analysis = judge(loaded.value, options, modules, target);
      if (!analysis.ok) {
        status = worse(status, unreadable(io, options.format, file, analysis.problem));
        continue;
      }
      const hasRam = plan.host.memory.length > 0;
      const verdict: Verdict = { file, target, analysis: analysis.value, placeOf, hasRam };
      verdicts.push(verdict);
      io.out(
        options.format === 'json'
          ? `${JSON.stringify(verdictJson(verdict))}\n`
          : separate(verdictText(verdict)),
      );
      if (!isClean(analysis.value)) status = worse(status, REFUSED);
    }
  }
  const matrix = options.format === 'text' ? matrixText(verdicts) : '';
  if (matrix !== '') io.out(separate(matrix));
  for (const start of unmatched)
    status = refuse(io, `--module ${hex(start)}: no file has a module at this address`);
  return status;
}

/** Whether Xen boots and nothing is refused or silently lost. */
const isClean = ({ verdict, findings }: Analysis): boolean => verdict === 'boots' && !findings.some(fails);

function judge(
  loaded: Loaded,
  options: Options,
  modules: ReadonlyMap<Addr, ModuleFile>,
  target: Target,
): Result<Analysis> {
  const plan = withBootLoader(loaded, options, modules);
  // A design means its entities, written as each release wants them; a device tree means its very bytes.
  const given = loaded.design === null ? ok(plan) : settle(plan, target.release);
  if (!given.ok) return given;
  const analysis = analyse(given.value, target);
  const fromLog = loaded.plan.board.origin === 'log' ? ['boot-log'] : [];
  return ok({ ...analysis, assumed: [...analysis.assumed, ...halfKnown(options), ...fromLog] });
}
