// What a domain shares with others: each selects itself, and a button adds one more.
import { Plus } from 'lucide-react';
import { groupedHex } from '../../model/addr.ts';
import type { Domain } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { addSharedTo } from '../shell/add.ts';
import { useVerbs } from '../use-memmap.ts';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';

export function SharedList({ domain: { id, shared } }: { readonly domain: Domain }) {
  const memmap = useVerbs();
  return (
    <section className={styles['section']}>
      <h3 className={styles['subhead']}>
        Shared memory (guest physical)
        <Button look="quiet" icon={<Plus size={13} aria-hidden />} onClick={() => addSharedTo(memmap, id)}>
          Shared memory
        </Button>
      </h3>
      <ul className={classes(list['list'], styles['items'])}>
        {shared.map((one) => (
          <li key={one.id}>
            <button type="button" className={list['item']} onClick={() => memmap.select([one.id])}>
              <Swatch owner="shared" />
              {one.shmId}
              <code>{groupedHex(one.guest)}</code>
              <span className={styles['figure']}>{sizeText(one.size)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
