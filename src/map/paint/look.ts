// What the things of a picture look like, and the names they have in a table of looks. The style sheet is what decides; the
// table is only what it said when it was read (`ui/map/looks.ts`), so that a worker, which has no style sheets, can paint.
import { appearanceOf } from '../geometry/appearance.ts';
import { DOMAIN_HUES, domainOwner, type Block, type Owner } from '../geometry/scene.ts';
import type { Face } from '../geometry/labels.ts';
import type { Hatch } from '../geometry/hatching.ts';

/** How something is painted, in the style sheet's terms. Lengths in px. */
export interface Look {
  /** A CSS colour, or null: not filled. What is filled with a pattern has null. */
  readonly fill: string | null;
  readonly fillOpacity: number;
  readonly stroke: string | null;
  readonly strokeOpacity: number;
  readonly strokeWidth: number;
  /** Empty: a whole line. */
  readonly dash: readonly number[];
  readonly lineJoin: CanvasLineJoin;
  /** Of all of it, on top of the opacities of its paints. */
  readonly opacity: number;
  /** The stroke lies under the fill. */
  readonly strokeFirst: boolean;
  /** CSS font, '' for what has no text. */
  readonly font: string;
}

/** By name. */
export type Looks = ReadonlyMap<string, Look>;

/** All that have a colour of their own. */
export const OWNERS: readonly [Owner, Owner, ...Owner[]] = [
  'xen',
  'shared',
  'module',
  'firmware',
  'ram',
  'dom0',
  ...Array.from({ length: DOMAIN_HUES }, (_, i) => domainOwner(i)),
];

export const faceLook = ({ owner, kind, odd }: Pick<Block, 'owner' | 'kind' | 'odd'>): string =>
  `face ${owner} ${appearanceOf(kind)} ${odd}`;

export type RibbonPart = 'run' | 'area' | 'edges';
/** `crowded`: among many, and fainter. `strong`: selected. */
export type RibbonStrength = 'plain' | 'crowded' | 'strong';

export const ribbonLook = (owner: Owner, part: RibbonPart, strength: RibbonStrength): string =>
  `${part} ${owner} ${strength}`;

/** On the block, beside it, beside it in a guest's lane; the lock before words on a block, and on one too narrow for words. */
export type WordsPlace = 'on' | 'beside' | 'beside in guest' | 'lock' | 'bare lock';

/** Of a block's words. Their font is `faceFont`'s. `marked`: they stand on what is hatched as outside RAM. */
export const wordsLook = (
  { owner, kind }: Pick<Block, 'owner' | 'kind'>,
  marked: boolean,
  place: WordsPlace,
): string => `${place} ${owner} ${appearanceOf(kind)} ${marked}`;

/** Of where something was. */
export const ghostLook = (owner: Owner): string => `ghost ${owner}`;

/** A look of which only the font counts. */
export const faceFont = (face: Face): string => `font ${face}`;

/** The stripes of a hatch. */
export const stripeLook = (hatch: Hatch): string => `stripe ${hatch}`;

/** What looks the same wherever it is, and needs no more than this to be named. */
export type Placeless =
  | 'mark'
  | 'mark line'
  | 'mark text'
  | 'outside'
  | 'outline'
  | 'knob'
  | 'away'
  | 'away text'
  | 'band'
  | 'glyph'
  | 'glyph mark'
  | 'tag'
  | 'tag text'
  | 'others’ tag'
  | 'others’ tag text'
  | 'guide'
  | 'badge'
  | 'badge text';
