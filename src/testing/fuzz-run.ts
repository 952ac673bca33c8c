// A stretch of fuzz inputs in a thread of its own; scripts/fuzz.mjs starts it and watches that it goes on.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { inputOf, LARGE, readInput, stockOf } from './fuzz.ts';

/** What a thread is given. `progress[0]` is the number of the input it is at. */
export interface Work {
  readonly texts: readonly string[];
  readonly blobs: readonly Uint8Array[];
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly progress: Int32Array;
}

/** Bytes of memory per byte of input that a reading may take. */
const MEMORY = 64;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function inUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const { texts, blobs, seed, from, to, progress } = workerData as Work;
const stock = stockOf(texts, blobs);
const kinds: Record<string, number> = {};
let largest = 0;
let measured = 0;
/** Held while what it takes is measured. */
let held: unknown = null;

function one(index: number): void {
  const input = inputOf(stock, seed, index);
  const isLarge = input.length >= LARGE;
  const before = isLarge ? inUse() : 0;
  const reading = readInput(input, stock.base);
  kinds[reading.kind] = (kinds[reading.kind] ?? 0) + 1;
  if (!isLarge) return;
  held = reading;
  const growth = (inUse() - before) / input.length;
  held = null;
  measured += 1;
  largest = Math.max(largest, growth);
  if (growth > MEMORY) throw new Error(`it takes ${growth.toFixed(1)} times its ${input.length} bytes`);
}

const failures: string[] = [];
for (let index = from; index < to && failures.length < 10; index += 1) {
  Atomics.store(progress, 0, index);
  try {
    one(index);
  } catch (error) {
    failures.push(
      `input ${index}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
parentPort?.postMessage({ kinds, failures, largest, measured, wasHeld: held !== null });
