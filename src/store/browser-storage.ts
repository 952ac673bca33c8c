// The browser's own database as the place where designs are kept.
import { get, set } from 'idb-keyval';
import type { Storage } from './persist.ts';

export const browserStorage: Storage = { get: (key) => get<string>(key), set: (key, text) => set(key, text) };
