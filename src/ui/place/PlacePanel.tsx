// Placement: what needs a place, and what can be asked: places for the rest, better ones, room for something.
import { Pencil, Plus, Sparkles, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { areAstray, loaderWindow } from '../../engine/place/loader-window.ts';
import {
  IMPROVE,
  makeRoomFor,
  PLACE_THE_REST,
  type PlaceOptions,
  REPAIR,
} from '../../engine/place/placing.ts';
import { groupedHex, hex } from '../../model/addr.ts';
import { findEntity, hostRange } from '../../model/entities.ts';
import { type Need, removeNeeds } from '../../model/need.ts';
import type { Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import { askPlaces } from '../../store/places.ts';
import type { Proposal } from '../../store/state.ts';
import { track } from '../idle.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { HOST } from '../strings.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { loaderWords } from './loader-form.ts';
import { LoaderDialog } from './LoaderDialog.tsx';
import { NeedDialog } from './NeedDialog.tsx';
import type { NeedText } from './need-form.ts';
import { count, needLabel, needOwner, needSize, needWishes } from './need-words.ts';
import { Outcome } from './Outcome.tsx';
import styles from './Place.module.css';
import { WhatIf } from './WhatIf.tsx';

const NEW_NEED: Omit<NeedText, 'kind' | 'domain'> = {
  module: 'kernel',
  entity: '',
  size: '',
  most: '',
  banks: '1',
  align: '',
  wish: '',
  at: '',
  ram: '',
  reach: '',
  dma: '',
  nextTo: '',
  gap: '',
};

type Editing = { readonly need: Need | null } | 'loader' | null;

export function PlacePanel() {
  const plan = useMemmap((state) => state.design?.plan ?? null);
  const proposal = useMemmap((state) => state.proposal);
  const target = useMemmap((state) => state.target);
  const [editing, setEditing] = useState<Editing>(null);
  const [wondering, setWondering] = useState(false);
  if (plan === null) return null;
  const { needs } = plan.wants;
  const [first] = plan.domains;
  const astray = areAstray(plan);
  const window = astray ? null : loaderWindow(plan);
  return (
    <div className={styles['place']}>
      <Actions plan={plan} onAsk={() => setEditing({ need: null })} />
      {proposal !== null && (
        <Outcome plan={plan} proposal={proposal} onEdit={(need) => setEditing({ need })} />
      )}
      {needs.length === 0 && !astray && proposal === null && (
        <p className={styles['empty']}>
          Nothing waits for a place. Say what you need (so much memory for a domain, a static heap, a kernel
          to be loaded) and get addresses for it, or the reason why not.
        </p>
      )}
      {needs.length > 0 && (
        <section className={styles['part']} aria-labelledby="place-needs">
          <h2 id="place-needs">Needs a place</h2>
          <ul className={styles['list']}>
            {needs.map((need) => (
              <NeedRow key={need.id} plan={plan} need={need} onEdit={() => setEditing({ need })} />
            ))}
          </ul>
        </section>
      )}
      <output className="visually-hidden">{proposal === null ? '' : spoken(proposal)}</output>
      {editing === 'loader' && <LoaderDialog plan={plan} onClose={() => setEditing(null)} />}
      {editing !== null && editing !== 'loader' && (
        <NeedDialog
          plan={plan}
          need={editing.need}
          first={{ ...NEW_NEED, kind: first === undefined ? 'heap' : 'memory', domain: first?.id ?? '' }}
          onClose={() => setEditing(null)}
        />
      )}
      <p className={styles['rules']}>
        <span>
          Boot files go {loaderWords(plan.wants.loader)}
          {window !== null && (
            <>
              {' '}
              (now <code>MEMORY_START={hex(window.start)}</code>, <code>MEMORY_END={hex(window.end)}</code> or
              more)
            </>
          )}
          .{astray && ' They do not lie there yet.'}
        </span>
        <Button onClick={() => setEditing('loader')}>Change the rules</Button>
      </p>
      <details
        className={styles['whatIf']}
        open={wondering}
        onToggle={(event) => setWondering(event.currentTarget.open)}
      >
        <summary>What if …</summary>
        {wondering && <WhatIf plan={plan} target={target} />}
      </details>
      <p className={styles['about']}>
        Places are kept clear of each other, of Xen, its blob and everything reserved, and leave room for
        Xen’s own tables. What is pinned stays. Nothing changes until you accept it.
      </p>
    </div>
  );
}

/** What a screen reader is told of an answer. */
function spoken({ title, outcome }: Proposal): string {
  switch (outcome.kind) {
    case 'working':
      return `${title}: working`;
    case 'placed':
      return `${title}: ${count(outcome.items.length, 'proposal')}`;
    case 'impossible':
      return `${title}: it cannot be done`;
    case 'unknown':
      return `${title}: neither found nor excluded`;
    case 'failed':
      return `${title}: it went wrong`;
  }
}

interface ActionsProps {
  readonly plan: Plan;
  readonly onAsk: () => void;
}

function Actions({ plan, onAsk }: ActionsProps) {
  const memmap = useVerbs();
  const selection = useMemmap((state) => state.selection);
  const ask = (title: string, options: PlaceOptions): void => void track(askPlaces(memmap, title, options));
  const [only] = selection;
  const entity = only === undefined || selection.length > 1 ? undefined : findEntity(plan, only);
  const here = only === undefined || entity === undefined ? null : hostRange(entity);
  const waiting = plan.wants.needs.length;
  const hasAny = waiting > 0 || areAstray(plan);
  const isAsked = useMemmap((state) => state.proposal !== null);
  return (
    <div className={styles['actions']}>
      <Button
        look={hasAny && !isAsked ? 'primary' : 'outline'}
        disabled={!hasAny}
        title={
          waiting > 0
            ? `${count(waiting, 'need')}; what has a place stays`
            : hasAny
              ? 'Boot files go where ImageBuilder puts them; what else has a place stays'
              : 'Nothing waits for a place'
        }
        icon={<Sparkles size={14} aria-hidden />}
        onClick={() => ask('Place the rest', PLACE_THE_REST)}
      >
        Place the rest
      </Button>
      <Button
        title="Moves only what must move: what overlaps, lies outside RAM or is in the way"
        onClick={() => ask('Repair', REPAIR)}
      >
        Repair
      </Button>
      <Button
        title="Everything that is not pinned may move: larger mappings, less cut up"
        onClick={() => ask('Improve', IMPROVE)}
      >
        Improve
      </Button>
      <Button
        disabled={here === null}
        title={
          here === null
            ? 'Select one thing with a place in host memory: what else is there goes elsewhere'
            : `It stays at ${groupedHex(here.start)}, ${sizeText(here.size)} (${HOST}); what else is there goes elsewhere`
        }
        onClick={() => only !== undefined && ask('Make room', makeRoomFor(only))}
      >
        Make room here
      </Button>
      <Button look="dashed" icon={<Plus size={13} aria-hidden />} onClick={onAsk}>
        Ask for a place
      </Button>
    </div>
  );
}

interface NeedRowProps {
  readonly plan: Plan;
  readonly need: Need;
  readonly onEdit: () => void;
}

function NeedRow({ plan, need, onEdit }: NeedRowProps) {
  const memmap = useVerbs();
  const name = needLabel(plan, need.for);
  return (
    <li className={styles['row']}>
      <Swatch owner={needOwner(plan, need.for)} />
      <span className={styles['name']} title={name}>
        {name}
      </span>
      <span className={styles['figure']}>{needSize(need)}</span>
      <span className={styles['wishes']}>{needWishes(plan, need).join(' · ')}</span>
      <IconButton
        label={`Change what ${name} needs`}
        icon={<Pencil size={14} aria-hidden />}
        onClick={onEdit}
      />
      <IconButton
        label={`Do without ${name}`}
        icon={<Trash2 size={14} aria-hidden />}
        onClick={() => memmap.commit(`Do without ${name}`, (before) => removeNeeds(before, [need.id]))}
      />
    </li>
  );
}
