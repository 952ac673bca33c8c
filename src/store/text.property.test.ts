// Whatever is done on the map and in the text, in any order: the plan is what the text says, and the history leads back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BoardFile, OwnText } from '../bindings/own-text.ts';
import { planOf } from '../bindings/plan.ts';
import { parse } from '../devicetree/document.ts';
import { exportText } from '../exchange/export.ts';
import { Choices } from '../testing/choices.ts';
import { layoutChange } from '../testing/layout-change.ts';
import { messyText } from '../testing/messy-text.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { JOIN_MS } from './history.ts';
import { createMemmap, type Memmap } from './memmap.ts';
import type { Design } from './state.ts';
import { moveEdits, textOf, typeText } from './text.ts';

const LAYOUT = planSpec(
  'heap 70000000+8000000 | domU1 dm static 50000000+10000000 60000000+1000000 kernel 48000000+10000 | domU2 static 64000000+1000000',
);

/** As people write, or as the tool does, with the sizes in comments. */
function written(style: number): string {
  const made = exportText(LAYOUT, '4.22', 'dts');
  return style % 2 === 0 && made.ok ? made.value.text : messyText(LAYOUT.tree, style);
}

function opened(memmap: Memmap, style: number): void {
  const file: BoardFile = { name: 'board.dts', text: written(style), files: new Map() };
  const { tree } = parse(file.text);
  const said = OwnText.ofBoard(file, tree).readBack(planOf(tree, TEST_BOARD));
  memmap.replace('Open', { name: 'board', original: null, ...said });
}

/** A character typed, deleted or typed over, anywhere. */
function keystroke(text: string, choices: Choices): string {
  const at = choices.below(text.length + 1);
  const typed = choices.of(['', '0', 'f', ';', ' ', '\n', '{', '>', '"', '/', ',']);
  return text.slice(0, at) + typed + text.slice(at + choices.below(2));
}

function act(memmap: Memmap, choices: Choices): void {
  const own = textOf(memmap.store.getState(), 'own');
  const text = own?.ok === true ? own.value.text : '';
  switch (choices.below(8)) {
    case 0:
    case 1:
      return typeText(memmap, keystroke(text, choices));
    case 2:
      return memmap.undo();
    case 3:
      return memmap.redo();
    case 4:
      return moveEdits(memmap, choices.of(['board', 'overlay']));
    case 5:
      memmap.beginGesture('Drag');
      memmap.updateGesture((plan) => layoutChange(plan, choices));
      memmap.updateGesture((plan) => layoutChange(plan, choices));
      return choices.chance(50) ? memmap.endGesture() : memmap.cancelGesture();
    default:
      return memmap.commit('Edit', (plan) => layoutChange(plan, choices));
  }
}

function designOf(memmap: Memmap): Design {
  const { design } = memmap.store.getState();
  if (design === null) throw new Error('nothing is open');
  return design;
}

/** A text that is whole says its plan, read by whoever knows nothing of what was before. */
function expectSaid({ plan, text }: Design): void {
  if (text === undefined || text.fault !== null) return;
  const afresh = OwnText.found(text.form, text.text, text.board, plan.tree);
  expect(afresh.fault).toBeNull();
  expect(afresh.readBack(plan).plan).toBe(plan);
}

test('the plan is what the text says, and the history passes the same documents both ways', () => {
  holdsFor(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), (style, seed, count) => {
      let clock = 0;
      const memmap = createMemmap(() => (clock += JOIN_MS));
      opened(memmap, style);
      const choices = new Choices(seed);
      for (let i = 0; i < count; i += 1) {
        act(memmap, choices);
        expectSaid(designOf(memmap));
      }
      const { past } = memmap.store.getState().history;
      for (const { before } of past.toReversed()) {
        memmap.undo();
        expect(designOf(memmap)).toBe(before);
      }
      for (const { after } of past) {
        memmap.redo();
        expect(designOf(memmap)).toBe(after);
      }
    }),
    100,
  );
});
