// The boot modules of a domain: each selects itself, and a button adds one more.
import { Plus } from 'lucide-react';
import { groupedHex } from '../../model/addr.ts';
import type { Module } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { MODULE_WORD } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';

interface ModuleListProps {
  readonly modules: readonly Module[];
  /** What it means that there is no kernel. */
  readonly withoutKernel: string;
  readonly onAdd: () => void;
}

export function ModuleList({ modules, withoutKernel, onAdd }: ModuleListProps) {
  const memmap = useVerbs();
  return (
    <>
      <h3 className={styles['subhead']}>
        Boot modules (host physical)
        <Button look="quiet" icon={<Plus size={13} aria-hidden />} onClick={onAdd}>
          Kernel or ramdisk
        </Button>
      </h3>
      {!modules.some(({ kind }) => kind === 'kernel') && <p className={styles['note']}>{withoutKernel}</p>}
      <ul className={classes(list['list'], styles['items'])}>
        {modules.map((module) => (
          <li key={module.id}>
            <button type="button" className={list['item']} onClick={() => memmap.select([module.id])}>
              <Swatch owner="module" />
              {MODULE_WORD[module.kind]}
              <code>{groupedHex(module.start)}</code>
              <span className={styles['figure']}>{sizeText(module.size)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
