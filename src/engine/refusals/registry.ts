// The catalogue: every refusal and warning the simulator can emit, by id.
import * as catalogue from './catalogue.ts';
import type { Example } from './example.ts';
import type { Refusal, Rule } from './refusal.ts';

/** What is known of a rule: what it is, the forms it takes, and an example. */
export interface Entry extends Rule {
  readonly forms: readonly Refusal<never>[];
  readonly example: Example;
}

interface RuleFile {
  readonly example: Example;
}

const isRefusal = (value: unknown): value is Refusal<never> =>
  typeof value === 'object' && value !== null && 'id' in value && 'says' in value;

function entryOf(file: RuleFile): readonly Entry[] {
  const forms = Object.values(file).filter(isRefusal);
  return forms.slice(0, 1).map(({ id, title, brief, explain, fix }) => ({
    id,
    title,
    brief,
    explain,
    fix,
    forms,
    example: file.example,
  }));
}

export const REFUSALS: readonly Entry[] = Object.values<RuleFile>(catalogue).flatMap(entryOf);

const byId: ReadonlyMap<string, Entry> = new Map(REFUSALS.map((rule) => [rule.id, rule]));

/** What is known of a rule id; undefined for an id Xen's simulation does not use. */
export const refusalOf = (id: string): Entry | undefined => byId.get(id);
