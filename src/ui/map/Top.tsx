// What stands above the lanes: whose addresses they are, the overview, the buttons of the view, and the axis.
import { AXIS_HEIGHT } from '../../map/geometry/axis-bar.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import type { Caret } from '../../map/tools/caret.ts';
import type { MapActions } from './actions.ts';
import { later } from '../later.tsx';
import { AxisBar } from './AxisBar.tsx';
import { Extent } from './Extent.tsx';
import type { InHand } from './in-hand.ts';
import { Badges } from './load-pointer.ts';
import css from './map.module.css';
import type { ByThread } from './MapView.tsx';
import { Minimap } from './Minimap.tsx';
import { STRINGS } from './strings.ts';
import { type Picture, RIGHT_PX } from './use-picture.ts';
import { type FingerModes, STAGE_PAD } from './use-tools.ts';
import type { View } from './use-view.ts';
import { ViewTools } from './ViewTools.tsx';

/** Comes with the first large design. */
const AxisSheet = later(() => import('./Sheet.tsx').then((m) => m.AxisSheet));

export interface TopProps {
  readonly picture: Picture;
  readonly measure: Measure | null;
  readonly view: View;
  readonly actions: MapActions;
  readonly linear: boolean;
  readonly onLinear: (linear: boolean) => void;
  readonly finger: FingerModes;
  readonly onFinger: (modes: FingerModes) => void;
  readonly inHand: InHand;
  readonly caret: Caret | null;
  /** null: elements show every step. */
  readonly byThread: ByThread | null;
}

export function Top(props: TopProps) {
  const { picture, measure, view, actions, linear, onLinear, finger, onFinger, byThread } = props;
  const { scene, scale, ticks } = picture;
  const { widthPx } = scale;
  return (
    <div className={css['top']}>
      <div className={css['corner']}>
        <h2>{STRINGS.hostHead}</h2>
        <p>{STRINGS.hostDetail}</p>
      </div>
      {measure !== null && <Minimap host={scene.host} scale={scale} measure={measure} actions={actions} />}
      <ViewTools
        linear={linear}
        onZoom={view.zoom}
        onFit={view.fit}
        onLinear={onLinear}
        finger={finger}
        onFinger={onFinger}
      />
      <svg className={css['axisBar']} width={widthPx + STAGE_PAD + RIGHT_PX} height={AXIS_HEIGHT}>
        <g transform={`translate(${STAGE_PAD} 0)`}>
          <Extent x={-STAGE_PAD} widthPx={widthPx + STAGE_PAD + RIGHT_PX} heightPx={AXIS_HEIGHT} />
          <AxisBar ticks={ticks} />
          {measure !== null && (
            <Badges
              scale={scale}
              measure={measure}
              inHand={props.inHand}
              caret={props.caret}
              painted={byThread?.painted === true}
            />
          )}
        </g>
      </svg>
      {byThread !== null && <AxisSheet {...byThread} widthPx={widthPx} />}
    </div>
  );
}
