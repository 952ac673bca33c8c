// The design file: a plan, its target and its board as JSON text, and back. Older versions migrate, newer are refused.
import * as v from 'valibot';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { type BoardFile, OwnText } from '../bindings/own-text.ts';
import { planOf } from '../bindings/plan.ts';
import { settle } from '../bindings/settle.ts';
import { writeBlob } from '../devicetree/blob.ts';
import { hex } from '../model/addr.ts';
import type { Board } from '../model/board.ts';
import { FDT_BLOB, XEN_IMAGE } from '../model/entities.ts';
import { NOTHING_WANTED } from '../model/need.ts';
import { pinnable } from '../model/pin.ts';
import type { EntityId, Module, Plan } from '../model/plan.ts';
import { fail, ok, type Result } from '../model/result.ts';
import type { Target } from '../model/target.ts';
import { nodeAt, type Tree } from '../model/tree.ts';
import { toBase64 } from './base64.ts';
import { type DesignFile, designSchema, FORMAT, VERSION } from './schema.ts';
import { type Json, keepUnknown } from './unknown.ts';

export interface SavedDesign {
  readonly name: string;
  readonly plan: Plan;
  /** A person's own text; absent where there is none. */
  readonly text?: OwnText;
  readonly target: Target;
  /** The JSON it was read from, for the fields we do not know; null for a design born here. */
  readonly original: Json | null;
}

type JsonObject = { readonly [key: string]: Json };

/** `version` → what lifts a file of that version to the next. */
const MIGRATIONS: Readonly<Record<number, (file: JsonObject) => Json>> = {
  // Designs had no text of their own.
  1: (file) => ({ ...file, version: 2 }),
};

const jsonReady = (value: unknown): Json =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? hex(item) : item)),
  ) as Json;

const treeText = (tree: Tree): string => toBase64(writeBlob(tree));

/** A module with its file's tree, where it has one, as text. */
const moduleReady = (module: Module): object => {
  const { file } = module;
  return file?.tree ? { ...module, file: { ...file, tree: treeText(file.tree) } } : module;
};

const boardReady = ({ name, text, files }: BoardFile): object => ({
  name,
  text,
  files: Object.fromEntries([...files].map(([file, content]) => [file, toBase64(content)])),
});

const textReady = ({ form, text, board }: OwnText): object => ({
  form,
  text: form === 'board' && text === board?.text ? null : text,
  board: board && boardReady(board),
});

/** The text of a design file, indented for people and version control. */
export function writeDesign({ name, plan, text, target, original }: SavedDesign): string {
  const { name: boardName, source, origin, memoryOptions, lacks } = plan.board;
  const fresh = jsonReady({
    format: FORMAT,
    // What earlier versions could hold they can still read.
    version: text === undefined ? 1 : VERSION,
    name,
    target,
    board: {
      name: boardName,
      source,
      memoryOptions,
      origin,
      tree: origin === 'facts' ? null : treeText(plan.tree),
      facts: origin === 'facts' ? plan.host : null,
      lacks,
    },
    ...(text === undefined ? {} : { text: textReady(text) }),
    load: plan.load,
    plan: {
      heap: plan.heap,
      domains: plan.domains.map((domain) => ({ ...domain, modules: domain.modules.map(moduleReady) })),
      dom0Modules: plan.dom0Modules.map(moduleReady),
      xenBootargs: plan.xenBootargs,
      dom0Bootargs: plan.dom0Bootargs,
      paths: origin === 'facts' ? {} : Object.fromEntries(plan.paths),
      pinned: pinnable(plan, [...plan.pinned]).filter((id) => plan.pinned.has(id)),
      // Readers before there were any stay as they are.
      ...(plan.wants === NOTHING_WANTED ? {} : { wants: plan.wants }),
      nextId: plan.nextId,
    },
  });
  return `${JSON.stringify(keepUnknown(fresh, original ?? undefined), null, 2)}\n`;
}

/** Whether a text claims to be a design file, whatever its version. */
export const looksLikeDesign = (text: string): boolean => /^\s*\{/.test(text);

function lift(json: Json): Result<Json> {
  let file = json;
  for (;;) {
    if (typeof file !== 'object' || file === null || !('format' in file) || file['format'] !== FORMAT)
      return fail(`this JSON is not a design of ${FORMAT}: it has no "format": "${FORMAT}"`);
    const { version } = file as { version?: Json };
    if (version === VERSION) return ok(file);
    if (typeof version !== 'number') return fail('the design does not say its version');
    if (version > VERSION)
      return fail(`the design is of version ${version}; this xen-memmap reads up to ${VERSION}: update it`);
    const migrate = MIGRATIONS[version];
    if (migrate === undefined) return fail(`there is no version ${version} of the design file`);
    file = migrate(file as JsonObject);
  }
}

/** Nesting beyond what any design needs, which would exhaust the stack when it is checked or written back. */
const MAX_DEPTH = 64;

/** Level by level, not by recursion: the depth is what is not trusted. */
function tooDeep(json: Json): boolean {
  let level: readonly Json[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item): readonly Json[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

const allIds = ({ heap, domains, dom0Modules, wants }: DesignFile['plan']): EntityId[] =>
  [
    ...wants.needs,
    ...heap,
    ...dom0Modules,
    ...domains.flatMap((domain) => [
      domain,
      ...(domain.staticMem ?? []),
      ...domain.modules,
      ...domain.shared,
    ]),
  ].map((entity) => entity.id);

/** Xen's image and the blob have no ids of their own: they are pinned where their places are known. */
const isLoaded = (id: EntityId, { load }: DesignFile): boolean =>
  (id === XEN_IMAGE && load.xen !== null) || (id === FDT_BLOB && load.fdt !== null);

const isEmpty = ({ needs, tags, loader }: DesignFile['plan']['wants']): boolean =>
  needs.length === 0 && tags.length === 0 && loader.imageBuilder === null && loader.own === null;

function treeOf(file: DesignFile): Result<Plan> {
  const { name, source, memoryOptions, tree, facts, lacks } = file.board;
  const origin = tree === null ? 'facts' : file.board.origin === 'log' ? 'log' : 'tree';
  const board: Board = { name, source, memoryOptions, origin, ...(lacks === undefined ? {} : { lacks }) };
  if (tree === null) {
    if (facts === null) return fail('the board has neither a tree nor facts', 'board');
    return ok(planOfFacts(facts, board, file.load));
  }
  return ok(planOf(tree, board, file.load));
}

/** Reads a design file's text; the plan comes back settled for its target's release. */
export function readDesign(text: string): Result<SavedDesign> {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    return fail(`not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (tooDeep(json)) return fail(`nested more than ${MAX_DEPTH} deep`);
  const lifted = lift(json);
  if (!lifted.ok) return lifted;
  const parsed = v.safeParse(designSchema, lifted.value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return fail(issue.message, v.getDotPath(issue));
  }
  const file = parsed.output;
  const ids = allIds(file.plan);
  const given = new Set(ids);
  if (given.size < ids.length) return fail('an id is given to two things', 'plan');
  const host = treeOf(file);
  if (!host.ok) return host;
  const { heap, domains, dom0Modules } = file.plan;
  const wants = isEmpty(file.plan.wants) ? NOTHING_WANTED : file.plan.wants;
  const { xenBootargs = host.value.xenBootargs, dom0Bootargs = host.value.dom0Bootargs } = file.plan;
  const paths = new Map(
    Object.entries(file.plan.paths)
      .filter(([, path]) => nodeAt(host.value.tree, path) !== undefined)
      .map(([id, path]) => [id as EntityId, path]),
  );
  const nextId = ids.reduce((next, id) => Math.max(next, Number(id.slice(1)) + 1), file.plan.nextId);
  const pinned = new Set(file.plan.pinned.filter((id) => given.has(id) || isLoaded(id, file)));
  const target: Target = file.target;
  const plan = settle(
    { ...host.value, heap, domains, dom0Modules, xenBootargs, dom0Bootargs, paths, pinned, wants, nextId },
    target.release,
  );
  if (!plan.ok) return plan;
  const said = wordedBy(file.text, plan.value);
  return ok({ name: file.name, ...said, target, original: lifted.value });
}

/** The plan as the file's text says it, where there is one that is whole. */
function wordedBy(file: DesignFile['text'], plan: Plan): Pick<SavedDesign, 'plan' | 'text'> {
  if (file === undefined) return { plan };
  const { form } = file;
  const board = file.board && {
    name: file.board.name,
    text: file.board.text,
    files: new Map(Object.entries(file.board.files)),
  };
  return OwnText.found(form, file.text ?? board?.text ?? '', board, plan.tree).readBack(plan);
}
