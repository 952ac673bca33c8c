// What the catalogue says of Xen's source, for scripts/check-citations.mjs: per release the functions each form of a
// rule cites and the lines it has Xen print, with a 7 wherever something differs from boot to boot.
import { ORIGIN_CITATIONS } from '../engine/boot/origins.ts';
import {
  bootMemoryPlace,
  foreignEntry,
  noPagesPlace,
  noPoolPlace,
  pageStatePlace,
} from '../engine/refusals/page-alloc.ts';
import { endingOf, linesOf, type Refusal } from '../engine/refusals/refusal.ts';
import { citationsOf } from '../engine/pages/transitions.ts';
import { REFUSALS } from '../engine/refusals/registry.ts';
import { WRAPPERS } from '../engine/refusals/wrappers.ts';
import { holds, type Release, RELEASES } from '../model/release.ts';

export { RELEASES };

const ARCHES = ['arm64', 'arm32'] as const;
const BUILDS = ['release', 'debug'] as const;

export interface Claim {
  readonly id: string;
  /** `arch/arm/setup.c:start_xen`, below xen/. */
  readonly cites: readonly string[];
  /** Whole messages. */
  readonly texts: readonly string[];
  /** How many messages could not be made without a boot. */
  readonly untold: number;
}

/** Parameters that choose between messages. */
const CHOICES = new Set<string | symbol>(['shared', 'directMap', 'told', 'says']);

/** Stands for whatever a message is made of: every property of it is one like it, and it reads as `value`. */
function anything(value: bigint | number | string, chosen: boolean): unknown {
  const stand: object = new Proxy(() => undefined, {
    get: (_, key) => {
      if (CHOICES.has(key)) return chosen;
      if (key === Symbol.toPrimitive) return () => value;
      const own: unknown = Reflect.get(Object(value), key);
      return typeof own === 'function' ? own.bind(value) : anything(value, chosen);
    },
  });
  return stand;
}

/** Messages made of numbers of one kind or the other, or of names. */
function madeOfAnything(make: (params: never) => readonly string[]): readonly string[] | null {
  for (const value of [7n, 7, '7'] as const)
    try {
      return [true, false].flatMap((chosen) => make(anything(value, chosen) as never));
    } catch {
      // Made of something else.
    }
  return null;
}

type Worded = Pick<Refusal<never>, 'id' | 'ends' | 'source'> & Partial<Pick<Refusal<never>, 'says'>>;

/** Where a form cites nothing of a release, that release has no such thing, and prints nothing. */
function claimOf({ id, says = [], ends, source }: Worded, release: Release): Claim {
  const cites = source.filter((citation) => holds(citation, release)).map((citation) => citation.at);
  const xens =
    cites.length === 0 ? [] : ARCHES.flatMap((arch) => BUILDS.map((build) => ({ release, arch, build })));
  const made = xens.flatMap((xen) => [
    madeOfAnything((params) => linesOf({ says }, params, xen)),
    madeOfAnything((params) => [endingOf({ ends }, params, xen) ?? []].flat()),
  ]);
  return {
    id,
    cites,
    texts: [...new Set(made.flatMap((text) => text ?? []))],
    untold: made.filter((text) => text === null).length,
  };
}

/** Lines of the allocators, which several rules share. */
const placesOf = (release: Release): Claim => ({
  id: 'page-alloc.ts',
  cites: [],
  texts: [
    ...(['overlap', 'fragments', 'empty', 'no-fit'] as const).map((trouble) =>
      bootMemoryPlace(trouble, release),
    ),
    pageStatePlace(release),
    noPoolPlace(release),
  ]
    .map((place) => `Xen BUG at ${place}`)
    .concat(`Assertion 'nr_mfns' failed at ${noPagesPlace(release)}`, foreignEntry(release)),
  untold: 0,
});

/** What is told of a guest's address space. */
const originsClaim = (release: Release): Claim => ({
  id: 'origins.ts',
  cites: [...new Set(ORIGIN_CITATIONS.filter((span) => holds(span, release)).map(({ at }) => at))],
  texts: [],
  untold: 0,
});

/** Of a rule in several forms each, of wrappers too. */
export const claimsOf = (release: Release): readonly Claim[] => [
  ...[...REFUSALS.flatMap(({ forms }) => forms), ...WRAPPERS].map((form) => claimOf(form, release)),
  placesOf(release),
  originsClaim(release),
  { id: 'transitions.ts', cites: citationsOf(release), texts: [], untold: 0 },
];
