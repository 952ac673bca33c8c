// What kinds look like, as the style sheet names it. Kinds without a look of their own are their owner's colour and no more.
import type { Item } from './lane-layout.ts';
import type { BlockKind } from './scene.ts';

export type Appearance = 'plain' | 'base' | 'hatched' | 'device' | 'anywhere' | 'offered' | 'loaded';

const APPEARANCES: Partial<Record<BlockKind, Appearance>> = {
  ram: 'base',
  reserved: 'hatched',
  memreserve: 'hatched',
  mmio: 'device',
  'guest-device': 'device',
  'guest-ram-anywhere': 'anywhere',
  chunk: 'anywhere',
  'guest-extended': 'offered',
  'guest-loaded': 'loaded',
};

export const appearanceOf = (kind: BlockKind): Appearance => APPEARANCES[kind] ?? 'plain';

/** Whether it has a hatch over its face. */
export const isHatched = ({ drawn }: Item): boolean =>
  drawn.blocks.some(({ kind }) => appearanceOf(kind) === 'hatched');
