// Several things selected: how many, whose, how much memory, and what can be done with all of them.
import { groupedHex } from '../../model/addr.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { problemText } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { editsOf, makeEdit } from '../edits/edits.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { HOST, roughSize } from '../strings.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { SnapChoice } from './SnapChoice.tsx';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';
import type { Several } from './several.ts';

/** Longer lists are summed up at their end. */
const MOST_ITEMS = 100;

interface SeveralPanelProps {
  readonly plan: Plan;
  readonly ids: readonly EntityId[];
  readonly several: Several;
}

export function SeveralPanel({ plan, ids, several: { items, of, total, twice } }: SeveralPanelProps) {
  const memmap = useVerbs();
  const snap = useMemmap((state) => state.snap);
  const edits = editsOf(plan, ids, snap).filter(({ name }) => name !== 'split');
  return (
    <>
      <dl className={styles['facts']}>
        <dt>Owner</dt>
        <dd>{of ?? 'several'}</dd>
        <dt>Total ({HOST})</dt>
        <dd>
          {sizeText(total)}
          {twice > 0n && <span className={styles['badNote']}>, {sizeText(twice)} of it claimed twice</span>}
        </dd>
      </dl>
      <div className={styles['buttons']}>
        {edits.map((edit) => {
          const outcome = edit.apply(plan);
          return (
            <Button
              key={edit.name}
              disabled={!outcome.ok}
              title={
                outcome.ok
                  ? `${edit.title}${edit.keys === null ? '' : ` (${edit.keys})`}`
                  : `Not possible: ${problemText(outcome.problem)}`
              }
              onClick={() => makeEdit(memmap, edit)}
            >
              {edit.title}
            </Button>
          );
        })}
      </div>
      <SnapChoice />
      <ul className={classes(list['list'], styles['items'])} aria-label="What is selected">
        {items.slice(0, MOST_ITEMS).map(({ id, owner, name, at }) => (
          <li key={id}>
            <button type="button" className={list['item']} onClick={() => memmap.select([id])}>
              <Swatch owner={owner} />
              {name}
              <code>{at === null ? '' : groupedHex(at.start)}</code>
              <span className={styles['figure']}>{at === null ? '' : roughSize(at.size)}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > MOST_ITEMS && <p className={styles['note']}>and {items.length - MOST_ITEMS} more</p>}
    </>
  );
}
