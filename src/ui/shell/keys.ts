// The page's keys: one list that both binds them and explains them.
import { MOD } from './platform.ts';

export interface KeyRow {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The keys of the page, and those that the map and the fields answer to by themselves. */
export const KEY_GROUPS: readonly { readonly title: string; readonly keys: readonly KeyRow[] }[] = [
  {
    title: 'Design',
    keys: [
      { keys: [`${MOD}+Z`], does: 'Undo' },
      { keys: [`${MOD}+Shift+Z`, `${MOD}+Y`], does: 'Redo' },
      { keys: [`${MOD}+S`], does: 'Save the design file' },
      { keys: [`${MOD}+O`], does: 'Open a board, a design or a boot log' },
      { keys: [`${MOD}+V`], does: 'Read a boot log, pasted anywhere but into a field' },
    ],
  },
  {
    title: 'Selection',
    keys: [
      { keys: [`${MOD}+click`, 'Space'], does: 'Select one more region, or one less' },
      { keys: ['Shift+click', 'Shift+Space'], does: 'Select a lane’s regions up to this one' },
      { keys: ['Shift+drag'], does: 'Select every region in a box' },
      { keys: [`${MOD}+A`], does: 'Select all regions of the lane' },
      { keys: [`${MOD}+D`], does: 'Duplicate what is selected' },
      { keys: ['Delete', 'Backspace'], does: 'Delete what is selected' },
      { keys: ['Escape'], does: 'Cancel a drag, or deselect' },
    ],
  },
  {
    title: 'Map',
    keys: [
      { keys: ['←', '→'], does: 'Move the region by one step of the snap grid' },
      { keys: ['Shift+←', 'Shift+→'], does: 'Move it by 16 steps' },
      { keys: ['PageUp', 'PageDown'], does: 'Move it by 256 steps' },
      { keys: ['Alt+←', 'Alt+→'], does: 'Move its end' },
      { keys: ['↑', '↓'], does: 'Go to another lane' },
      { keys: [',', '.'], does: 'Go to the neighbour in its lane' },
      { keys: [`${MOD}+drag`], does: 'Push what is in the way aside' },
      { keys: ['Alt+drag'], does: 'Suspend snapping' },
      { keys: ['S'], does: 'Split the bank in the middle' },
      { keys: ['M'], does: 'Merge the selected banks, or the bank with what touches it' },
      { keys: ['F'], does: 'Frame the region' },
      { keys: ['Shift+F10', 'right-click'], does: 'Everything that can be done there' },
      { keys: ['+', '−', '0'], does: 'Zoom in, zoom out, show everything' },
    ],
  },
  {
    title: 'Fields',
    keys: [
      { keys: ['Enter'], does: 'Apply: 512M, 0x2000_0000, +2M' },
      { keys: ['Escape'], does: 'Put the old value back' },
    ],
  },
  {
    title: 'Text',
    keys: [
      { keys: ['Ctrl+Space'], does: 'Complete a name; again: what it means' },
      { keys: [`${MOD}+.`], does: 'Mend what is marked' },
      { keys: ['Alt+F8'], does: 'Go to the next mark' },
      { keys: [`${MOD}+Shift+O`], does: 'Go to a node' },
      { keys: ['Shift+Alt+F'], does: 'Lay the text out' },
      { keys: ['Escape', 'Tab'], does: 'One after the other: leave the text' },
    ],
  },
  {
    title: 'Page',
    keys: [
      { keys: ['F6', 'Shift+F6'], does: 'Next and previous pane' },
      { keys: [`${MOD}+K`], does: 'Every command, region and finding by its name' },
      { keys: ['?'], does: 'This list' },
    ],
  },
];
