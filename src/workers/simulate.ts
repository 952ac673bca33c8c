// The simulator in a thread of its own, for the steps of a drag, and who paints them: a step is answered when it is painted.
import { briefOf } from '../engine/brief.ts';
import { Painting, type PaintMessage } from './painting.ts';
import {
  type PlanQuestion,
  type SimulateAnswer,
  type SimulateQuestion,
  Simulator,
  type StepQuestion,
} from './simulator.ts';

const simulator = new Simulator();
const painting = new Painting();

function answerOf(question: PlanQuestion): SimulateAnswer {
  const { onScreen } = question;
  const told = simulator.answer(question);
  if (onScreen !== null && simulator.last !== null) painting.show(simulator.last, onScreen.hand);
  return { kind: 'plan', told };
}

function paint(question: StepQuestion): SimulateAnswer {
  const draft = simulator.draft(question);
  if (draft === null) return { kind: 'step', painted: null };
  painting.show(draft, question.step.hand);
  return { kind: 'step', painted: painting.paint() ? briefOf(draft.analysis) : null };
}

addEventListener('message', ({ data }: MessageEvent<SimulateQuestion | PaintMessage>) => {
  if (data.kind === 'plan') postMessage(answerOf(data));
  else if (data.kind === 'step') postMessage(paint(data));
  else painting.hear(data);
});
