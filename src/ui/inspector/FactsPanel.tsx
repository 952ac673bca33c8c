// What the board brings along: read from its device tree, and not ours to change.
import { groupedHex } from '../../model/addr.ts';
import { type Entity, hostRange } from '../../model/entities.ts';
import { occupants } from '../../model/occupancy.ts';
import type { Plan } from '../../model/plan.ts';
import { subtract, totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { HOST, spanText } from '../strings.ts';
import styles from './Inspector.module.css';

interface FactsPanelProps {
  readonly plan: Plan;
  readonly entity: Extract<Entity, { kind: 'ram' | 'reserved' | 'device' }>;
}

export function FactsPanel({ plan, entity }: FactsPanelProps) {
  const at = hostRange(entity);
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{HOST}</dt>
        <dd>{at === null ? 'chosen when Linux boots' : <code>{spanText(at)}</code>}</dd>
        <dt>size</dt>
        <dd>
          {sizeText(at?.size ?? (entity.kind === 'reserved' ? entity.reserved.size : 0n))}
          {at !== null && <span className={styles['space']}> · {groupedHex(at.size)} bytes</span>}
        </dd>
        {entity.kind === 'ram' && (
          <>
            <dt>free</dt>
            <dd>
              {sizeText(
                totalSize(
                  subtract(
                    [entity.range],
                    occupants(plan).map((o) => o.range),
                  ),
                ),
              )}
            </dd>
          </>
        )}
        {entity.kind === 'reserved' && (
          <>
            <dt>path</dt>
            <dd>
              <code>{entity.reserved.path}</code>
            </dd>
            <dt>no-map</dt>
            <dd>{entity.reserved.noMap ? 'yes: nobody may map it' : 'no'}</dd>
          </>
        )}
        {entity.kind === 'device' && (
          <>
            <dt>path</dt>
            <dd>
              <code>{entity.device.path}</code>
            </dd>
            <dt>IOMMU</dt>
            <dd>
              {entity.device.iommu
                ? 'behind one: Xen can confine its DMA to one domain'
                : 'none: its DMA reaches any host physical address'}
            </dd>
          </>
        )}
      </dl>
      <p className={styles['note']}>From the board’s device tree ({plan.board.source}); not edited here.</p>
    </>
  );
}
