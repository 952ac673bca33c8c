// The map by keyboard: zoom, travel from block to block, move and resize by snap steps, select, frame, remove.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Scale, type Viewport, zoomedAt } from '../../map/geometry/scale.ts';
import type { Block, Scene } from '../../map/geometry/scene.ts';
import { nudged, nudgedEdge } from '../../map/tools/keys.ts';
import type { Bytes } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { MapActions } from './actions.ts';
import { neighbour } from './focus.ts';
import { STRINGS } from './strings.ts';

export interface KeysInput {
  readonly scene: Scene;
  readonly scale: Scale;
  readonly snap: Bytes;
  readonly selection: readonly EntityId[];
  readonly actions: MapActions;
  readonly look: (viewport: Viewport) => void;
  readonly frame: (range: Range) => void;
  /** Something to say: a sentence, or the thing that has a new place. */
  readonly onNews: (news: string | { readonly id: EntityId | null }) => void;
}

/** Blocks by the key their element carries. */
const blockByKey = (scene: Scene, key: string | undefined): Block | undefined =>
  [...scene.host, ...scene.guest].flatMap((lane) => lane.blocks).find((block) => block.key === key);

const keyOf = (event: KeyboardEvent) => ({ key: event.key, shift: event.shiftKey, alt: event.altKey });

/** Listens on the stage. */
export function useKeys(stage: SVGSVGElement | null, input: KeysInput): void {
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    if (stage === null) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey) return;
      if (!handled(event, stage, latest.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    stage.addEventListener('keydown', onKeyDown);
    return () => stage.removeEventListener('keydown', onKeyDown);
  }, [stage]);
}

function handled(event: KeyboardEvent, stage: Element, input: KeysInput): boolean {
  const target = event.target as Element;
  const handle = target.closest<SVGGElement>('g[data-edge]');
  const element = target.closest<SVGGElement>('g[data-block]');
  const block = blockByKey(input.scene, handle?.dataset['of'] ?? element?.dataset['block']);
  if (viewKey(event, input)) return true;
  if (block === undefined) return false;
  if (handle !== null) {
    const edge = handle.dataset['edge'] === 'end' ? 'end' : 'start';
    return place(input, block, nudgedEdge(block, edge, keyOf(event), input.snap));
  }
  return element !== null && blockKey(event, stage, element, block, input);
}

function place({ actions, onNews }: KeysInput, block: Block, to: Range | null): boolean {
  if (to === null) return false;
  actions.place(block, to);
  onNews({ id: block.ids[0] ?? null });
  return true;
}

/** Keys that concern the view, whatever has the focus. */
function viewKey(event: KeyboardEvent, { scale, selection, actions, look }: KeysInput): boolean {
  switch (event.key) {
    case '+':
    case '=':
      look(zoomedAt(scale, scale.widthPx / 2, 2));
      return true;
    case '-':
      look(zoomedAt(scale, scale.widthPx / 2, 0.5));
      return true;
    case '0':
      actions.look(null);
      return true;
    case 'Escape':
      if (selection.length > 0) actions.select([]);
      return selection.length > 0;
    default:
      return false;
  }
}

/** Keys that concern the block in focus. */
function blockKey(
  event: KeyboardEvent,
  stage: Element,
  element: Element,
  block: Block,
  input: KeysInput,
): boolean {
  const { actions, frame, onNews, snap } = input;
  switch (event.key) {
    case 'Enter':
    case ' ':
      actions.select(block.ids.slice(0, 1));
      return true;
    case 'Delete':
    case 'Backspace':
      if (block.grip === 'fixed') return false;
      (neighbour(stage, element, '.') ?? neighbour(stage, element, ','))?.focus();
      actions.remove(block);
      onNews(STRINGS.removed(block.name));
      return true;
    case 'f':
    case 'F':
      frame(block.range);
      return true;
    default:
      break;
  }
  const next = neighbour(stage, element, event.key);
  if (next !== null) {
    next.focus();
    return true;
  }
  const to = nudged(block, keyOf(event), snap);
  if (to !== null) actions.select(block.ids.slice(0, 1));
  return place(input, block, to);
}
