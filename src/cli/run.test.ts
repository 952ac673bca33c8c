import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeBlob } from '../devicetree/blob.ts';
import { parse } from '../devicetree/document.ts';
import { exportText } from '../exchange/export.ts';
import type { Release } from '../model/release.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { writeDesign } from '../share/design.ts';
import { consoleText } from '../testing/boot-logs.ts';
import { dtc, HAS_DTC } from '../testing/dtc.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { run } from './run.ts';

const BOOTS = 'ram 40000000+80000000 | domU1 static 60000000+10000000 kernel 44000000+10000';
const OVERLAPS = `${BOOTS} | domU2 static 68000000+10000000 kernel 45000000+10000`;

const blobOf = (spec: string): Uint8Array => writeBlob(planSpec(spec).tree);

function exportedText(spec: string): string {
  const source = exportText({ ...planSpec(spec), board: { ...TEST_BOARD, origin: 'tree' } }, '4.22', 'dts');
  if (!source.ok) throw new Error(source.problem.message);
  return source.value.text;
}

const designOf = (spec: string, release: Release): string =>
  writeDesign({
    name: 'd',
    plan: planSpec(spec, release),
    target: { ...DEFAULT_TARGET, release },
    original: null,
  });

const HOST_TEXT = '/dts-v1/; / { soc: soc { }; };';

let cwd = '';
const put = (name: string, content: Uint8Array | string): void => writeFileSync(join(cwd, name), content);

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'xen-memmap-run-'));
  put('boots.dtb', blobOf(BOOTS));
  put('overlaps.dtb', blobOf(OVERLAPS));
  put('cut.dtb', blobOf(BOOTS).subarray(0, 300));
  put(
    'noise',
    Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251),
  );
  put('empty', '');
  put('other.json', '{"format":"something-else"}');
  put('boots.dts', exportedText(BOOTS));
  put('host.dtsi', '/ { #address-cells = <2>; #size-cells = <2>; };');
  put(
    'including.dts',
    '/dts-v1/; /include/ "host.dtsi"\n/ { memory@0 { device_type = "memory"; reg = <0 0 0 0x1000>; }; };',
  );
  put('broken.dts', '/dts-v1/;\n/ { a = <1; };\n');
  put('overlay.dts', '/dts-v1/; /plugin/; &{/chosen} { };');
  put('host.dtb', blobOf('ram 40000000+80000000'));
  put('host.dts', HOST_TEXT);
  put('unknown.dts', '/dts-v1/; /plugin/;\n&soc {\n\tadded;\n\tx = <1 &nowhere>;\n};');
  put('labels.dts', '/dts-v1/; /plugin/; &soc { added; };');
  put('design.json', designOf(OVERLAPS, '4.17'));
  put('newer.json', designOf(BOOTS, '4.22').replace('"version": 1', '"version": 99'));
  put('huge', '');
  truncateSync(join(cwd, 'huge'), 100 * 1024 * 1024);
  mkdirSync(join(cwd, 'folder'));
  const image = new Uint8Array(4096);
  image.set([0x41, 0x52, 0x4d, 0x64], 56);
  put('Image', image);
  put('xen.config', 'CONFIG_ARM_64=y\nCONFIG_DEBUG=y\n# CONFIG_STATIC_MEMORY is not set\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Runs one command line; standard input is `stdin`. */
async function cli(line: string, stdin: Uint8Array = new Uint8Array(), terminal = false) {
  const out: Uint8Array[] = [];
  const err: string[] = [];
  const status = await run(
    line.split(' ').filter((word) => word !== ''),
    {
      cwd,
      stdin: () => Readable.from([stdin]),
      out: (chunk) => out.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk),
      err: (text) => err.push(text),
      terminal,
    },
  );
  const bytes = Buffer.concat(out);
  return { status, bytes, out: bytes.toString(), err };
}

const objects = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('check', () => {
  test('exit status: 0 boots, 1 refused, 2 unreadable; the worst of all files', async () => {
    expect((await cli('check boots.dtb')).status).toBe(0);
    expect((await cli('check boots.dtb overlaps.dtb')).status).toBe(1);
    expect((await cli('check overlaps.dtb missing.dtb boots.dtb')).status).toBe(2);
  });

  test('one object per file and release, in the order given; unreadable ones do not stop the rest', async () => {
    const { status, out, err } = await cli(
      'check overlaps.dtb missing.dtb - --xen 4.22 --xen 4.17 --format json',
      blobOf(BOOTS),
    );
    expect(objects(out).map(({ file, xen, verdict, error }) => ({ file, xen, verdict, error }))).toEqual([
      { file: 'overlaps.dtb', xen: '4.22', verdict: 'refused', error: undefined },
      { file: 'overlaps.dtb', xen: '4.17', verdict: 'refused', error: undefined },
      { file: 'missing.dtb', xen: undefined, error: { message: 'there is no such file', at: null } },
      { file: '-', xen: '4.22', verdict: 'boots', error: undefined },
      { file: '-', xen: '4.17', verdict: 'boots', error: undefined },
    ]);
    expect({ status, err }).toEqual({ status: 2, err: [] });
  });

  test('several releases end in a table, one does not, and JSON never', async () => {
    const { out } = await cli('check overlaps.dtb boots.dtb --xen 4.17 --xen 4.22');
    expect(out.split('\n').slice(-4)).toEqual([
      expect.stringMatching(/^XEN +4\.17 +4\.22$/),
      expect.stringMatching(/^overlaps\.dtb +\S.* {2}panics$/),
      expect.stringMatching(/^boots\.dtb +boots +boots$/),
      '',
    ]);
    expect((await cli('check boots.dtb')).out).not.toContain('XEN');
    expect(objects((await cli('check boots.dtb --xen 4.17 --xen 4.22 --format json')).out)).toHaveLength(2);
  });

  test('text says the verdict first, then what Xen prints and where, then the guests', async () => {
    const { out } = await cli('check overlaps.dtb --build debug');
    const [first, second] = out.split('\n');
    expect(first).toMatch(/^overlaps\.dtb: is refused on Xen 4\.22 \(arm64, debug build\): \d+ error/);
    expect(second).toBe('  (XEN) Early FDT parsing failed (-22)');
    expect(out).toContain('(panic: Xen stops here)');
    expect(out).toMatch(/\(XEN\) Region: \[0x0*68000000, 0x0*78000000\) overlapping with bank/);
    const { out: fine } = await cli('check boots.dtb');
    expect(fine).toMatch(/^boots\.dtb: boots on Xen 4\.22 \(arm64, release build\)\n/);
    expect(fine).toMatch(/domU1 +RAM +0x40000000-0x50000000 +256 MiB +0x60000000-0x70000000\n/);
  });

  test('what the boot loader does is judged when it is said, and named when it is not', async () => {
    const assumed = async (line: string) => objects((await cli(line)).out)[0]?.['assumed'];
    expect(await assumed('check boots.dtb --format json')).toEqual(
      expect.arrayContaining(['xen-image', 'fdt']),
    );
    const told = await assumed(
      'check boots.dtb --format json --xen-image 0x40200000,0x154000 --fdt 0x48000000 --module 0x44000000=Image',
    );
    expect(told).toEqual([]);
    expect(await assumed('check boots.dtb --format json --xen-image 0x40200000 --fdt 0x48000000')).toContain(
      'xen-image-size',
    );
    const { status, out } = await cli('check boots.dtb --xen-image 0x60000000,0x154000');
    expect(status).toBe(1);
    expect(out).toContain('overlapping with mod[0]');
  });

  test('a .config decides options and build; an option of its own wins', async () => {
    const [without] = objects((await cli('check boots.dtb --config xen.config --format json')).out);
    expect(without).toMatchObject({ build: 'debug', verdict: 'refused' });
    const line = 'check boots.dtb --config xen.config --kconfig STATIC_MEMORY=y --format json';
    expect(objects((await cli(line)).out)[0]).toMatchObject({ build: 'debug', verdict: 'boots' });
  });

  test.each([
    ['--config other.json', /^xen-memmap: --config other\.json: this is no Xen \.config$/],
    ['--config nowhere', /--config nowhere: there is no such file/],
    ['--module 0x44000000=nowhere', /--module 0x44000000=nowhere: there is no such file/],
    ['--module 0x44000000=folder', /it is a folder/],
    ['--module 0x99000000=Image', /--module 0x99000000: no file has a module at this address/],
    ['--bogus', /there is no option --bogus/],
  ])('%s is wrong usage', async (option, message) => {
    const { status, err } = await cli(`check boots.dtb ${option}`);
    expect(status).toBe(2);
    expect(err).toEqual([expect.stringMatching(message)]);
  });
});

describe('a boot log', () => {
  const log = (name: string) => new TextEncoder().encode(consoleText(name));

  test('is judged for the Xen that wrote it, and for others when asked', async () => {
    const own = await cli('check - --format json', log('three-domains-4.17'));
    expect(objects(own.out)).toMatchObject([
      { xen: '4.17', build: 'debug', verdict: 'boots', assumed: expect.arrayContaining(['boot-log']) },
    ]);
    const all = await cli('check - --xen 4.17 --xen 4.22', log('collision-4.18'));
    expect(all.out).toMatch(/is refused on Xen 4\.17[^]*is refused on Xen 4\.22[^]*rebuilt from a boot log/);
    expect(all.status).toBe(1);
  });

  test('is inspected, with what it does not tell', async () => {
    const { out, status } = await cli('inspect - --format json', log('dom0-4.22'));
    expect(status).toBe(0);
    expect(objects(out)).toMatchObject([
      {
        memory: [{ start: '0x40000000', size: '0x80000000' }],
        lacks: expect.arrayContaining([expect.stringContaining('What the device tree calls d1')]),
      },
    ]);
    expect((await cli('inspect -', log('dom0-4.22'))).out).toMatch(/Not known\n {2}What the device tree/);
  });

  test('that ended before Xen listed anything is unreadable, and says why', async () => {
    const { err, status } = await cli('check -', log('collision-4.19'));
    expect([status, err]).toEqual([2, [expect.stringMatching(/nothing to draw/)]]);
  });
});

describe.each(['check', 'inspect'])('%s names what it cannot read', (command) => {
  test.each([
    ['cut.dtb', /truncated/],
    ['noise', /^it is binary; expected a device tree/],
    ['empty', /^it is empty; expected a device tree/],
    ['folder', /^it is a folder, not a file$/],
    ['missing', /^there is no such file$/],
    ['huge', /^it is 100 MiB: over 16 MiB/],
    ['other.json', /is not a design of xen-memmap/],
    ['newer.json', /version 99; .* reads up to 2/],
    ['broken.dts', /expected/],
    ['overlay.dts', /^it is an overlay: name the board it is for with --base BOARD$/],
  ])('%s', async (name, message) => {
    const text = await cli(`${command} ${name}`);
    expect(text).toMatchObject({ status: 2, out: '' });
    expect(text.err).toEqual([expect.stringMatching(new RegExp(`^xen-memmap: ${name}: .+`))]);
    const json = await cli(`${command} ${name} --format json`);
    expect(json).toMatchObject({ status: 2, err: [] });
    const [{ file, error } = {}, ...more] = objects(json.out);
    expect({ file, more, keys: Object.keys(error as object) }).toEqual({
      file: name,
      more: [],
      keys: ['message', 'at'],
    });
    expect((error as { message: string }).message).toMatch(message);
  });
});

describe('what a FILE may be, by its content', () => {
  test('source text: the same verdict as its blob, and findings by line', async () => {
    expect((await cli('check boots.dts')).status).toBe(0);
    const text = exportedText(OVERLAPS);
    const { out } = await cli('check - --format json', new TextEncoder().encode(text));
    const [{ findings } = {}] = objects(out);
    const stops = (findings as { stops: boolean; path: string; line: number }[]).find((found) => found.stops);
    expect(stops?.path).toBe('/chosen/domU2');
    expect(text.split('\n')[(stops?.line ?? 0) - 1]).toContain('xen,static-mem = <0x0 0x68000000');
    const [blob] = objects((await cli('check overlaps.dtb --format json')).out);
    expect(blob?.['findings']).toContainEqual(expect.objectContaining({ path: '/chosen/domU2', line: null }));
  });

  test('a finding in an included file is told with that file, and never with a line of this one', async () => {
    const [head = '', rest = ''] = exportedText(OVERLAPS).split(/^(?=\tchosen \{$)/m);
    put('guests.dtsi', `\n/ {\n${rest}`);
    put('split.dts', `${head}};\n/include/ "guests.dtsi"\n`);
    const line = 2 + rest.split('\n').findIndex((text) => text.includes('0x68000000')) + 1;
    expect((await cli('check split.dts')).out).toContain(`    at /chosen/domU2, guests.dtsi:${line}\n`);
    expect(objects((await cli('check split.dts --format json')).out)[0]?.['findings']).toContainEqual(
      expect.objectContaining({ path: '/chosen/domU2', line: null }),
    );
  });

  test('text that includes files from its folder, and what is wrong in it by place', async () => {
    const { out } = await cli('inspect including.dts --format json');
    expect(objects(out)[0]).toMatchObject({ memory: [{ start: '0x0', size: '0x1000' }] });
    const [broken] = objects((await cli('inspect broken.dts --format json')).out);
    expect(broken?.['error']).toMatchObject({ at: 'line 2, column 11' });
  });

  test('a design, judged for its own release unless another is asked for', async () => {
    expect(objects((await cli('check design.json --format json')).out)[0]).toMatchObject({ xen: '4.17' });
    expect(objects((await cli('check design.json --format json --xen 4.21')).out)[0]).toMatchObject({
      xen: '4.21',
      verdict: 'refused',
    });
    expect(objects((await cli('inspect design.json --format json')).out)[0]).toMatchObject({
      memory: [{ start: '0x40000000', size: '0x80000000' }],
    });
  });
});

describe('export', () => {
  test.each(['dts', 'dtb', 'design'])('%s of a tree is read again with the same verdict', async (to) => {
    for (const name of ['boots.dtb', 'overlaps.dtb']) {
      const written = await cli(`export ${name} --to ${to}`);
      expect(written).toMatchObject({ status: 0, err: [] });
      const verdict = async (line: string, stdin?: Uint8Array) => {
        const [{ verdict: answer, panic, domains } = {}] = objects((await cli(line, stdin)).out);
        return { answer, panic, domains };
      };
      expect(await verdict('check - --format json', written.bytes)).toEqual(
        await verdict(`check ${name} --format json`),
      );
    }
  });

  test('a design that knows its board by facts only says what its export leaves out', async () => {
    const { status, out, err } = await cli('export design.json --to dts');
    expect({ status, err }).toEqual({
      status: 0,
      err: [expect.stringMatching(/^Only the facts of this board/)],
    });
    expect(out).toMatch(/^\/dts-v1\/;/);
  });

  test('a design keeps what the boot loader options say', async () => {
    const line =
      'export boots.dtb --to design --xen 4.18 --xen-image 0x40200000,0x154000 --module 0x44000000=Image';
    const design = JSON.parse((await cli(line)).out) as Record<string, unknown>;
    expect(design).toMatchObject({
      name: 'boots',
      target: { release: '4.18' },
      load: { xen: { start: '0x40200000', size: '0x154000' }, fdt: null },
      plan: {
        domains: [{ modules: [{ file: { name: 'Image', size: '0x1000', header: { kind: 'Image' } } }] }],
      },
    });
  });

  test('overlays hold what Xen reads of /chosen', async () => {
    expect((await cli('export boots.dtb --to overlay')).out).toMatch(/\/plugin\/;[^]*xen,static-mem/);
    const { bytes } = await cli('export boots.dtb --to dtbo');
    expect(bytes.subarray(0, 4).toString('hex')).toBe('d00dfeed');
  });

  test('with the board it is for, an overlay holds the difference, and says what it cannot say', async () => {
    const { out, err } = await cli('export boots.dtb --to overlay --base overlaps.dtb');
    expect(err).toEqual([
      expect.stringMatching(/^An overlay .* cannot remove\..*: \/chosen\/domU2 stays\.$/),
    ]);
    expect(out).toContain('/chosen/domU2 stays.');
    const more = await cli('export overlaps.dtb --to overlay --base boots.dtb');
    expect(more.out).toContain('domU2 {');
    expect(more.out).not.toContain('domU1');
    expect((await cli('export boots.dtb --to overlay --base boots.dtb')).out).toMatch(/&\{\/\} \{\n\};\n$/);
  });

  test('an overlay on its board is the board with the layout again', async () => {
    const { bytes } = await cli('export overlaps.dtb --to dtbo --base host.dtb');
    put('layout.dtbo', bytes);
    put('layout.dts', (await cli('export design.json --to overlay --base host.dtb')).out);
    for (const name of ['layout.dtbo', 'layout.dts']) {
      const judged = objects((await cli(`check ${name} --base host.dtb --xen 4.17 --format json`)).out);
      const whole = objects((await cli('check overlaps.dtb --xen 4.17 --format json')).out);
      expect(judged).toEqual(whole.map((verdict) => ({ ...verdict, file: name })));
    }
    const merged = await cli('export layout.dtbo --base host.dtb --to dtb');
    expect((await cli('check -', merged.bytes)).status).toBe(1);
  });

  test('a board that is text is compiled with its labels; what does not fit is said', async () => {
    const { out } = await cli('export labels.dts --base host.dts --to dts');
    expect(out).toMatch(/soc \{\n\t\tadded;/);
    const refused = async (line: string): Promise<unknown> => (await cli(line)).err;
    expect(await refused('check labels.dts --base host.dtb')).toEqual([
      expect.stringMatching(
        /labels.dts: it does not fit host.dtb: &soc: .*compiled without -@.* \(line 1, column 21\)$/,
      ),
    ]);
    expect(await refused('check labels.dts --base host.dts')).toEqual([]);
    expect(await refused('check unknown.dts --base host.dts')).toEqual([
      expect.stringMatching(/&nowhere: no node of host.dts is labelled nowhere.* \(line 4, column 9\)$/),
    ]);
    put('symbols.dtb', writeBlob(parse(HOST_TEXT, { symbols: true }).tree));
    expect(await refused('check labels.dts --base symbols.dtb')).toEqual([]);
    expect(await refused('check unknown.dts --base symbols.dtb')).toEqual([
      expect.stringMatching(/&nowhere: the labels in symbols.dtb .* do not include nowhere \(line 4/),
    ]);
    expect(await refused('check boots.dtb --base host.dtb')).toEqual([
      'xen-memmap: boots.dtb: it is no overlay: --base is for those, and for export --to overlay or dtbo',
    ]);
    expect(await refused('check labels.dts --base overlay.dts')).toEqual([
      'xen-memmap: labels.dts: --base overlay.dts: it is an overlay; name the board’s whole tree',
    ]);
    expect(await refused('export boots.dtb --to overlay --base missing')).toEqual([
      'xen-memmap: --base missing: there is no such file',
    ]);
  });

  test.skipIf(!HAS_DTC)(
    'an overlay goes out as it was written, and compiled as dtc -@ compiles it',
    async () => {
      const own = '/dts-v1/;\n/plugin/;\n// mine\n&soc { l: n { x = <&soc 1 &l>; }; };\n';
      put('own.dts', own);
      expect((await cli('export own.dts --base host.dts --to overlay')).out).toBe(own);
      const { bytes } = await cli('export own.dts --base host.dts --to dtbo');
      expect(new Uint8Array(bytes)).toEqual(new Uint8Array(dtc(own, '-@')));
      put('own.dtbo', bytes);
      const again = await cli('export own.dtbo --base host.dts --to dtbo');
      expect(again.bytes).toEqual(bytes);
    },
  );

  test('binary does not go to a terminal', async () => {
    expect(await cli('export boots.dtb --to dtb', undefined, true)).toMatchObject({
      status: 2,
      out: '',
      err: ['xen-memmap: dtb is binary: name a file with -o OUT, or send it down a pipe'],
    });
  });

  test('dtb is a tree that boots the same', async () => {
    const { status, bytes } = await cli('export boots.dtb --to dtb');
    expect(status).toBe(0);
    expect((await cli('check -', bytes)).status).toBe(0);
    expect(await cli('export boots.dtb --to dtb -o out.dtb')).toMatchObject({ status: 0, out: '', err: [] });
    expect(readFileSync(join(cwd, 'out.dtb'))).toEqual(bytes);
  });

  test('what cannot be read or written is named', async () => {
    expect(await cli('export missing --to dtb')).toMatchObject({
      status: 2,
      out: '',
      err: ['xen-memmap: missing: there is no such file'],
    });
    expect(await cli('export boots.dtb --to dtb -o nowhere/out.dtb')).toMatchObject({
      status: 2,
      err: ['xen-memmap: nowhere/out.dtb: there is no such file'],
    });
  });
});

test('help and version', async () => {
  for (const line of ['--help', 'help check', 'inspect --help', 'export -h'])
    expect(await cli(line)).toMatchObject({ status: 0, out: expect.stringMatching(/^xen-memmap/) as string });
  expect((await cli('--version')).out).toMatch(/^xen-memmap \d+\.\d+\.\d+\n$/);
  expect(await cli('')).toMatchObject({ status: 2, out: '' });
});
