// What needs a place, asked for: what it is, how much, and what its place must or should be like.
import { DOM0_NAME, hasDom0 } from '../../model/dom0.ts';
import { entities, entityLabel, hostRange } from '../../model/entities.ts';
import { addNeed, changeNeed, type Need } from '../../model/need.ts';
import type { ModuleKind, Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import { allTags, tagsOf, tagsText } from '../../model/tags.ts';
import { HOST, MODULE_WORD } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import { DmaField } from './DmaField.tsx';
import { Field, Figure, FormDialog, Pair } from '../parts/Form.tsx';
import { type NeedText, readNeed, textOf } from './need-form.ts';
import { needLabel } from './need-words.ts';

interface NeedDialogProps {
  readonly plan: Plan;
  /** What is changed; null for a new one, with what is asked for at first. */
  readonly need: Need | null;
  readonly first: NeedText;
  readonly onClose: () => void;
}

const KINDS: readonly (readonly [NeedText['kind'], string])[] = [
  ['memory', 'static memory of a domain'],
  ['heap', 'static heap of Xen'],
  ['module', 'file the boot loader loads'],
  ['entity', 'something that is there already'],
];
const ALIGNMENTS = ['4 KiB', '64 KiB', '2 MiB', '32 MiB', '1 GiB'];

export function NeedDialog({ plan, need, first, onClose }: NeedDialogProps) {
  const memmap = useVerbs();
  const ask = (read: Omit<Need, 'id'>): void => {
    const what = needLabel(plan, read.for);
    if (need === null) memmap.commit(`Ask for ${what}`, (before) => addNeed(before, read));
    else memmap.commit(`Change what ${what} needs`, (before) => changeNeed(before, need.id, read));
  };
  return (
    <FormDialog
      title={need === null ? 'What needs a place?' : 'What it needs'}
      description="Say how much, and only what matters about its place. The rest is found for you, or the reason why not."
      first={need === null ? first : textOf(need)}
      read={(text) => readNeed(plan, text)}
      action={need === null ? 'Ask for it' : 'Change'}
      onDone={ask}
      onClose={onClose}
    >
      {(text, set) => <NeedFields plan={plan} need={need} text={text} set={set} />}
    </FormDialog>
  );
}

interface NeedFieldsProps {
  readonly plan: Plan;
  readonly need: Need | null;
  readonly text: NeedText;
  readonly set: (fields: Partial<NeedText>) => void;
}

function NeedFields({ plan, need, text, set }: NeedFieldsProps) {
  const things = [...entities(plan)].filter(
    ([, { kind }]) => kind === 'bank' || kind === 'heap' || kind === 'module' || kind === 'shared',
  );
  const isThing = text.kind === 'entity';
  const cuts = text.kind === 'memory' || text.kind === 'heap';

  return (
    <>
      <Field label="what it is">
        <select
          data-first-focus
          value={text.kind}
          onChange={(event) => set({ kind: event.target.value as NeedText['kind'] })}
        >
          {KINDS.filter(([kind]) => kind !== 'memory' || plan.domains.length > 0)
            .filter(([kind]) => kind !== 'entity' || things.length > 0)
            .map(([kind, title]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
        </select>
      </Field>
      {(text.kind === 'memory' || text.kind === 'module') && (
        <Pair>
          <Field label="whose">
            <select value={text.domain} onChange={(event) => set({ domain: event.target.value })}>
              {text.kind === 'module' && hasDom0(plan) && <option value="">{DOM0_NAME}</option>}
              {plan.domains.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          {text.kind === 'module' && (
            <Field label="kind of file">
              <select
                value={text.module}
                onChange={(event) => set({ module: event.target.value as ModuleKind })}
              >
                {Object.entries(MODULE_WORD).map(([kind, word]) => (
                  <option key={kind} value={kind}>
                    {word}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </Pair>
      )}
      {isThing ? (
        <Field label="which">
          <select value={text.entity} onChange={(event) => set({ entity: event.target.value })}>
            <option value="">choose</option>
            {things.map(([id, entity]) => (
              <option key={id} value={id}>
                {entityLabel(plan, entity)}
                {hostRange(entity) === null ? ', no place yet' : ''}
              </option>
            ))}
          </select>
        </Field>
      ) : (
        <Pair>
          <Figure label="size" value={text.size} hint="512M" onChange={(size) => set({ size })} />
          {cuts && (
            <Figure
              label="at most, if there is room"
              value={text.most}
              hint="no more"
              onChange={(most) => set({ most })}
            />
          )}
        </Pair>
      )}
      <Pair>
        <Alignment
          label="must start on a multiple of"
          value={text.align}
          none="as Xen needs it"
          onChange={(align) => set({ align })}
        />
        <Alignment
          label="would better start on"
          value={text.wish}
          none="no wish"
          onChange={(wish) => set({ wish })}
        />
      </Pair>
      <Pair>
        <Field label="in which RAM">
          <select value={text.ram} onChange={(event) => set({ ram: event.target.value })}>
            <option value="">any</option>
            {plan.host.memory.map(({ size }, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a bank's position is what it is called by
              <option key={i} value={`${i}`}>
                {`RAM bank ${i}, ${sizeText(size)}${tagsOf(plan, i).length === 0 ? '' : ` (${tagsText(tagsOf(plan, i))})`}`}
              </option>
            ))}
            {allTags(plan).map((tag) => (
              <option key={tag} value={tag}>
                “{tag}”
              </option>
            ))}
          </select>
        </Field>
        <Figure
          label="address bits of its devices, or a window"
          value={text.reach}
          hint="32"
          onChange={(reach) => set({ reach })}
        />
      </Pair>
      <DmaField plan={plan} value={text.dma} onChange={(dma) => set({ dma })} />
      <Pair>
        <Figure
          label={`at this address only (${HOST})`}
          value={text.at}
          hint="anywhere"
          onChange={(at) => set({ at })}
        />
        <Figure label="gap to anything else" value={text.gap} hint="none" onChange={(gap) => set({ gap })} />
      </Pair>
      <Pair>
        <Field label="next to">
          <select value={text.nextTo} onChange={(event) => set({ nextTo: event.target.value })}>
            <option value="">anything</option>
            {things.map(([id, entity]) => (
              <option key={id} value={id}>
                {entityLabel(plan, entity)}
              </option>
            ))}
            {plan.wants.needs
              .filter(({ id }) => id !== need?.id)
              .map((other) => (
                <option key={other.id} value={other.id}>
                  {needLabel(plan, other.for)} (wanted)
                </option>
              ))}
          </select>
        </Field>
        {cuts && (
          <Figure
            label="may be cut into so many banks"
            value={text.banks}
            hint="1"
            onChange={(banks) => set({ banks })}
          />
        )}
      </Pair>
    </>
  );
}

interface AlignmentProps {
  readonly label: string;
  readonly value: string;
  readonly none: string;
  readonly onChange: (value: string) => void;
}

/** One of the usual ones, or what a file or another tool asked for. */
const Alignment = ({ label, value, none, onChange }: AlignmentProps) => (
  <Field label={label}>
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none}</option>
      {[...new Set([...ALIGNMENTS, ...(value === '' ? [] : [value])])].map((size) => (
        <option key={size} value={size}>
          {size}
        </option>
      ))}
    </select>
  </Field>
);
