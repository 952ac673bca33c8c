// Our reader and writer against dtc itself, byte for byte, on samples of every feature of the language.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail, ok, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { anySource } from '../testing/any-source.ts';
import { anyMessyText } from '../testing/messy-text.ts';
import { holdsFor } from '../testing/seed.ts';
import { anyTree } from '../testing/trees.ts';
import { writeBlob } from './blob.ts';
import { printTree } from './print.ts';
import { parseText } from './text.ts';

const folder = fileURLToPath(new URL('samples/', import.meta.url));

/** Where a blob's header has the size of the structure block. */
const STRUCTURE_SIZE = 36;

function resolve(path: string): Result<Uint8Array> {
  try {
    return ok(new Uint8Array(readFileSync(folder + path)));
  } catch {
    return fail(`there is no ${path}`);
  }
}

/** dtc's blob for a text, or null when it refuses; also where it writes one without any node, for nobody to read. */
function dtc(text: string, ...options: readonly string[]): Uint8Array | null {
  const run = spawnSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', ...options], { input: text, cwd: folder });
  if (run.error !== undefined) throw run.error;
  return run.status === 0 && run.stdout.readUInt32BE(STRUCTURE_SIZE) > 4 ? new Uint8Array(run.stdout) : null;
}

function ours(text: string, symbols = false): Uint8Array | null {
  const tree = parseText(text, { resolve, symbols });
  return tree.ok ? writeBlob(tree.value) : null;
}

const samples = readdirSync(folder).filter((name) => name.endsWith('.dts'));

/** One document a line: `+` is accepted, `-` refused; ⏎ stands for a new line. */
const corners = readFileSync(`${folder}corners.txt`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => ({ accepted: line.startsWith('+'), text: line.slice(2).replaceAll('⏎', '\n') }));

test.each(samples)('%s is read', (name) => {
  expect(parseText(readFileSync(folder + name, 'utf8'), { resolve })).toMatchObject({ ok: true });
});

test.each(corners)('$text', ({ accepted, text }) => {
  expect(parseText(text, { resolve }).ok).toBe(accepted);
});

test('what a text means survives being printed and read again', () => {
  /** The boot CPU follows from the tree. */
  const bare = ({ root, memreserve }: Tree): unknown => ({ root, memreserve });
  const meaning = (text: string): Tree | null => {
    const tree = parseText(text, { resolve });
    return tree.ok ? tree.value : null;
  };
  const survives = (text: string): void => {
    const tree = meaning(text);
    if (tree === null) return;
    const printed = printTree(tree);
    if (printed.includes('whose name text cannot hold')) return;
    const again = meaning(printed);
    expect(again && bare(again)).toEqual(bare(tree));
  };
  for (const name of samples) survives(readFileSync(folder + name, 'utf8'));
  // Of a phandle that refers to itself an overlay's local fixups say “phandle = <0>”, which dtc refuses as text too.
  for (const { text } of corners.filter((corner) => !corner.text.includes('phandle=<&x>'))) survives(text);
  holdsFor(fc.property(anyMessyText, ({ text }) => survives(text)));
});

const version = spawnSync('dtc', ['--version'], { encoding: 'utf8' }).stdout?.trim();

describe.skipIf(version === undefined)(`as ${version ?? 'dtc (not run: it is not installed)'} has it`, () => {
  test.each(samples)('%s gives the same blob', (name) => {
    const text = readFileSync(folder + name, 'utf8');
    expect(ours(text)).toEqual(dtc(text));
  });

  test.each(corners)('$text', ({ accepted, text }) => {
    const blob = dtc(text);
    expect(blob !== null).toBe(accepted);
    expect(ours(text)).toEqual(blob);
  });

  test.each(samples)('%s gives the same blob with symbols', (name) => {
    const text = readFileSync(folder + name, 'utf8');
    expect(ours(text, true)).toEqual(dtc(text, '-@'));
  });

  test('random trees, written in every way there is, give the same blob', () => {
    holdsFor(
      fc.property(anyMessyText, ({ text }) => {
        expect(ours(text)).toEqual(dtc(text));
      }),
      100,
    );
  });

  test('random statements give the same blob, or are refused by both', () => {
    let accepted = 0;
    holdsFor(
      fc.property(fc.nat(), (seed) => {
        const text = anySource(seed);
        const blob = dtc(text);
        expect({ text, blob: ours(text) }).toEqual({ text, blob });
        if (blob !== null) accepted += 1;
      }),
      300,
    );
    expect(accepted).toBeGreaterThan(0);
  });

  test('random trees, printed, give the same blob', () => {
    holdsFor(
      fc.property(anyTree, (tree) => {
        const text = printTree(tree);
        expect(ours(text)).toEqual(dtc(text));
      }),
      60,
    );
  });
});
