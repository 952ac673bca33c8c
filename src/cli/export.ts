// `export`: the layout of one file, in another form.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeBlob } from '../devicetree/blob.ts';
import type { Plan } from '../model/plan.ts';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import type { Invocation } from './args.ts';
import type { ExportFormat } from './commands.ts';
import { systemReason } from './files.ts';
import { type Io, refuse } from './io.ts';
import { load } from './load.ts';
import { FINE, type Status } from './status.ts';

/** `export FILE --to FORMAT [-o OUT]`. */
export async function exportFile(
  { file, to, output }: Extract<Invocation, { command: 'export' }>,
  io: Io,
): Promise<Status> {
  const loaded = await load(file, io);
  if (!loaded.ok) return refuse(io, `${file}: ${problemText(loaded.problem)}`);
  const content = write(loaded.value.plan, to);
  if (!content.ok) return refuse(io, `${file}: ${problemText(content.problem)}`);
  if (output === null) {
    if (io.terminal && typeof content.value !== 'string')
      return refuse(io, `${to} is binary: name a file with -o OUT, or send it down a pipe`);
    io.out(content.value);
    return FINE;
  }
  try {
    await writeFile(resolve(io.cwd, output), content.value);
    return FINE;
  } catch (error) {
    return refuse(io, `${output}: ${systemReason(error)}`);
  }
}

function write(plan: Plan, to: ExportFormat): Result<string | Uint8Array> {
  return to === 'dtb' ? ok(writeBlob(plan.tree)) : fail(`export --to ${to} is not built yet`);
}
