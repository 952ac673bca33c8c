// What the board brings along: read from its device tree, and not ours to change.
import { groupedHex } from '../../model/addr.ts';
import { dmaBusOf } from '../../model/board.ts';
import { type Entity, hostRange } from '../../model/entities.ts';
import { occupants } from '../../model/occupancy.ts';
import type { Plan } from '../../model/plan.ts';
import { subtract, totalSize } from '../../model/range.ts';
import type { Result } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { readTags, setTags, tagsOf, tagsText } from '../../model/tags.ts';
import { ValueField } from '../parts/ValueField.tsx';
import { HOST, spanText } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import styles from './Inspector.module.css';

interface FactsPanelProps {
  readonly plan: Plan;
  readonly entity: Extract<Entity, { kind: 'ram' | 'reserved' | 'device' }>;
}

/** What a device reaches on its own, as far as the board says. */
function reachText({ host }: Plan, path: string): string {
  const bus = dmaBusOf(host, path);
  if (bus === undefined) return 'any host physical address, for all the board says';
  if (bus.windows.length === 0) return `no memory, as ${bus.path} says (dma-ranges)`;
  return `${bus.windows.map(spanText).join(' and ')}, as ${bus.path} says (dma-ranges)`;
}

interface TagsFieldProps {
  readonly plan: Plan;
  readonly bank: number;
}

/** Ours, and no fact of the board: what needs can ask for by name. */
function TagsField({ plan, bank }: TagsFieldProps) {
  const memmap = useVerbs();
  const apply = (text: string): Result<unknown> => {
    const tags = readTags(text);
    if (tags.ok) memmap.commit(`Tag RAM bank ${bank}`, (before) => setTags(before, bank, tags.value));
    return tags;
  };
  return (
    <ValueField
      label="tags"
      value={tagsText(tagsOf(plan, bank))}
      placeholder="fast, ecc"
      title="Words of yours for this bank; what needs a place can ask for them"
      mono={false}
      onApply={apply}
    />
  );
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
                : `none: its DMA reaches ${reachText(plan, entity.device.path)}`}
            </dd>
          </>
        )}
      </dl>
      {entity.kind === 'ram' && <TagsField plan={plan} bank={entity.index} />}
      <p className={styles['note']}>From the board’s device tree ({plan.board.source}); not edited here.</p>
    </>
  );
}
