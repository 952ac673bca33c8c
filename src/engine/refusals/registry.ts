// The catalogue: every refusal and warning the simulator can emit, by id.
import * as catalogue from './catalogue.ts';
import type { Example } from './example.ts';
import type { Refusal } from './refusal.ts';

export interface Entry extends Refusal<never> {
  readonly example: Example;
}

interface RuleFile {
  readonly example: Example;
}

const isRefusal = (value: unknown): value is Refusal<never> =>
  typeof value === 'object' && value !== null && 'id' in value && 'says' in value;

const formsIn = (file: RuleFile): readonly Refusal<never>[] => Object.values(file).filter(isRefusal);

const entries = new Map<string, Entry>();
for (const file of Object.values<RuleFile>(catalogue)) {
  const [form] = formsIn(file);
  if (form !== undefined) entries.set(form.id, { ...form, example: file.example });
}

/** Every form of every refusal; forms of one id share title, explanation and fix. */
export const FORMS: readonly Refusal<never>[] = Object.values<RuleFile>(catalogue).flatMap(formsIn);

/** What is known of a rule id; undefined for an id Xen's simulation does not use. */
export const refusalOf = (id: string): Entry | undefined => entries.get(id);

export const REFUSALS: readonly Entry[] = [...entries.values()];
