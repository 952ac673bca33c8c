// The picture: overview, axis, lanes, ribbons, and what a drag shows. It is given a plan and what the simulator says of
// the guests, and asks for changes through `MapActions`; what it remembers itself is only how it looks.
import {
  type CSSProperties,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import type { Hit } from '../../map/geometry/hit.ts';
import { drawnOf } from '../../map/geometry/lane-layout.ts';
import { addrOf, framing, pxOf, type Scale, type Viewport, zoomedAt } from '../../map/geometry/scale.ts';
import { type Block, blockOf, type Lane, type Scene } from '../../map/geometry/scene.ts';
import { ticksOf } from '../../map/geometry/ticks.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import { type Box, brushed, chosen, isChosen, type Pick } from '../../map/tools/choose.ts';
import type { Change } from '../../map/tools/tool.ts';
import type { Bytes } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { endOf, type Range, sameRange } from '../../model/range.ts';
import type { MapActions } from './actions.ts';
import { AXIS_HEIGHT, AxisBar, Badge } from './AxisBar.tsx';
import { CaretMark } from './Caret.tsx';
import { badgeText } from './DragLayer.tsx';
import { Extent } from './Extent.tsx';
import { Headers } from './Headers.tsx';
import css from './map.module.css';
import { createMeasure } from './measure.ts';
import { MapMenu } from '../panes.ts';
import type { MenuAt } from './MapMenu.tsx';
import { Minimap } from './Minimap.tsx';
import { type News, newsOfChange, spokenNews } from './news.ts';
import { NO_NOTES, notesOf } from './notes.ts';
import { registerProbe } from './probe.ts';
import type { ProposedPlace } from './proposed.ts';
import { FOOT_PX, HELP_ID, type Pages, Stage } from './Stage.tsx';
import { STRINGS } from './strings.ts';
import { useCaret } from './use-caret.ts';
import { useFocus } from './use-focus.ts';
import { useKeys } from './use-keys.ts';
import {
  BESIDE_NAME_PX,
  ownScale,
  useAxis,
  useCollisions,
  useHeaderPx,
  useRows,
  useScale,
  useScene,
} from './use-picture.ts';
import { useSize } from './use-size.ts';
import { useTold } from './use-told.ts';
import { asStored, NO_MODES, STAGE_PAD, useTools } from './use-tools.ts';
import { ViewTools } from './ViewTools.tsx';
import { zoomOf } from './zoom-of.ts';

export interface MapViewProps {
  readonly plan: Plan;
  readonly guests: readonly GuestView[];
  /** dom0 may get other memory at another boot. */
  readonly varies: boolean;
  /** Where things would go. */
  readonly proposed: readonly ProposedPlace[];
  readonly pages: Pages | null;
  /** A drag is under way: `plan` is its draft. */
  readonly dragging: boolean;
  readonly selection: readonly EntityId[];
  readonly viewport: Viewport | null;
  /** Snap grid in bytes. */
  readonly snap: Bytes;
  readonly actions: MapActions;
}

/** px of the air right of the picture. */
const RIGHT_PX = 24;
/** With more lanes than this only those near the view are painted, by slices of the height. */
const MOST_ROWS = 24;
const SLICE_PX = 60;

/** Key of the block under the hand: the moved one, or the new one of a drawing. */
function draggedKey(change: Change | null, scene: Scene): string | null {
  if (change === null) return null;
  if (change.kind !== 'create') return change.block.key;
  const lane = scene.host.find(({ key }) => key === change.lane.key);
  return lane?.blocks.find(({ range }) => sameRange(range, change.range))?.key ?? null;
}

/** The domain whose lane the selection belongs to. */
const domainOf = (plan: Plan, selected: EntityId | null): EntityId | null => {
  if (selected === null) return null;
  const isIt = ({ id }: { readonly id: EntityId }): boolean => id === selected;
  if (selected === DOM0 || plan.dom0Modules.some(isIt)) return DOM0;
  const domain = plan.domains.find(
    ({ id, staticMem, modules, shared }) =>
      id === selected || (staticMem ?? []).some(isIt) || modules.some(isIt) || shared.some(isIt),
  );
  return domain?.id ?? null;
};

export function MapView(props: MapViewProps) {
  const { plan, guests, varies, proposed, pages, dragging, selection, viewport, snap, actions } = props;
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [stage, setStage] = useState<SVGSVGElement | null>(null);
  const [linear, setLinear] = useState(false);
  const [finger, setFinger] = useState(NO_MODES);
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set());
  const [slice, setSlice] = useState(0);
  const [news, setNews] = useState<News>('');
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [hovered, setHovered] = useState<Stop | null>(null);

  const size = useSize(scroller);
  const measure = useMemo(() => (root === null ? null : createMeasure(root)), [root]);
  const scene = useScene(plan, guests, varies);
  const headerPx = useHeaderPx(scene, measure, size.width);
  const widthPx = Math.max(size.width - headerPx - RIGHT_PX, 100);
  const axis = useAxis(scene, linear, dragging);
  const scale = useScale(axis, viewport, widthPx);
  const rows = useRows(scene, size.height - FOOT_PX);
  const manyRows = rows.rows.length > MOST_ROWS;
  const { collisions, outside } = useCollisions(scene);
  const notes = useMemo(() => notesOf(collisions, outside), [collisions, outside]);
  const ticks = useMemo(
    () => (measure === null ? [] : ticksOf(scale, (label) => measure(label, 'mono'))),
    [scale, measure],
  );
  const ownScales = useMemo(() => {
    const lanes = scene.guest.filter((lane) => own.has(lane.key));
    return new Map(lanes.map((lane) => [lane.key, ownScale(lane, widthPx)]));
  }, [scene, own, widthPx]);
  const scaleOfLane = useCallback(
    (lane: Lane): Scale => ownScales.get(lane.key) ?? scale,
    [ownScales, scale],
  );
  const selected = selection[0] ?? null;
  const selectedIds = useMemo(() => new Set(selection), [selection]);
  const focus = useFocus(stage, scene, (lane) =>
    drawnOf(lane, scaleOfLane(lane), (block) => isChosen(block, selectedIds)),
  );

  const look = useCallback((view: Viewport) => actions.look(asStored(scale, view)), [actions, scale]);
  const latest = useRef(scale);
  useLayoutEffect(() => {
    latest.current = scale;
  });
  const onZoom = useCallback(
    (factor: number) => {
      const { current } = latest;
      actions.look(asStored(current, zoomedAt(current, current.widthPx / 2, factor)));
    },
    [actions],
  );
  const onFit = useCallback(() => actions.look(null), [actions]);
  const frame = useCallback((range: Range) => look(framing(axis, range, widthPx)), [look, axis, widthPx]);
  const onClick = useCallback(
    (hit: Hit, pick: Pick): void => {
      const crowd = hit.kind === 'crowd' ? hit.blocks : [];
      const [first] = crowd;
      if (first === undefined) {
        if (hit.kind === 'block') actions.select(chosen(selection, hit.block, hit.lane, pick));
        else if (pick === 'one') actions.select([]);
        return;
      }
      const end = crowd.reduce(
        (last, { range }) => (endOf(range) > last ? endOf(range) : last),
        endOf(first.range),
      );
      frame({ start: first.range.start, size: (end - first.range.start) as Bytes });
    },
    [actions, frame, selection],
  );
  const onBrushed = useCallback(
    (box: Box): void => actions.select(brushed(selection, box, rows.rows, scale)),
    [actions, selection, rows, scale],
  );
  const onMenu = useCallback(
    (at: MenuAt): void => {
      const { hit } = at;
      if (hit.kind === 'block' && !isChosen(hit.block, selectedIds))
        actions.select(chosen(selection, hit.block, hit.lane, 'one'));
      setMenu(at);
    },
    [actions, selection, selectedIds],
  );
  const closeMenu = useCallback(() => setMenu(null), []);
  const onDone = useCallback(
    (done: Change | null): void => setNews(done === null ? STRINGS.cancelled : newsOfChange(done)),
    [],
  );
  const [told, tell] = useTold(scene);
  const { caret, drawn, onCaret, leaveCaret, onLeft } = useCaret(scene, dragging, actions.cancel);
  const refuse = useCallback((block: Block): void => setNews(STRINGS.pinned(block.name)), []);
  const { change, brush, refused } = useTools(stage, {
    scene,
    rows,
    scale,
    scaleOfLane,
    snap,
    selected: selectedIds,
    dragging,
    finger,
    actions,
    onClick,
    onBrushed,
    onHover: setHovered,
    onMenu,
    onDouble: (hit) => (hit.kind === 'block' ? frame(hit.block.range) : actions.look(null)),
    onRefused: refuse,
    onDone,
    onScroll: (dy) => scroller?.scrollBy({ top: -dy, behavior: 'instant' }),
  });
  useKeys(stage, {
    scene,
    scale,
    scaleOfLane,
    snap,
    selection,
    actions,
    look,
    frame,
    moveTo: focus.moveTo,
    moveToEntity: focus.moveToEntity,
    onMenu,
    onNews: setNews,
    caret,
    onCaret,
    leaveCaret,
    shown: told?.kind === 'nudge' ? told.nudge : null,
    onNudge(nudge, whole) {
      actions.nudge(nudge);
      tell({ kind: 'nudge', nudge: whole });
      setNews(newsOfChange(nudge));
    },
    onRefused(block) {
      tell({ kind: 'refused', block });
      refuse(block);
    },
  });

  useEffect(() => {
    if (stage === null) return undefined;
    const left = (): number => stage.getBoundingClientRect().left + STAGE_PAD * zoomOf(stage);
    return registerProbe({
      pxOf: (address) => left() + pxOf(scale, address) * zoomOf(stage),
      addrOf: (clientX) => addrOf(scale, (clientX - left()) / zoomOf(stage)),
    });
  }, [stage, scale]);

  const held = change ?? drawn;
  const dragged = useMemo(() => draggedKey(held, scene), [held, scene]);
  const near = useCallback(
    (y0: number, y1: number): boolean =>
      !manyRows || (y1 >= (slice - 1) * SLICE_PX && y0 <= (slice + 2) * SLICE_PX + size.height),
    [manyRows, slice, size.height],
  );
  const toggleOwn = useCallback((key: string) => {
    setOwn((last) => {
      const next = new Set(last);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const moving = held ?? (told?.kind === 'nudge' ? told.nudge : null);
  const pinned = refused ?? (told?.kind === 'refused' ? told.block : null);
  const subject = dragged ?? (selected === null ? null : (blockOf(scene, selected)?.key ?? null));

  return (
    <section
      className={css['map']}
      ref={setRoot}
      aria-label={STRINGS.map}
      style={{ '--header': `${headerPx}px` } as CSSProperties}
    >
      <div className={css['top']}>
        <div className={css['corner']}>
          <h2>{STRINGS.hostHead}</h2>
          <p>{STRINGS.hostDetail}</p>
        </div>
        {measure !== null && <Minimap host={scene.host} scale={scale} measure={measure} actions={actions} />}
        <ViewTools
          linear={linear}
          onZoom={onZoom}
          onFit={onFit}
          onLinear={setLinear}
          finger={finger}
          onFinger={setFinger}
        />
        <svg className={css['axisBar']} width={widthPx + STAGE_PAD + RIGHT_PX} height={AXIS_HEIGHT}>
          <g transform={`translate(${STAGE_PAD} 0)`}>
            <Extent x={-STAGE_PAD} widthPx={widthPx + STAGE_PAD + RIGHT_PX} heightPx={AXIS_HEIGHT} />
            <AxisBar ticks={ticks} />
            {moving !== null && measure !== null && (
              <Badge
                text={badgeText(moving)}
                px={pxOf(scale, moving.guide.at)}
                widthPx={widthPx}
                measure={measure}
              />
            )}
            {caret !== null && moving === null && measure !== null && (
              <Badge
                text={STRINGS.caretHint(caret.at)}
                px={pxOf(scale, caret.at)}
                widthPx={widthPx}
                measure={measure}
              />
            )}
            {pinned !== null && measure !== null && (
              <Badge
                text={STRINGS.pinned(pinned.name)}
                px={pxOf(scale, pinned.range.start)}
                widthPx={widthPx}
                measure={measure}
              />
            )}
          </g>
        </svg>
      </div>
      <div
        className={css['scroll']}
        ref={setScroller}
        onScroll={(event) => setSlice(Math.floor(event.currentTarget.scrollTop / SLICE_PX))}
      >
        <div className={css['rows']} style={{ height: rows.heightPx + FOOT_PX }}>
          <Headers
            rows={rows}
            namePx={headerPx - BESIDE_NAME_PX}
            measure={measure}
            near={near}
            domain={domainOf(plan, selected)}
            own={own}
            onSelect={actions.select}
            onOwnAxis={toggleOwn}
          />
          {plan.host.memory.length === 0 && (
            <p className={css['noRam']} style={{ top: rows.heightPx + 12 }}>
              {STRINGS.noRam}
            </p>
          )}
          {measure !== null && (
            <Stage
              setStage={setStage}
              rows={rows}
              scale={scale}
              scaleOfLane={scaleOfLane}
              ticks={ticks}
              collisions={collisions}
              outside={outside}
              notes={notes}
              measure={measure}
              selected={selectedIds}
              subject={subject}
              proposed={proposed}
              pages={pages}
              change={moving}
              dragging={dragging}
              caret={
                caret !== null && (
                  <CaretMark
                    caret={caret}
                    drawn={drawn}
                    notes={(dragged !== null && notes.get(dragged)) || NO_NOTES}
                    scene={scene}
                    rows={rows}
                    scale={scale}
                    onLeft={() => menu === null && onLeft()}
                  />
                )
              }
              brush={brush}
              dragged={dragged}
              focused={focus.at}
              hovered={hovered}
              near={near}
              rightPx={RIGHT_PX}
              onFrame={frame}
            />
          )}
        </div>
      </div>
      {menu !== null && (
        <MapMenu
          menu={menu}
          plan={plan}
          selection={selection}
          snap={snap}
          onFocus={focus.moveToEntity}
          onFrame={frame}
          onFit={onFit}
          onClose={closeMenu}
        />
      )}
      <div className={css['spoken']} id={HELP_ID}>
        {STRINGS.help}
      </div>
      <div className={css['spoken']} role="status" aria-live="polite">
        {dragging ? '' : spokenNews(news, scene, notes)}
      </div>
    </section>
  );
}
