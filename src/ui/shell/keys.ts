// The sheet of shortcuts: the tables that bind the keys, in words; and what pointer, fields and text answer to.
import { CARET_KEYS } from '../map/caret-keys.ts';
import { MAP_KEYS, type Row } from '../map/keyboard.ts';
import { PAGE_KEYS, type PageKey } from './page-keys.ts';
import { MOD } from './platform.ts';

export interface KeyRow {
  readonly keys: readonly string[];
  readonly does: string;
}

const PAGE_WORDS: Readonly<Record<PageKey, string>> = {
  undo: 'Undo',
  redo: 'Redo',
  save: 'Save the design file',
  open: 'Open a board, a design or a boot log',
  commands: 'Every command, region and finding by its name',
  shortcuts: 'This list',
  duplicate: 'Duplicate what is selected',
  remove: 'Delete what is selected',
  leave: 'Cancel a drag, or deselect',
  nextPane: 'Next pane',
  previousPane: 'Previous pane',
};

const GLYPHS: Readonly<Record<string, string>> = {
  $mod: MOD,
  Mod: MOD,
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
};

/** `$mod+Shift+KeyZ`, `Mod+ArrowLeft`: as the key caps say them. */
export const shownChord = (chord: string): string =>
  chord
    .split(/(?<=.)\+/)
    .map((part) => GLYPHS[part] ?? part.replace(/^Key(?=[A-Z]$)/, ''))
    .join('+');

/** A character that needs Shift on some keyboards is one key to people. */
const isTwin = (chord: string): boolean => /^Shift\+\W$/.test(chord);

const page: readonly KeyRow[] = (Object.keys(PAGE_KEYS) as PageKey[]).map((key) => ({
  keys: PAGE_KEYS[key].filter((chord) => !isTwin(chord)).map(shownChord),
  does: PAGE_WORDS[key],
}));

const told = (rows: readonly Row[]): readonly KeyRow[] =>
  rows.flatMap(({ chords, does }) => (does === null ? [] : [{ keys: chords.map(shownChord), does }]));

export const KEY_GROUPS: readonly { readonly title: string; readonly keys: readonly KeyRow[] }[] = [
  {
    title: 'Page',
    keys: [...page, { keys: [`${MOD}+V`], does: 'Read a boot log, pasted anywhere but into a field' }],
  },
  { title: 'Map, with a region in focus', keys: told(MAP_KEYS) },
  { title: 'Map, drawing a region', keys: told(CARET_KEYS) },
  {
    title: 'Map, by pointer',
    keys: [
      { keys: ['drag'], does: 'Move a region, pull its edge, or draw in free space' },
      { keys: [`${MOD}+drag`], does: 'Push what is in the way aside' },
      { keys: ['Alt+drag'], does: 'Suspend snapping' },
      { keys: ['Shift+drag'], does: 'Select every region in a box' },
      { keys: [`${MOD}+click`], does: 'Select one more region, or one less' },
      { keys: ['Shift+click'], does: 'Select a lane’s regions up to this one' },
      { keys: ['right-click'], does: 'Everything that can be done there' },
      { keys: ['double-click'], does: 'Frame the region, or show everything' },
      { keys: ['Space+drag', 'middle button'], does: 'Move the view' },
      { keys: ['wheel'], does: 'Zoom at the pointer' },
      { keys: ['Shift+wheel'], does: 'Move the view sideways' },
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
];
