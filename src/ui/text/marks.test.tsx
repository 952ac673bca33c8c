import { expect, test } from 'vitest';
import { OwnText } from '../../bindings/own-text.ts';
import { planOf } from '../../bindings/plan.ts';
import { analyse } from '../../engine/index.ts';
import { exportText } from '../../exchange/export.ts';
import type { Plan } from '../../model/plan.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { treeOf } from '../../testing/example.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import draft from '../../testing/samples/design-draft-direct-map.dts?raw';
import { problemsIn, selectedSpans } from './marks.ts';

function textOf(plan: Plan): OwnText {
  const source = exportText(plan, '4.22', 'chosen');
  if (!source.ok) throw new Error(source.problem.message);
  return OwnText.found('chosen', source.value.text, null, plan.tree);
}

/** What is marked of a text, each with what is said of it. */
const marked = (plan: Plan, text = textOf(plan)): (readonly [string, string])[] =>
  problemsIn(plan, text, analyse(plan, DEFAULT_TARGET)).map(
    ({ at, message }) => [text.text.slice(at.start, at.end), message] as const,
  );

test('a bank is marked on its own numbers, a property on its statement, a node on its first line', () => {
  const plan = planSpec(
    'domU1 static 60000000+8000000 70000000+8000000 memory 100 kernel 44000000+10000 | domU2 static 71000000+200000',
  );
  const marks = marked(plan).map(([text, message]) => [text, message.split(/[ :.]/)[0]]);
  expect(marks).toContainEqual(['memory = <0x0 0x100>;', 'domU1']);
  expect(marks).toContainEqual([expect.stringMatching(/^0x0 0x70000000 0x0 0x8000000/), 'domU2']);
  expect(marks).toContainEqual(['domU2 {', 'domU2']);
});

test('what is no entity for its misspelling is marked too', () => {
  const board = { name: 'draft', source: 'draft', origin: 'tree', memoryOptions: [] } as const;
  const texts = marked(planOf(treeOf(draft), board)).map(([text]) => text);
  expect(texts).toContain('compatible = "xen, domain";');
  expect(texts).toContainEqual(expect.stringMatching(/^xen,reserved-heap = /));
  expect(texts).toContainEqual(expect.stringMatching(/^xen,static-mem = /));
  expect(texts).toContain('domU1 {');
});

test('a text that is not whole is marked where it is broken, and nothing is said of what it said before', () => {
  const plan = planSpec('domU1 static 60000000+8000000 memory 100');
  const text = textOf(plan);
  const broken = text.typed(text.text.replace('cpus = <1>;', 'cpus = <1>'), plan);
  expect(marked(broken.plan, broken.text)).toEqual([[expect.any(String), expect.stringContaining('“;”')]]);
});

test('a selected bank is found by its numbers', () => {
  const plan = planSpec('domU1 static 60000000+8000000 70000000+8000000');
  const text = textOf(plan);
  const ids = plan.domains.flatMap(({ staticMem }) => staticMem?.slice(1).map(({ id }) => id) ?? []);
  const [span] = selectedSpans(plan, text, ids);
  expect(text.text.slice(span?.start, span?.end)).toBe('0x0 0x70000000 0x0 0x8000000');
});
