// Goes through the steps: play, one at a time, or by the slider.
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Timeline, transitionOf } from '../../engine/pages/index.ts';
import { IconButton } from '../parts/Button.tsx';
import { useVerbs } from '../use-memmap.ts';
import styles from './Timeline.module.css';

/** ms between two steps while it plays. */
const STEP = 700;

interface TransportProps {
  readonly timeline: Timeline;
  readonly index: number;
  readonly onGo: (index: number) => void;
}

export function Transport({ timeline: { events, target }, index, onGo }: TransportProps) {
  const memmap = useVerbs();
  const [playing, setPlaying] = useState(false);
  const last = events.length - 1;
  const event = events[index];
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const now = memmap.store.getState().moment;
      if (now === null || now.index >= last) setPlaying(false);
      else memmap.setMoment({ ...now, index: now.index + 1 });
    }, STEP);
    return () => clearInterval(timer);
  }, [playing, memmap, last]);

  const toPlay = (): void => {
    if (!playing && index === last) onGo(0);
    setPlaying(!playing);
  };
  const button = (label: string, Icon: typeof Play, disabled: boolean, onClick: () => void) => (
    <IconButton label={label} icon={<Icon size={15} aria-hidden />} disabled={disabled} onClick={onClick} />
  );
  return (
    <div className={styles['transport']}>
      {button('To power-on', ChevronFirst, index === 0, () => onGo(0))}
      {button('One step back', ChevronLeft, index === 0, () => onGo(index - 1))}
      {button(playing ? 'Pause' : 'Play', playing ? Pause : Play, last === 0, toPlay)}
      {button('One step on', ChevronRight, index === last, () => onGo(index + 1))}
      {button('To the last step', ChevronLast, index === last, () => onGo(last))}
      <input
        type="range"
        data-clean
        className={styles['slider']}
        aria-label="Step"
        aria-valuetext={
          event === undefined
            ? ''
            : [`step ${index} of ${last}: ${transitionOf(event.what, target.release).title}`, event.of]
                .filter((part) => part !== '')
                .join(', ')
        }
        min={0}
        max={last}
        value={index}
        onChange={(change) => onGo(Number(change.target.value))}
      />
      <span className={styles['step']}>
        {index} of {last}
      </span>
    </div>
  );
}
