// From plan, simulator's answer and what is in the hand to lanes that can be painted, each picture made from the one before.
import { Last, sameList } from '../../model/kept.ts';
import type { Plan } from '../../model/plan.ts';
import { badgeAt } from '../geometry/badge.ts';
import { bandsOf } from '../geometry/bands.ts';
import { ghostsAt } from '../geometry/ghosts.ts';
import type { GuestView } from '../geometry/guest-view.ts';
import { guidesPath } from '../geometry/guides.ts';
import type { Measure } from '../geometry/labels.ts';
import { nearOf } from '../geometry/near.ts';
import { outsideOfLane } from '../geometry/overlap.ts';
import { placesOf } from '../geometry/ribbon-places.ts';
import { shapesOf } from '../geometry/ribbon-shapes.ts';
import { type Rows, rowsOf } from '../geometry/rows.ts';
import { pxOf, type Scale, scaleOf } from '../geometry/scale.ts';
import type { Lane } from '../geometry/scene.ts';
import { tiesOf } from '../geometry/ties.ts';
import type { Painted, PaintedHand } from '../paint/painted.ts';
import type { Hand } from './hand.ts';
import { LaneLayouts, NOTHING_APART } from './layouts.ts';
import { ownScales } from './own-scales.ts';
import { KeptClashes, Scenes } from './scenes.ts';
import { KeptShapes } from './shapes.ts';
import type { Sight } from './sight.ts';

/** What is painted of. */
export interface Pictured {
  readonly plan: Plan;
  readonly guests: readonly GuestView[];
  /** dom0 may get other memory at another boot. */
  readonly varies: boolean;
}

function handAt({ ghosts, guides, badge }: Hand, rows: Rows, scale: Scale, measure: Measure): PaintedHand {
  return {
    ghosts: ghostsAt(ghosts, rows, scale),
    guides: guidesPath(guides, scale, rows.guestHeadY ?? rows.heightPx),
    badge: badgeAt(pxOf(scale, badge.at), badge.text, scale.widthPx, measure),
  };
}

export class Pictures {
  readonly #scenes = new Scenes();
  readonly #clashes = new KeptClashes();
  readonly #layouts = new LaneLayouts();
  readonly #shapes = new KeptShapes();
  readonly #scale = new Last<Scale>();
  readonly #own = new Last<ReadonlyMap<string, Scale>>();

  /** null where the lanes are not those that are looked at. */
  of({ plan, guests, varies }: Pictured, sight: Sight, hand: Hand | null, measure: Measure): Painted | null {
    const { axis, viewport, widthPx, roomPx, selected, dragged, subject } = sight;
    const scene = this.#scenes.of(plan, guests, varies);
    const rows = rowsOf(scene, roomPx);
    const keys = rows.rows.map(({ lane }) => lane.key);
    if (!sameList(keys, sight.lanes)) return null;
    const scale = this.#scale.of([sight], () => scaleOf(axis, viewport, widthPx));
    const own = this.#own.of([sight, scene.guest], () => ownScales(scene.guest, sight.own, widthPx));
    const scaleOfLane = (lane: Lane): Scale => own.get(lane.key) ?? scale;
    const near = nearOf(sight);
    const shown = rows.rows.filter(({ y, pitch }) => near(y, y + pitch));
    const apart = this.#layouts.apart(shown, selected, dragged);
    const { list } = this.#layouts.of(shown, apart, scaleOfLane, measure);
    const { collisions, outside } = this.#clashes.of(scene);
    const ties = tiesOf(rows, scaleOfLane, near);
    return {
      widthPx,
      heightPx: rows.heightPx,
      ribbons: this.#shapes.of(ties, scale, selected, (tie) => {
        const { ribbons } = tie.guestRow.lane;
        return shapesOf(ribbons, placesOf(ribbons, tie, scale), selected, widthPx);
      }),
      crowded: rows.compact,
      selected: selected.size,
      lanes: list.map(({ layout, faces }, i) => {
        const row = shown[i] as (typeof shown)[number];
        return {
          row,
          scale: scaleOfLane(row.lane),
          layout,
          faces,
          selected: (apart[i] ?? NOTHING_APART).selected,
          outside: outsideOfLane(row.lane, outside),
        };
      }),
      collisions: bandsOf({ collisions, outside, rows, scale, scaleOfLane, subject, proposed: [], measure }),
      hand: hand === null ? null : handAt(hand, rows, scale, measure),
    };
  }
}
