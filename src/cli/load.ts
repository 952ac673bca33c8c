// FILE → the plan Xen would be given, with what the options say about the boot loader in it.
import { basename, resolve } from 'node:path';
import { planOf } from '../bindings/plan.ts';
import { looksLikeBlob, writeBlob } from '../devicetree/blob.ts';
import { type Document, parse } from '../devicetree/document.ts';
import { readText, type Resolve, type TextTree } from '../devicetree/text.ts';
import { readBootLog } from '../exchange/boot-log/read.ts';
import { rebuild } from '../exchange/boot-log/rebuild.ts';
import { readModuleFile } from '../exchange/module-file.ts';
import { applyOverlay } from '../devicetree/overlay/apply.ts';
import { isOverlay } from '../devicetree/overlay/is-overlay.ts';
import { type LabelledBase, unknownLabel } from '../devicetree/overlay/unknown-label.ts';
import { detect, logText, readTree } from '../exchange/open.ts';
import { type Addr, type Bytes, bytes, hex, MiB } from '../model/addr.ts';
import type { Board } from '../model/board.ts';
import type { Module, ModuleFile, Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { readDesign, type SavedDesign } from '../share/design.ts';
import type { Options } from './args.ts';
import { includesOf, readInput, withRegularFile } from './files.ts';
import type { Io } from './io.ts';
import type { PlaceOf } from './verdict.ts';

export interface Loaded {
  /** What a design made of it would be called. */
  readonly name: string;
  readonly plan: Plan;
  /** The design the file was, or that was rebuilt from a log; null for a device tree. */
  readonly design: SavedDesign | null;
  /** Bytes of the blob, as the file or as it would be written. */
  readonly blobSize: Bytes;
  readonly placeOf: PlaceOf;
  /** FILE was an overlay: the tree of `--base` it was applied to, and the overlay itself. */
  readonly base: Tree | null;
  readonly overlay: OverlayFile | null;
}

/** The file's name without its folders, which are nobody's business in a design that is passed on. */
const nameOf = (path: string): string => (path === '-' ? 'standard input' : basename(path));

const stem = (source: string): string => source.replace(/(\.memmap)?\.\w+$/, '');

/**
 * Reads one FILE of the command line; an overlay is applied to the board `base` names. A base is refused for anything
 * else, unless FILE is to be compared with it.
 */
export async function load(
  path: string,
  io: Io,
  base: string | null,
  use: 'apply' | 'compare' = 'apply',
): Promise<Result<Loaded>> {
  const content = await readInput(path === '-' ? path : resolve(io.cwd, path), io.stdin);
  if (!content.ok) return content;
  const input = content.value;
  const kind = detect(input);
  if (!kind.ok) return kind;
  const isStray = base !== null && use === 'apply';
  if (isStray && (kind.value === 'design' || kind.value === 'log')) return fail(STRAY_BASE);
  if (kind.value === 'design') {
    const design = readDesign(new TextDecoder().decode(input));
    if (!design.ok) return design;
    const { name, plan } = design.value;
    return ok({
      name,
      plan,
      design: design.value,
      blobSize: blobSize(plan.tree),
      placeOf: () => null,
      base: null,
      overlay: null,
    });
  }
  if (kind.value === 'log') return loadLog(logText(input), nameOf(path));
  const includes = includesOf(path, io.cwd);
  const tree = readTree(input, { resolve: includes });
  if (!tree.ok) return tree;
  const source = nameOf(path);
  if (isOverlay(tree.value)) {
    const text = kind.value === 'text' ? new TextDecoder().decode(input) : null;
    const document = text === null ? null : parse(text, { resolve: includes, symbols: true });
    const blob = document === null ? input : writeBlob(document.tree);
    return loadOverlay({ tree: tree.value, document, blob }, source, base, io);
  }
  if (isStray) return fail(STRAY_BASE);
  const isBlob = kind.value === 'blob';
  const name = stem(source);
  const board: Board = { name, source, origin: 'tree', memoryOptions: [] };
  return ok({
    name,
    plan: planOf(tree.value, board),
    design: null,
    blobSize: isBlob ? bytes(BigInt(input.length)) : blobSize(tree.value),
    placeOf: isBlob ? () => null : placesIn(input, includes),
    base: null,
    overlay: null,
  });
}

export interface OverlayFile {
  readonly tree: Tree;
  /** The text it was read from; null for a blob. */
  readonly document: Document | null;
  /** As dtc -@ compiles the text. */
  readonly blob: Uint8Array;
}

/** An overlay as the tree it makes of its board. */
async function loadOverlay(
  file: OverlayFile,
  source: string,
  base: string | null,
  io: Io,
): Promise<Result<Loaded>> {
  if (base === null) return fail('it is an overlay: name the board it is for with --base BOARD');
  const into = await readBoard(base, io, true);
  if (!into.ok) return into;
  const unknown = file.document && unknownLabel(file.document, into.value);
  const tree =
    unknown === null ? applyOverlay(into.value.tree, file.tree) : fail(unknown.message, unknown.at);
  if (!tree.ok) return fail(`it does not fit ${base}: ${tree.problem.message}`, tree.problem.at);
  const name = stem(source);
  const board: Board = { name, source: `${nameOf(base)} with ${source}`, origin: 'tree', memoryOptions: [] };
  return ok({
    name,
    plan: planOf(tree.value, board),
    design: null,
    blobSize: blobSize(tree.value),
    placeOf: () => null,
    base: into.value.tree,
    overlay: file,
  });
}

/** The whole tree of the board an overlay is for; text with `symbols` as dtc -@ compiles it. */
export async function readBoard(path: string, io: Io, symbols: boolean): Promise<Result<LabelledBase>> {
  const content = await readInput(path === '-' ? path : resolve(io.cwd, path), io.stdin);
  const tree = content.ok ? readTree(content.value, { resolve: includesOf(path, io.cwd), symbols }) : content;
  if (!tree.ok) return fail(`--base ${path}: ${tree.problem.message}`, tree.problem.at);
  if (isOverlay(tree.value)) return fail(`--base ${path}: it is an overlay; name the board’s whole tree`);
  const isText = content.ok && !looksLikeBlob(content.value);
  return ok({ name: nameOf(path), tree: tree.value, isText });
}

const STRAY_BASE = 'it is no overlay: --base is for those, and for export --to overlay or dtbo';

/** A boot log as the design behind it. */
function loadLog(text: string, source: string): Result<Loaded> {
  const log = readBootLog(text);
  if (!log.ok) return log;
  const name = stem(source);
  const made = rebuild(log.value, name, `boot log ${source}`);
  if (!made.ok) return made;
  const { plan, target } = made.value;
  const design = { name, plan, target, original: null };
  const size = plan.load.fdt?.size ?? blobSize(plan.tree);
  return ok({ name, plan, design, blobSize: size, placeOf: () => null, base: null, overlay: null });
}

/**
 * Looks up places in a text that has been read before; only when the first is asked for is it read again. Counting
 * lines takes time linear in the text, and a list of many banks may have as many findings: each place is found once.
 */
function placesIn(input: Uint8Array, includes: Resolve): PlaceOf {
  let text: Result<TextTree> | undefined;
  const found = new Map<string, ReturnType<PlaceOf>>();
  return (path, property) => {
    const key = `${path} ${property ?? ''}`;
    const before = found.get(key);
    if (before !== undefined) return before;
    text ??= readText(new TextDecoder().decode(input), { resolve: includes });
    const place = text.ok ? (text.value.placeOf(path, property) ?? null) : null;
    found.set(key, place);
    return place;
  };
}

const blobSize = (tree: Tree): Bytes => bytes(BigInt(writeBlob(tree).length));

/** Room given to a Xen image of unknown size: more than any release needs. */
const XEN_ROOM = bytes(2n * MiB);

/** Facts of the real files named by `--module`, by address. */
export async function readModuleFiles(
  options: Options,
  cwd: string,
): Promise<Result<ReadonlyMap<Addr, ModuleFile>>> {
  const files = new Map<Addr, ModuleFile>();
  for (const { start, file } of options.modules) {
    const found = await withRegularFile(resolve(cwd, file), (opened) =>
      readModuleFile({ ...opened, name: file }),
    );
    if (!found.ok) return fail(`--module ${hex(start)}=${file}: ${problemText(found.problem)}`);
    files.set(start, found.value);
  }
  return ok(files);
}

/** The plan with Xen, the blob and the modules' files where the options say they are. */
export function withBootLoader(
  { plan, blobSize: size }: Loaded,
  options: Options,
  files: ReadonlyMap<Addr, ModuleFile>,
): Plan {
  const { xenImage, fdt } = options;
  const known = (module: Module): Module => {
    const file = files.get(module.start);
    return file === undefined ? module : { ...module, file };
  };
  return {
    ...plan,
    load: {
      xen: xenImage === null ? plan.load.xen : range(xenImage.start, xenImage.size ?? XEN_ROOM),
      fdt: fdt === null ? plan.load.fdt : range(fdt, size),
    },
    domains: plan.domains.map((domain) => ({ ...domain, modules: domain.modules.map(known) })),
    dom0Modules: plan.dom0Modules.map(known),
  };
}

/** Addresses of every module of a plan. */
export const moduleStarts = (plan: Plan): readonly Addr[] =>
  [...plan.dom0Modules, ...plan.domains.flatMap((domain) => domain.modules)].map((module) => module.start);

/** Inputs taken for granted because an option said only half of it, to be named beside the engine's own. */
export const halfKnown = (options: Options): readonly string[] =>
  options.xenImage !== null && options.xenImage.size === null ? ['xen-image-size'] : [];
