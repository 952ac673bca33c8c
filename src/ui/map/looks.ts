// What the style sheet makes of the map's things, read from elements that stand for them: one of each under the same classes
// as where it is drawn, in the map itself, where theme, contrast and the system's own colours reach it.
import type { Appearance } from '../../map/geometry/appearance.ts';
import type { Hatch } from '../../map/geometry/hatching.ts';
import type { Face } from '../../map/geometry/labels.ts';
import type { BlockKind, Owner } from '../../map/geometry/scene.ts';
import {
  faceFont,
  faceLook,
  ghostLook,
  type Look,
  type Looks,
  OWNERS,
  type Placeless,
  ribbonLook,
  type RibbonPart,
  type RibbonStrength,
  stripeLook,
  wordsLook,
  type WordsPlace,
} from '../../map/paint/look.ts';
import { lockOf, lookOf, ownerColour, wordsOf } from './BlockShape.tsx';
import css from './map.module.css';
import { FACES } from './Words.tsx';

type Classes = string | undefined;

/** A thing that can be seen, as an element: its own classes, and those of the groups around it from the outermost in. */
interface Specimen {
  readonly name: (owner: Owner) => string;
  readonly around: readonly Classes[];
  readonly tag: 'path' | 'rect' | 'text';
  readonly own: Classes;
  /** It is text whose own classes decide the font. */
  readonly hasFont: boolean;
}

/** A kind of each appearance: what looks alike is read once. */
const KINDS: Record<Appearance, BlockKind> = {
  plain: 'heap',
  base: 'ram',
  hatched: 'reserved',
  device: 'mmio',
  anywhere: 'chunk',
  offered: 'guest-extended',
  loaded: 'guest-loaded',
};
const BOTH = [false, true];

const classes = (...some: readonly Classes[]): string => some.filter(Boolean).join(' ');

const faces = Object.values(KINDS).flatMap((kind) =>
  BOTH.map((odd): Specimen => ({
    name: (owner) => faceLook({ owner, kind, odd }),
    around: [css['faces'], classes(css['look'], lookOf({ kind, odd }))],
    tag: 'path',
    own: css['face'],
    hasFont: false,
  })),
);

const STRENGTHS: Record<RibbonStrength, Classes> = {
  plain: undefined,
  crowded: css['crowded'],
  strong: css['strong'],
};
const PARTS: readonly (readonly [RibbonPart, RibbonStrength])[] = [
  ['run', 'plain'],
  ['run', 'crowded'],
  ['area', 'plain'],
  ['area', 'crowded'],
  ['area', 'strong'],
  ['edges', 'plain'],
  ['edges', 'crowded'],
  ['edges', 'strong'],
];

const ribbons = PARTS.map(([part, strength]): Specimen => ({
  name: (owner) => ribbonLook(owner, part, strength),
  around: [classes(css['ribbon'], part === 'run' ? css['run'] : undefined, STRENGTHS[strength])],
  tag: 'path',
  own: part === 'edges' ? css['ribbonEdges'] : undefined,
  hasFont: false,
}));

const PLACES: Record<WordsPlace, Pick<Specimen, 'tag' | 'own'>> = {
  on: { tag: 'text', own: css['on'] },
  beside: { tag: 'text', own: css['beside'] },
  'beside in guest': { tag: 'text', own: css['beside'] },
  lock: { tag: 'path', own: lockOf(true) },
  'bare lock': { tag: 'path', own: lockOf(false) },
};
const isPlace = (place: string): place is WordsPlace => place in PLACES;

const words = Object.values(KINDS).flatMap((kind) =>
  BOTH.flatMap((marked) =>
    Object.keys(PLACES)
      .filter(isPlace)
      .map((place): Specimen => ({
        name: (owner) => wordsLook({ owner, kind }, marked, place),
        around: [place === 'beside in guest' ? css['guestLane'] : undefined, wordsOf({ kind }, marked)],
        ...PLACES[place],
        hasFont: false,
      })),
  ),
);

const ghost: Specimen = { name: ghostLook, around: [], tag: 'rect', own: css['ghost'], hasFont: false };

const named = (
  name: string,
  tag: Specimen['tag'],
  own: Classes,
  ...around: readonly Classes[]
): Specimen => ({
  name: () => name,
  around,
  tag,
  own,
  hasFont: tag === 'text',
});

const fonts = Object.keys(FACES).map((face) => named(faceFont(face as Face), 'text', FACES[face as Face]));

const stripes = (['hatch', 'outside'] satisfies readonly Hatch[]).map((hatch) =>
  named(stripeLook(hatch), 'rect', css[`${hatch}Line`]),
);

const PLACELESS: Record<
  Placeless,
  readonly [tag: Specimen['tag'], own: Classes, ...around: readonly Classes[]]
> = {
  mark: ['path', undefined, css['mark']],
  'mark line': ['path', css['markLine'], css['mark']],
  'mark text': ['text', classes(FACES.secondary, css['markText']), css['mark']],
  outside: ['rect', css['outside']],
  outline: ['rect', css['outline']],
  knob: ['rect', css['knob'], css['handle']],
  away: ['rect', undefined, css['away']],
  'away text': ['text', undefined, css['away']],
  band: ['rect', css['band'], css['collisions']],
  glyph: ['path', css['glyph'], css['collisions']],
  'glyph mark': ['path', css['glyphMark'], css['collisions']],
  tag: ['rect', css['tag'], css['collisions']],
  'tag text': ['text', css['tagText'], css['collisions']],
  'others’ tag': ['rect', css['tag'], css['collisions'], css['others']],
  'others’ tag text': ['text', css['tagText'], css['collisions'], css['others']],
  guide: ['path', css['guide']],
  badge: ['rect', undefined, css['badge']],
  'badge text': ['text', undefined, css['badge']],
};

const placeless = Object.entries(PLACELESS).map(([name, [tag, own, ...around]]) =>
  named(name, tag, own, ...around),
);

const OWNED: readonly Specimen[] = [...faces, ...ribbons, ...words, ghost];
const OWNERLESS: readonly Specimen[] = [...fonts, ...stripes, ...placeless];

const svgElement = (parent: Element, tag: string, className: Classes): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (className !== undefined && className !== '') element.setAttribute('class', className);
  parent.append(element);
  return element;
};

/** A specimen as an element: live styles of it and of the groups around it. */
interface Standing {
  readonly specimen: Specimen;
  readonly style: CSSStyleDeclaration;
  readonly around: readonly CSSStyleDeclaration[];
}

function stand(svg: SVGElement, specimen: Specimen): Standing {
  let parent = svg;
  const around = specimen.around.map((group) => {
    parent = svgElement(parent, 'g', group);
    return getComputedStyle(parent);
  });
  return { specimen, around, style: getComputedStyle(svgElement(parent, specimen.tag, specimen.own)) };
}

/** Null for no paint, for none but a pattern, and for one that lets everything through. */
const paintOf = (paint: string): string | null =>
  paint === '' || paint === 'none' || paint === 'rgba(0, 0, 0, 0)' || paint.startsWith('url(') ? null : paint;

const isJoin = (join: string): join is CanvasLineJoin =>
  join === 'round' || join === 'bevel' || join === 'miter';

const UNSTROKED = {
  stroke: null,
  strokeOpacity: 1,
  strokeWidth: 0,
  dash: [],
  lineJoin: 'miter',
  strokeFirst: false,
} satisfies Partial<Look>;

function strokeOf(style: CSSStyleDeclaration): Omit<Look, 'fill' | 'fillOpacity' | 'opacity' | 'font'> {
  const stroke = paintOf(style.stroke);
  if (stroke === null) return UNSTROKED;
  const { strokeDasharray: dash, strokeLinejoin: join } = style;
  return {
    stroke,
    strokeOpacity: Number(style.strokeOpacity),
    strokeWidth: Number.parseFloat(style.strokeWidth),
    dash: dash === 'none' ? [] : dash.split(',').map(Number.parseFloat),
    lineJoin: isJoin(join) ? join : 'miter',
    strokeFirst: style.getPropertyValue('paint-order').startsWith('stroke'),
  };
}

const fontOf = ({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string =>
  `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;

const lookOfOne = ({ specimen, style, around }: Standing): Look => ({
  fill: paintOf(style.fill),
  fillOpacity: Number(style.fillOpacity),
  ...strokeOf(style),
  opacity: around.reduce((all, group) => all * Number(group.opacity), Number(style.opacity)),
  font: specimen.hasFont ? fontOf(style) : '',
});

/** An owner is a colour, and nothing but paints can follow from it. */
function repainted(look: Look, { style }: Standing): Look {
  const fill = look.fill === null ? null : paintOf(style.fill);
  const stroke = look.stroke === null ? null : paintOf(style.stroke);
  return fill === look.fill && stroke === look.stroke ? look : { ...look, fill, stroke };
}

/** Two owners of different colours: what looks alike for them does not depend on whose it is. */
const [ONE, OTHER] = OWNERS;

/** All looks as they are now in `map`, the map's own element. To be read again when theme, contrast or media change. */
export function readLooks(map: HTMLElement): Looks {
  const looks = new Map<string, Look>();
  const svg = svgElement(map, 'svg', css['stage']);
  svg.setAttribute('aria-hidden', 'true');
  svg.style.display = 'none';
  const setOwner = (owner: Owner): void => {
    for (const [name, value] of Object.entries(ownerColour(owner)))
      svg.style.setProperty(name, String(value));
  };
  const ownerless = OWNERLESS.map((specimen) => stand(svg, specimen));
  const owned = OWNED.map((specimen) => stand(svg, specimen));
  setOwner(ONE);
  for (const one of ownerless) looks.set(one.specimen.name(ONE), lookOfOne(one));
  const known = owned.map((one) => ({ one, look: lookOfOne(one) }));
  setOwner(OTHER);
  const own = new Set(known.filter(({ one, look }) => repainted(look, one) !== look));
  for (const owner of OWNERS) {
    setOwner(owner);
    for (const each of known) {
      const { one, look } = each;
      looks.set(one.specimen.name(owner), own.has(each) ? repainted(look, one) : look);
    }
  }
  svg.remove();
  return looks;
}
