// The simulator in a thread of its own, for the steps of a drag, and who paints them: a step is answered when it is painted.
import { Painting, type PaintMessage } from './painting.ts';
import { type SimulateAnswer, type SimulateQuestion, Simulator } from './simulator.ts';

const simulator = new Simulator();
const painting = new Painting();

function answerTo(question: SimulateQuestion): SimulateAnswer {
  const told = simulator.answer(question);
  if (question.onScreen && simulator.last !== null) painting.show(simulator.last, null);
  return { told, painted: question.paints && painting.paint() };
}

addEventListener('message', ({ data }: MessageEvent<SimulateQuestion | PaintMessage>) => {
  if ('kind' in data) painting.hear(data);
  else postMessage(answerTo(data));
});
