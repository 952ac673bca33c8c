// The keys that mean the same on the whole page, as tinykeys writes them. What each does stands on the sheet (keys.ts).
export const PAGE_KEYS = {
  undo: ['$mod+KeyZ'],
  redo: ['$mod+Shift+KeyZ', '$mod+KeyY'],
  save: ['$mod+KeyS'],
  open: ['$mod+KeyO'],
  commands: ['$mod+KeyK'],
  shortcuts: ['?', 'Shift+?'],
  duplicate: ['$mod+KeyD'],
  remove: ['Delete', 'Backspace'],
  leave: ['Escape'],
  nextPane: ['F6'],
  previousPane: ['Shift+F6'],
} as const;

export type PageKey = keyof typeof PAGE_KEYS;
