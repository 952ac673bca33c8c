// Parts of the page that come after the first picture: the map and the verdict do not wait for them.
import { lazy } from 'react';

export const Inspector = lazy(() =>
  import('./inspector/Inspector.tsx').then((module) => ({ default: module.Inspector })),
);
export const ResultsPane = lazy(() =>
  import('./results/ResultsPane.tsx').then((module) => ({ default: module.ResultsPane })),
);
export const TextPane = lazy(() =>
  import('./text/TextPane.tsx').then((module) => ({ default: module.TextPane })),
);

export const MemoryDialog = lazy(() =>
  import('./dialogs/MemoryDialog.tsx').then((module) => ({ default: module.MemoryDialog })),
);
export const ModuleDialog = lazy(() =>
  import('./dialogs/ModuleDialog.tsx').then((module) => ({ default: module.ModuleDialog })),
);
export const PickBoardDialog = lazy(() =>
  import('./dialogs/PickBoardDialog.tsx').then((module) => ({ default: module.PickBoardDialog })),
);
export const ShortcutsDialog = lazy(() =>
  import('./dialogs/ShortcutsDialog.tsx').then((module) => ({ default: module.ShortcutsDialog })),
);
