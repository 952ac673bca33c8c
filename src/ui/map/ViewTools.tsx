// Zoom out, zoom in, everything, strict linear, and where there is a finger, what it does: the buttons beside the axis.
import { Maximize2, Minus, Plus, Pointer, Unlink2 } from 'lucide-react';
import { memo } from 'react';
import { Menu, MenuLabel } from '../parts/Menu.tsx';
import { MenuCheck } from '../parts/MenuCheck.tsx';
import { Toolbar } from '../parts/Toolbar.tsx';
import css from './map.module.css';
import { STRINGS } from './strings.ts';
import type { FingerModes } from './use-tools.ts';

export interface ViewToolsProps {
  readonly linear: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
  readonly onLinear: (linear: boolean) => void;
  readonly finger: FingerModes;
  readonly onFinger: (modes: FingerModes) => void;
}

/** What keys do for a mouse, in the order people want it. */
const MODES: readonly (readonly [keyof FingerModes, string])[] = [
  ['draws', 'Draws in free space'],
  ['several', 'Selects several: by taps, or in a box'],
  ['pushes', 'Pushes what is in the way'],
  ['free', 'Snaps to pages only'],
];

export const ViewTools = memo(function ViewTools(props: ViewToolsProps) {
  const { linear, onZoom, onFit, onLinear, finger, onFinger } = props;
  const buttons = [
    { label: STRINGS.zoomOut, Icon: Minus, act: () => onZoom(0.5) },
    { label: STRINGS.zoomIn, Icon: Plus, act: () => onZoom(2) },
    { label: STRINGS.fit, Icon: Maximize2, act: onFit },
  ];
  return (
    <Toolbar className={css['tools']} label={STRINGS.view}>
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
      <Menu
        label={STRINGS.finger}
        align="start"
        trigger={(props) => (
          <button
            type="button"
            className={css['forFingers']}
            aria-label={STRINGS.finger}
            title={STRINGS.finger}
            data-on={Object.values(finger).includes(true)}
            {...props}
          >
            <Pointer size={13} aria-hidden />
          </button>
        )}
      >
        <MenuLabel>{STRINGS.finger}</MenuLabel>
        {MODES.map(([mode, text]) => (
          <MenuCheck
            key={mode}
            text={text}
            hint=""
            checked={finger[mode]}
            disabled={false}
            onChange={(on) => onFinger({ ...finger, [mode]: on })}
          />
        ))}
      </Menu>
    </Toolbar>
  );
});
