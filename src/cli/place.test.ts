import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBlob } from '../devicetree/blob.ts';
import { readDesign } from '../share/design.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { run } from './run.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'xen-memmap-place-'));
  const put = (name: string, spec: string): void =>
    writeFileSync(join(cwd, name), writeBlob(planSpec(spec).tree));
  put('board.dtb', 'ram 40000000+80000000 | domU1 kernel 44000000+10000 | domU2');
  put(
    'overlaps.dtb',
    'ram 40000000+80000000 | domU1 static 60000000+10000000 kernel 44000000+10000 | domU2 static 68000000+10000000 kernel 45000000+10000',
  );
});
afterAll(() => rmSync(cwd, { recursive: true }));

const LOADED = '--xen-image 0x40200000,0x200000 --fdt 0x48000000';

async function cli(line: string) {
  let out = '';
  const err: string[] = [];
  const status = await run(
    line.split(' ').filter((word) => word !== ''),
    {
      cwd,
      stdin: () => Readable.from([]),
      out: (chunk) => (out += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk)),
      err: (text) => err.push(text),
      terminal: false,
    },
  );
  return { status, out, err };
}

function designOf(text: string) {
  const design = readDesign(text);
  if (!design.ok) throw new Error(design.problem.message);
  return design.value.plan;
}

test('what is asked for gets an address, and the design is printed', async () => {
  const { status, out, err } = await cli(
    `place board.dtb ${LOADED} --need domU1=512M,wish=1G --need domU2=128M --need domU2.kernel=2M --need heap=64M`,
  );
  expect([status, err.at(-1)]).toEqual([0, 'Xen 4.22 boots this.']);
  const { domains, heap, wants } = designOf(out);
  expect(domains).toMatchObject([
    { memory: 0x2000_0000n, staticMem: [{ start: 0x8000_0000n, size: 0x2000_0000n }] },
    { memory: 0x800_0000n, staticMem: [{ size: 0x800_0000n }] },
  ]);
  expect(domains[1]?.modules).toHaveLength(1);
  expect(heap).toHaveLength(1);
  expect(wants.needs).toEqual([]);
});

test('what is wrong where it is moves, as little as possible', async () => {
  const { status, out } = await cli(`place overlaps.dtb ${LOADED} --format json`);
  const answer = JSON.parse(out) as { result: string; boots: boolean; items: { what: string }[] };
  expect(status).toBe(0);
  expect(answer).toMatchObject({ result: 'placed', best: true, boots: true });
  expect(answer.items).toHaveLength(1);
});

test('exit status 1 with what cannot hold together, and what would help', async () => {
  const { status, out, err } = await cli(
    `place board.dtb ${LOADED} --need domU1=1G --need domU2=1G,below=2G`,
  );
  expect([status, out]).toEqual([1, '']);
  expect(err).toEqual([
    'These cannot hold together, and could if any one were left out:',
    '  domU2 memory: 1 GiB, below 0x8000_0000',
    expect.stringMatching(/^ {4}would help: /) as string,
  ]);
});

test('the design goes to a file, and what was done to standard output', async () => {
  const { status, out, err } = await cli(`place board.dtb ${LOADED} --need domU1=64M -o placed.json`);
  expect([status, err]).toEqual([0, []]);
  expect(out).toContain('domU1 memory  0x');
  expect(designOf(readFileSync(join(cwd, 'placed.json'), 'utf8')).domains[0]?.staticMem).toHaveLength(1);
});

test('a need of nobody is told', async () => {
  const { status, err } = await cli('place board.dtb --need domU9=1M');
  expect(status).toBe(2);
  expect(err[0]).toContain('it is neither heap nor a domain (domU1, domU2)');
  expect((await cli('place board.dtb --need domU1=1M,ram=fast')).err[0]).toContain(
    'no bank of RAM is called “fast”',
  );
});

test('ImageBuilder decides where boot files lie, and the answer says what to tell it', async () => {
  const { status, out, err } = await cli(
    `place overlaps.dtb ${LOADED} --loader imagebuilder,start=0x5ff00000 --move nothing`,
  );
  expect(status).toBe(1);
  expect(out).toBe('');
  expect(err.join('\n')).toMatch(
    /boot files: .*from 0x6010_0000 on, where ImageBuilder puts them, over domU1 bank 0/,
  );
  expect(err.join('\n')).toMatch(/would help: MEMORY_START=0x4\w{7}$/m);
  const free = await cli(`place board.dtb ${LOADED} --need domU2.kernel=2M --loader imagebuilder`);
  expect(free.status).toBe(0);
  expect(free.err.join('\n')).toMatch(/^domU1 kernel .*moved from/m);
  expect(free.err.join('\n')).toMatch(/Tell ImageBuilder MEMORY_START=0x4\w{7} and MEMORY_END=0x\w+ or more/);
  const { wants, load } = designOf(free.out);
  expect(wants.loader).toMatchObject({ imageBuilder: { copy: '2025', start: null }, own: null });
  expect(load.xen?.start).not.toBe(0x4020_0000n);
});

test.each([
  ['--loader grub', /it is any or imagebuilder/],
  ['--loader any,start=0', /“start=0” is for imagebuilder/],
  ['--loader imagebuilder,copy=1999', /copy is one of 2023.2, 2025/],
  ['--loader imagebuilder,at=1', /none of start, end, copy or own/],
  ['--loader any,own=0x40000000', /own is ADDR\+SIZE/],
])('refused: %s', async (option, words) => {
  const { status, err } = await cli(`place board.dtb ${option}`);
  expect(status).toBe(2);
  expect(err.join('\n')).toMatch(words);
});
