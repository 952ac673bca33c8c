// What a drag needs and shows: it comes right after the first picture, when nothing can be held yet.
import { later } from '../later.tsx';

export const loadPointer = () => import('./pointer.ts');

export const Badges = later(() => loadPointer().then((m) => m.Badges));
export const Brush = later(() => loadPointer().then((m) => m.Brush));
export const Ghost = later(() => loadPointer().then((m) => m.Ghost));
export const Guides = later(() => loadPointer().then((m) => m.Guides));
