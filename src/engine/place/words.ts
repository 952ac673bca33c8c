// Demands and what would help, in words.
import { groupedHex, PAGE } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import type { Relaxation } from './conflict.ts';
import type { Demand, Problem, Span } from './problem.ts';

const size = (pages: number): string => sizeText(BigInt(pages) * PAGE);
const address = (page: number): string => groupedHex(BigInt(page) * PAGE);
const LOW = 2 ** 20;

/** What a demand asks: `2 GiB, direct-mapped, below 4 GiB, in up to 2 pieces`. */
export function demandText(
  { sizes, pieces, align, within, at, mapped, guard, nextTo, apart }: Demand,
  problem: Problem,
): string {
  const least = Math.min(...sizes);
  return [
    sizes.length > 1 ? `at least ${size(least)}` : size(least),
    ...(at === null ? [] : [`pinned at ${address(at)}`]),
    ...(mapped === 'same' ? ['direct-mapped'] : []),
    ...(align > 512 || (align > 1 && least < align) ? [`aligned to ${size(align)}`] : []),
    ...(within === null || isAllOf(within, problem.free) ? [] : [placeText(within)]),
    ...(pieces.most > 1 ? [`in up to ${pieces.most} pieces of ${size(pieces.unit)} or a multiple`] : []),
    ...(guard > 0 ? [`${size(guard)} apart from everything`] : []),
    ...(nextTo.length + apart.length > 0 ? ['with neighbours'] : []),
  ].join(', ');
}

const isAllOf = (within: readonly Span[], free: readonly Span[]): boolean =>
  free.every((span) => within.some(({ start, end }) => start <= span.start && span.end <= end));

function placeText(within: readonly Span[]): string {
  const [only] = within;
  if (only === undefined) return 'where there is no memory at all';
  if (within.length > 1) return `in one of ${within.length} ranges`;
  if (only.start === 0) return only.end === LOW ? 'below 4 GiB' : `below ${address(only.end)}`;
  return `in ${address(only.start)} to ${address(only.end)}`;
}

/** What to ask less: `at most 1.5 GiB of it`, `in up to 2 pieces`. */
export function relaxationText(relaxation: Relaxation): string {
  switch (relaxation.kind) {
    case 'unpin':
      return 'let it move';
    case 'anywhere':
      return 'let it be anywhere in RAM';
    case 'align':
      return `align it to ${size(relaxation.to)} only`;
    case 'apart':
      return 'do without its neighbours and gaps';
    case 'pieces':
      return `allow ${relaxation.most} banks`;
    case 'smaller':
      return `make it at most ${size(relaxation.to)}`;
  }
}
