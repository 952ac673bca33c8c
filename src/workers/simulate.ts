// The simulator in a thread of its own, for the steps of a drag.
import { createSimulator, type SimulateQuestion } from './simulator.ts';

const answer = createSimulator();

addEventListener('message', ({ data }: MessageEvent<SimulateQuestion>) => postMessage(answer(data)));
