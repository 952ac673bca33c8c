// Device tree source text (.dts) to a Tree, with dtc's meaning: all of it, or the first error.
import { fail, ok, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { type Document, firstError, parse, type Place, type TextOptions } from './document.ts';
import { type LiveNode, liveProperty, pathOf } from './evaluate/live.ts';

export type { Place, Resolve, TextOptions } from './document.ts';

/** A tree together with what only its text says. */
export interface TextTree {
  readonly document: Document;
  readonly tree: Tree;
  /** `/plugin/`: an overlay; its tree holds fragments and fixups. */
  readonly plugin: boolean;
  /** Path of the node with a label; undefined when there is none. */
  readonly pathOfLabel: (label: string) => string | undefined;
  /** The labels of the node at a path, in order. */
  readonly labelsOf: (path: string) => readonly string[];
  /**
   * Where the node at a path is written first or, where it has the property named, where that is given the value
   * it ends up with; undefined for paths that are not in the tree.
   */
  readonly placeOf: (path: string, property?: string) => Place | undefined;
}

/**
 * Reads device tree source as dtc does, references, phandles, overlays and boot CPU included.
 * Errors say what was expected, at `line N, column M` of the text or of an included file.
 */
export function readText(text: string, options: TextOptions = {}): Result<TextTree> {
  const document = parse(text, options);
  const error = firstError(document);
  if (error !== undefined) return fail(error.message, error.at);
  const { tree, live, syntax, sources } = document;
  const at = (path: string): LiveNode | undefined => live.find({ kind: 'path', target: path });
  return ok({
    document,
    tree,
    plugin: syntax.plugin,
    pathOfLabel: (label) => {
      const node = live.find({ kind: 'label', target: label });
      return node && pathOf(node);
    },
    labelsOf: (path) => [...(at(path)?.labels.keys() ?? [])],
    placeOf: (path, property) => {
      const node = at(path);
      const written = node && property !== undefined ? liveProperty(node, property) : undefined;
      const span = written?.span ?? node?.span;
      return span && sources.place(span.start);
    },
  });
}

/** The tree of device tree source; see `readText`. */
export function parseText(text: string, options: TextOptions = {}): Result<Tree> {
  const result = readText(text, options);
  return result.ok ? ok(result.value.tree) : result;
}
