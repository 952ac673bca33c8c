// Binds the page's keys. A key typed into a field stays the field's, but for the ones no field needs.
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { entityLabel, findEntity } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { leave, withSharers } from '../../model/sharing.ts';
import type { Memmap } from '../../store/memmap.ts';
import { track } from '../idle.ts';
import { withHeirs } from '../strings.ts';
import type { ShellActions } from './actions.ts';
import { PAGE_KEYS, type PageKey } from './page-keys.ts';

const FIELDS =
  'input:not([type=radio]), textarea, select, [contenteditable], [role=textbox], [role=menu], dialog';

/** Whether the key was typed where it has a meaning of its own. */
const inField = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest(FIELDS) !== null;

const inDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest('dialog') !== null;

/**
 * Whether undo belongs to the field: only while it holds text that has not been applied. The text pane is
 * read-only, so its undo is the design's.
 */
const undoesText = (event: KeyboardEvent): boolean =>
  inField(event) &&
  event.target instanceof HTMLElement &&
  event.target.closest('[data-clean="true"], .monaco-editor') === null;

const edits = () => import('../edits/edits.ts');

/** Panes in the order F6 visits them. */
const PANES = '[data-pane]';

function cyclePane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(PANES)].filter((pane) =>
    pane.checkVisibility({ visibilityProperty: true }),
  );
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + step + panes.length) % panes.length];
  next?.querySelector<HTMLElement>('button:not(:disabled), input, [tabindex="0"]')?.focus();
}

export function deleteSelected(memmap: Memmap): void {
  const { design, selection } = memmap.store.getState();
  const [first] = selection;
  if (design === null || first === undefined) return;
  const entity = findEntity(design.plan, first);
  if (entity === undefined) return;
  const what = selection.length > 1 ? `${selection.length} regions` : entityLabel(design.plan, entity);
  const without = (plan: Plan): ReturnType<typeof leave> => leave(plan, withSharers(plan, selection));
  memmap.commit(withHeirs(`Delete ${what}`, without(design.plan).heirs), (plan) => without(plan).plan);
}

export function useKeys(memmap: Memmap, actions: ShellActions): void {
  useEffect(() => {
    const unless = (theirs: (event: KeyboardEvent) => boolean, act: () => void) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || theirs(event)) return;
      event.preventDefault();
      act();
    };
    const anywhere = (act: () => void) => (event: KeyboardEvent) => {
      event.preventDefault();
      act();
    };
    const does: Record<PageKey, (event: KeyboardEvent) => void> = {
      undo: unless(undoesText, () => memmap.undo()),
      redo: unless(undoesText, () => memmap.redo()),
      save: anywhere(actions.saveDesign),
      open: anywhere(actions.openFile),
      commands: unless(inDialog, actions.showCommands),
      shortcuts: unless(inField, actions.showShortcuts),
      duplicate: unless(inField, () => void track(edits().then((m) => m.editByName(memmap, 'duplicate')))),
      remove: unless(inField, () => deleteSelected(memmap)),
      leave: (event) => {
        if (inField(event) || event.defaultPrevented) return;
        if (memmap.store.getState().gesture !== null) memmap.cancelGesture();
        else memmap.select([]);
      },
      nextPane: anywhere(() => cyclePane(1)),
      previousPane: anywhere(() => cyclePane(-1)),
    };
    const keys = Object.entries(PAGE_KEYS) as [PageKey, readonly string[]][];
    return tinykeys(
      window,
      Object.fromEntries(keys.flatMap(([key, chords]) => chords.map((chord) => [chord, does[key]]))),
    );
  }, [memmap, actions]);
}
