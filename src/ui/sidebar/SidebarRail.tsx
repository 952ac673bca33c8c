// The sidebar folded to a rail: Xen's regions and the domains by colour and two letters, the other sections by icon.
import { Cable, ChevronRight, FileBox, HardDrive, Link2, MemoryStick, Plus } from 'lucide-react';
import type { CSSProperties } from 'react';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { ownerColour } from '../owner.ts';
import { classes } from '../parts/classes.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { type Row, type Section, sections } from './rows.ts';
import styles from './SidebarRail.module.css';

/** Sections that stand as one icon; the others have a chip for each row. */
const ICON: Partial<Record<Section['key'], typeof Link2>> = {
  shared: Link2,
  modules: FileBox,
  passthrough: Cable,
  board: MemoryStick,
  devices: HardDrive,
};

interface SidebarRailProps {
  readonly expanded: boolean;
  readonly onExpand: () => void;
  readonly onAddDomain: () => void;
}

export function SidebarRail({ expanded, onExpand, onAddDomain }: SidebarRailProps) {
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  if (plan === null) return null;
  return (
    <nav className={styles['rail']} aria-label="What exists">
      <button
        type="button"
        className={styles['button']}
        title={expanded ? 'Hide the list' : 'Show the list'}
        aria-label="List"
        aria-expanded={expanded}
        onClick={onExpand}
      >
        <ChevronRight size={16} aria-hidden className={styles['chevron']} />
      </button>
      {sections(plan, analysis).map((section) => (
        <RailSection key={section.key} section={section} onExpand={onExpand} onAddDomain={onAddDomain} />
      ))}
    </nav>
  );
}

interface RailSectionProps {
  readonly section: Section;
  readonly onExpand: () => void;
  readonly onAddDomain: () => void;
}

function RailSection({ section, onExpand, onAddDomain }: RailSectionProps) {
  const Icon = ICON[section.key];
  if (Icon !== undefined)
    return section.rows.length === 0 ? null : (
      <button
        type="button"
        className={styles['button']}
        title={`${section.title}: ${section.rows.length}`}
        aria-label={`${section.title}: ${section.rows.length}, show the list`}
        onClick={onExpand}
      >
        <Icon size={16} aria-hidden />
      </button>
    );
  return (
    <>
      {section.rows
        .filter((row) => row.ids.length > 0)
        .map((row) => (
          <Chip key={row.ids.join(' ')} row={row} />
        ))}
      {section.key === 'domains' && (
        <button
          type="button"
          className={styles['button']}
          title="Add domain"
          aria-label="Add domain"
          onClick={onAddDomain}
        >
          <Plus size={16} aria-hidden />
        </button>
      )}
    </>
  );
}

function Chip({ row }: { readonly row: Row }) {
  const memmap = useVerbs();
  const selection = useMemmap((state) => state.selection);
  return (
    <button
      type="button"
      className={classes(
        styles['button'],
        row.ids.some((id) => selection.includes(id)) && styles['selected'],
      )}
      style={{ '--owner': ownerColour(row.owner) } as CSSProperties}
      title={[row.name, row.figure, row.detail, row.pinned && 'pinned', row.wrong].filter(Boolean).join('\n')}
      aria-label={[row.name, row.pinned && 'pinned', row.wrong !== null && 'has errors']
        .filter(Boolean)
        .join(', ')}
      onClick={() => memmap.select(row.ids)}
    >
      <span aria-hidden className={styles['chip']}>
        {shortName(row.name)}
      </span>
      {row.wrong !== null && <span aria-hidden className={styles['wrong']} />}
    </button>
  );
}

/** Two or three letters that tell rows apart: a number at the end with the letter before it, initials, or the first two. */
export function shortName(name: string): string {
  if (/^dom\d+$/.test(name)) return name.replace('dom', 'D');
  const initials = name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1))
    .join('');
  const short =
    /[a-z]?\d{1,2}$/i.exec(name)?.[0] ?? (initials.length > 1 ? initials.slice(0, 3) : name.slice(0, 2));
  return short.toUpperCase();
}
