import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { RELEASES } from '../../model/release.ts';
import { bootExample } from '../../testing/example.ts';
import type { Example } from './example.ts';
import { REFUSALS } from './registry.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((e) => e.isDirectory());
const files = folders.flatMap(({ name }) => readdirSync(`${import.meta.dirname}/${name}`));
const byId = REFUSALS.map((refusal) => [refusal.id, refusal] as const);

const triggered = (example: Example) => bootExample(example, example.triggers());

describe('the catalogue', () => {
  it('lists every file once, and a file is named after its rule', () => {
    expect(REFUSALS.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
  });

  it.each(byId)('%s says what, why and where', (_, { title, brief, explain, fix, forms, id }) => {
    expect(title.length).toBeLessThan(80);
    expect(brief).toMatch(/^(?:[A-Z/]|nr_spis|xen,).*\.$/);
    expect(brief.length).toBeLessThan(120);
    expect(explain.length).toBeGreaterThan(brief.length);
    expect(explain).toMatch(/\.$/);
    for (const form of forms) {
      expect(form).toMatchObject({ id, title, brief, explain, fix });
      expect(form.source.length).toBeGreaterThan(0);
      const backwards = [...form.says, ...form.ends, ...form.source].filter(
        ({ since, until }) =>
          since !== undefined && until !== undefined && RELEASES.indexOf(since) >= RELEASES.indexOf(until),
      );
      expect(backwards).toEqual([]);
    }
  });

  it.each(byId)('%s: its example runs into it', (id, { example, forms }) => {
    const { findings, panic } = triggered(example);
    expect(findings.map(({ rule }) => rule)).toContain(id);
    const early = panic?.rule === id ? [panic.early] : [];
    expect(forms.map((form) => form.early)).toEqual(expect.arrayContaining(early));
  });

  it.each(byId)('%s: the harmless example does not', (id, { example }) => {
    const { xen: _, fdt: __, ...elsewhere } = example;
    const { findings } = bootExample(elsewhere, example.harmless());
    expect(findings.map(({ rule }) => rule)).not.toContain(id);
  });
});
