// The map's menu at a point: what can be done with the regions there, or put into the free space, each with its key.
import type { Hit } from '../../map/geometry/hit.ts';
import { allOf } from '../../map/tools/choose.ts';
import { type Addr, type Bytes, groupedHex } from '../../model/addr.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { endOf, type Range } from '../../model/range.ts';
import { problemText } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { type Edit, editsIn, editsOf, makeEdit, nameOfAll } from '../edits/edits.ts';
import { ContextMenu } from '../parts/ContextMenu.tsx';
import { MenuItem, MenuLabel, MenuSeparator } from '../parts/Menu.tsx';
import { MOD } from '../shell/platform.ts';
import { useVerbs } from '../use-memmap.ts';
import { guestsOf } from './verbs.ts';

/** Where the menu was asked for. */
export interface MenuAt {
  /** px in the window. */
  readonly x: number;
  readonly y: number;
  readonly hit: Hit;
  /** Under the pointer, in the space of the lane; null when asked for by keyboard. */
  readonly at: Addr | null;
}

interface MapMenuProps {
  readonly menu: MenuAt;
  readonly plan: Plan;
  readonly selection: readonly EntityId[];
  readonly snap: Bytes;
  /** Moves the keyboard's focus to what came of an edit. */
  readonly onFocus: (id: EntityId) => void;
  readonly onFrame: (range: Range) => void;
  readonly onFit: () => void;
  readonly onClose: () => void;
}

export function MapMenu(props: MapMenuProps) {
  const { menu, plan, selection, snap, onFocus, onFrame, onFit, onClose } = props;
  const memmap = useVerbs();
  const { hit, at, x, y } = menu;
  const make = (edit: Edit): void => {
    const [id] = makeEdit(memmap, edit) ?? [];
    if (id !== undefined) onFocus(id);
  };
  const items = (edits: readonly Edit[]) =>
    edits.map((edit) => {
      const outcome = edit.apply(plan);
      return (
        <MenuItem
          key={edit.name}
          disabled={!outcome.ok}
          {...(outcome.ok ? {} : { title: `Not possible: ${problemText(outcome.problem)}` })}
          {...(edit.keys === null ? {} : { hint: edit.keys })}
          onSelect={() => make(edit)}
        >
          {edit.title}
        </MenuItem>
      );
    });
  const wholeLane = hit.kind !== 'background' && allOf(hit.lane).length > 1 && (
    <MenuItem hint={`${MOD}+A`} onSelect={() => memmap.select(allOf(hit.lane))}>
      Select all of {hit.lane.title}
    </MenuItem>
  );
  const fit = (
    <MenuItem hint="0" onSelect={onFit}>
      Show everything
    </MenuItem>
  );

  if (hit.kind === 'block') {
    const { block, lane } = hit;
    const mine = selection.length > 0 && block.grip !== 'fixed';
    const name = mine ? nameOfAll(plan, selection) : block.name;
    const edits = mine ? editsOf(plan, selection, snap, lane.space === 'host' ? at : null) : [];
    return (
      <ContextMenu label={name} x={x} y={y} onClose={onClose}>
        <MenuLabel>
          {name}
          {selection.length < 2 && ` · ${sizeText(block.range.size)}`}
        </MenuLabel>
        {items(edits.filter((edit) => edit.name !== 'delete'))}
        {edits.length > 0 && <MenuSeparator />}
        <MenuItem hint="F" onSelect={() => onFrame(block.range)}>
          Frame
        </MenuItem>
        {wholeLane}
        {fit}
        {edits.length > 0 && <MenuSeparator />}
        {items(edits.filter((edit) => edit.name === 'delete'))}
      </ContextMenu>
    );
  }
  if (hit.kind === 'crowd') {
    const [first] = hit.blocks;
    const end = hit.blocks.reduce((last, { range }) => (endOf(range) > last ? endOf(range) : last), 0n);
    const label = `${hit.blocks.length} regions too small to tell apart here`;
    return (
      <ContextMenu label={label} x={x} y={y} onClose={onClose}>
        <MenuLabel>{label}</MenuLabel>
        {first !== undefined && (
          <MenuItem
            onSelect={() => onFrame({ start: first.range.start, size: (end - first.range.start) as Bytes })}
          >
            Zoom in to them
          </MenuItem>
        )}
        {wholeLane}
        {fit}
      </ContextMenu>
    );
  }
  const draws = hit.kind === 'free' ? hit.lane.draws : null;
  const label = hit.kind === 'free' ? `${hit.lane.title}, free space` : 'Map';
  return (
    <ContextMenu label={label} x={x} y={y} onClose={onClose}>
      <MenuLabel>
        {label}
        {at !== null && ` · ${groupedHex(at)}`}
      </MenuLabel>
      {draws !== null && at !== null && items(editsIn(plan, draws, at, snap, guestsOf(memmap)))}
      {draws !== null && <MenuSeparator />}
      {wholeLane}
      {fit}
    </ContextMenu>
  );
}
