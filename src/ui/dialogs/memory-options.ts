// RAM to suggest for a board whose tree leaves it to the firmware.
import { bytes, GiB } from '../../model/addr.ts';
import type { MemoryOption } from '../../model/board.ts';
import type { Plan } from '../../model/plan.ts';
import { overlaps, range, type Range } from '../../model/range.ts';
import { fail, ok, type Result } from '../../model/result.ts';
import { parseBytes, sizeText } from '../../model/size.ts';

const USUAL_SIZES = [1n, 2n, 4n, 8n];

/** The sizes the board is sold with; else usual sizes from where its empty memory node says RAM begins. */
export function memoryOptions(plan: Plan): readonly MemoryOption[] {
  if (plan.board.memoryOptions.length > 0) return plan.board.memoryOptions;
  const base = plan.tree.root.children
    .map(({ name }) => /^memory@([0-9a-f]{1,16})$/i.exec(name)?.[1])
    .find((unit) => unit !== undefined);
  if (base === undefined) return [];
  return USUAL_SIZES.map((n) => {
    const size = bytes(n * GiB);
    return { label: sizeText(size), banks: [range(BigInt(`0x${base}`), size)] };
  });
}

/** One line of the dialog, as typed. */
export interface BankText {
  readonly start: string;
  readonly size: string;
}

/** The banks as typed, or the first problem with the number of the bank that has it. */
export function readBanks(texts: readonly BankText[]): Result<Range[]> {
  const banks: Range[] = [];
  for (const [i, text] of texts.entries()) {
    const where = `bank ${i}`;
    const start = parseBytes(text.start);
    if (!start.ok) return fail(`start: ${start.problem.message}`, where);
    const size = parseBytes(text.size);
    if (!size.ok) return fail(`size: ${size.problem.message}`, where);
    if (size.value === 0n) return fail('the size must be more than 0', where);
    const bank = range(start.value, size.value);
    if (start.value + size.value > 1n << 64n) return fail('it would end past 64 bits', where);
    const other = banks.findIndex((b) => overlaps(b, bank));
    if (other >= 0) return fail(`it overlaps bank ${other}`, where);
    banks.push(bank);
  }
  return banks.length === 0 ? fail('at least one bank is needed') : ok(banks);
}
