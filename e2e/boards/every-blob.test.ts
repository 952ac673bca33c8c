// Blobs of real boards, against dtc and fdtget: what is read of them, the text written of them, and the blob made of
// that text again.
//
//   npm run unit -- --project pure e2e/boards/every-blob.test.ts
//
// By itself it takes every 24th board tree of Debian's arm64 kernel package. BLOBS=all takes all of them, BLOBS=FOLDER
// every .dtb and .dtbo in a folder and below.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ramBanks, reservations } from '../../src/bindings/host/memory.ts';
import { readBlob, writeBlob } from '../../src/devicetree/blob.ts';
import { printTree } from '../../src/devicetree/print.ts';
import { parseText } from '../../src/devicetree/text.ts';
import { hex } from '../../src/model/addr.ts';
import { problemText, type Result } from '../../src/model/result.ts';
import type { Tree } from '../../src/model/tree.ts';
import { ramByFdtget, reservedByFdtget } from './fdtget.ts';
import { kernelTrees, missing, needs } from './trees.ts';

const CHOICE = process.env['BLOBS'];
const SAMPLE = 24;

const trees = CHOICE === undefined || CHOICE === 'all' ? kernelTrees() : { folder: CHOICE };
const problem = missing('dtc') ?? missing('fdtget') ?? ('problem' in trees ? trees.problem : null);

const all =
  'problem' in trees
    ? []
    : readdirSync(trees.folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.dtbo?$/.test(name))
        .toSorted();
const blobs = CHOICE === undefined ? all.filter((_, i) => i % SAMPLE === 0) : all;

function dtc(
  input: Uint8Array | string,
  from: 'dts' | 'dtb',
  to: 'dts' | 'dtb',
  ...options: string[]
): Buffer {
  const run = spawnSync('dtc', ['-q', '-I', from, '-O', to, ...options], { input, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`dtc refuses: ${run.stderr.toString()}`);
  return run.stdout;
}

/** All a blob says, in an order and a form that have nothing to do with how it is laid out. */
const meaning = (blob: Uint8Array): string => dtc(blob, 'dtb', 'dts', '-s').toString();

function read(result: Result<Tree>): Tree {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}

test('there are blobs', ({ skip }) => {
  needs(problem, skip);
  expect(blobs.length).toBeGreaterThan(0);
});

describe.skipIf(problem !== null).each(blobs)('%s', (name) => {
  const path = join('folder' in trees ? trees.folder : '', name);
  const original = readFileSync(path);

  test('blob, text and blob again say the same', () => {
    const tree = read(readBlob(original));
    const text = printTree(tree);
    const blob = writeBlob(read(parseText(text)));
    expect(meaning(blob)).toBe(meaning(original));
    expect(dtc(text, 'dts', 'dtb').equals(blob)).toBe(true);
  });

  test('RAM and reservations are those fdtget gives', () => {
    const tree = read(readBlob(original));
    expect(ramBanks(tree).map(({ start, size }) => ({ start: hex(start), size: hex(size) }))).toEqual(
      ramByFdtget(path).map(({ start, size }) => ({ start, size })),
    );
    const reserved = reservations(tree)
      .filter((one) => one.path !== '/memreserve/')
      .map(({ path: at, start, size }) => ({
        path: at,
        start: start === null ? null : hex(start),
        size: hex(size),
      }));
    expect(reserved).toEqual(reservedByFdtget(path));
  });
});
