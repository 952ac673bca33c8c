import { describe, expect, it } from 'vitest';
import { hex } from '../../model/addr.ts';
import { strings } from '../../model/cells.ts';
import type { Plan } from '../../model/plan.ts';
import { planOfRecording, readRecordings, type Recording, targetOf } from '../../testing/conformance.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import text from '../../testing/recordings/qemu-virt.jsonl?raw';
import { analyse } from '../index.ts';
import { Buddy } from './buddy.ts';
import { dom0MemoryOf } from '../../model/command-line.ts';
import { xenCommandLine } from './command-line.ts';
import { type Taken, waysWhileScrubbing } from './dom0-memory.ts';
import { scanTree } from './early-scan.ts';
import { pagesBefore } from './heap.ts';
import { setUpMemory } from './setup-memory.ts';
import { startBoot } from './state.ts';

const recordings = readRecordings(text);
const layoutOf = (id: string): Recording => {
  const found = recordings.layouts.find((layout) => layout.id === id);
  if (found === undefined) throw new Error(`no recording ${id}`);
  return found;
};
const buildOf = (name: string) => {
  const build = recordings.builds[name];
  if (build === undefined) throw new Error(`no build ${name}`);
  return build;
};

const bootOf = (layout: Recording, name: string) =>
  analyse(planOfRecording(layout, buildOf(name)), targetOf(buildOf(name)));

const dom0Banks = (analysis: ReturnType<typeof analyse>): string[] =>
  (analysis.domains.find(({ name }) => name === 'dom0')?.memory ?? []).map(
    ({ guest, size }) => `${hex(guest)}+${hex(size)}`,
  );

/** What real Xen answered to recorded layouts when bootscrub=0 stood on its command line as well; 4.17 and 4.22 alike. */
const WITHOUT_SCRUBBING: readonly (readonly [id: string, answer: readonly string[] | string])[] = [
  [
    'dom0-03',
    ['0x84000000+0x4000000', '0x8c000000+0x4000000', '0x94000000+0x4000000', '0x9c000000+0x4000000'],
  ],
  ['dom0-05', ['0x80000000+0x10000000']],
  ['dom0-06', 'Failed to allocate requested dom0 memory. 832MB unallocated'],
  ['dom0-12', ['0x50000000+0x10000000', '0x70000000+0x20000000', '0xa0000000+0x10000000']],
  ['dom0-13', ['0x84000000+0x4000000', '0x8c000000+0x4000000']],
];

describe('dom0’s memory without scrubbing is certain', () => {
  for (const name of ['4.17', '4.22'])
    it.each(WITHOUT_SCRUBBING)(`%s, ${name}`, (id, answer) => {
      const layout = layoutOf(id);
      const analysis = bootOf({ ...layout, args: `${layout.args ?? ''} bootscrub=0` }, name);
      expect(analysis.assumed).not.toContain('scrubbing');
      expect(analysis.panic?.message ?? dom0Banks(analysis)).toEqual(answer);
    });
});

/** Every way dom0's memory may fall in a layout whose heap idle CPUs scrub, as far as `width` ways side by side reach. */
function waysOf(id: string, name: string, width?: number): readonly (Taken | null)[] {
  const build = buildOf(name);
  const boot = startBoot(planOfRecording(layoutOf(id), build), targetOf(build));
  scanTree(boot);
  setUpMemory(boot);
  const heap = Buddy.of(boot.heapRegions ?? [], true);
  heap.takePages(pagesBefore(boot));
  const wanted = dom0MemoryOf(xenCommandLine(boot))?.bytes ?? 0n;
  return [...waysWhileScrubbing(heap, { pages: Number(wanted >> 12n), lowBits: 32 }, width)];
}

const wayText = ({ banks, left }: Taken): string =>
  left > 0
    ? `${left / 256}MB unallocated`
    : banks.map(({ start, pages }) => `${hex(BigInt(start) << 12n)}+${hex(BigInt(pages) << 12n)}`).join(' ');

/** What 4.17 to 4.22 did on one run or another with idle CPUs scrubbing. */
const SEEN: readonly (readonly [id: string, ends: readonly string[]])[] = [
  [
    'dom0-03',
    [
      '192MB unallocated',
      '0x4c000000+0x4000000 0x54000000+0x4000000 0x7c000000+0x4000000 0xa4000000+0x4000000',
      '0x4c000000+0x4000000 0x54000000+0x4000000 0x5c000000+0x4000000 0x9c000000+0x4000000',
      '0x54000000+0x4000000 0x6c000000+0x4000000 0x74000000+0x4000000 0x7c000000+0x4000000',
    ],
  ],
  ['dom0-05', ['0x80000000+0x10000000']],
  ['dom0-06', ['896MB unallocated', '832MB unallocated']],
  ['dom0-07', ['0x68000000+0x8000000']],
  ['dom0-12', ['0x50000000+0x10000000 0x70000000+0x20000000 0xa0000000+0x10000000']],
  [
    'dom0-13',
    [
      '64MB unallocated',
      '0x4c000000+0x4000000 0xa4000000+0x4000000',
      '0x4c000000+0x4000000 0x54000000+0x4000000',
    ],
  ],
];

describe('dom0’s memory while idle CPUs scrub', () => {
  it.each(SEEN)('%s: whatever real Xen did is one of the ways', (id, ends) => {
    const ways = waysOf(id, '4.22', 3000).map((way) => (way === null ? null : wayText(way)));
    expect(ways).toEqual(expect.arrayContaining([...ends]));
  });

  it.each([
    ['dom0-05', 'boots', false, ['heap-hides-ram']],
    ['dom0-12', 'boots', false, []],
    ['dom0-06', 'refused', true, ['dom0-mem-nomem']],
    ['dom0-07', 'boots', true, ['dom0-placement-varies']],
    ['dom0-03', 'refused', true, ['dom0-mem-nomem']],
    ['dom0-13', 'refused', true, ['dom0-mem-nomem']],
  ])('%s %s; whether it may end otherwise: %s', (id, verdict, mayDiffer, rules) => {
    const analysis = bootOf(layoutOf(id), '4.22');
    expect(analysis.verdict).toBe(verdict);
    expect(analysis.assumed.includes('scrubbing')).toBe(mayDiffer);
    expect(analysis.findings.map(({ rule }) => rule)).toEqual(rules);
  });

  it('that fails in some boots only says so, and what bootscrub=0 would do', () => {
    const analysis = bootOf(layoutOf('dom0-13'), '4.22');
    expect(analysis.findings[0]?.message).toMatch(
      /in some boots only: .*With bootscrub=0 every boot gets it\.$/,
    );
    expect(dom0Banks(analysis)).toHaveLength(2);
  });
});

describe('dom0_mem', () => {
  const dom0On = (line: string) => {
    const plan = planSpec(`ram 0+80000000 | args ${line} | dom0 kernel 2000000+10000`);
    return analyse(plan, DEFAULT_TARGET);
  };

  it('not given, or nothing Xen can read, makes 512 MiB', () => {
    for (const line of ['', 'dom0_mem=max', 'dom0_mem=0'])
      expect(dom0On(line).findings.map(({ rule }) => rule)).toContain('dom0-mem-default');
    expect(dom0Banks(dom0On('dom0_mem=256M dom0_mem=64M'))).toEqual(['0x4000000+0x4000000']);
  });

  it('not given is said when everything runs, not before', () => {
    const { log, findings } = dom0On('');
    const said = log.findIndex(({ text }) => text.startsWith('PLEASE SPECIFY dom0_mem'));
    expect(log.slice(said - 1).map(({ text }) => text)).toEqual([
      '*'.repeat(51),
      'PLEASE SPECIFY dom0_mem PARAMETER - USING 512M FOR NOW',
      '*'.repeat(51),
      '3... 2... 1... ',
    ]);
    expect(findings[0]?.rule).toBe('dom0-mem-default');
  });

  // Real Xen 4.17, 4.20 and 4.22.
  it('leaves reserved regions to others, and yet its tree lists them as RAM', () => {
    const plan = planSpec('reserved 70000000+100000 | args dom0_mem=128M | dom0 kernel 42000000+10000');
    const [dom0] = analyse(plan, DEFAULT_TARGET).domains;
    expect(dom0?.listed?.map(({ start, size }) => `${hex(start)}+${hex(size)}`)).toEqual([
      '0x70000000+0x100000',
    ]);
  });

  it('of less than whole pages is looked for without end', () => {
    for (const line of ['dom0_mem=1K', 'dom0_mem=131073K'])
      expect(dom0On(line).panic).toMatchObject({ rule: 'dyn-subpage', consequence: 'hang', message: null });
    expect(dom0On('dom0_mem=3145729K').panic?.rule).toBe('dom0-mem-nomem');
  });

  // Real Xen 4.17 to 4.22 and unstable.
  it.each([
    ['dom0_mem=2M', 'kernel 50000000+1000', 'place-too-small'],
    ['dom0_mem=4M', 'kernel 50000000+1000', 'place-none'],
    ['dom0_mem=64M', 'kernel 50000000+1000000 ramdisk 58000000+3000000', 'place-too-small'],
    ['dom0_mem=256M', 'kernel 50000000+1000000 ramdisk 58000000+3000000', null],
  ])('%s, %s: %s', (args, modules, rule) => {
    const spec = `cpus 1 | xen 40200000+17c000 | args bootscrub=0 ${args} | dom0 ${modules}`;
    expect(analyse(planSpec(spec), DEFAULT_TARGET).panic?.rule ?? null).toBe(rule);
  });

  it.each([
    ['4.19', ['Allocating 1:1 mappings', 'BANK[0]', 'Grant table range: 0x00000040200000-0x00000040240000']],
    ['4.20', ['Grant table range: 0x00000040200000-0x00000040240000', 'Allocating 1:1 mappings', 'BANK[0]']],
  ] as const)('and its grant table on %s', (release, lines) => {
    const spec = 'cpus 1 | xen 40200000+17c000 | args dom0_mem=256M | dom0 kernel 50000000+1000';
    const said = analyse(planSpec(spec), { ...DEFAULT_TARGET, release }).log.map(({ text: line }) => line);
    const at = lines.map((line) => said.findIndex((other) => other.startsWith(line)));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at).not.toContain(-1);
  });

  // Real Xen 4.17, 4.19 and 4.22 with one CPU: the second dirty chunk of the lowest zone; with bootscrub=0 the first clean.
  it('with one CPU comes from a heap that nobody scrubs', () => {
    const banks = (words: string) =>
      dom0Banks(
        analyse(
          planSpec(
            `cpus 1 | xen 40200000+17c000 | fdt 48000000+2000 | args dom0_mem=128M${words} | dom0 kernel 42000000+10000
             domU1 static 50000000+8000000 60000000+8000000 70000000+8000000 kernel 44000000+10000`,
          ),
          DEFAULT_TARGET,
        ),
      );
    expect([banks(''), banks(' bootscrub=0')]).toEqual([['0x68000000+0x8000000'], ['0x58000000+0x8000000']]);
  });

  it('is certain where there is no second CPU to scrub', () => {
    const on = (cpus: number) => {
      const plan = planSpec(
        `cpus ${cpus} | args dom0_mem=128M | dom0 kernel 42000000+10000 | domU1 static 60000000+4000000`,
      );
      return analyse(plan, DEFAULT_TARGET).assumed.includes('scrubbing');
    };
    expect([on(1), on(2)]).toEqual([false, true]);
  });

  it('is looked for below 1 GiB on a Raspberry Pi 4', () => {
    const plan = planSpec(
      'ram 0+3b400000 40000000+80000000 | args dom0_mem=512M | dom0 kernel 2000000+10000',
    );
    const { root } = plan.tree;
    const named = strings('compatible', 'raspberrypi,4-model-b', 'brcm,bcm2711');
    const pi = { ...root, properties: [named, ...root.properties.filter(({ name }) => name !== named.name)] };
    const on = (of: Plan) => dom0Banks(analyse(of, DEFAULT_TARGET));
    expect(on(plan)).toEqual(['0x60000000+0x20000000']);
    expect(on({ ...plan, tree: { ...plan.tree, root: pi } })).toEqual(['0x10000000+0x20000000']);
  });
});
