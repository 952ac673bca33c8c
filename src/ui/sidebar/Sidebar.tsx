// What exists. Each row selects what it stands for, on the map, in the inspector and in the text.
import { ChevronRight, Lock, Plus } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { hasDom0 } from '../../model/dom0.ts';
import type { EntityId } from '../../model/plan.ts';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { CutName } from '../parts/CutName.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { type Row, sameRow, type Section, sections } from './rows.ts';
import styles from './Sidebar.module.css';

interface SidebarProps {
  readonly onAddHeap: () => void;
  readonly onAddDomain: () => void;
  readonly onAddDom0: () => void;
  readonly onAddModule: () => void;
  readonly onPlace: () => void;
}

/** Longer lists start folded: they are the board's, not the person's. */
const FOLDED: readonly Section['key'][] = ['board', 'devices'];

export function Sidebar({ onAddHeap, onAddDomain, onAddDom0, onAddModule, onPlace }: SidebarProps) {
  const memmap = useVerbs();
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  const selection = useMemmap((state) => state.selection);
  if (plan === null) return null;
  const waiting = plan.wants.needs.length;

  const add: Partial<Record<Section['key'], ReactNode>> = {
    xen: plan.heap.length === 0 && <AddButton onClick={onAddHeap}>Add static heap</AddButton>,
    domains: (
      <>
        <AddButton onClick={onAddDomain}>Add domain</AddButton>
        {!hasDom0(plan) && <AddButton onClick={onAddDom0}>Add dom0</AddButton>}
      </>
    ),
    modules: (plan.domains.length > 0 || hasDom0(plan)) && (
      <AddButton onClick={onAddModule}>Add kernel or ramdisk</AddButton>
    ),
  };
  return (
    <nav className={styles['sidebar']} aria-label="What exists">
      {sections(plan, analysis)
        .filter((section) => section.rows.length > 0 || Boolean(add[section.key]))
        .map((section) => (
          <SidebarSection
            key={section.key}
            section={section}
            selection={selection}
            onSelect={(ids) => memmap.select(ids)}
            footer={add[section.key]}
          />
        ))}
      {waiting > 0 && (
        <button type="button" className={styles['waiting']} onClick={onPlace}>
          Place the rest…
          <span>{waiting === 1 ? '1 need has no address' : `${waiting} needs have no address`}</span>
        </button>
      )}
    </nav>
  );
}

const AddButton = ({ onClick, children }: { readonly onClick: () => void; readonly children: string }) => (
  <Button look="dashed" className={styles['add']} icon={<Plus size={13} aria-hidden />} onClick={onClick}>
    {children}
  </Button>
);

interface SectionProps {
  readonly section: Section;
  readonly selection: readonly EntityId[];
  readonly onSelect: (ids: readonly EntityId[]) => void;
  readonly footer: ReactNode;
}

function SidebarSection({ section, selection, onSelect, footer }: SectionProps) {
  const foldable = FOLDED.includes(section.key);
  const [open, setOpen] = useState(!foldable);
  const heading = `sidebar-${section.key}`;
  return (
    <section aria-labelledby={heading} className={styles['section']}>
      <h2 className={styles['heading']} id={heading}>
        {foldable ? (
          <button
            type="button"
            className={styles['fold']}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight size={12} aria-hidden className={styles['chevron']} />
            {section.title}
            <span className={styles['number']}>{section.rows.length}</span>
          </button>
        ) : (
          section.title
        )}
      </h2>
      {open && section.rows.length > 0 && (
        <ul className={styles['rows']}>
          {section.rows.map((row) => (
            <li key={row.ids.join(' ') || row.name}>
              <SidebarRow
                row={row}
                selected={row.ids.length > 0 && row.ids.some((id) => selection.includes(id))}
                onSelect={onSelect}
              />
            </li>
          ))}
        </ul>
      )}
      {footer}
    </section>
  );
}

interface RowProps {
  readonly row: Row;
  readonly selected: boolean;
  readonly onSelect: (ids: readonly EntityId[]) => void;
}

/** Drawn anew only when it looks different: a drag changes one row of hundreds. */
const SidebarRow = memo(
  function SidebarRow({ row, selected, onSelect }: RowProps) {
    return (
      <button
        type="button"
        className={classes(styles['row'], selected && styles['selected'])}
        aria-current={selected}
        title={row.wrong ?? (row.detail === null ? row.name : `${row.name}\n${row.detail}`)}
        onClick={() => onSelect(row.ids)}
      >
        <Swatch owner={row.owner} />
        <CutName className={styles['name']} name={row.name} />
        <span className={classes(styles['figure'], row.wrong !== null && styles['wrong'])}>
          {row.pinned && (
            <>
              <Lock size={11} className={styles['lock']} aria-hidden />
              <span className="visually-hidden">pinned, </span>
            </>
          )}
          {row.figure}
          {row.wrong !== null && (
            <>
              <span aria-hidden> ●</span>
              <span className="visually-hidden">, has errors</span>
            </>
          )}
        </span>
        {row.detail !== null && <span className={styles['detail']}>{row.detail}</span>}
      </button>
    );
  },
  (before, after) => before.selected === after.selected && sameRow(before.row, after.row),
);
