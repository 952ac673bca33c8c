// Stage 5: what Xen has kept to say until everything runs.
//
// Stands for warning_print (common/warning.c) as console_endboot calls it, every release.
import type { Boot } from './state.ts';

const LINE = '*'.repeat(51);

export function printWarnings({ trace, warnings }: Boot): void {
  if (warnings.length === 0) return;
  trace.print(LINE);
  for (const { refusal, told } of warnings) {
    trace.note(refusal, null, 'warning', told);
    trace.print(LINE);
  }
  trace.print('3... 2... 1... ');
}
