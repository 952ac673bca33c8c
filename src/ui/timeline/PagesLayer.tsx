// The state of all pages at a moment, as a strip in the hardware lane: whose they are in the owner’s colour, free ones light,
// those nobody can use hatched.
import { useMemo } from 'react';
import { type PageState, type Place, statesAt } from '../../engine/pages/index.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import { type Rows, rowOf } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import { domainOwner, type Owner } from '../../map/geometry/scene.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Moment } from '../../store/state.ts';
import { ownerColour } from '../map/BlockShape.tsx';
import { PLACE_WORDS } from './place-words.ts';
import styles from './Timeline.module.css';
import { indexIn, timelineOf } from './timeline-of.ts';

interface PagesLayerProps {
  readonly plan: Plan;
  readonly target: Target;
  readonly moment: Moment;
  readonly rows: Rows;
  readonly scale: Scale;
}

/** px of the strip, and of it those that lie on the banks: their words are above. */
const HEIGHT = 9;
const ON_BANKS = 4;

/** Whose pages are where no domain has them. */
const OWNERS: Partial<Record<Place, Owner>> = {
  module: 'module',
  shared: 'shared',
  own: 'xen',
  xen: 'xen',
  heap: 'xen',
  xenheap: 'xen',
  boot: 'xen',
};

function ownerOfPages(plan: Plan, { place, owner, onListOf, path }: PageState): Owner {
  const name = (owner ?? onListOf)?.name;
  const index = plan.domains.findIndex(
    (domain) =>
      domain.name === name || (name === undefined && path !== null && plan.paths.get(domain.id) === path),
  );
  if (index >= 0) return domainOwner(index);
  if (name === 'dom0') return 'dom0';
  return OWNERS[place] ?? 'firmware';
}

export function PagesLayer({ plan, target, moment, rows, scale }: PagesLayerProps) {
  const timeline = timelineOf(plan, target, moment.actions);
  const index = indexIn(timeline, moment.index);
  const states = useMemo(() => statesAt(timeline, index), [timeline, index]);
  const row = rowOf(rows, 'hardware');
  if (row === undefined) return null;
  const y = row.y + row.inset + row.height - ON_BANKS;
  return (
    <g aria-hidden data-step={index}>
      {states.map(({ range, state }) => {
        const [from, to] = extentOf(scale, range);
        if (to < 0 || from > scale.widthPx) return null;
        const [x0, x1] = [clampPx(scale, from), clampPx(scale, to)];
        const { look } = PLACE_WORDS[state.place];
        return (
          <g
            key={`${range.start}`}
            className={styles['pages']}
            data-look={look}
            data-place={state.place}
            style={ownerColour(ownerOfPages(plan, state))}
          >
            <rect x={x0} y={y} width={Math.max(x1 - x0, 0.5)} height={HEIGHT} />
            {look === 'lost' && (
              <rect className={styles['lost']} x={x0} y={y} width={Math.max(x1 - x0, 0.5)} height={HEIGHT} />
            )}
          </g>
        );
      })}
    </g>
  );
}
