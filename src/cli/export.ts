// `export`: the layout of one file, in another form.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportBlob, exportNotes, exportOverlayBlob, exportText } from '../exchange/export.ts';
import type { Plan } from '../model/plan.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { writeDesign } from '../share/design.ts';
import type { Invocation } from './args.ts';
import type { ExportFormat } from './commands.ts';
import { systemReason } from './files.ts';
import { type Io, refuse, unreadable } from './io.ts';
import { load, type Loaded, readModuleFiles, withBootLoader } from './load.ts';
import { FINE, type Status } from './status.ts';
import { readConfig, targetsOf } from './targets.ts';

/** `export FILE --to FORMAT [-o OUT]`. What the form leaves out goes to standard error. */
export async function exportFile(
  { file, to, output, options }: Extract<Invocation, { command: 'export' }>,
  io: Io,
): Promise<Status> {
  const config = await readConfig(options, io);
  if (!config.ok) return refuse(io, problemText(config.problem));
  const modules = await readModuleFiles(options, io.cwd);
  if (!modules.ok) return refuse(io, problemText(modules.problem));
  const loaded = await load(file, io);
  if (!loaded.ok) return unreadable(io, 'text', file, loaded.problem);
  const [target = DEFAULT_TARGET] = targetsOf(options, config.value, loaded.value.design?.target ?? null);
  const plan = withBootLoader(loaded.value, options, modules.value);
  const written = write(plan, loaded.value, target, to);
  if (!written.ok) return unreadable(io, 'text', file, written.problem);
  const { content, notes } = written.value;
  if (output === null) {
    if (io.terminal && typeof content !== 'string')
      return refuse(io, `${to} is binary: name a file with -o OUT, or send it down a pipe`);
    io.out(content);
  } else {
    try {
      await writeFile(resolve(io.cwd, output), content);
    } catch (error) {
      return refuse(io, `${output}: ${systemReason(error)}`);
    }
  }
  if (notes.length > 0) io.err(notes.join(' '));
  return FINE;
}

/** The file's content in another form, and what that form leaves out, as sentences. */
function write(
  plan: Plan,
  { name, design }: Loaded,
  target: Target,
  to: ExportFormat,
): Result<{ readonly content: string | Uint8Array; readonly notes: readonly string[] }> {
  switch (to) {
    case 'design': {
      const content = writeDesign({
        name,
        plan,
        ...(design?.text === undefined ? {} : { text: design.text }),
        target,
        original: design?.original ?? null,
      });
      return ok({ content, notes: [] });
    }
    case 'dtb':
    case 'dtbo': {
      const content = (to === 'dtb' ? exportBlob : exportOverlayBlob)(plan, target.release);
      return content.ok ? ok({ content: content.value, notes: exportNotes(plan, to) }) : content;
    }
    case 'dts':
    case 'overlay': {
      const content = exportText(plan, target.release, to);
      return content.ok ? ok({ content: content.value.text, notes: exportNotes(plan, to) }) : content;
    }
  }
}
