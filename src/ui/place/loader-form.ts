// Rules for boot files as they are typed, and what that says: pure, so that what is refused is tested as a table.
import { addr, type Addr, groupedHex } from '../../model/addr.ts';
import { type ImageBuilderCopy, IMAGEBUILDER_COPIES, type Loader } from '../../model/loader.ts';
import { range, type Range } from '../../model/range.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import { parseBytes, sizeText } from '../../model/size.ts';

/** As in the fields of the dialog. */
export interface LoaderText {
  /** Whose rules: nobody's, or those of a copy of ImageBuilder. */
  readonly who: 'any' | ImageBuilderCopy;
  readonly start: string;
  readonly end: string;
  readonly ownStart: string;
  readonly ownSize: string;
}

export const COPY_WORDS: Readonly<Record<ImageBuilderCopy, string>> = {
  '2023.2': 'ImageBuilder 2023.2',
  '2025': 'ImageBuilder since March 2025',
};

/** What a copy's rules come to. */
export const COPY_HINTS: Readonly<Record<ImageBuilderCopy, string>> = {
  '2023.2':
    'One file after another, each on the next 2 MiB; reserved memory is not looked at (branch xlnx_rel_v2023.2).',
  '2025':
    'One file after another, each on the next 2 MiB, by the size its header says it has in memory; around reserved memory, but for the first file.',
};

export const loaderText = ({ imageBuilder, own }: Loader): LoaderText => ({
  who: imageBuilder?.copy ?? 'any',
  start: addressText(imageBuilder?.start ?? null),
  end: addressText(imageBuilder?.end ?? null),
  ownStart: addressText(own?.start ?? null),
  ownSize: own === null ? '' : sizeText(own.size),
});

const addressText = (at: Addr | null): string => (at === null ? '' : groupedHex(at));

/** The rules that were typed, or the first thing that is wrong with them. */
export function readLoader({ who, start, end, ownStart, ownSize }: LoaderText): Result<Loader> {
  const own = readOwn(ownStart, ownSize);
  if (!own.ok) return own;
  const copy = IMAGEBUILDER_COPIES.find((name) => name === who);
  if (copy === undefined) return ok({ imageBuilder: null, own: own.value });
  const from = readAddress(start, 'MEMORY_START');
  if (!from.ok) return from;
  const to = readAddress(end, 'MEMORY_END');
  if (!to.ok) return to;
  if (from.value !== null && to.value !== null && to.value <= from.value)
    return fail('MEMORY_END: must be beyond MEMORY_START');
  return ok({ imageBuilder: { copy, start: from.value, end: to.value }, own: own.value });
}

function readAddress(text: string, name: string): Result<Addr | null> {
  if (text.trim() === '') return ok(null);
  const at = parseBytes(text);
  return at.ok ? ok(addr(at.value)) : fail(`${name}: ${at.problem.message}`);
}

function readOwn(start: string, size: string): Result<Range | null> {
  if (start.trim() === '' && size.trim() === '') return ok(null);
  const [from, much] = [parseBytes(start), parseBytes(size)];
  if (!from.ok) return fail(`U-Boot’s own memory: ${from.problem.message}`);
  if (!much.ok) return fail(`size of U-Boot’s own memory: ${much.problem.message}`);
  return much.value > 0n
    ? ok(range(from.value, much.value))
    : fail('size of U-Boot’s own memory: say how much');
}

/** In a line: `wherever there is room`, `as ImageBuilder lays them out, from MEMORY_START 0x4000_0000`. */
export function loaderWords({ imageBuilder, own }: Loader): string {
  const around =
    own === null ? '' : `, but not where U-Boot runs (${groupedHex(own.start)}, ${sizeText(own.size)})`;
  if (imageBuilder === null) return `wherever there is room${around}`;
  const { start, end } = imageBuilder;
  return [
    'as ImageBuilder lays them out, Xen and the blob too',
    start === null ? ', from the MEMORY_START that suits' : `, from MEMORY_START ${groupedHex(start)}`,
    end === null ? '' : ` to MEMORY_END ${groupedHex(end)}`,
    around,
  ].join('');
}
