// Entities and where they are written: from what is selected on the map to a place in a tree, and back.
import { type Cells, DEFAULT_CELLS } from '../model/cells.ts';
import { entities, type Entity, ramId } from '../model/entities.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { childPath, findProperty, nodeAt } from '../model/tree.ts';
import { childCellsOf, readPairs } from './cells-in-force.ts';
import { isMemoryNode } from './host/memory.ts';
import { isEnabled } from './host/survey.ts';
import type { TreePlace } from './own-text.ts';
import { CHOSEN } from './plan.ts';
import { STATIC_HEAP } from './static-heap.ts';
import { STATIC_MEM } from './static-mem.ts';
import { xenBootargs } from './xen-bootargs.ts';

/** Where an entity is written; null for what is not in the tree (where Xen is loaded). */
export function placeOf(plan: Plan, id: EntityId): TreePlace | null {
  for (const [place, other] of placesOf(plan)) if (other === id) return place;
  return null;
}

/** What is written at a place: a bank, else the innermost node that is something on the map; null for neither. */
export function entityAt(plan: Plan, { path, property, cell }: TreePlace): EntityId | null {
  const nodes = new Map<string, EntityId>();
  for (const [place, id] of placesOf(plan)) {
    if (place.property === undefined) nodes.set(place.path, id);
    else if (place.path === path && place.property === property && holds(place, cell)) return id;
  }
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const id = nodes.get(at);
    if (id !== undefined) return id;
  }
  return null;
}

const holds = ({ cell: first, cells = 1 }: TreePlace, cell: number | undefined): boolean =>
  first === undefined || (cell !== undefined && first <= cell && cell < first + cells);

type Placed = readonly [place: TreePlace, id: EntityId];

const known = new WeakMap<Plan, readonly Placed[]>();

function placesOf(plan: Plan): readonly Placed[] {
  let places = known.get(plan);
  if (places === undefined) {
    const rootCells = childCellsOf(plan.tree.root, DEFAULT_CELLS);
    const chosen = nodeAt(plan.tree, CHOSEN);
    const cells = chosen === undefined ? rootCells : childCellsOf(chosen, rootCells);
    places = [
      ...ramPlaces(plan, rootCells),
      ...[...entities(plan)].flatMap(([id, entity]): Placed[] => {
        const place = placeIn(plan, id, entity, rootCells, cells);
        return place === null ? [] : [[place, id]];
      }),
    ];
    known.set(plan, places);
  }
  return places;
}

const pair = (path: string, property: string, index: number, { address, size }: Cells): TreePlace => ({
  path,
  property,
  cell: index * (address + size),
  cells: address + size,
});

function placeIn(plan: Plan, id: EntityId, entity: Entity, rootCells: Cells, cells: Cells): TreePlace | null {
  const path = plan.paths.get(id);
  switch (entity.kind) {
    case 'heap':
      return pair(CHOSEN, STATIC_HEAP, entity.index, rootCells);
    case 'bank':
      return path === undefined ? null : pair(path, STATIC_MEM, entity.index, cells);
    case 'domain':
    case 'module':
    case 'shared':
      return path === undefined ? null : { path };
    case 'dom0':
      return { path: CHOSEN, property: xenBootargs.name };
    case 'device':
      return { path: entity.device.path };
    case 'reserved':
      return entity.reserved.path.startsWith('/memreserve/') ? null : { path: entity.reserved.path };
    case 'ram':
    case 'xen':
    case 'fdt':
      return null;
  }
}

/** RAM banks are counted through all memory nodes, those of no size left out. */
function* ramPlaces({ tree }: Plan, cells: Cells): Generator<Placed> {
  let index = 0;
  for (const child of tree.root.children) {
    if (!isMemoryNode(child) || !isEnabled(child)) continue;
    const value = findProperty(child, 'reg') ?? new Uint8Array();
    for (const [i, { size }] of readPairs(value, cells).entries()) {
      if (size === 0n) continue;
      yield [pair(childPath('/', child.name), 'reg', i, cells), ramId(index)];
      index += 1;
    }
  }
}
