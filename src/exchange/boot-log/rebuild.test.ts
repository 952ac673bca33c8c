import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../engine/index.ts';
import { exportText } from '../export.ts';
import { hex } from '../../model/addr.ts';
import { entities, entityLabel, hostRange } from '../../model/entities.ts';
import { problemText } from '../../model/result.ts';
import { readDesign, writeDesign } from '../../share/design.ts';
import { consoleText, CONSOLES, logOf } from '../../testing/boot-logs.ts';
import { holdsFor } from '../../testing/seed.ts';
import { compare } from './compare.ts';
import { explain } from './explain.ts';
import { lacksOf } from './lacks.ts';
import { readBootLog } from './read.ts';
import { canRebuild, rebuild, type Rebuilt } from './rebuild.ts';

function rebuilt(name: string): Rebuilt {
  const made = rebuild(logOf(consoleText(name)), name, 'a boot log');
  if (!made.ok) throw new Error(problemText(made.problem));
  return made.value;
}

/** What the map shows, in its words. */
const shown = ({ plan }: Rebuilt): string[] =>
  [...entities(plan)].flatMap(([, entity]) => {
    const at = hostRange(entity);
    return at === null ? [] : [`${entityLabel(plan, entity)} ${hex(at.start)}+${hex(at.size)}`];
  });

test('the map of a board that booted three domains', () => {
  const made = rebuilt('three-domains-4.17');
  expect(shown(made)).toEqual([
    'RAM bank 0 0x40000000+0x80000000',
    '/memreserve/ 0x7e000000+0x100000',
    '/reserved-memory/shared-memory@7a000000 0x7a000000+0x1000000',
    '/reserved-memory/reserved@7c000000 0x7c000000+0x1000000',
    'Xen image 0x40200000+0x1560c8',
    'device tree blob 0x48000000+0x248e',
    'static heap 0x50000000+0x10000000',
    'domU1 bank 0 0x60000000+0x8000000',
    'domU1 kernel 0x44000000+0x10000',
    'domU1 ramdisk 0x44100000+0x20000',
    'domU2 bank 0 0x68000000+0x8000000',
    'domU2 bank 1 0x72000000+0x4000000',
    'domU2 kernel 0x44200000+0x10000',
    'domU3 kernel 0x44300000+0x10000',
  ]);
  expect(made.plan.domains.map(({ directMap, vpl011 }) => [directMap, vpl011])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
  expect(made.target).toMatchObject({ release: '4.17', build: 'debug', arch: 'arm64' });
  expect(made.target.kconfig.EARLY_PRINTK).toBe(true);
});

test.each(['collision-4.18', 'dom0-4.22'])('what boots from the map of %s prints the same lines', (name) => {
  const { plan, target } = rebuilt(name);
  const log = logOf(consoleText(name));
  expect(compare(log, analyse(plan, target), target.release).differences).toEqual([]);
});

test('shared memory is all that a rebuilt map of three domains prints otherwise', () => {
  const { plan, target } = rebuilt('three-domains-4.22');
  const { differences } = compare(
    logOf(consoleText('three-domains-4.22')),
    analyse(plan, target),
    target.release,
  );
  expect(differences.map(({ what }) => what)).toEqual([
    'RESVD[6]',
    'SHMEM[0]',
    'd1 device tree placed',
    'd2 device tree placed',
  ]);
});

test('as many kernels as domains are left: one for each', () => {
  const { plan } = rebuilt('kernel-in-bank-4.22');
  expect(plan.domains.map(({ name, modules }) => [name, modules.map(({ start }) => hex(start))])).toEqual([
    ['domU1', []],
    ['domU2', ['0x44200000']],
  ]);
});

test('a boot that ended before Xen listed anything cannot be drawn, and says so', () => {
  const log = logOf(consoleText('collision-4.19'));
  expect(canRebuild(log)).toBe(false);
  expect(rebuild(log, 'x', 'x')).toMatchObject({ ok: false, problem: { message: /nothing to draw/ } });
});

test('a rebuilt map exports what a log can vouch for, and comes back from its file', () => {
  for (const name of CONSOLES.filter((one) => canRebuild(logOf(consoleText(one))))) {
    const { plan, target } = rebuilt(name);
    const text = exportText(plan, target.release, 'dts');
    expect(text.ok && text.value.text).toMatch(/Only what a boot log tells of this board is known/);
    expect(text.ok && text.value.text).not.toMatch(/interrupt-controller|pl011@9000000 \{/);
    const back = readDesign(writeDesign({ name, plan, target, original: null }));
    expect(back.ok && back.value.plan).toEqual(plan);
  }
});

test.each<[string, RegExp[]]>([
  [
    'three-domains-4.22',
    [
      /^What RESVD\[0\] stands for/,
      /^Who shares SHMEM\[0\]/,
      /^What the device tree calls d3/,
      /^Whether domU1 and domU2 have a vpl011/,
    ],
  ],
  ['collision-4.18', [/^Whether domU2 is direct-mapped/]],
  ['collision-4.17', [/^Which domain MODULE\[2\] and MODULE\[3\] belong to/, /^Which domains there are/]],
  [
    'kernel-in-bank-4.22',
    [/^All but the kernel of the domain of mod\[2\]/, /^Where the RAM of domU1 comes from/],
  ],
])('what %s does not tell is said', (name, sentences) => {
  const { lacks } = rebuilt(name).plan.board;
  for (const sentence of sentences) expect(lacks).toContainEqual(expect.stringMatching(sentence));
});

test.each<[string, string, RegExp]>([
  [
    'several boots',
    `${consoleText('collision-4.19')}${consoleText('three-domains-4.19')}`,
    /holds 2 boots; the last is read/,
  ],
  ['a cut', '(XEN) RAM: 0000000040000000 - 00000000bfffffff', /hang, a reset and a cut/],
  ['no banner', '(XEN) RAM: 0000000040000000 - 00000000bfffffff', /no banner/],
  ['a Xen of long ago', '(XEN) Xen version 4.11.4 (@) (gcc) debug=n x', /4\.11\.4 is none/],
  ['no early lines', '(XEN) Xen version 4.19.0 (@) (gcc) debug=n x', /CONFIG_EARLY_PRINTK/],
])('%s is said', (_, text, sentence) => {
  expect(lacksOf(logOf(text))).toContainEqual(expect.stringMatching(sentence));
});

/** Everything that is made of a log. */
function useAll(text: string): boolean {
  const log = readBootLog(text);
  if (!log.ok) return log.problem.message !== '';
  const made = rebuild(log.value, 'any', 'any');
  return explain(log.value, null).length === log.value.lines.length && made.ok === canRebuild(log.value);
}

/** A console cut up and put together again, with nonsense in it. */
const mangled = fc
  .array(
    fc.oneof(
      fc.constantFrom(...CONSOLES.flatMap((name) => consoleText(name).split('\n'))),
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(
          fc.constantFrom('RAM', 'MODULE[2]', ' RESVD[0]', 'SHMEM[9]'),
          fc.bigInt(0n, 2n ** 64n),
          fc.bigInt(0n, 2n ** 64n),
        )
        .map(([what, a, b]) => `(XEN) ${what}: ${a.toString(16)} - ${b.toString(16)} Kernel`),
    ),
  )
  .map((lines) => lines.join('\r\n'));

test('any text is read or refused, and what is read can be explained and rebuilt', () => {
  holdsFor(
    fc.property(fc.oneof(fc.string(), mangled), (text) => {
      expect(useAll(text)).toBe(true);
    }),
    300,
  );
});

test.each<[string, string]>([
  ['one long line', 'x'],
  ['escapes', '\u001b['],
  ['prefixes', '(XEN) '],
  ['ends of lines', '\n'],
  ['beginnings of banners', '(XEN) Xen version 4.1 debug='],
  ['RAM', '(XEN) RAM: 0 - f\n'],
  ['modules', '(XEN) MODULE[1]: 0 - f Kernel\n'],
  ['domains', '(XEN) *** LOADING DOMU cpus=1 memory=4KB ***\n(XEN) Loading d1 kernel from boot module @ 0\n'],
  ['boots', '(XEN) RAM: 0 - f\n- UART enabled -\n'],
  ['panics', '(XEN) Panic on CPU 0:\n'],
])('megabytes of %s come to an end', (_, piece) => {
  expect(useAll(piece.repeat(Math.ceil((2 << 20) / piece.length)))).toBe(true);
});
