// What this browser remembers about the screen, never about a design: theme, pane sizes, open tabs.
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const THEMES = ['system', 'dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** More contrast than the theme has, whatever the system asks for. */
  readonly highContrast: boolean;
  /** Pane sizes, px at the usual text size. */
  readonly sidebarPx: number;
  readonly rightPx: number;
  readonly inspectorPx: number;
  readonly bottomPx: number;
  readonly listFolded: boolean;
  readonly rightFolded: boolean;
  readonly inspectorFolded: boolean;
  readonly bottomFolded: boolean;
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  highContrast: false,
  sidebarPx: 240,
  rightPx: 428,
  inspectorPx: 360,
  bottomPx: 250,
  listFolded: false,
  rightFolded: false,
  inspectorFolded: false,
  bottomFolded: false,
};

const KEY = 'xen-memmap:screen';

/** Stored text as preferences: what is missing, of another type or not a sane size takes its default. */
export function readPreferences(text: string | null): Preferences {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return DEFAULT_PREFERENCES;
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULT_PREFERENCES;
  const given = stored as Record<string, unknown>;
  const px = (key: 'sidebarPx' | 'rightPx' | 'inspectorPx' | 'bottomPx'): number => {
    const value = given[key];
    return typeof value === 'number' && value >= 40 && value <= 4000 ? value : DEFAULT_PREFERENCES[key];
  };
  return {
    theme: THEMES.find((theme) => theme === given['theme']) ?? DEFAULT_PREFERENCES.theme,
    highContrast: given['highContrast'] === true,
    sidebarPx: px('sidebarPx'),
    rightPx: px('rightPx'),
    inspectorPx: px('inspectorPx'),
    bottomPx: px('bottomPx'),
    listFolded: given['listFolded'] === true,
    rightFolded: given['rightFolded'] === true,
    inspectorFolded: given['inspectorFolded'] === true,
    bottomFolded: given['bottomFolded'] === true,
  };
}

const stored = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage switched off: the defaults hold for this visit.
    return null;
  }
};

const preferences = createStore<Preferences>(() => readPreferences(stored()));
preferences.subscribe((next) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Not remembered, and nothing is lost but a pane's width.
  }
});

export const usePreferences = (): Preferences => useStore(preferences);
export const setPreferences = (change: Partial<Preferences>): void => preferences.setState(change);
