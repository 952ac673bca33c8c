import { beforeEach, describe, expect, test } from 'vitest';
import { planOfFacts } from '../bindings/facts-plan.ts';
import { briefOf } from '../engine/brief.ts';
import { analyse } from '../engine/index.ts';
import { addHeapBank, placeAt } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { barePlan } from '../testing/bare-plan.ts';
import type { DragStep } from '../workers/simulator.ts';
import { type Ahead, atOnce, type Step } from './ahead.ts';
import { designText, openDesignText } from './design-file.ts';
import { JOIN_MS } from './history.ts';
import { createMemmap, type Memmap } from './memmap.ts';
import { type GivenFile, openFiles } from './open.ts';
import { mend, moveEdits, textOf, typeText } from './text.ts';

const TEXT = `/dts-v1/;
/include/ "soc.dtsi"

/ {
	chosen {
		#address-cells = <1>;
		#size-cells = <1>;

		domU1 {	// the first
			compatible = "xen,domain";
			cpus = <2>;
			memory = <0 0x40000>;
			xen,static-mem = <0x50000000 0x10000000>;
		};
	};
};
`;
const SOC = `/ { #address-cells = <1>; #size-cells = <1>;
	memory@40000000 { device_type = "memory"; reg = <0x40000000 0x80000000>; }; };
`;
const file = (name: string, content: string): GivenFile => ({
  name,
  size: content.length,
  bytes: async () => new TextEncoder().encode(content),
});

let clock = 0;
let memmap: Memmap;
const state = () => memmap.store.getState();
const design = () => state().design ?? expect.fail('nothing is open');
const text = (): string => design().text?.text ?? '';
const bank = (plan: Plan = design().plan) => plan.domains[0]?.staticMem?.[0] ?? expect.fail('no bank');
const to =
  (start: bigint) =>
  (plan: Plan): Plan =>
    placeAt(plan, bank(plan).id, range(start, 0x1000_0000n));

beforeEach(async () => {
  clock = 0;
  memmap = createMemmap(() => clock);
  await openFiles(memmap, [file('board.dts', TEXT), file('soc.dtsi', SOC)]);
});

test('a text that was opened is the design’s own, and a map edit changes the lines it must', () => {
  expect(text()).toBe(TEXT);
  memmap.commit('Move', to(0x6000_0000n));
  expect(text()).toBe(TEXT.replace('0x50000000', '0x60000000'));
  memmap.undo();
  expect(text()).toBe(TEXT);
});

test('map and text share one history, and going through it passes the same documents', () => {
  const documents = [design()];
  const edit = (act: () => void): void => {
    clock += JOIN_MS;
    act();
    documents.push(design());
  };
  edit(() => memmap.commit('Move', to(0x6000_0000n)));
  edit(() => typeText(memmap, text().replace('0x60000000', '0x62000000')));
  expect(bank().start).toBe(0x6200_0000n);
  edit(() => typeText(memmap, text().replace('};\n};', '}\n};')));
  expect(design().text?.fault).not.toBeNull();
  expect(bank().start).toBe(0x6200_0000n);
  edit(() => typeText(memmap, text().replace('}\n};', '};\n};')));
  edit(() => memmap.commit('Move', to(0x7000_0000n)));
  expect(text()).toBe(TEXT.replace('0x50000000', '0x70000000'));
  for (const document of documents.toReversed().slice(1)) {
    memmap.undo();
    expect(design()).toBe(document);
  }
  for (const document of documents.slice(1)) {
    memmap.redo();
    expect(design()).toBe(document);
  }
});

test('keystrokes of one burst are one entry', () => {
  const before = design();
  for (const typed of ['0x5', '0x52', '0x520', '0x52000000'])
    typeText(memmap, TEXT.replace('0x50000000', typed));
  expect(state().history.past).toHaveLength(1);
  clock += JOIN_MS;
  typeText(memmap, TEXT.replace('0x50000000', '0x53000000'));
  expect(state().history.past).toHaveLength(2);
  memmap.undo();
  memmap.undo();
  expect(design()).toBe(before);
});

test('a drag shows its text at every step and is one entry; cancelled it is none', () => {
  const before = design();
  memmap.beginGesture('Move');
  memmap.updateGesture(to(0x6000_0000n));
  expect(state().gesture?.draft.text?.text).toBe(TEXT.replace('0x50000000', '0x60000000'));
  memmap.updateGesture(to(0x5000_0000n));
  memmap.updateGesture(to(0x6800_0000n));
  memmap.endGesture();
  expect(text()).toBe(TEXT.replace('0x50000000', '0x68000000'));
  expect(state().history.past).toHaveLength(1);
  memmap.undo();
  expect(design()).toBe(before);
  memmap.beginGesture('Move');
  memmap.updateGesture(to(0x6000_0000n));
  memmap.cancelGesture();
  expect(design()).toBe(before);
});

/** Somebody who paints each step that is for all, until the page is to show it. */
function painting(): Ahead {
  let last: Step | null = null;
  const showLast = (): void => {
    last?.show(last.make());
    last = null;
  };
  return {
    ...atOnce(analyse),
    step(step) {
      last = step;
      if (step.elsewhere === null) showLast();
      else step.elsewhere.painted(briefOf(analyse((step.make() ?? design()).plan, DEFAULT_TARGET)));
    },
    rest: showLast,
    hurry: showLast,
    forget() {
      last = null;
    },
  };
}

describe('a drag that another thread paints', () => {
  const drag = (start: bigint): void => memmap.updateGesture(to(start), { told: () => ({}) as DragStep });
  beforeEach(() => memmap.setSimulator(analyse, painting()));

  test('is written into the text when the hand rests', () => {
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    expect(state().gesture?.painted).not.toBeNull();
    expect(state().gesture?.draft.text?.text).toBe(TEXT);
    memmap.restGesture();
    expect(state().gesture?.painted).toBeNull();
    expect(bank(state().gesture?.draft.plan).start).toBe(0x6000_0000n);
    expect(state().gesture?.draft.text?.text).toBe(TEXT.replace('0x50000000', '0x60000000'));
  });

  test('is written when it ends, as one entry, and leaves nothing where it is taken back', () => {
    const before = design();
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    drag(0x6800_0000n);
    memmap.endGesture();
    expect(text()).toBe(TEXT.replace('0x50000000', '0x68000000'));
    expect(bank().start).toBe(0x6800_0000n);
    expect(state().history.past).toHaveLength(1);
    memmap.undo();
    expect(design()).toBe(before);
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    drag(0x5000_0000n);
    memmap.endGesture();
    expect(design()).toBe(before);
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    memmap.cancelGesture();
    expect(design()).toBe(before);
  });

  test('changes nothing where it turns out that it cannot be written', () => {
    const before = design();
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    memmap.restGesture();
    drag(1n << 64n);
    expect(state().gesture?.painted).not.toBeNull();
    memmap.endGesture();
    expect(state().notice).toMatchObject({ title: 'This cannot be written into the text' });
    expect(design()).toBe(before);
    expect(state().history.past).toHaveLength(0);
  });

  test('changes nothing in a text that is not whole, and says so at the first step', () => {
    typeText(memmap, TEXT.replace('cpus = <2>;', 'cpus = <2>'));
    const broken = design();
    memmap.beginGesture('Move');
    drag(0x6000_0000n);
    expect(state().notice).toMatchObject({ title: 'This cannot be written into the text' });
    memmap.endGesture();
    expect(design()).toBe(broken);
  });
});

test('into a text that is not whole nothing is written: the reason is said, the picture stays', () => {
  typeText(memmap, TEXT.replace('cpus = <2>;', 'cpus = <2>'));
  const broken = design();
  memmap.commit('Move', to(0x6000_0000n));
  expect(design()).toBe(broken);
  expect(state().notice).toMatchObject({ title: 'This cannot be written into the text' });
  expect(state().notice?.detail).toContain('line 12');
});

test('another release leaves the text alone', () => {
  memmap.setTarget({ ...DEFAULT_TARGET, release: '4.16' });
  expect(text()).toBe(TEXT);
});

test('edits go into an overlay beside the board, as chosen; undo leads back', () => {
  memmap.commit('Move', to(0x6000_0000n));
  const before = design();
  moveEdits(memmap, 'overlay');
  expect(design().text).toMatchObject({ form: 'overlay', board: { text: TEXT } });
  memmap.commit('Move', to(0x6100_0000n));
  expect(text()).toContain('0x61000000');
  moveEdits(memmap, 'board');
  expect(text()).toBe(TEXT.replace('0x50000000', '0x61000000'));
  memmap.undo();
  memmap.undo();
  memmap.undo();
  expect(design()).toBe(before);
});

test('where nobody wrote a text, /chosen as made can be typed in and is the design’s own from then on', () => {
  const { host, board } = barePlan();
  memmap.replace('Open', { name: 'facts', plan: planOfFacts(host, board), original: null });
  memmap.commit('Add', (plan) => addHeapBank(plan, range(0x5000_0000n, 0x1000_0000n)).plan);
  const made = textOf(state(), 'own');
  expect(made?.ok === true && made.value.fault).toBeNull();
  const shown = made?.ok === true ? made.value.text : '';
  typeText(memmap, shown);
  expect(design().text).toBeUndefined();
  typeText(memmap, shown.replace('0x50000000', '0x58000000').replace('chosen {', 'chosen { // mine'));
  expect(design().plan.heap[0]?.start).toBe(0x5800_0000n);
  const ids = design().plan.heap.map(({ id }) => id);
  memmap.commit('Move', (plan) =>
    ids.reduce((next, id) => placeAt(next, id, range(0x6000_0000n, 0x1000_0000n)), plan),
  );
  expect(text()).toContain('// mine');
  expect(text()).toContain('0x60000000');
});

test('a fix changes the name in the text, or the tree where there is no text, as one entry', () => {
  const path = '/chosen/domU1';
  const rename = (property: string, to: string) => [{ kind: 'rename', path, property, to }] as const;
  mend(memmap, rename('cpus', 'vcpus'), 'Fix');
  expect(text()).toBe(TEXT.replace('cpus = <2>;', 'vcpus = <2>;'));
  memmap.replace('Open', { name: 'made', plan: design().plan, original: null });
  mend(memmap, rename('vcpus', 'cpus'), 'Fix');
  expect(design().text).toBeUndefined();
  expect(design().plan.domains[0]?.cpus).toBe(2);
  memmap.undo();
  expect(design().plan.domains[0]?.cpus).toBe(0);
});

test.each<[string, () => void]>([
  ['as opened', () => undefined],
  ['after an edit', () => memmap.commit('Move', to(0x6000_0000n))],
  ['while it is not whole', () => typeText(memmap, TEXT.replace('cpus = <2>;', 'cpus = <2>'))],
  ['as an overlay', () => moveEdits(memmap, 'overlay')],
])('a design file keeps the text %s, and its files', (_, act) => {
  act();
  const { text: own, plan } = design();
  const saved = designText(state()) ?? '';
  const next = createMemmap(() => 0);
  expect(openDesignText(next, saved, 'Open', 'it')).toBe(true);
  const back = next.store.getState().design;
  expect(back?.text).toMatchObject({ form: own?.form, text: own?.text });
  expect(back?.text?.fault?.message).toBe(own?.fault?.message);
  expect(back?.text?.board).toEqual(own?.board);
  expect(back?.plan.domains).toEqual(plan.domains);
  expect(designText(next.store.getState())).toBe(saved);
});
