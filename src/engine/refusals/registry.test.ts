import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { RELEASES } from '../../model/release.ts';
import { bootExample } from '../../testing/example.ts';
import { FORMS, REFUSALS, refusalOf } from './registry.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((e) => e.isDirectory());
const files = folders.flatMap(({ name }) => readdirSync(`${import.meta.dirname}/${name}`));

describe('the catalogue', () => {
  it('lists every file once, and a file is named after its rule', () => {
    expect(REFUSALS.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
  });

  it.each(FORMS.map((form) => [form.id, form] as const))('%s says what, why and where', (id, form) => {
    const first = refusalOf(id);
    expect(form.title).toBe(first?.title);
    expect(form.explain).toBe(first?.explain);
    expect(form.fix).toBe(first?.fix);
    expect(form.title.length).toBeLessThan(80);
    expect(form.brief).toMatch(/^(?:[A-Z/]|nr_spis|xen,).*\.$/);
    expect(form.brief.length).toBeLessThan(120);
    expect(form.explain.length).toBeGreaterThan(form.brief.length);
    expect(form.explain).toMatch(/\.$/);
    expect(form.source.length).toBeGreaterThan(0);
    const backwards = [...form.says, ...form.ends, ...form.source].filter(
      ({ since, until }) =>
        since !== undefined && until !== undefined && RELEASES.indexOf(since) >= RELEASES.indexOf(until),
    );
    expect(backwards).toEqual([]);
  });

  it.each(REFUSALS.map((entry) => [entry.id, entry] as const))(
    '%s: its example runs into it',
    (id, { example }) => {
      expect(bootExample(example, example.triggers()).findings.map(({ rule }) => rule)).toContain(id);
    },
  );

  it.each(REFUSALS.map((entry) => [entry.id, entry] as const))(
    '%s: the harmless example does not',
    (id, { example }) => {
      const { xen: _, fdt: __, ...elsewhere } = example;
      expect(bootExample(elsewhere, example.harmless()).findings.map(({ rule }) => rule)).not.toContain(id);
    },
  );
});
