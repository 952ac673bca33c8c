// Numbers written like the numbers that stood there: same radix, same case, as many digits.
import { type HexStyle, hexText } from '../print/style.ts';

/** How a literal is written. */
interface Look {
  readonly radix: 8 | 10 | 16 | null;
  readonly prefix: string;
  readonly digits: number;
  /** Zeros stand in front of it. */
  readonly filled: boolean;
  /** null: it has no letters. */
  readonly upper: boolean | null;
  readonly suffix: string;
}

const LITERAL = /^(0[xX])?([\da-fA-F]+)(U?L{0,2})$/;

/** Null for what is no plain literal: a character, an expression, a macro, a reference. */
function lookOf(literal: string): Look | null {
  const match = LITERAL.exec(literal);
  if (match === null) return null;
  const [, prefix = '', digits = '', suffix = ''] = match;
  const filled = digits.length > 1 && digits.startsWith('0');
  if (prefix !== '')
    return {
      radix: 16,
      prefix,
      digits: digits.length,
      filled,
      upper: /[a-fA-F]/.test(digits) ? /[A-F]/.test(digits) : null,
      suffix,
    };
  if (!/^\d+$/.test(digits)) return null;
  // A lone 0 is the same in every radix.
  const radix = filled ? 8 : digits === '0' ? null : 10;
  return { radix, prefix: '', digits: digits.length, filled, upper: null, suffix };
}

function nearest(neighbours: readonly string[], tells: (look: Look) => boolean): Look | undefined {
  for (const text of neighbours) {
    const look = lookOf(text);
    if (look !== null && tells(look)) return look;
  }
  return undefined;
}

/** How far a hex number is filled up; of one that is long enough anyway it is not known. */
const widthLike = ({ digits, filled }: Look, style: HexStyle): number =>
  filled ? digits : digits >= style.width ? style.width : 1;

/**
 * `value` written as `literal` is. What that leaves open, the radix of a 0 or the case of a number without letters,
 * is taken from `neighbours`, the nearest first, and then from `style`.
 */
export function numberLike(
  literal: string,
  value: bigint,
  neighbours: readonly string[],
  style: HexStyle,
): string {
  const own = lookOf(literal);
  const radix = own?.radix ?? nearest(neighbours, (look) => look.radix !== null)?.radix ?? 16;
  const suffix = own?.suffix ?? '';
  if (own?.radix === null && value < 10n) return `${value}${suffix}`;
  if (radix === 10) return `${value}${suffix}`;
  if (radix === 8)
    return `0${value.toString(8).padStart(own?.filled === true ? own.digits - 1 : 1, '0')}${suffix}`;
  const like = own?.radix === 16 ? own : nearest(neighbours, (look) => look.radix === 16);
  const upper = own?.upper ?? nearest(neighbours, (look) => look.upper !== null)?.upper ?? style.upper;
  const text = hexText(value, { upper, width: like === undefined ? style.width : widthLike(like, style) });
  return `${like?.prefix ?? '0x'}${text.slice(2)}${suffix}`;
}
