// A design's own text: what a person wrote, beside the plan it says, through every edit of either.
//
// A value like the plan: typing and editing on the map make a new one. While a text is not whole (it does not parse,
// or says what it may not) it has a problem, and the plan is the one of the last whole text.
import { writeBlob } from '../devicetree/blob.ts';
import { type Document, firstError, parse, type Resolve, type Span } from '../devicetree/document.ts';
import { editsFor } from '../devicetree/edit/edits-for.ts';
import { applyEdits, type TextEdit } from '../devicetree/edit/text-edit.ts';
import { graft } from '../devicetree/graft.ts';
import { spanOf, spotAt } from '../devicetree/locate.ts';
import { overlayBetween } from '../devicetree/overlay/between.ts';
import { needsLabels } from '../devicetree/overlay/fragments.ts';
import { unknownLabel } from '../devicetree/overlay/unknown-label.ts';
import { withoutLabels } from '../devicetree/overlay/without-labels.ts';
import { describeNode } from '../devicetree/print/guess.ts';
import { documentText } from '../devicetree/print/write.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { fail, ok, type Problem, type Result } from '../model/result.ts';
import { node, type Tree } from '../model/tree.ts';
import { CHOSEN_ALONE, type Layer, overlayOn, overlayRefusal, WHOLE } from './layer.ts';
import { reconcile } from './reconcile.ts';
import { reread } from './reread.ts';

/** `board`: the whole board. `overlay`: on a board's text. `chosen`: `/chosen` alone, where the board is no text. */
export const OWN_FORMS = ['board', 'overlay', 'chosen'] as const;
export type OwnForm = (typeof OWN_FORMS)[number];

/** A board's device tree source as it was opened, with the files it includes, by name. */
export interface BoardFile {
  readonly name: string;
  readonly text: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Why a text is not whole. The place is in the text itself. */
export interface TextFault extends Problem {
  readonly span: Span;
}

/** A plan with the text that says it, or of which it is the last good one. */
export interface Worded {
  readonly plan: Plan;
  readonly text: OwnText;
}

/** Where something stands in Xen's tree; `cells` u32s from `cell` on of the property's value. */
export interface TreePlace {
  readonly path: string;
  readonly property?: string;
  readonly cell?: number;
  readonly cells?: number;
}

/** The tree a text makes, or why it makes none. */
type Reading = { readonly ok: true; readonly tree: Tree } | { readonly ok: false; readonly fault: TextFault };

interface Parts {
  readonly form: OwnForm;
  readonly board: BoardFile | null;
  readonly text: string;
  /** Xen's tree, and the text's own, when it was last whole. */
  readonly tree: Tree;
  readonly own: Tree;
}

export class OwnText {
  readonly form: OwnForm;
  /** The file behind the design; null where the board is no text. */
  readonly board: BoardFile | null;
  readonly text: string;
  readonly #tree: Tree;
  readonly #own: Tree;
  #document: Document | null = null;
  #reading: Reading | null = null;

  private constructor({ form, board, text, tree, own }: Parts) {
    this.form = form;
    this.board = board;
    this.text = text;
    this.#tree = tree;
    this.#own = own;
  }

  /** A text found beside a plan; whether it is whole, and then says that plan, is found out by `readBack`. */
  static found(form: OwnForm, text: string, board: BoardFile | null, tree: Tree): OwnText {
    const nothing: Tree = { root: node(''), memreserve: [], bootCpu: 0 };
    return new OwnText({ form, board, text, tree, own: nothing });
  }

  /** The text of a board that was opened, whose tree that is. */
  static ofBoard(board: BoardFile, tree: Tree): OwnText {
    return new OwnText({ form: 'board', board, text: board.text, tree, own: tree });
  }

  /** The text that was read, mistakes and all. Read when first asked for: a step of a drag does not ask. */
  get document(): Document {
    if (this.#document === null) {
      const read = parse(this.text, this.board === null ? {} : { resolve: resolveIn(this.board) });
      const isWhole = firstError(read) === undefined;
      this.#document = isWhole ? { ...read, tree: graft(this.#own, read.tree) } : read;
    }
    return this.#document;
  }

  /** Why the text is not whole; null when it is. */
  get fault(): TextFault | null {
    const read = this.#read();
    return read.ok ? null : read.fault;
  }

  get #layer(): Layer {
    if (this.form === 'chosen') return CHOSEN_ALONE;
    if (this.form === 'board') return WHOLE;
    return overlayOn(this.#base, () => this.#made);
  }

  /** The tree the text makes; of one that is not whole, the last. */
  get #made(): Tree {
    const read = this.#read();
    return read.ok ? read.tree : this.#tree;
  }

  /** What an overlay is for: of a text with its labels, as dtc -@ reads it, where the overlay uses some. */
  get #base(): Tree {
    return this.board === null ? this.#tree : baseOf(this.board, needsLabels(this.document.tree));
  }

  /** The tree the text makes, of the objects of the one before as far as they are equal. */
  #read(): Reading {
    this.#reading ??= this.#readAfresh();
    return this.#reading;
  }

  #readAfresh(): Reading {
    const { document } = this;
    const error = firstError(document);
    if (error !== undefined)
      return { ok: false, fault: { message: error.message, at: error.at, span: error.span } };
    if (document.syntax.plugin !== (this.form === 'overlay')) {
      const message =
        this.form === 'overlay'
          ? 'an overlay begins with /dts-v1/; and /plugin/;'
          : 'it is an overlay (/plugin/); here the board itself is written';
      return { ok: false, fault: { message, at: null, span: { start: 0, end: document.syntax.headerEnd } } };
    }
    const unknown = this.#unknownLabel();
    if (unknown !== null) return { ok: false, fault: unknown };
    const read = this.#layer.read(document.tree, this.#tree);
    if (read.ok) return { ok: true, tree: graft(this.#tree, read.value) };
    const { message, at } = read.problem;
    const span = (at === null ? null : spanOf(document, at)) ?? { start: 0, end: 0 };
    return { ok: false, fault: { message, at: at ?? null, span } };
  }

  #unknownLabel(): TextFault | null {
    const { form, board, document } = this;
    if (form !== 'overlay' || !needsLabels(document.tree)) return null;
    const name = board?.name ?? 'the board';
    const unknown = unknownLabel(document, { name, tree: this.#base, isText: board !== null });
    return unknown && { message: unknown.message, at: unknown.at, span: unknown.span };
  }

  /** The text and what it says: `plan` itself where it does already, and where the text is not whole. */
  readBack(plan: Plan): Worded {
    const read = this.#read();
    if (!read.ok) return { plan, text: this };
    const { form, board, text, document } = this;
    // One tree for both: what a later edit leaves alone is found to be the same at a glance.
    const tree = graft(plan.tree, read.tree);
    const said = new OwnText({ form, board, text, tree, own: document.tree });
    said.#document = document;
    said.#reading = { ok: true, tree };
    return { plan: reread(plan, tree), text: said };
  }

  /** What somebody typed in its place. */
  typed(text: string, plan: Plan): Worded {
    const { form, board } = this;
    if (text === this.text) return { plan, text: this };
    return new OwnText({ form, board, text, tree: this.#tree, own: this.#own }).readBack(plan);
  }

  /**
   * The text with the fewest changes that make it say `plan`, a plan it said before that was edited since; the plan
   * comes back settled. Fails where the text is not whole, and where it cannot say that.
   */
  written(plan: Plan, release: Release): Result<Worded & { readonly edits: readonly TextEdit[] }> {
    const { fault, form, board, document } = this;
    if (fault !== null)
      return fail(
        `the text has to be whole before anything can be written into it: ${fault.message}`,
        fault.at,
      );
    const result = reconcile(document, plan, release, this.#layer);
    if (!result.ok) return result;
    const { plan: settled, own, edits } = result.value;
    if (settled.tree === this.#tree) return ok({ plan: settled, text: this, edits: [] });
    const text = edits.length === 0 ? this.text : applyEdits(this.text, edits);
    return ok({ plan: settled, text: new OwnText({ form, board, text, tree: settled.tree, own }), edits });
  }

  /** Edits from now on in the board's file, or in an overlay beside it as it was opened. */
  moved(form: 'board' | 'overlay', plan: Plan, release: Release): Result<Worded> {
    const { board, fault } = this;
    if (board === null || form === this.form) return ok({ plan, text: this });
    if (fault !== null) return fail(fault.message, fault.at);
    const base = baseOf(board);
    if (form === 'board') {
      const tree = withoutLabels(plan.tree, base, this.#base, this.document.tree);
      const written = OwnText.ofBoard(board, base).written(reread(plan, graft(plan.tree, tree)), release);
      return written.ok ? ok(written.value.text.readBack(written.value.plan)) : written;
    }
    const refusal = overlayRefusal(overlayBetween(base, plan.tree));
    if (refusal !== null) return fail(refusal);
    return ok(OwnText.found('overlay', overlayText(board, base, plan.tree), board, plan.tree).readBack(plan));
  }

  /** The text compiled: an overlay says what it needs of its base (`__fixups__`), and its own labels. */
  blob(): Result<Uint8Array> {
    const { fault, text, board } = this;
    if (fault !== null) return fail(fault.message, fault.at);
    return ok(
      writeBlob(
        parse(text, { symbols: true, ...(board === null ? {} : { resolve: resolveIn(board) }) }).tree,
      ),
    );
  }

  /** Where something of Xen's tree is written; null for what is not in this text. */
  spanOf({ path, property, cell, cells = 1 }: TreePlace): Span | null {
    const { document } = this;
    const at = this.#layer.inText(path, document.tree);
    if (at === null) return null;
    const first = spanOf(document, at, property, cell);
    if (first === null || cell === undefined || cells === 1) return first;
    const last = spanOf(document, at, property, cell + cells - 1);
    return last === null ? first : { start: first.start, end: Math.max(first.end, last.end) };
  }

  /** What of Xen's tree is written at an offset; null for nothing of it. */
  placeAt(offset: number): TreePlace | null {
    const spot = spotAt(this.document, offset);
    const path = spot && this.#layer.inTree(spot.path, this.document.tree);
    if (spot === null || path === null) return null;
    const { property, cell } = spot;
    return {
      path,
      ...(property === null ? {} : { property }),
      ...(cell === null ? {} : { cell }),
    };
  }

  /** The changes of the text that make it say `tree`: for a fix that somebody may want. */
  editsTo(tree: Tree): Result<readonly TextEdit[]> {
    if (this.fault !== null) return fail(this.fault.message, this.fault.at);
    const own = this.#layer.write(this.document, tree);
    return own.ok ? editsFor(this.document, own.value, this.#layer.describe(tree)) : own;
  }
}

/** The overlay on a board that makes a tree of it, as a text to begin with. */
function overlayText({ name }: BoardFile, base: Tree, tree: Tree): string {
  const { overlay } = overlayBetween(base, tree);
  const content = overlay?.root.children[0]?.children[0] ?? node('', [], [node('chosen')]);
  const describe = overlayOn(base).describe(tree);
  return documentText({
    plugin: true,
    heading: [`What Xen is told beside ${name}, which stays as it is.`],
    parts: [{ target: { path: '/' }, node: describeNode({ ...content, name: '' }, describe) }],
  });
}

const bases = { plain: new WeakMap<BoardFile, Tree>(), labelled: new WeakMap<BoardFile, Tree>() };

/** The tree of a board's file as it was opened; with its labels in `__symbols__`, as dtc -@ puts them there. */
function baseOf(board: BoardFile, symbols = false): Tree {
  const read = symbols ? bases.labelled : bases.plain;
  const known = read.get(board);
  if (known !== undefined) return known;
  const { tree } = parse(board.text, { resolve: resolveIn(board), symbols });
  read.set(board, tree);
  return tree;
}

/** Included files are found by name, wherever the text says they are. */
export const resolveIn =
  ({ files }: Pick<BoardFile, 'files'>): Resolve =>
  (path) => {
    const found = files.get(path.split('/').at(-1) ?? path);
    return found === undefined
      ? fail(`${path} is included but was not given: open both files together`)
      : ok(found);
  };
