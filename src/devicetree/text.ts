// Device tree source text (.dts) to a Tree, with dtc's meaning.
import { type Result, ok } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { liveProperty, pathOf } from './evaluate/live.ts';
import { parse } from './syntax/parse.ts';
import { located, type Place, type Resolve, Sources } from './syntax/source.ts';

export type { Place, Resolve } from './syntax/source.ts';

export interface TextOptions {
  /**
   * Gives the bytes of an included or embedded file. Paths are as written, joined with the folder of the
   * file that names them, relative to the document's folder. Without it such files are a named error.
   */
  readonly resolve?: Resolve;
}

/** A tree together with what only its text says. */
export interface TextTree {
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
  const sources = new Sources();
  const parsed = parse(sources, sources.add(null, text), options.resolve);
  if ('problem' in parsed) return located(sources, parsed.problem);
  const evaluated = evaluate(parsed.document, options.resolve);
  if ('message' in evaluated) return located(sources, evaluated);
  return ok({
    tree: evaluated.tree,
    plugin: parsed.document.plugin,
    pathOfLabel: (label) => {
      const node = evaluated.find({ kind: 'label', target: label });
      return node && pathOf(node);
    },
    labelsOf: (path) => [...(evaluated.find({ kind: 'path', target: path })?.labels.keys() ?? [])],
    placeOf: (path, property) => {
      const node = evaluated.find({ kind: 'path', target: path });
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
