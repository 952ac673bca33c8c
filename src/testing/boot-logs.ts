// Consoles of real Xen and the layouts that were booted (see exchange/boot-log/samples).
import { readdirSync, readFileSync } from 'node:fs';
import { planOf } from '../bindings/plan.ts';
import { parseText } from '../devicetree/text.ts';
import { analyse } from '../engine/index.ts';
import type { BootLog } from '../exchange/boot-log/facts.ts';
import type { Design } from '../exchange/boot-log/names.ts';
import { asLoaded, targetOfLog } from '../exchange/boot-log/predict.ts';
import { readBootLog } from '../exchange/boot-log/read.ts';
import type { Plan } from '../model/plan.ts';
import { problemText } from '../model/result.ts';
import { TEST_BOARD } from './plan-spec.ts';

const folder = new URL('../exchange/boot-log/samples/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** Names of the consoles: `three-domains-4.19`. */
export const CONSOLES = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.replace('.txt', ''));

export const consoleText = (name: string): string => read(`${name}.txt`);

export function logOf(text: string): BootLog {
  const log = readBootLog(text);
  if (!log.ok) throw new Error(problemText(log.problem));
  return log.value;
}

/** The layout a console is of, as its device tree says it. */
export function layoutOf(name: string): Plan {
  const tree = parseText(read(`${name.replace(/-(\d+\.\d+|unstable).*$/, '')}.dts`));
  if (!tree.ok) throw new Error(problemText(tree.problem));
  return planOf(tree.value, { ...TEST_BOARD, origin: 'tree' });
}

/** A plan with the boot the simulator predicts for the Xen of a log, loaded as the log says. */
export function designBeside(log: BootLog, plan: Plan): Design {
  return { plan, analysis: analyse(asLoaded(plan, log), targetOfLog(log)) };
}
