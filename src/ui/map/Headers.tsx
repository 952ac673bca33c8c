// The lanes' names, left of the picture: each selects its domain; a guest lane can take an axis of its own.
import { Ruler } from 'lucide-react';
import { memo } from 'react';
import { fitName, type Measure } from '../../map/geometry/labels.ts';
import type { Near } from '../../map/geometry/near.ts';
import type { Rows } from '../../map/geometry/rows.ts';
import type { EntityId } from '../../model/plan.ts';
import css from './map.module.css';
import { STRINGS } from './strings.ts';

export interface HeadersProps {
  readonly rows: Rows;
  /** px for a name, and the measure of it. */
  readonly namePx: number;
  readonly measure: Measure | null;
  readonly near: Near;
  /** Domain of the selected thing. */
  readonly domain: EntityId | null;
  /** Keys of guest lanes with their own axis. */
  readonly own: ReadonlySet<string>;
  readonly onSelect: (ids: readonly EntityId[]) => void;
  readonly onOwnAxis: (laneKey: string) => void;
}

export const Headers = memo(function Headers(props: HeadersProps) {
  const { rows, namePx, measure, near, domain, own, onSelect, onOwnAxis } = props;
  return (
    <>
      {rows.rows
        .filter((row) => near(row.y, row.y + row.pitch))
        .map((row) => (
          <Header
            key={row.lane.key}
            laneKey={row.lane.key}
            title={row.lane.title}
            shown={(measure && fitName(row.lane.title, 'label', namePx, measure)) ?? row.lane.title}
            detail={row.lane.detail}
            space={row.lane.space}
            laneDomain={row.lane.domain}
            y={row.y}
            pitch={row.pitch}
            zebra={row.index % 2 === 0}
            compact={rows.compact}
            current={row.lane.domain !== null && row.lane.domain === domain}
            own={own.has(row.lane.key)}
            onSelect={onSelect}
            onOwnAxis={onOwnAxis}
          />
        ))}
      {rows.guestHeadY !== null && (
        <div className={css['guestHead']} style={{ top: rows.guestHeadY }}>
          <h2>{STRINGS.guestHead}</h2>
          <p>{STRINGS.sameAxis}</p>
        </div>
      )}
    </>
  );
});

interface HeaderProps extends Pick<HeadersProps, 'onSelect' | 'onOwnAxis'> {
  readonly laneKey: string;
  readonly title: string;
  /** As much of the title as there is room for. */
  readonly shown: string;
  readonly detail: string;
  readonly space: 'host' | 'guest';
  readonly laneDomain: EntityId | null;
  readonly y: number;
  readonly pitch: number;
  readonly zebra: boolean;
  readonly compact: boolean;
  readonly current: boolean;
  readonly own: boolean;
}

/** Repaints when its words change, not when its lane's blocks do. */
const Header = memo(function Header(props: HeaderProps) {
  const { laneKey, title, shown, detail, space, laneDomain, y, pitch, own, onSelect, onOwnAxis } = props;
  const classes = [
    css['row'],
    props.zebra && css['zebra'],
    space === 'guest' && css['guestRow'],
    props.current && css['current'],
    props.compact && css['compact'],
  ];
  const axisLabel = own ? STRINGS.sameAxisFor(title) : STRINGS.ownAxisFor(title);
  const second = own ? STRINGS.ownAxis : detail;
  const whole = second === '' ? title : `${title} · ${second}`;
  // In one line the name comes first.
  const hasRoom = !props.compact || shown === title;
  return (
    <div className={classes.filter(Boolean).join(' ')} style={{ top: y, height: pitch }}>
      <div className={css['head']}>
        {laneDomain === null ? (
          <span className={css['title']} title={whole}>
            {shown}
          </span>
        ) : (
          <button
            type="button"
            className={css['title']}
            title={whole}
            aria-label={`${STRINGS.selectLane(title)}${space === 'guest' ? ', guest lane' : ''}`}
            onClick={() => onSelect([laneDomain])}
          >
            {shown}
          </button>
        )}
        {second !== '' && hasRoom && <span className={css['detail']}>{second}</span>}
      </div>
      {space === 'guest' && (
        <button
          type="button"
          className={`${css['axisButton'] ?? ''} ${own ? (css['on'] ?? '') : ''}`}
          aria-pressed={own}
          aria-label={axisLabel}
          title={axisLabel}
          onClick={() => onOwnAxis(laneKey)}
        >
          <Ruler size={13} aria-hidden />
        </button>
      )}
    </div>
  );
});
