// Static shared memory: its place in the host, and what each domain that shares it says of it.
import { Plus } from 'lucide-react';
import { guestAddress } from '../../map/tools/drawing.ts';
import { groupedHex } from '../../model/addr.ts';
import { type Entity, entityLabel } from '../../model/entities.ts';
import type { Domain, Plan, SharedMemory } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { type RoleChange, setRole } from '../../model/roles.ts';
import { leave, sameShared, shareWith, updateShare } from '../../model/sharing.ts';
import { sizeText } from '../../model/size.ts';
import { guestsOf } from '../map/verbs.ts';
import { domainOwner } from '../../map/geometry/scene.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { ValueField } from '../parts/ValueField.tsx';
import { withHeirs } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import { PinSwitch } from './PinSwitch.tsx';
import { RangeFields } from './RangeFields.tsx';
import { readAddress } from './read.ts';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';

interface SharedPanelProps {
  readonly plan: Plan;
  readonly entity: Extract<Entity, { kind: 'shared' }>;
}

const ROLES = [
  { value: 'owner', text: 'owner', role: 'owner' },
  { value: 'borrower', text: 'borrower', role: 'borrower' },
  { value: '', text: 'not stated', role: null },
] as const;

const joined = (by: string, ...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(by);

const ROLE_WORDS = {
  owner: ['owns it', 'own it'],
  borrower: ['borrows it', 'borrow it'],
  '': ['states no role', 'state no role'],
} as const;

/** `a borrows it`: what a role means for the others, who get one and the same; empty where it means nothing for them. */
function followText(others: readonly RoleChange[]): string {
  const [first] = others;
  if (first === undefined) return '';
  const [does, doMany] = ROLE_WORDS[first.role ?? ''];
  return others.length === 1 ? `${first.name} ${does}` : `${others.length} others ${doMany}`;
}

interface Node {
  readonly domain: Domain;
  readonly shared: SharedMemory;
}

const nodesOf = (plan: Plan, of: SharedMemory): readonly Node[] =>
  plan.domains.flatMap((domain) =>
    domain.shared.filter((one) => sameShared(one, of)).map((shared) => ({ domain, shared })),
  );

export function SharedPanel({ plan, entity }: SharedPanelProps) {
  const memmap = useVerbs();
  const { shared, domain } = entity;
  const label = entityLabel(plan, entity);
  const nodes = nodesOf(plan, shared);
  const next = nodes.find((node) => node.shared !== shared);
  const { heirs } = leave(plan, [shared.id]);
  const roles = ROLES.map((option) => {
    const isSo = option.role === shared.role;
    const follows = isSo ? '' : followText(setRole(plan, shared.id, option.role).others);
    const owns = option.role === null ? 'Where no domain owns it, dom_io does' : '';
    const then = follows === '' ? '' : `Then ${follows}`;
    return { ...option, follows, title: joined('. ', owns, then) };
  });
  return (
    <>
      {shared.host === null ? (
        <p className={styles['note']}>{sizeText(shared.size)}, taken from Xen’s heap.</p>
      ) : (
        <RangeFields plan={plan} id={shared.id} name={label} at={range(shared.host, shared.size)} />
      )}
      <PinSwitch id={shared.id} />
      <section className={styles['section']}>
        <h3 className={styles['subhead']}>In {domain.name}</h3>
        <ValueField
          label="start (guest physical)"
          value={groupedHex(shared.guest)}
          onApply={(text) => {
            const guest = readAddress(text);
            if (guest.ok)
              memmap.commit(`Move ${label} in ${domain.name}`, (before) =>
                updateShare(before, shared.id, { guest: guest.value }),
              );
            return guest;
          }}
        />
        <div className={styles['line']}>
          <Segments
            label="role"
            value={shared.role ?? ''}
            options={roles}
            onChange={(value) => {
              const chosen = roles.find((one) => one.value === value);
              if (chosen !== undefined)
                memmap.commit(
                  joined('; ', `Set ${domain.name}’s role in ${label}`, chosen.follows),
                  (before) => setRole(before, shared.id, chosen.role).plan,
                );
            }}
          />
          {next !== undefined && (
            <Button
              title={`${domain.name} alone: the others keep it`}
              onClick={() =>
                memmap.commit(
                  withHeirs(`Take ${label} from ${domain.name}`, heirs),
                  (before) => leave(before, [shared.id]).plan,
                  { select: [next.shared.id] },
                )
              }
            >
              Stop sharing
            </Button>
          )}
        </div>
        {heirs.map(({ name }) => (
          <p key={name} className={styles['note']}>
            When {domain.name} stops sharing, {name} owns it.
          </p>
        ))}
      </section>
      <SharedBy plan={plan} of={shared} nodes={nodes} label={label} />
    </>
  );
}

interface SharedByProps {
  readonly plan: Plan;
  readonly of: SharedMemory;
  readonly nodes: readonly Node[];
  readonly label: string;
}

function SharedBy({ plan, of, nodes, label }: SharedByProps) {
  const memmap = useVerbs();
  const others = plan.domains.filter((domain) => nodes.every((node) => node.domain !== domain));
  const at = range(of.host ?? of.guest, of.size);
  const share = (id: Domain['id'], name: string): void =>
    memmap.commit(`Share ${label} with ${name}`, (before) =>
      shareWith(before, of, { domain: id, guest: guestAddress(before, id, at, guestsOf(memmap)) }),
    );
  return (
    <section className={styles['section']}>
      <h3 className={styles['subhead']}>
        Shared by
        {others.length > 0 && (
          <Menu
            label="Share with"
            trigger={(props) => (
              <Button look="quiet" icon={<Plus size={13} aria-hidden />} {...props}>
                Share with…
              </Button>
            )}
          >
            {others.map(({ id, name }) => (
              <MenuItem key={id} onSelect={() => share(id, name)}>
                {name}
              </MenuItem>
            ))}
          </Menu>
        )}
      </h3>
      <ul className={classes(list['list'], styles['items'])}>
        {nodes.map(({ domain, shared }) => (
          <li key={shared.id}>
            <button
              type="button"
              className={list['item']}
              aria-current={shared.id === of.id}
              onClick={() => memmap.select([shared.id])}
            >
              <Swatch owner={domainOwner(plan.domains.indexOf(domain))} />
              {domain.name}
              <code>{groupedHex(shared.guest)}</code>
              <span className={styles['figure']}>{shared.role ?? ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
