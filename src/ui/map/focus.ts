// Moving the keyboard's focus between blocks: along a lane, and from lane to lane to whatever is nearest.
import type { EntityId } from '../../model/plan.ts';

const blocksOf = (root: Element): SVGGElement[] => [...root.querySelectorAll<SVGGElement>('g[data-block]')];

/** Puts the focus on the first block of an entity, once it is drawn. */
export function focusOn(stage: Element, id: EntityId): void {
  requestAnimationFrame(() =>
    // A block's key ends with its first entity.
    blocksOf(stage)
      .find(({ dataset }) => dataset['block']?.endsWith(` ${id}`) === true)
      ?.focus(),
  );
}

const centre = (element: Element): number => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};

/** What takes the focus when `from` goes away together with the blocks of these keys: the nearest after it, else before. */
export function survivor(stage: Element, from: Element, gone: ReadonlySet<string>): SVGGElement | null {
  const all = blocksOf(stage);
  const here = all.findIndex((element) => element === from);
  const stays = (element: SVGGElement): boolean => !gone.has(element.dataset['block'] ?? '');
  return all.slice(here + 1).find(stays) ?? all.slice(0, Math.max(here, 0)).findLast(stays) ?? null;
}

/** The block a key leads to from `from`, or null when the key does not travel. */
export function neighbour(stage: Element, from: Element, key: string): SVGGElement | null {
  const all = blocksOf(stage);
  const here = all.findIndex((element) => element === from);
  if (here === -1) return null;
  if (key === '.') return all[here + 1] ?? null;
  if (key === ',') return all[here - 1] ?? null;
  const lane = (from as SVGGElement).dataset['lane'];
  const inLane = all.filter((element) => element.dataset['lane'] === lane);
  if (key === 'Home') return inLane[0] ?? null;
  if (key === 'End') return inLane.at(-1) ?? null;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const others = key === 'ArrowDown' ? all.slice(here + 1) : all.slice(0, here).toReversed();
  const next = others.find((element) => element.dataset['lane'] !== lane)?.dataset['lane'];
  const x = centre(from);
  return all
    .filter((element) => next !== undefined && element.dataset['lane'] === next)
    .reduce<SVGGElement | null>(
      (best, element) =>
        best === null || Math.abs(centre(element) - x) < Math.abs(centre(best) - x) ? element : best,
      null,
    );
}
