// The catalogue: every refusal and warning the simulator can emit, by id.
import * as domain from './domain.ts';
import { type Example, EXAMPLES } from './examples.ts';
import * as guest from './guest.ts';
import * as heap from './heap.ts';
import * as modules from './modules.ts';
import * as parse from './parse.ts';
import type { Refusal } from './refusal.ts';
import * as shared from './shared.ts';
import * as staticMemory from './static.ts';

export interface Entry extends Refusal<never> {
  readonly example: Example;
}

const isRefusal = (value: unknown): value is Refusal<never> =>
  typeof value === 'object' && value !== null && 'id' in value && 'says' in value;

/** Every form of every refusal; forms of one id share title, explanation and fix. */
export const FORMS: readonly Refusal<never>[] = [parse, staticMemory, modules, domain, heap, shared, guest]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter(isRefusal);

const firstForms = new Map<string, Refusal<never>>();
for (const form of FORMS) if (!firstForms.has(form.id)) firstForms.set(form.id, form);

/** What is known of a rule id; undefined for an id Xen's simulation does not use. */
export function refusalOf(id: string): Entry | undefined {
  const form = firstForms.get(id);
  const example = EXAMPLES[id];
  return form === undefined || example === undefined ? undefined : { ...form, example };
}

export const REFUSAL_IDS: readonly string[] = [...firstForms.keys()];
