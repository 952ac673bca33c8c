// The simulator in a thread of its own, for the steps of a drag, and who paints them.
import { Painting, type PaintMessage } from './painting.ts';
import { type SimulateQuestion, Simulator } from './simulator.ts';

const simulator = new Simulator();
const painting = new Painting();

addEventListener('message', ({ data }: MessageEvent<SimulateQuestion | PaintMessage>) => {
  if ('kind' in data) return painting.hear(data);
  postMessage(simulator.answer(data));
  if (data.paints && simulator.last !== null) painting.paint(simulator.last);
  return undefined;
});
