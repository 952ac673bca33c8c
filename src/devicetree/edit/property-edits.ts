// The properties of one node: values changed where they are written, properties that come, go and change places.
import { sameBytes } from '../../model/same-bytes.ts';
import type { Property } from '../../model/tree.ts';
import { liveProperty, type LiveNode, type LiveProperty } from '../evaluate/live.ts';
import { propertyNameProblem } from '../names.ts';
import type { PrintProperty } from '../print/document.ts';
import { type Describe, guessProperty, withoutComments } from '../print/guess.ts';
import { propertyLines } from '../print/write.ts';
import { stepsTo } from './arrange.ts';
import { placesOf, type Changed, type Editing } from './editing.ts';
import type { Anchor } from './insert.ts';
import { cutOf, endBefore, linesOf } from './lines.ts';
import { groupsOf } from './parts.ts';
import { cut, type Forced } from './removal.ts';
import { editComments, type Said } from './said-comments.ts';
import { editValue } from './value-edits.ts';

const NONE: ReadonlySet<number> = new Set();

/** Names of properties the compiler adds where the text leaves them out. */
const isPhandle = (name: string): boolean => name === 'phandle' || name === 'linux,phandle';

export function editProperties<Around>(
  editing: Editing,
  { live, before, after, path, around }: Changed<Around>,
  describe: Describe<Around>,
  forced: Forced,
): void {
  const isForced = [...forced.values()].some(({ of }) => of === live);
  if (before.properties === after.properties && !isForced) return;
  const standing = new Map(before.properties.map(({ name }, i) => [name, i]));
  const wanted = new Set(after.properties.map(({ name }) => name));
  if (wanted.size < after.properties.length)
    return editing.cannot(`${path} has two properties of one name, which text cannot have`);
  const gone = before.properties.filter(({ name }) => !wanted.has(name));
  for (const { name } of gone) {
    const at = standing.get(name) ?? -1;
    const to = after.properties[at];
    if (to !== undefined && isRenamed(editing, live, before.properties[at], to)) standing.set(to.name, at);
    else removeProperty(editing, live, name);
  }

  const written = (property: Property): PrintProperty =>
    withoutComments(describe).property(after, property, around);
  const steps = stepsTo(
    after.properties,
    after.properties.map(({ name }) => standing.get(name)),
  );
  const places = placesOf(steps, (from) => {
    const property = liveProperty(live, before.properties[from]?.name ?? '');
    return property && editing.siteOfProperty(live, property);
  });
  for (const [i, step] of steps.entries()) {
    const property = step.item;
    const old = step.kind === 'new' ? undefined : before.properties[step.from];
    const was = old && liveProperty(live, old.name);
    if (old === undefined || was === undefined) {
      addProperty(editing, live, places[i]?.anchor ?? null, written(property));
      continue;
    }
    if (step.kind === 'move') moveProperty(editing, live, was, places[i]?.anchor ?? null, path);
    const offsets = forced.get(was)?.offsets ?? NONE;
    if (offsets.size === 0 && sameBytes(old.value, property.value)) continue;
    const said = (): Said => ({
      before: describe.property(before, old, around),
      after: describe.property(after, property, around),
    });
    changeValue(editing, live, was, property.value, () => written(property), offsets, said);
  }
}

/** Whether a property goes on in its place under another name: then the name is all that is changed. */
function isRenamed(editing: Editing, live: LiveNode, was: Property | undefined, to: Property): boolean {
  const property = was && liveProperty(live, was.name);
  const [statement, ...more] = property?.statements ?? [];
  if (was === undefined || statement === undefined || more.length > 0) return false;
  if (live.properties.has(to.name) || !sameBytes(was.value, to.value)) return false;
  if (!editing.isOwn(statement) || propertyNameProblem(to.name) !== undefined) return false;
  editing.edits.replace(statement.name, to.name);
  return true;
}

/** References that are lost in properties of nodes that have not changed themselves. */
export function writeForced(editing: Editing, forced: Forced, done: ReadonlySet<LiveNode>): void {
  for (const [property, { of, offsets }] of forced) {
    if (done.has(of)) continue;
    const { bytes } = property.value;
    const written = (): PrintProperty => guessProperty({ name: property.name, value: bytes });
    changeValue(editing, of, property, bytes, written, offsets);
  }
}

function removeProperty(editing: Editing, live: LiveNode, name: string): void {
  const property = liveProperty(live, name);
  if (property === undefined || property.statements.length === 0) return;
  const sites = property.statements.map((statement) => ({
    statement,
    body: live.written.find(({ body }) => body.start < statement.start && statement.end < body.end)?.body,
  }));
  if (
    sites.every(
      ({ statement, body }) => body !== undefined && editing.isOwn(body) && editing.isOwn(statement),
    )
  )
    for (const { statement, body } of sites) cut(editing, body ?? null, statement);
  else override(editing, live, property.setIn, [`/delete-property/ ${name};`]);
}

/** Says something about a property behind the body that says something else. */
function override(editing: Editing, live: LiveNode, setIn: number, lines: readonly string[]): void {
  const later = live.written.findLast((by, i) => i > setIn && editing.isOwn(by.body) && editing.isOwn(by));
  if (later === undefined) editing.tail.addProperty(live, lines);
  else editing.inserter.put({ kind: 'last', body: later.body }, { lines, isNode: false }, editing.edits);
}

function addProperty(editing: Editing, live: LiveNode, anchor: Anchor | null, written: PrintProperty): void {
  const problem = propertyNameProblem(written.name);
  if (problem !== undefined) return editing.cannot(problem);
  const lines = propertyLines(written, live.depth, editing.style);
  const body = editing.ownBodies(live).at(-1)?.body;
  const end: Anchor | null = body === undefined ? null : { kind: 'last', body };
  // A property of that name that was deleted would delete the new one too.
  const place = live.properties.has(written.name) ? null : (anchor ?? end);
  if (place === null) editing.tail.addProperty(live, lines);
  else editing.inserter.put(place, { lines, isNode: false }, editing.edits);
}

function moveProperty(
  editing: Editing,
  live: LiveNode,
  property: LiveProperty,
  anchor: Anchor | null,
  path: string,
): void {
  // What the compiler adds stands where the compiler puts it.
  if (property.statements.length === 0) return;
  const site = editing.siteOfProperty(live, property);
  if (!site || anchor === null || property.statements.length > 1)
    return editing.cannot(
      `the order of the properties of ${path} cannot be changed where ${property.name} is written`,
    );
  const lines = linesOf(editing.page, endBefore(site.body, site.statement), site.statement);
  editing.inserter.move(anchor, lines, cutOf(editing.page, lines), editing.edits);
}

function changeValue(
  editing: Editing,
  live: LiveNode,
  property: LiveProperty,
  value: Uint8Array,
  /** Asked for where the value as it is written does not do. */
  written: () => PrintProperty,
  forced: ReadonlySet<number>,
  said: (() => Said) | null = null,
): void {
  const statement = property.statements.at(-1);
  const { page, style, edits, document } = editing;
  const lines = (): readonly string[] => propertyLines(written(), live.depth, style);
  if (statement === undefined) {
    if (isPhandle(property.name)) return override(editing, live, -1, lines());
    return editing.cannot(`${property.name} of ${live.name} is made by the compiler`);
  }
  const groups = groupsOf(property, statement, document.live, page.text);
  const isWritten =
    editing.isOwn(statement) &&
    editValue(
      {
        page,
        statement,
        groups,
        before: property.value.bytes,
        after: value,
        get written() {
          return written();
        },
        forced,
        style,
      },
      edits,
    );
  if (!isWritten) override(editing, live, property.setIn, lines());
  else if (said !== null && groups !== null && property.value.bytes.length === value.length)
    editComments(editing, statement, groups, said);
}
