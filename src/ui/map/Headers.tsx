// The lanes' names, left of the picture: each selects its domain; a guest lane can take an axis of its own.
import { Ruler } from 'lucide-react';
import { memo } from 'react';
import type { Row, Rows } from '../../map/geometry/rows.ts';
import type { EntityId } from '../../model/plan.ts';
import css from './map.module.css';
import { STRINGS } from './strings.ts';

export interface HeadersProps {
  readonly rows: Rows;
  /** Domain of the selected thing. */
  readonly domain: EntityId | null;
  /** Keys of guest lanes with their own axis. */
  readonly own: ReadonlySet<string>;
  readonly onSelect: (ids: readonly EntityId[]) => void;
  readonly onOwnAxis: (laneKey: string) => void;
}

export const Headers = memo(function Headers({ rows, domain, own, onSelect, onOwnAxis }: HeadersProps) {
  return (
    <>
      {rows.rows.map((row) => (
        <Header
          key={row.lane.key}
          row={row}
          compact={rows.compact}
          current={row.lane.domain !== null && row.lane.domain === domain}
          own={own.has(row.lane.key)}
          onSelect={onSelect}
          onOwnAxis={onOwnAxis}
        />
      ))}
      {rows.guestHeadY !== null && (
        <div className={css['guestHead']} style={{ top: rows.guestHeadY }}>
          <h3>{STRINGS.guestHead}</h3>
          <p>{STRINGS.sameAxis}</p>
        </div>
      )}
    </>
  );
});

function Header({
  row,
  compact,
  current,
  own,
  onSelect,
  onOwnAxis,
}: {
  readonly row: Row;
  readonly compact: boolean;
  readonly current: boolean;
  readonly own: boolean;
  readonly onSelect: (ids: readonly EntityId[]) => void;
  readonly onOwnAxis: (laneKey: string) => void;
}) {
  const { lane } = row;
  const classes = [
    css['row'],
    row.index % 2 === 0 && css['zebra'],
    lane.space === 'guest' && css['guestRow'],
    current && css['current'],
    compact && css['compact'],
  ];
  const { domain } = lane;
  const detail = own ? STRINGS.ownAxis : lane.detail;
  return (
    <div className={classes.filter(Boolean).join(' ')} style={{ top: row.y, height: row.pitch }}>
      <div className={css['head']}>
        {domain === null ? (
          <span className={css['title']} title={lane.title}>
            {lane.title}
          </span>
        ) : (
          <button
            type="button"
            className={css['title']}
            title={lane.title}
            aria-label={`${STRINGS.selectLane(lane.title)}${lane.space === 'guest' ? ', guest lane' : ''}`}
            onClick={() => onSelect([domain])}
          >
            {lane.title}
          </button>
        )}
        {detail !== '' && <span className={css['detail']}>{detail}</span>}
      </div>
      {lane.space === 'guest' && (
        <button
          type="button"
          className={`${css['axisButton'] ?? ''} ${own ? (css['on'] ?? '') : ''}`}
          aria-pressed={own}
          aria-label={own ? STRINGS.sameAxisFor(lane.title) : STRINGS.ownAxisFor(lane.title)}
          title={own ? STRINGS.sameAxisFor(lane.title) : STRINGS.ownAxisFor(lane.title)}
          onClick={() => onOwnAxis(lane.key)}
        >
          <Ruler size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
