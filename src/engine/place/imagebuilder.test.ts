// The addresses here are those that ImageBuilder's own scripts/uboot-script-gen wrote into boot.source for files of these sizes.
import { expect, test } from 'vitest';
import { addr, hex } from '../../model/addr.ts';
import { ANY_LOADER, type ImageBuilder } from '../../model/loader.ts';
import { addNeed, plainNeed, setLoader } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { bytes } from '../../model/addr.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { accept, placed, PLACE_THE_REST, REPAIR, type Placed } from './placing.ts';
import { bootFiles, layOut, reservedOf, startOf } from './imagebuilder.ts';
import { areAstray, loaderWindow } from './loader-window.ts';

/** Sizes in bytes, in hex: 30000000, 5 MiB; 2 MiB, 1; 12345678, 5000; 4 MiB + 1; Xen 1100000. */
const DOM0 = 'dom0 kernel 0+1c9c380 ramdisk 0+500000';
const GUESTS =
  'a kernel 0+200000 ramdisk 0+1 | b kernel 0+bc614e dtb 0+1388 | c kernel 0+400001 | xen 40000000+10c8e0 | fdt 0+200';

/** Kernels whose header says that they take more memory than the file has. */
function withHeaders(plan: Plan): Plan {
  const imageSize = new Map([[30_000_000n, 34_000_000n]]);
  return {
    ...plan,
    dom0Modules: plan.dom0Modules.map((module) => ({
      ...module,
      file: {
        name: 'k',
        size: module.size,
        header: {
          kind: 'Image',
          textOffset: 0n,
          imageSize: imageSize.get(module.size) ?? module.size,
          flags: 10n,
        },
      },
    })),
  };
}

test.each<[string, string, string, ImageBuilder['copy'], string, string]>([
  [
    'from 0: not below 12 MiB',
    `ram 0+80000000 | ${DOM0} | ${GUESTS}`,
    '0',
    '2023.2',
    'c00000: e00000 2c00000 3200000 3400000 3600000 4200000 4400000 4a00000 4c00000',
    '5000000',
  ],
  [
    'from the start of RAM',
    `${DOM0} | ${GUESTS}`,
    '40000000',
    '2023.2',
    '40200000: 40400000 42200000 42800000 42a00000 42c00000 43800000 43a00000 44000000 44200000',
    '44600000',
  ],
  [
    'from an odd page: the first file stays odd',
    GUESTS,
    '40001000',
    '2023.2',
    '40201000: 40401000 40800000 40a00000 41600000 41800000 41e00000 42000000',
    '42400000',
  ],
  [
    'what headers say counts in newer copies',
    `${DOM0} | ${GUESTS}`,
    '40000000',
    '2025',
    '40200000: 40400000 42600000 42c00000 42e00000 43000000 43c00000 43e00000 44400000 44600000',
    '44a00000',
  ],
  [
    'reserved memory is not looked at',
    `reserved 41000000+100000 43200000+200000 | ${DOM0} | ${GUESTS}`,
    '40000000',
    '2023.2',
    '40200000: 40400000 42200000 42800000 42a00000 42c00000 43800000 43a00000 44000000 44200000',
    '44600000',
  ],
  [
    'newer copies pass it over, early by the size of the file before, but not with the first file',
    `reserved 41000000+100000 43200000+200000 | ${DOM0} | ${GUESTS}`,
    '40000000',
    '2025',
    '40200000: 40400000 43600000 43c00000 43e00000 44000000 44c00000 44e00000 45400000 45600000',
    '45a00000',
  ],
])('%s', (_, spec, start, copy, places, end) => {
  const plan = withHeaders(planSpec(spec));
  const laid = layOut(bootFiles(plan, copy), addr(BigInt(`0x${start}`)), copy, reservedOf(plan));
  const word = (at: bigint): string => hex(at).slice(2);
  expect(`${word(laid.script)}: ${laid.places.map((at) => word(at.start)).join(' ')}`).toBe(places);
  expect(word(laid.leastEnd)).toBe(end);
});

const by = (plan: Plan, imageBuilder: Partial<ImageBuilder>, own: typeof ANY_LOADER.own = null): Plan =>
  setLoader(plan, { imageBuilder: { copy: '2023.2', start: null, end: null, ...imageBuilder }, own });

const at = (hexText: string) => addr(BigInt(`0x${hexText}`));

/** `label at 0x…` of every item, or every member of the conflict with what would help. */
const said = (answer: Placed): string[] =>
  answer.kind === 'placed'
    ? answer.items.map(({ label, to }) => `${label} ${to.map(({ start }) => hex(start)).join(' ')}`)
    : answer.kind === 'impossible'
      ? answer.conflict.map(({ label, asks, help }) => `${label}: ${asks} -> ${help ?? 'nothing'}`)
      : [];

const SMALL = 'a static 60000000+10000000 kernel 48000000+1000000 | xen 40200000+200000 | fdt 48000000+1000';

test('files move to where ImageBuilder puts them, and it is told so', () => {
  const plan = by(planSpec(SMALL), { start: at('40000000') });
  const answer = placed(plan, DEFAULT_TARGET, PLACE_THE_REST);
  expect(said(answer)).toEqual(['a kernel 0x40400000', 'Xen 0x41400000', 'device tree blob 0x41600000']);
  expect(answer.kind === 'placed' && answer.window).toEqual({
    start: 0x4000_0000n,
    end: 0x41a0_0000n,
    script: 0x4020_0000n,
  });
  if (answer.kind !== 'placed') return;
  const next = accept(plan, answer.items);
  expect(next.load).toMatchObject({ xen: { start: 0x4140_0000n }, fdt: { start: 0x4160_0000n } });
  expect(said(placed(next, DEFAULT_TARGET, REPAIR))).toEqual([]);
});

test('without a MEMORY_START one is found, clear of every static range, and kept', () => {
  const plan = by(planSpec(`${SMALL} | ram 40000000+40000000 | heap 40000000+10000000`), {});
  const answer = placed(plan, DEFAULT_TARGET, PLACE_THE_REST);
  expect(answer.kind).toBe('placed');
  if (answer.kind !== 'placed') return;
  const next = accept(plan, answer.items);
  expect(startOf(next, '2023.2')).toBe(answer.window?.start);
  expect(loaderWindow(next)).toEqual(answer.window);
  const files = [...next.domains.flatMap(({ modules }) => modules), next.load.xen!, next.load.fdt!];
  for (const { start, size } of files)
    expect(start >= 0x5000_0000n && (start + size <= 0x6000_0000n || start >= 0x7000_0000n)).toBe(true);
  expect(said(placed(next, DEFAULT_TARGET, REPAIR))).toEqual([]);
});

test('a file that waits for a place has its own in the order', () => {
  const plan = by(planSpec(SMALL), { start: at('40000000') });
  const what = { kind: 'module', domain: plan.domains[0]!.id, module: 'ramdisk' } as const;
  const asking = addNeed(plan, plainNeed('' as EntityId, what, bytes(0x30_0000n)));
  const answer = placed(asking, DEFAULT_TARGET, PLACE_THE_REST);
  expect(said(answer)).toEqual([
    'a kernel 0x40400000',
    'a ramdisk 0x41400000',
    'Xen 0x41800000',
    'device tree blob 0x41a00000',
  ]);
  const next = answer.kind === 'placed' ? accept(asking, answer.items) : asking;
  expect(next.wants.needs).toEqual([]);
  expect(next.domains[0]?.modules.map(({ kind, start }) => [kind, start])).toEqual([
    ['kernel', 0x4040_0000n],
    ['ramdisk', 0x4140_0000n],
  ]);
});

test.each<[string, Plan, string[]]>([
  [
    'a static range is in the way',
    by(planSpec(SMALL), { start: at('5f000000') }),
    [
      'boot files: 3 files, 20484 KiB with the gaps between them, from 0x5f20_0000 on, where ImageBuilder puts them, over a bank 0 -> MEMORY_START=0x41a00000',
    ],
  ],
  [
    'there is no RAM',
    by(planSpec(SMALL), { start: at('bff00000') }),
    [
      'boot files: 3 files, 21508 KiB with the gaps between them, from 0xc010_0000 on, where ImageBuilder puts them, over what is no RAM -> MEMORY_START=0x41a00000',
    ],
  ],
  [
    'MEMORY_END is too low',
    by(planSpec(SMALL), { start: at('40000000'), end: at('41900000') }),
    [
      'boot files: up to 0x41a0_0000, beyond MEMORY_END 0x4190_0000: ImageBuilder stops with “not enough memory to load all binaries” -> MEMORY_END=0x41a00000',
    ],
  ],
  [
    'MEMORY_END is too low wherever they start',
    by(planSpec(SMALL), { end: at('40400000') }),
    [
      'boot files: 3 files, 20484 KiB with the gaps between them, in one run where U-Boot is known to load files: below 4 GiB, before MEMORY_END 0x4040_0000 -> MEMORY_END=0x43400000',
    ],
  ],
])('in words: %s', (_, plan, words) => {
  expect(said(placed(plan, DEFAULT_TARGET, PLACE_THE_REST))).toEqual(words);
});

test('where U-Boot runs is not known: below 4 GiB', () => {
  const plan = by(
    planSpec(`ram 40000000+10000000 800000000+80000000 | ${SMALL.replace('60000000', '800000000')}`),
    {},
  );
  const answer = placed(plan, DEFAULT_TARGET, REPAIR);
  expect(answer.kind === 'placed' && answer.window && answer.window.end < 0x5000_0000n).toBe(true);
  expect(areAstray(plan)).toBe(true);
  expect(areAstray(answer.kind === 'placed' ? accept(plan, answer.items) : plan)).toBe(false);
});

test('U-Boot loads nothing over itself, whoever decides', () => {
  const ram = 'ram 40000000+8000000 | xen 40200000+200000 | fdt 40000000+1000 | a memory 4000';
  const own = { start: at('40c00000'), size: bytes(0x740_0000n) };
  const what = (plan: Plan) => ({ kind: 'module', domain: plan.domains[0]!.id, module: 'kernel' }) as const;
  const asking = (plan: Plan): Plan =>
    addNeed(plan, plainNeed('' as EntityId, what(plan), bytes(0x80_0000n)));
  const ours = setLoader(asking(planSpec(ram)), { ...ANY_LOADER, own });
  const [first] = said(placed(ours, DEFAULT_TARGET, PLACE_THE_REST));
  expect(first).toBe('a kernel 0x40400000');
  const theirs = placed(by(asking(planSpec(ram)), {}, own), DEFAULT_TARGET, PLACE_THE_REST);
  expect(theirs.kind).toBe('impossible');
});
