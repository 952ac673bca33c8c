// Who decides where boot files lie, on the command line: `--loader imagebuilder,start=0x40000000,own=0x7b000000+0x5000000`.
import { addr } from '../model/addr.ts';
import { ANY_LOADER, type ImageBuilder, IMAGEBUILDER_COPIES, type Loader } from '../model/loader.ts';
import { range } from '../model/range.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { parseBytes } from '../model/size.ts';

const NEWEST: ImageBuilder = { copy: '2025', start: null, end: null };

/** Reads `any` or `imagebuilder` with what is told about it. */
export function readLoader(text: string): Result<Loader> {
  const wrong = (why: string): Result<Loader> => fail(`--loader ${text}: ${why}`);
  const [who, ...words] = text.split(',');
  if (who !== 'any' && who !== 'imagebuilder') return wrong('it is any or imagebuilder');
  let loader: Loader = who === 'any' ? ANY_LOADER : { ...ANY_LOADER, imageBuilder: NEWEST };
  for (const word of words) {
    const read = readWord(loader, word);
    if (!read.ok) return wrong(read.problem.message);
    loader = read.value;
  }
  return ok(loader);
}

function readWord(loader: Loader, word: string): Result<Loader> {
  const [key, value = ''] = word.split('=');
  const { imageBuilder } = loader;
  if (key === 'own') {
    const [start = '', size = ''] = value.split('+');
    const [from, much] = [parseBytes(start), parseBytes(size)];
    return from.ok && much.ok && much.value > 0n
      ? ok({ ...loader, own: range(from.value, much.value) })
      : fail('own is ADDR+SIZE, as in own=0x7b000000+0x5000000');
  }
  if (imageBuilder === null) return fail(`“${word}” is for imagebuilder; any takes own=ADDR+SIZE`);
  if (key === 'copy') {
    const copy = IMAGEBUILDER_COPIES.find((name) => name === value);
    return copy === undefined
      ? fail(`copy is one of ${IMAGEBUILDER_COPIES.join(', ')}`)
      : ok({ ...loader, imageBuilder: { ...imageBuilder, copy } });
  }
  if (key !== 'start' && key !== 'end') return fail(`“${word}” is none of start, end, copy or own`);
  const at = parseBytes(value);
  return at.ok
    ? ok({ ...loader, imageBuilder: { ...imageBuilder, [key]: addr(at.value) } })
    : fail(`${key}: ${at.problem.message}`);
}
