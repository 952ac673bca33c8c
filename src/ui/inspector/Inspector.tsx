// What is selected, with every number that can be changed; the board and what to do first when nothing is. In a drag of a large
// design the numbers follow when the hand rests: a browser lays each field out anew.
import { CopyPlus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { DOM0_NAME } from '../../model/dom0.ts';
import { type Entity, entityLabel, FDT_BLOB, findEntity, XEN_IMAGE } from '../../model/entities.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { shown } from '../../store/state.ts';
import { editByName } from '../edits/edits.ts';
import { ownerOf } from '../owner.ts';
import { IconButton } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { CutName } from '../parts/CutName.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { MOD } from '../shell/platform.ts';
import { deleteSelected } from '../shell/use-keys.ts';
import { KIND_WORD } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { BoardPanel } from './BoardPanel.tsx';
import { Dom0Panel } from './Dom0Panel.tsx';
import { DomainPanel } from './DomainPanel.tsx';
import { FactsPanel } from './FactsPanel.tsx';
import { ModulePanel } from './ModulePanel.tsx';
import { RegionPanel } from './RegionPanel.tsx';
import { severalOf } from './several.ts';
import { SeveralPanel } from './SeveralPanel.tsx';
import { SharedPanel } from './SharedPanel.tsx';
import styles from './Inspector.module.css';

export interface InspectorProps {
  readonly onAddHeap: () => void;
  readonly onAddDomain: () => void;
  readonly onAddDom0: () => void;
  /** For a domain, or dom0; null: for whichever lacks one. */
  readonly onAddModule: (domain: EntityId | null) => void;
  readonly onAskBanks: () => void;
}

/** What can have a copy beside it. */
const COPIES: ReadonlySet<Entity['kind']> = new Set(['heap', 'bank', 'domain', 'shared']);

export function Inspector(props: InspectorProps) {
  const memmap = useVerbs();
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const selection = useMemmap((state) => state.selection);
  if (plan === null) return null;
  const [id] = selection;
  const entity = id === undefined ? undefined : findEntity(plan, id);
  if (id === undefined || entity === undefined) return <BoardPanel plan={plan} {...props} />;

  const several = severalOf(plan, selection);
  if (several !== null)
    return (
      <div className={styles['inspector']} key="several">
        <header className={styles['head']}>
          <h2 className={styles['title']}>{`${several.items.length} selected`}</h2>
        </header>
        <SeveralPanel plan={plan} ids={selection} several={several} />
      </div>
    );

  const [whose, what] = title(plan, entity);
  const deletable = entity.kind !== 'ram' && entity.kind !== 'reserved' && entity.kind !== 'device';
  return (
    // A new selection starts with fresh fields, whatever was half typed into the old ones.
    <div className={styles['inspector']} key={id}>
      <header className={styles['head']}>
        <Swatch owner={ownerOf(plan, entity)} />
        <h2 className={classes(styles['title'], styles['named'])} title={entityLabel(plan, entity)}>
          <CutName className={styles['whose']} name={whose} />
          {what !== undefined && <span className={styles['what']}>{` · ${what}`}</span>}
        </h2>
        <span className={styles['position']}>{position(plan, entity)}</span>
        {COPIES.has(entity.kind) && (
          <IconButton
            label={`Duplicate ${entityLabel(plan, entity)}`}
            title={`Duplicate (${MOD}+D)`}
            icon={<CopyPlus size={15} aria-hidden />}
            onClick={() => editByName(memmap, 'duplicate', [id])}
          />
        )}
        {deletable && (
          <IconButton
            label={`Delete ${entityLabel(plan, entity)}`}
            title="Delete (Del)"
            icon={<Trash2 size={15} aria-hidden />}
            onClick={() => deleteSelected(memmap)}
          />
        )}
      </header>
      {body(plan, entity, props)}
    </div>
  );
}

/** `domU1 · static memory`: whose, then what. */
function title(plan: Plan, entity: Entity): readonly [whose: string, what?: string] {
  switch (entity.kind) {
    case 'bank':
    case 'shared':
      return [entity.domain.name, KIND_WORD[entity.kind]];
    case 'domain':
      return [entity.domain.name, 'domain'];
    case 'dom0':
      return [DOM0_NAME, 'domain'];
    case 'heap':
      return ['Xen', 'static heap'];
    case 'module':
      return [entity.domain?.name ?? DOM0_NAME, entityLabel(plan, entity).split(' ').slice(1).join(' ')];
    case 'reserved':
    case 'device':
      return [entityLabel(plan, entity).split('/').at(-1) ?? ''];
    case 'xen':
    case 'fdt':
    case 'ram':
      return [capital(entityLabel(plan, entity))];
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function position(plan: Plan, entity: Entity): string {
  const of =
    entity.kind === 'bank'
      ? (entity.domain.staticMem?.length ?? 0)
      : entity.kind === 'heap'
        ? plan.heap.length
        : entity.kind === 'ram'
          ? plan.host.memory.length
          : 0;
  return of > 0 && 'index' in entity ? `bank ${entity.index + 1} of ${of}` : '';
}

function body(plan: Plan, entity: Entity, props: InspectorProps): ReactNode {
  switch (entity.kind) {
    case 'bank':
      return <RegionPanel plan={plan} id={entity.region.id} entity={entity} at={entity.region} />;
    case 'heap':
      return <RegionPanel plan={plan} id={entity.region.id} entity={entity} at={entity.region} />;
    case 'xen':
    case 'fdt':
      return (
        <RegionPanel
          plan={plan}
          id={entity.kind === 'xen' ? XEN_IMAGE : FDT_BLOB}
          entity={entity}
          at={entity.range}
        />
      );
    case 'module':
      return <ModulePanel plan={plan} entity={entity} />;
    case 'domain':
      return <DomainPanel plan={plan} domain={entity.domain} {...props} />;
    case 'dom0':
      return <Dom0Panel plan={plan} {...props} />;
    case 'shared':
      return <SharedPanel plan={plan} entity={entity} />;
    case 'ram':
    case 'reserved':
    case 'device':
      return <FactsPanel plan={plan} entity={entity} />;
  }
}
