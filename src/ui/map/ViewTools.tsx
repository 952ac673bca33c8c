// Zoom out, zoom in, everything, strict linear, and where there is a finger, what it does: the buttons beside the axis.
import { Maximize2, Minus, PencilLine, Plus, Unlink2 } from 'lucide-react';
import css from './map.module.css';
import { STRINGS } from './strings.ts';

export interface ViewToolsProps {
  readonly linear: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onLinear: (linear: boolean) => void;
  readonly fingerDraws: boolean;
  readonly onFingerDraws: (draws: boolean) => void;
}

export function ViewTools(props: ViewToolsProps) {
  const { linear, onZoom, onFit, onLinear, fingerDraws, onFingerDraws } = props;
  const buttons = [
    { label: STRINGS.zoomOut, Icon: Minus, act: () => onZoom(0.5) },
    { label: STRINGS.zoomIn, Icon: Plus, act: () => onZoom(2) },
    { label: STRINGS.fit, Icon: Maximize2, act: onFit },
  ];
  return (
    <div className={css['tools']} role="toolbar" aria-label={STRINGS.view}>
      {buttons.map(({ label, Icon, act }) => (
        <button key={label} type="button" aria-label={label} title={label} onClick={act}>
          <Icon size={13} aria-hidden />
        </button>
      ))}
      <button
        type="button"
        aria-pressed={linear}
        aria-label={STRINGS.linear}
        title={linear ? STRINGS.broken : STRINGS.linear}
        onClick={() => onLinear(!linear)}
      >
        <Unlink2 size={13} aria-hidden />
      </button>
      <button
        type="button"
        className={css['forFingers']}
        aria-pressed={fingerDraws}
        aria-label={STRINGS.fingerDraws}
        title={fingerDraws ? STRINGS.fingerSlides : STRINGS.fingerDraws}
        onClick={() => onFingerDraws(!fingerDraws)}
      >
        <PencilLine size={13} aria-hidden />
      </button>
    </div>
  );
}
