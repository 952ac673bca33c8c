// A boot log beside what is open: named, compared with the boot predicted for it, and made a design of its own.
import { settle } from '../bindings/settle.ts';
import { compare, type Comparison } from '../exchange/boot-log/compare.ts';
import { explain, type ExplainedLine } from '../exchange/boot-log/explain.ts';
import type { BootLog } from '../exchange/boot-log/facts.ts';
import type { Design as DesignBeside } from '../exchange/boot-log/names.ts';
import { asLoaded, targetOfLog } from '../exchange/boot-log/predict.ts';
import { rebuild, type Rebuilt } from '../exchange/boot-log/rebuild.ts';
import type { Plan } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Target } from '../model/target.ts';
import type { Memmap } from './memmap.ts';
import type { Simulate } from './state.ts';

/** A text somebody gave that is a boot log. */
export interface GivenLog {
  /** Of its file, or what it is called where it has none. */
  readonly name: string;
  readonly text: string;
}

/** What the open design adds to a log. */
export interface Beside {
  readonly lines: readonly ExplainedLine[];
  readonly comparison: Comparison;
  /** What the boot was predicted for: the Xen of the log where it says which. */
  readonly target: Target;
}

/** The open design beside a log; null where it cannot be written for the release that wrote the log. */
export function besideLog(log: BootLog, plan: Plan, target: Target, simulate: Simulate): Beside | null {
  const own = targetOfLog(log, target);
  const settled = settle(asLoaded(plan, log), own.release);
  if (!settled.ok) return null;
  const design: DesignBeside = { plan: settled.value, analysis: simulate(settled.value, own) };
  return {
    lines: explain(log, design),
    comparison: compare(log, design.analysis, own.release),
    target: own,
  };
}

/** What a log is called that came from the clipboard. */
export const PASTED_LOG = 'pasted boot log';

const stem = (name: string): string => name.replace(/\.(log|txt)$/i, '') || name;

/** The design behind a log. */
export const designOfLog = (log: BootLog, name: string): Result<Rebuilt> =>
  rebuild(log, stem(name), name === PASTED_LOG ? name : `boot log ${name}`);

/** Puts what was rebuilt in place of what is open. */
export function openRebuilt(memmap: Memmap, { plan, target }: Rebuilt, name: string): boolean {
  const design = { name: stem(name).replaceAll(/\s+/g, '-'), plan, original: null };
  if (!memmap.replace(`Rebuild from ${name}`, design, target)) return false;
  memmap.notify({
    kind: 'info',
    title: 'The map is rebuilt from the log',
    detail: 'What the log does not tell stands beside the facts of the board, in the inspector.',
  });
  return true;
}
