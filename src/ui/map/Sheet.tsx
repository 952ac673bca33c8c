// What a thread paints of lanes and axis while something is dragged, over the elements that show the same once the hand rests.
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { AXIS_HEIGHT } from '../../map/geometry/axis-bar.ts';
import type { NearRange } from '../../map/geometry/near.ts';
import type { Sight } from '../../map/picture/sight.ts';
import type { EntityId } from '../../model/plan.ts';
import type { Painter } from '../../store/state.ts';
import { whenIdle } from '../idle.ts';
import { useTextSize } from '../text-size.ts';
import { readLooks } from './looks.ts';
import css from './map.module.css';
import { fontsAt } from './measure.ts';
import { FOOT_PX, type Picture, RIGHT_PX } from './use-picture.ts';
import { STAGE_PAD } from './use-tools.ts';
import { zoomOf } from './zoom-of.ts';

export interface SheetProps {
  readonly painter: Painter;
  readonly painted: boolean;
  /** Something is dragged, and `picture` shows it. */
  readonly active: boolean;
  readonly picture: Picture;
  /** Keys of guest lanes with an axis of their own. */
  readonly own: ReadonlySet<string>;
  readonly selected: ReadonlySet<EntityId>;
  readonly dragged: string | null;
  readonly subject: string | null;
  /** What is worth painting. */
  readonly range: NearRange;
  /** px that the lanes have room in without scrolling. */
  readonly roomPx: number;
}

/** The system chooses the colours then, and only of elements. */
const hasOwnColours = (): boolean => !window.matchMedia('(forced-colors: active)').matches;

const HAS_CANVAS = 'transferControlToOffscreen' in HTMLCanvasElement.prototype;

/** Nothing where a canvas cannot be given to a thread. */
export const Sheet = (props: SheetProps) => HAS_CANVAS && <Paper {...props} />;

export interface AxisSheetProps {
  readonly painter: Painter;
  readonly painted: boolean;
  readonly widthPx: number;
}

/** The same over the axis; what is on it, `Sheet` says. */
export const AxisSheet = (props: AxisSheetProps) => HAS_CANVAS && <AxisPaper {...props} />;

const widthOf = (widthPx: number): number => widthPx + STAGE_PAD + RIGHT_PX;

function AxisPaper({ painter, painted, widthPx }: AxisSheetProps) {
  const host = useRef<HTMLDivElement>(null);
  useCanvas(host, painter, 'axis');
  const size = { width: widthOf(widthPx), height: AXIS_HEIGHT };
  return <div ref={host} className={css['axisBar']} style={size} hidden={!painted} aria-hidden />;
}

function Paper(props: SheetProps) {
  const { painter, painted, active, picture, own, selected, dragged, subject, range, roomPx } = props;
  const host = useRef<HTMLDivElement>(null);
  useCanvas(host, painter, 'lanes');
  useLooks(host, painter);
  const textSize = useTextSize();
  const { axis, viewport, widthPx } = picture.scale;
  const { rows, heightPx } = picture.rows;
  const { top } = range;
  const bottom = Math.min(range.bottom, heightPx + FOOT_PX);
  const sight = useMemo(
    (): Sight => ({
      axis,
      viewport,
      widthPx,
      roomPx,
      top,
      bottom,
      lanes: rows.map(({ lane }) => lane.key),
      own,
      selected,
      dragged,
      subject,
    }),
    [axis, viewport, widthPx, roomPx, top, bottom, rows, own, selected, dragged, subject],
  );
  const [width, height] = [widthOf(widthPx), Math.max(bottom - top, 0)];
  useLayoutEffect(() => {
    // What is not shown yet has no zoom of its own.
    const around = host.current?.parentElement;
    if (!active || around === null || around === undefined || !hasOwnColours()) return undefined;
    const pixels = devicePixelRatio * zoomOf(around);
    painter.tell({
      kind: 'sight',
      sight: {
        of: sight,
        on: { left: -STAGE_PAD, top, width, height, pixels },
        axis: { left: -STAGE_PAD, top: 0, width, height: AXIS_HEIGHT, pixels },
      },
    });
    return undefined;
  }, [painter, active, sight, top, width, height, textSize]);
  useLayoutEffect(() => {
    if (!active) return undefined;
    return () => painter.tell({ kind: 'sight', sight: null });
  }, [painter, active]);
  return (
    <div ref={host} className={css['sheet']} style={{ top, width, height }} hidden={!painted} aria-hidden />
  );
}

type Host = { readonly current: HTMLElement | null };

/** Gives the painter a canvas of its own in `host`. */
function useCanvas(host: Host, painter: Painter, of: 'lanes' | 'axis'): void {
  useEffect(() => {
    if (host.current === null) return undefined;
    const element = document.createElement('canvas');
    element.style.cssText = 'display:block;width:100%;height:100%';
    host.current.append(element);
    const canvas = element.transferControlToOffscreen();
    painter.tell({ kind: 'canvas', of, canvas }, [canvas]);
    return () => element.remove();
  }, [host, painter, of]);
}

/** Tells the painter how things look: again when the theme is another. */
function useLooks(host: Host, painter: Painter): void {
  useEffect(() => {
    const tell = (): void => {
      const map = host.current?.closest('section');
      if (map === null || map === undefined) return;
      painter.tell({ kind: 'looks', looks: readLooks(map), fonts: fontsAt(map) });
    };
    whenIdle(tell);
    const observer = new MutationObserver(tell);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
    return () => observer.disconnect();
  }, [host, painter]);
}
