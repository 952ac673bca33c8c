// What people call banks of RAM, such as `fast`: names that a need can ask for. No device tree says so; the design file does.
import { NOTHING_WANTED } from './need.ts';
import type { Plan } from './plan.ts';
import { fail, ok, type Result } from './result.ts';

const MAX_LENGTH = 40;

/** Reads `fast, ecc`; an empty text is no tag at all. */
export function readTags(text: string): Result<readonly string[]> {
  const tags = [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
  const number = tags.find((tag) => /^\d+$/.test(tag));
  if (number !== undefined) return fail(`“${number}” is what bank ${number} is called already: use a word`);
  const long = tags.find((tag) => tag.length > MAX_LENGTH);
  return long === undefined ? ok(tags) : fail(`a tag has at most ${MAX_LENGTH} characters`);
}

export const tagsText = (tags: readonly string[]): string => tags.join(', ');

export const tagsOf = (plan: Plan, bank: number): readonly string[] => plan.wants.tags[bank] ?? [];

/** All there are, each once, in the order of the banks. */
export const allTags = (plan: Plan): readonly string[] => [...new Set(plan.wants.tags.flat())];

/** The plan with other tags for a bank of RAM; the same plan where it has these. */
export function setTags(plan: Plan, bank: number, tags: readonly string[]): Plan {
  if (tagsText(tags) === tagsText(tagsOf(plan, bank))) return plan;
  const all = plan.host.memory.map((_, i) => (i === bank ? tags : tagsOf(plan, i)));
  return {
    ...plan,
    wants: { ...plan.wants, tags: all.some((one) => one.length > 0) ? all : NOTHING_WANTED.tags },
  };
}
