// Static shared memory as one domain names it.
import { groupedHex } from '../../model/addr.ts';
import type { Entity } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { GUEST, HOST, spanText } from '../strings.ts';
import { PinSwitch } from './PinSwitch.tsx';
import styles from './Inspector.module.css';

interface SharedPanelProps {
  readonly plan: Plan;
  readonly entity: Extract<Entity, { kind: 'shared' }>;
}

export const SharedPanel = ({ plan, entity }: SharedPanelProps) => {
  const { shared } = entity;
  return (
    <>
      <dl className={styles['facts']}>
        <dt>xen,shm-id</dt>
        <dd>
          <code>{shared.shmId}</code>
        </dd>
        <dt>{HOST}</dt>
        <dd>
          {shared.host === null ? (
            'taken from Xen’s heap'
          ) : (
            <code>{spanText(range(shared.host, shared.size))}</code>
          )}
        </dd>
        <dt>{GUEST}</dt>
        <dd>
          <code>{groupedHex(shared.guest)}</code>
        </dd>
        <dt>size</dt>
        <dd>{sizeText(shared.size)}</dd>
        <dt>role</dt>
        <dd>{shared.role ?? 'not stated: the domain that owns it is dom_io'}</dd>
      </dl>
      <PinSwitch plan={plan} ids={[shared.id]} />
    </>
  );
};
