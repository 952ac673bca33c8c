// From plan and simulator's answer to what is drawn: scene, axis, scale, rows, collisions and what is said of them, each kept
// while its inputs stay the same.
import { useMemo, useState } from 'react';
import { Last } from '../../model/kept.ts';
import type { Plan } from '../../model/plan.ts';
import { type Axis, brokenAxis, linearAxis, sameAxis } from '../../map/geometry/axis.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import type { Collision, Outside } from '../../map/geometry/overlap.ts';
import { type Rows, rowsOf } from '../../map/geometry/rows.ts';
import { clampViewport, fitViewport, type Scale, scaleOf, type Viewport } from '../../map/geometry/scale.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { extentsOf, type Scene } from '../../map/geometry/scene.ts';
import type { Pictured } from '../../map/picture/pictures.ts';
import { KeptClashes, Scenes } from '../../map/picture/scenes.ts';
import { type Tick, ticksOf } from '../../map/geometry/ticks.ts';
import { type Notes, notesOf } from './notes.ts';
import type { Size } from './use-size.ts';

function useScene(plan: Plan, guests: readonly GuestView[], varies: boolean): Scene {
  const scenes = useMemo(() => new Scenes(), []);
  return useMemo(() => scenes.of(plan, guests, varies), [scenes, plan, guests, varies]);
}

/** The axis of a scene; the last one for as long as `hold` is true. */
function useAxis(scene: Scene, linear: boolean, hold: boolean): Axis {
  const fresh = useMemo(() => {
    if (hold) return null;
    return linear ? linearAxis(extentsOf(scene)) : brokenAxis(extentsOf(scene));
  }, [scene, linear, hold]);
  const [axis, setAxis] = useState<Axis>(() => fresh ?? brokenAxis(extentsOf(scene)));
  if (fresh === null || sameAxis(axis, fresh)) return axis;
  setAxis(fresh);
  return fresh;
}

function useScale(axis: Axis, viewport: Viewport | null, widthPx: number): Scale {
  return useMemo(() => {
    const view = viewport === null ? fitViewport(axis, widthPx) : clampViewport(axis, viewport, widthPx);
    return scaleOf(axis, view, widthPx);
  }, [axis, viewport, widthPx]);
}

const useRows = (scene: Scene, heightPx: number): Rows =>
  useMemo(() => rowsOf(scene, heightPx), [scene, heightPx]);

/** px of the lanes' names at least, at most, and at most of the whole width. */
const HEADER = { least: 112, most: 220, share: 0.2 };
/** px under the last lane. */
export const FOOT_PX = 12;
/** px of a header that are not its name's: what is left of it, and the button of a guest lane. */
export const BESIDE_NAME_PX = 40;

/** px of the lanes' names: as wide as the longest needs, where there is room. */
function useHeaderPx(scene: Scene, measure: Measure | null, widthPx: number): number {
  const last = useMemo(() => new Last<number>(), []);
  const longest = useMemo(() => {
    const titles = [...scene.host, ...scene.guest].map(({ title }) => title);
    return last.of([measure, ...titles], () =>
      measure === null ? 0 : titles.reduce((most, title) => Math.max(most, measure(title, 'label')), 0),
    );
  }, [last, scene, measure]);
  const room = Math.min(HEADER.most, widthPx * HEADER.share);
  return Math.round(Math.max(HEADER.least, Math.min(longest + BESIDE_NAME_PX, room)));
}

/** px of the air right of the picture. */
export const RIGHT_PX = 24;
/** px the picture is wide at least. */
const LEAST_PX = 100;

/** What the picture is of, and how it is looked at. */
export interface Subject extends Pictured {
  /** A drag is under way: the axis stays as it is. */
  readonly dragging: boolean;
  readonly viewport: Viewport | null;
  /** Without breaks. */
  readonly linear: boolean;
}

export interface Picture {
  readonly scene: Scene;
  /** px of the lanes' names. */
  readonly headerPx: number;
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly rows: Rows;
  readonly collisions: readonly Collision[];
  readonly outside: readonly Outside[];
  readonly notes: Notes;
}

/** What is drawn, in px of `size`. */
export function usePicture(subject: Subject, size: Size, measure: Measure | null): Picture {
  const { plan, guests, varies, dragging, viewport, linear } = subject;
  const scene = useScene(plan, guests, varies);
  const headerPx = useHeaderPx(scene, measure, size.width);
  const axis = useAxis(scene, linear, dragging);
  const scale = useScale(axis, viewport, Math.max(size.width - headerPx - RIGHT_PX, LEAST_PX));
  const rows = useRows(scene, size.height - FOOT_PX);
  const clashes = useMemo(() => new KeptClashes(), []);
  const { collisions, outside } = clashes.of(scene);
  const notes = useMemo(() => notesOf(collisions, outside), [collisions, outside]);
  const ticks = useMemo(
    () => (measure === null ? [] : ticksOf(scale, (label) => measure(label, 'mono'))),
    [scale, measure],
  );
  return { scene, headerPx, scale, ticks, rows, collisions, outside, notes };
}
