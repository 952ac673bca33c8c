// Sizes and addresses as people write them: `512M`, `0x2000_0000`, `1.5 GiB`, `base + 16M`; and exact words back.
import { type Bytes, bytes, GiB, KiB, MiB, TiB } from './addr.ts';
import { fail, ok, type Result } from './result.ts';

const UNITS: readonly (readonly [string, bigint])[] = [
  ['TiB', TiB],
  ['GiB', GiB],
  ['MiB', MiB],
  ['KiB', KiB],
];

/** `512 MiB`, `1.5 GiB`, `2047 MiB`, `4097 B`: always exact, in the largest unit that stays exact with at most two decimals. */
export function sizeText(size: bigint): string {
  if (size < 0n) return `-${sizeText(-size)}`;
  for (const [name, unit] of UNITS) {
    if (size < unit) continue;
    const hundredths = (size * 100n) / unit;
    if (hundredths * unit !== size * 100n) continue;
    const fraction = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
    return `${hundredths / 100n}${fraction === '' ? '' : `.${fraction}`} ${name}`;
  }
  return `${size} B`;
}

const SUFFIX: Record<string, bigint> = { '': 1n, b: 1n, k: KiB, m: MiB, g: GiB, t: TiB };
const TERM = /^(0x[0-9a-f][0-9a-f_]*|\d[\d_]*(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i;

function parseTerm(text: string): Result<bigint> {
  const match = TERM.exec(text.trim());
  if (match === null) return fail(`“${text.trim()}” is not a number like 0x4000_0000, 512M or 1.5 GiB`);
  const digits = (match[1] ?? '').replaceAll('_', '');
  const unit = SUFFIX[(match[2] ?? '').toLowerCase()] ?? 1n;
  const [whole = '0', fraction] =
    digits.startsWith('0x') || digits.startsWith('0X') ? [digits] : digits.split('.');
  if (fraction === undefined) return ok(BigInt(whole) * unit);
  const scaled = BigInt(whole + fraction) * unit;
  const scale = 10n ** BigInt(fraction.length);
  return scaled % scale === 0n ? ok(scaled / scale) : fail(`“${text.trim()}” is not a whole number of bytes`);
}

/**
 * Reads a number of bytes: sums and differences of hex or decimal terms, each with an optional unit
 * (K M G T, all binary, `iB` or `B` allowed after it). A leading `+` or `-` is relative to `current`.
 */
export function parseBytes(text: string, current: bigint = 0n): Result<Bytes> {
  const trimmed = text.trim();
  if (trimmed === '') return fail('empty: write a number like 0x4000_0000, 512M or +2M');
  if (trimmed.length > 200) return fail('too long for a number');
  let total = /^[+-]/.test(trimmed) ? current : 0n;
  for (const [, sign, term] of trimmed.matchAll(/([+-]?)([^+-]+)/g)) {
    const value = parseTerm(term ?? '');
    if (!value.ok) return value;
    total += sign === '-' ? -value.value : value.value;
  }
  if (/[+-]\s*$/.test(trimmed) || /[+-]\s*[+-]/.test(trimmed))
    return fail('a number is missing after + or -');
  if (total < 0n) return fail('the result is below zero');
  if (total >= 1n << 64n) return fail('the result does not fit 64 bits');
  return ok(bytes(total));
}
