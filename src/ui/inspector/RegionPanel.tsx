// One host physical range: a bank of a domain or of Xen's heap, Xen's own image, the device tree blob.
import { groupedHex } from '../../model/addr.ts';
import { type Entity, entityLabel } from '../../model/entities.ts';
import { updateDomain } from '../../model/edit.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { analysisOf } from '../../store/derived.ts';
import { Switch } from '../parts/Switch.tsx';
import { useCalm } from '../use-calm.ts';
import { useVerbs } from '../use-memmap.ts';
import { guestStartOf, mappingsOf, mappingsText } from './mappings.ts';
import { PinSwitch } from './PinSwitch.tsx';
import { RangeFields } from './RangeFields.tsx';
import { SnapChoice } from './SnapChoice.tsx';
import styles from './Inspector.module.css';

interface RegionPanelProps {
  readonly plan: Plan;
  readonly id: EntityId;
  readonly entity: Extract<Entity, { kind: 'bank' | 'heap' | 'xen' | 'fdt' }>;
  readonly at: Range;
}

const ABOUT = {
  heap: 'Xen’s boot and Xen heap live here and nowhere else: page tables, domain structures, and RAM of domains without static memory.',
  xen: 'Where the boot loader puts Xen’s image. Xen moves nothing out of its way: a region over it is refused.',
  fdt: 'Where the boot loader puts the device tree blob.',
} as const;

export function RegionPanel({ plan, id, entity, at }: RegionPanelProps) {
  const memmap = useVerbs();
  const analysis = useCalm(analysisOf);
  const domain = entity.kind === 'bank' ? entity.domain : null;
  const banks = analysis?.domains.find((d) => d.name === domain?.name)?.memory ?? [];
  const guest = guestStartOf(at, banks);
  const mapped = mappingsText(mappingsOf(at, banks));
  return (
    <>
      <RangeFields plan={plan} id={id} name={entityLabel(plan, entity)} at={at} />
      {domain !== null && (
        <>
          <Switch
            label="direct-map"
            property
            note="guest address = host address"
            on={domain.directMap}
            onChange={(directMap) =>
              memmap.commit(`${directMap ? 'Direct-map' : 'Remap'} ${domain.name}`, (before) =>
                updateDomain(before, domain.id, { directMap }),
              )
            }
          />
          <p className={styles['note']}>
            {guest === null ? (
              'Not in the guest’s map: Xen stops before it builds this domain.'
            ) : (
              <>
                The guest finds it at <code>{groupedHex(guest)}</code> (guest physical).
              </>
            )}
          </p>
        </>
      )}
      <PinSwitch id={id} />
      <div className={styles['line']}>
        <SnapChoice />
        {mapped !== '' && (
          <span className={styles['note']} title="Entries of the domain’s P2M, the host-to-guest page table">
            {mapped}
          </span>
        )}
      </div>
      {entity.kind !== 'bank' && <p className={styles['note']}>{ABOUT[entity.kind]}</p>}
    </>
  );
}
