// Parts of the page that come after the first picture: the map and the verdict do not wait for them.
import { later } from './later.tsx';

export const FirstStart = later(() => import('./start/FirstStart.tsx').then((m) => m.FirstStart));
export const FoldedPanes = later(() => import('./shell/SmallPanes.tsx').then((m) => m.FoldedPanes));
export const OnePane = later(() => import('./shell/SmallPanes.tsx').then((m) => m.OnePane));
export const Sidebar = later(() => import('./sidebar/Sidebar.tsx').then((m) => m.Sidebar));
export const SidebarRail = later(() => import('./sidebar/SidebarRail.tsx').then((m) => m.SidebarRail));
export const Inspector = later(() => import('./inspector/Inspector.tsx').then((m) => m.Inspector));
export const ResultsPane = later(() => import('./results/ResultsPane.tsx').then((m) => m.ResultsPane));
export const TargetBuild = later(() => import('./shell/TargetBuild.tsx').then((m) => m.TargetBuild));
export const TextPane = later(() => import('./text/TextPane.tsx').then((m) => m.TextPane));

export const MapMenu = later(() => import('./map/MapMenu.tsx').then((m) => m.MapMenu));
export const MemoryDialog = later(() => import('./dialogs/MemoryDialog.tsx').then((m) => m.MemoryDialog));
export const ModuleDialog = later(() => import('./dialogs/ModuleDialog.tsx').then((m) => m.ModuleDialog));
export const Paper = later(() => import('./print/Paper.tsx').then((m) => m.Paper));
export const PaletteDialog = later(() => import('./palette/PaletteDialog.tsx').then((m) => m.PaletteDialog));
export const PickBoardDialog = later(() =>
  import('./dialogs/PickBoardDialog.tsx').then((m) => m.PickBoardDialog),
);
export const BootLogDialog = later(() => import('./boot-log/BootLogDialog.tsx').then((m) => m.BootLogDialog));
export const ShortcutsDialog = later(() =>
  import('./dialogs/ShortcutsDialog.tsx').then((m) => m.ShortcutsDialog),
);
