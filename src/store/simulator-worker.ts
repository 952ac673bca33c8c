// The simulator's worker, started by the first question or message. A browser that refuses it leaves the page to simulate by itself.
import type { PaintMessage } from '../workers/painting.ts';
import type { SimulateAnswer, SimulateQuestion } from '../workers/simulator.ts';
import type { Thread } from './simulator-thread.ts';

/** Says that work is under way until a promise settles. */
export type Track = <T>(work: Promise<T>) => Promise<T>;

/** `track` is told of each question until it is answered. */
export function simulatorWorker(track: Track): Thread {
  const asked: (() => void)[] = [];
  let hear: (answer: SimulateAnswer) => void = () => {};
  let fail: () => void = () => {};
  let worker: Worker | null = null;
  const end = (): void => {
    worker?.terminate();
    try {
      fail();
    } finally {
      for (const settle of asked.splice(0)) settle();
    }
  };
  const start = (): Worker => {
    const started = new Worker(new URL('../workers/simulate.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<SimulateAnswer>) => {
      try {
        hear(data);
      } finally {
        asked.shift()?.();
      }
    });
    started.addEventListener('error', end);
    started.addEventListener('messageerror', end);
    return started;
  };
  const send = (message: SimulateQuestion | PaintMessage, transfer: Transferable[] = []): void => {
    try {
      worker ??= start();
      worker.postMessage(message, transfer);
    } catch {
      end();
    }
  };
  return {
    postMessage(question) {
      void track(new Promise<void>((settle) => asked.push(settle)));
      send(question);
    },
    tell: send,
    onAnswer(then) {
      hear = then;
    },
    onFailure(then) {
      fail = then;
    },
  };
}
