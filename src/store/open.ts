// Opening what a person drops, picks or follows a link to. Whatever is wrong is named, and what was open stays.
import { planOfFacts } from '../bindings/facts-plan.ts';
import { type BoardFile, OwnText, resolveIn } from '../bindings/own-text.ts';
import { planOf } from '../bindings/plan.ts';
import { MAX_INPUT } from '../devicetree/limits.ts';
import { detect, logText, openTree } from '../exchange/open.ts';
import type { Board } from '../model/board.ts';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import { sizeText } from '../model/size.ts';
import { loadBoard } from '../boards/registry.ts';
import { isLink, unpackLink } from '../share/link.ts';
import { type GivenLog, PASTED_LOG } from './boot-log.ts';
import type { Memmap } from './memmap.ts';
import { openDesignText } from './design-file.ts';
import type { Design } from './state.ts';

/** A file as the browser hands it over; nothing is read before `bytes` is called. */
export interface GivenFile {
  readonly name: string;
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

const stem = (name: string): string => name.replace(/(\.memmap)?\.[a-z]+$/i, '') || name;

const refuse = (memmap: Memmap, name: string, why: string): false => {
  memmap.notify({ kind: 'error', title: `${name} cannot be opened`, detail: why });
  return false;
};

async function read(file: GivenFile): Promise<Result<Uint8Array>> {
  if (file.size > MAX_INPUT)
    return fail(
      `it is ${sizeText(BigInt(file.size))} long; files over ${sizeText(BigInt(MAX_INPUT))} are not read`,
    );
  try {
    return ok(await file.bytes());
  } catch {
    return fail('the browser could not read it');
  }
}

/**
 * Opens the first of `files` as a board or a design; the others answer its `/include/` and `#include "…"`.
 * True when it is open. A boot log is handed back instead: it is looked at before it takes the place of anything.
 */
export async function openFiles(memmap: Memmap, files: readonly GivenFile[]): Promise<boolean | GivenLog> {
  const [main, ...others] = files;
  if (main === undefined) return false;
  const content = await read(main);
  if (!content.ok) return refuse(memmap, main.name, problemText(content.problem));
  const kind = detect(content.value);
  if (!kind.ok) return refuse(memmap, main.name, problemText(kind.problem));
  if (kind.value === 'log') return { name: main.name, text: logText(content.value) };
  if (kind.value === 'design')
    return openDesignText(memmap, new TextDecoder().decode(content.value), `Open ${main.name}`, main.name);

  const included = new Map<string, Uint8Array>();
  for (const other of others) {
    const extra = await read(other);
    if (extra.ok) included.set(other.name, extra.value);
  }
  const tree = openTree(content.value, resolveIn({ files: included }));
  if (!tree.ok) return refuse(memmap, main.name, problemText(tree.problem));
  const board: Board = { name: stem(main.name), source: main.name, origin: 'tree', memoryOptions: [] };
  const plan = planOf(tree.value, board);
  const design: Design = { name: stem(main.name), plan, original: null };
  if (kind.value !== 'text') return memmap.replace(`Open ${main.name}`, design);
  const file: BoardFile = {
    name: main.name,
    text: new TextDecoder().decode(content.value),
    files: included,
  };
  const said = OwnText.ofBoard(file, tree.value).readBack(plan);
  return memmap.replace(`Open ${main.name}`, { ...design, ...said });
}

/**
 * What a pasted text means: a boot log is handed back wherever it is pasted; anything else is a file, but only while
 * nothing is open that a slip of the hand could replace.
 */
export async function openPasted(memmap: Memmap, text: string): Promise<boolean | GivenLog> {
  const content = new TextEncoder().encode(text);
  const kind = detect(content);
  if (kind.ok && kind.value === 'log') return { name: PASTED_LOG, text };
  if (memmap.store.getState().design !== null) return false;
  const pasted = { name: 'The pasted text', size: content.length, bytes: async () => content };
  return openFiles(memmap, [pasted]);
}

/** Opens a bundled board. */
export async function openBoard(memmap: Memmap, id: string): Promise<boolean> {
  try {
    const { board, facts } = await loadBoard(id);
    return memmap.replace(`Open ${board.name}`, {
      name: id,
      plan: planOfFacts(facts, board),
      original: null,
    });
  } catch {
    return refuse(memmap, 'The board', 'its data could not be loaded; reload the page and try again');
  }
}

/** Opens the design in a URL fragment. False when there is none, or when it cannot be read (then a notice says why). */
export async function openLink(memmap: Memmap, fragment: string): Promise<boolean> {
  if (!isLink(fragment)) return false;
  const text = await unpackLink(fragment);
  if (!text.ok) return refuse(memmap, 'The link', problemText(text.problem));
  return openDesignText(memmap, text.value, 'Open link', 'The link');
}
