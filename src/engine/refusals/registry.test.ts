import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../model/release.ts';
import { bootExample } from '../../testing/example.ts';
import { EXAMPLES } from './examples.ts';
import { FORMS, REFUSAL_IDS, refusalOf } from './registry.ts';

describe('the catalogue', () => {
  it('has an example for every refusal and none besides', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual([...REFUSAL_IDS].toSorted());
  });

  it.each(FORMS.map((form) => [form.id, form] as const))('%s says what, why and where', (id, form) => {
    const first = refusalOf(id);
    expect(form.title).toBe(first?.title);
    expect(form.explain).toBe(first?.explain);
    expect(form.fix).toBe(first?.fix);
    expect(form.title.length).toBeLessThan(80);
    expect(form.explain.length).toBeGreaterThan(form.title.length);
    expect(form.source.length).toBeGreaterThan(0);
    const backwards = [...form.says, ...form.ends, ...form.source].filter(
      ({ since, until }) =>
        since !== undefined && until !== undefined && RELEASES.indexOf(since) >= RELEASES.indexOf(until),
    );
    expect(backwards).toEqual([]);
  });

  it.each(Object.entries(EXAMPLES))('%s: its example runs into it', (id, example) => {
    expect(bootExample(example, example.triggers).findings.map(({ rule }) => rule)).toContain(id);
  });

  it.each(Object.entries(EXAMPLES))('%s: the harmless example does not', (id, example) => {
    const { xen: _, fdt: __, ...elsewhere } = example;
    expect(bootExample(elsewhere, example.harmless).findings.map(({ rule }) => rule)).not.toContain(id);
  });
});
