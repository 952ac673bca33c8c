// What stands above the lanes: whose addresses they are, the overview, the buttons of the view, and the axis.
import type { Caret } from '../../map/tools/caret.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { pxOf } from '../../map/geometry/scale.ts';
import type { MapActions } from './actions.ts';
import { AXIS_HEIGHT, AxisBar, Badge } from './AxisBar.tsx';
import { badgeText } from './DragLayer.tsx';
import { Extent } from './Extent.tsx';
import type { InHand } from './in-hand.ts';
import css from './map.module.css';
import { Minimap } from './Minimap.tsx';
import { STRINGS } from './strings.ts';
import { type Picture, RIGHT_PX } from './use-picture.ts';
import { type FingerModes, STAGE_PAD } from './use-tools.ts';
import type { View } from './use-view.ts';
import { ViewTools } from './ViewTools.tsx';

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
}

export function Top(props: TopProps) {
  const { picture, measure, view, actions, linear, onLinear, finger, onFinger } = props;
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
          {measure !== null &&
            badgesOf(props).map(({ key, text, at }) => (
              <Badge key={key} text={text} px={pxOf(scale, at)} widthPx={widthPx} measure={measure} />
            ))}
        </g>
      </svg>
    </div>
  );
}

/** What is said at which address of the axis. */
function badgesOf({ inHand: { change, pinned }, caret }: TopProps) {
  return [
    ...(change === null ? [] : [{ key: 'change', text: badgeText(change), at: change.guide.at }]),
    ...(caret === null || change !== null
      ? []
      : [{ key: 'caret', text: STRINGS.caretHint(caret.at), at: caret.at }]),
    ...(pinned === null
      ? []
      : [{ key: 'pinned', text: STRINGS.pinned(pinned.name), at: pinned.range.start }]),
  ];
}
