// `export`: the layout of one file, in another form.
import { resolve } from 'node:path';
import { exportBlob, exportNotes, exportOverlayBlob, exportText } from '../exchange/export.ts';
import { type OverlayOnto, overlayOnto } from '../exchange/overlay-onto.ts';
import type { Plan } from '../model/plan.ts';
import { ok, problemText, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { writeDesign } from '../share/design.ts';
import type { Invocation } from './args.ts';
import { readBeside } from './beside.ts';
import type { ExportFormat } from './commands.ts';
import { writeOutput } from './files.ts';
import { type Io, refuse, unreadable } from './io.ts';
import { load, type Loaded, readBoard, withBootLoader } from './load.ts';
import { FINE, type Status } from './status.ts';
import { targetsOf } from './targets.ts';

/** `export FILE --to FORMAT [-o OUT]`. What the form leaves out goes to standard error. */
export async function exportFile(
  { file, to, output, options }: Extract<Invocation, { command: 'export' }>,
  io: Io,
): Promise<Status> {
  const beside = await readBeside(options, io);
  if (!beside.ok) return refuse(io, problemText(beside.problem));
  const { config, modules } = beside.value;
  const isOverlay = to === 'overlay' || to === 'dtbo';
  const loaded = await load(file, io, options.base, isOverlay ? 'compare' : 'apply');
  if (!loaded.ok) return unreadable(io, 'text', file, loaded.problem);
  const base = await baseOf(loaded.value, options.base, io);
  if (!base.ok) return refuse(io, problemText(base.problem));
  const [target = DEFAULT_TARGET] = targetsOf(options, config, loaded.value.design?.target ?? null);
  const plan = withBootLoader(loaded.value, options, modules);
  const written = write(plan, loaded.value, base.value, target, to);
  if (!written.ok) return unreadable(io, 'text', file, written.problem);
  const { content, notes } = written.value;
  if (output === null) {
    if (io.terminal && typeof content !== 'string')
      return refuse(io, `${to} is binary: name a file with -o OUT, or send it down a pipe`);
    io.out(content);
  } else {
    const saved = await writeOutput(resolve(io.cwd, output), content);
    if (!saved.ok) return refuse(io, `${output}: ${problemText(saved.problem)}`);
  }
  if (notes.length > 0) io.err(notes.join(' '));
  return FINE;
}

/** The tree an overlay is to be made for; null where none is named. */
async function baseOf({ base }: Loaded, path: string | null, io: Io): Promise<Result<Tree | null>> {
  if (base !== null || path === null) return ok(base);
  const board = await readBoard(path, io, false);
  return board.ok ? ok(board.value.tree) : board;
}

/** A file's content in another form, and what that form leaves out, as sentences. */
interface Written {
  readonly content: string | Uint8Array;
  readonly notes: readonly string[];
}

function write(
  plan: Plan,
  { name, design, overlay }: Loaded,
  base: Tree | null,
  target: Target,
  to: ExportFormat,
): Result<Written> {
  const own = design?.text;
  // What a person wrote is handed out as it is.
  const isOwn = own?.form === (to === 'dts' ? 'board' : to);
  switch (to) {
    case 'design': {
      const content = writeDesign({
        name,
        plan,
        ...(own === undefined ? {} : { text: own }),
        target,
        original: design?.original ?? null,
      });
      return ok({ content, notes: [] });
    }
    case 'dtb':
    case 'dtbo': {
      if (to === 'dtbo') {
        if (overlay !== null) return ok({ content: overlay.blob, notes: [] });
        if (base !== null) return onto(base, plan, target, ({ blob }) => blob);
        const blob = own?.form === 'overlay' ? own.blob() : null;
        if (blob !== null) return blob.ok ? ok({ content: blob.value, notes: [] }) : blob;
      }
      const content = (to === 'dtb' ? exportBlob : exportOverlayBlob)(plan, target.release);
      return content.ok ? ok({ content: content.value, notes: exportNotes(plan, to) }) : content;
    }
    case 'dts':
    case 'overlay': {
      if (to === 'overlay' && overlay?.document) return ok({ content: overlay.document.text, notes: [] });
      if (to === 'overlay' && base !== null) return onto(base, plan, target, ({ text }) => text);
      if (own !== undefined && isOwn) return ok({ content: own.text, notes: [] });
      const content = exportText(plan, target.release, to);
      return content.ok ? ok({ content: content.value.text, notes: exportNotes(plan, to) }) : content;
    }
  }
}

/** The overlay that makes the plan of a base, as text or blob. */
function onto(
  base: Tree,
  plan: Plan,
  { release }: Target,
  form: (of: OverlayOnto) => string | Uint8Array,
): Result<Written> {
  const made = overlayOnto(base, plan, release);
  return made.ok ? ok({ content: form(made.value), notes: made.value.notes }) : made;
}
