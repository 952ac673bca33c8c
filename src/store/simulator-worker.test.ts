import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_TARGET } from '../model/target.ts';
import type { SimulateQuestion } from '../workers/simulator.ts';
import { simulatorWorker } from './simulator-worker.ts';

const QUESTION: SimulateQuestion = {
  kind: 'plan',
  plan: null,
  target: DEFAULT_TARGET,
  worded: true,
  isKnown: false,
  onScreen: null,
};

class FakeWorker extends EventTarget {
  static readonly all: FakeWorker[] = [];
  readonly asked: unknown[] = [];
  constructor() {
    super();
    FakeWorker.all.push(this);
  }
  postMessage(question: unknown): void {
    this.asked.push(question);
  }
  isTerminated = false;
  terminate(): void {
    this.isTerminated = true;
  }
}

/** What is under way, and what was heard. */
function listening() {
  const heard: unknown[] = [];
  const underWay = new Set<Promise<unknown>>();
  const thread = simulatorWorker((work) => {
    underWay.add(work);
    void work.then(() => underWay.delete(work));
    return work;
  });
  thread.onAnswer((answer) => heard.push(answer));
  thread.onFailure(() => heard.push('failed'));
  return { thread, heard, underWay };
}

afterEach(() => {
  vi.unstubAllGlobals();
  FakeWorker.all.length = 0;
});

test('one worker, started by the first question; a question is under way until it is answered', async () => {
  vi.stubGlobal('Worker', FakeWorker);
  const { thread, heard, underWay } = listening();
  expect(FakeWorker.all).toHaveLength(0);
  thread.postMessage(QUESTION);
  thread.postMessage(QUESTION);
  const [worker, ...more] = FakeWorker.all;
  expect(more).toHaveLength(0);
  expect(worker?.asked).toEqual([QUESTION, QUESTION]);
  worker?.dispatchEvent(new MessageEvent('message', { data: { to: 1 } }));
  await Promise.resolve();
  expect(heard).toEqual([{ to: 1 }]);
  expect(underWay.size).toBe(1);
  worker?.dispatchEvent(new Event('messageerror'));
  await Promise.resolve();
  expect(heard).toEqual([{ to: 1 }, 'failed']);
  expect(worker?.isTerminated).toBe(true);
  expect(underWay.size).toBe(0);
});

test('a browser that refuses a worker is a thread that failed', async () => {
  vi.stubGlobal('Worker', function refused() {
    throw new DOMException('no workers here', 'SecurityError');
  });
  const { thread, heard, underWay } = listening();
  thread.postMessage(QUESTION);
  await Promise.resolve();
  expect(heard).toEqual(['failed']);
  expect(underWay.size).toBe(0);
});
