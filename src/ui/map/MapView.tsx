// The picture: overview, axis, lanes, ribbons, and what a drag shows. It is given a plan and what the simulator says of
// the guests, and asks for changes through `MapActions`; what it remembers itself is only how it looks.
import { type CSSProperties, useCallback, useMemo, useState } from 'react';
import { drawnOf } from '../../map/geometry/lane-layout.ts';
import type { Viewport } from '../../map/geometry/scale.ts';
import { type Block, blockOf } from '../../map/geometry/scene.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import { isChosen } from '../../map/tools/choose.ts';
import type { Painter } from '../../store/state.ts';
import type { Change } from '../../map/tools/tool.ts';
import type { Bytes } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import type { MapActions } from './actions.ts';
import { CaretMark } from './Caret.tsx';
import { comeBack } from './come-back.ts';
import { Headers } from './Headers.tsx';
import { inHandOf } from './in-hand.ts';
import { Guides } from './load-pointer.ts';
import css from './map.module.css';
import { createMeasure } from './measure.ts';
import { MapMenu } from '../panes.ts';
import { later } from '../later.tsx';
import { useStoreUnless } from '../use-memmap.ts';
import type { MenuAt } from './MapMenu.tsx';
import { type News, newsOfChange, spokenNews } from './news.ts';
import { NO_NOTES } from './notes.ts';
import { picksOf } from './picks.ts';
import { useProbe } from './probe.ts';
import type { ProposedPlace } from './proposed.ts';
import { HELP_ID, type Pages, Stage } from './Stage.tsx';
import { STRINGS } from './strings.ts';
import { Top } from './Top.tsx';
import { useCaret } from './use-caret.ts';
import { useFocus } from './use-focus.ts';
import { useKeys } from './use-keys.ts';
import { useLaneInView } from './use-lane-in-view.ts';
import { useNear } from './use-near.ts';
import { useOwnAxes } from './use-own-axes.ts';
import { BESIDE_NAME_PX, FOOT_PX, usePicture } from './use-picture.ts';
import { useSize } from './use-size.ts';
import { useTold } from './use-told.ts';
import { NO_MODES, useTools } from './use-tools.ts';
import { useView } from './use-view.ts';

/** Comes with the first large design. */
const Sheet = later(() => import('./Sheet.tsx').then((m) => m.Sheet));

/** Who paints the steps of a drag, where elements would be too slow; the lanes' elements then stay as they were. */
export interface ByThread {
  readonly painter: Painter;
  /** What is on screen is painted. */
  readonly painted: boolean;
  /** The same at this moment, and not only since the last render. */
  readonly isPainted: () => boolean;
}

const never = (): boolean => false;
const itself = <T,>(value: T): T => value;

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
  /** null: elements show every step. */
  readonly byThread: ByThread | null;
  readonly selection: readonly EntityId[];
  readonly viewport: Viewport | null;
  /** Snap grid in bytes. */
  readonly snap: Bytes;
  readonly actions: MapActions;
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
  const { plan, proposed, pages, dragging, byThread, selection, snap, actions } = props;
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [stage, setStage] = useState<SVGSVGElement | null>(null);
  const [linear, setLinear] = useState(false);
  const [finger, setFinger] = useState(NO_MODES);
  const [news, setNews] = useState<News>('');
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [hovered, setHovered] = useState<Stop | null>(null);

  const size = useSize(scroller);
  const measure = useMemo(() => (root === null ? null : createMeasure(root)), [root]);
  const picture = usePicture({ ...props, linear }, size, measure);
  const { scene, scale, rows, notes, headerPx } = picture;
  const { own, toggleOwn, scaleOfLane } = useOwnAxes(scene, scale);
  const { near, range, onScroll } = useNear(rows.rows.length, size.height);
  const view = useView(scale, actions);
  useProbe(stage, scale);

  const selected = selection[0] ?? null;
  const selectedIds = useMemo(() => new Set(selection), [selection]);
  const focus = useFocus(stage, scene, (lane) =>
    drawnOf(lane, scaleOfLane(lane), (block) => isChosen(block, selectedIds)),
  );
  const [told, tell] = useTold(scene);
  const { caret, drawn, onCaret, leaveCaret, onLeft } = useCaret(scene, dragging, actions.cancel, {
    at: focus.at,
    comeBack: (stop) => comeBack(stop, { scene, scale, scaleOfLane }, view, focus.moveTo),
  });

  const { frame, look } = view;
  const { onClick, onBrushed, onAsked } = picksOf({ selection, rows, scale, select: actions.select, frame });
  const onMenu = (at: MenuAt): void => {
    onAsked(at.hit);
    setMenu(at);
  };
  const closeMenu = useCallback(() => setMenu(null), []);
  const refuse = (block: Block): void => setNews(STRINGS.pinned(block.name));
  const underWay = useTools(stage, {
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
    onDouble: (hit) => (hit.kind === 'block' ? frame(hit.block.range) : view.fit()),
    onRefused: refuse,
    onDone: (done) => setNews(done === null ? STRINGS.cancelled : newsOfChange(done)),
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
  const painted = byThread?.painted === true;
  const change = useStoreUnless(byThread?.isPainted ?? never, underWay.change, itself<Change | null>);
  const inHand = inHandOf(underWay, change, drawn, told, scene);
  const { dragged } = inHand;
  const subject = dragged ?? (selected === null ? null : (blockOf(scene, selected)?.key ?? null));
  const domain = useMemo(() => domainOf(plan, selected), [plan, selected]);
  useLaneInView(scroller, rows, selected, domain);

  return (
    <section
      className={css['map']}
      ref={setRoot}
      aria-label={STRINGS.map}
      style={{ '--header': `${headerPx}px` } as CSSProperties}
    >
      <Top
        picture={picture}
        measure={measure}
        view={view}
        actions={actions}
        linear={linear}
        onLinear={setLinear}
        finger={finger}
        onFinger={setFinger}
        inHand={inHand}
        caret={caret}
        byThread={byThread}
      />
      <div className={css['scroll']} ref={setScroller} onScroll={onScroll}>
        <div className={css['rows']} style={{ height: rows.heightPx + FOOT_PX }}>
          <Headers
            rows={rows}
            namePx={headerPx - BESIDE_NAME_PX}
            measure={measure}
            near={near}
            domain={domain}
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
              picture={picture}
              scaleOfLane={scaleOfLane}
              measure={measure}
              selected={selectedIds}
              subject={subject}
              proposed={proposed}
              pages={pages}
              inHand={inHand}
              dragging={dragging}
              painted={painted}
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
              brush={underWay.brush}
              focused={focus.at}
              hovered={hovered}
              near={near}
              onFrame={frame}
            />
          )}
          {byThread !== null && (
            <Sheet
              painter={byThread.painter}
              painted={painted}
              active={dragging && change !== null}
              picture={picture}
              own={own}
              selected={selectedIds}
              dragged={dragged}
              subject={subject}
              range={range}
              roomPx={size.height - FOOT_PX}
            />
          )}
          <Guides
            change={inHand.change}
            painted={painted}
            scale={scale}
            heightPx={rows.guestHeadY ?? rows.heightPx}
          />
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
          onFit={view.fit}
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
