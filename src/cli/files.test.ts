import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { includesOf, readInput, withRegularFile } from './files.ts';

let folder = '';
const at = (...names: string[]): string => join(folder, ...names);
const nothing = () => Readable.from([]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xen-memmap-files-'));
  mkdirSync(at('boards'));
  mkdirSync(at('elsewhere'));
  writeFileSync(at('boards', 'board.dts'), '/dts-v1/;');
  writeFileSync(at('boards', 'common.dtsi'), '/ { };');
  writeFileSync(at('elsewhere', 'secret'), 'hunter2');
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 100 * 1024 * 1024);
  symlinkSync(at('elsewhere', 'secret'), at('boards', 'link.dtsi'));
  execFileSync('mkfifo', [at('boards', 'pipe.dtsi')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('a file, and standard input in pieces, are read whole', async () => {
  const file = await readInput(at('boards', 'board.dts'), nothing);
  expect(file.ok && text(file.value)).toBe('/dts-v1/;');
  const piped = await readInput('-', () =>
    Readable.from(['/dts', '-v1/;'].map((part) => new TextEncoder().encode(part))),
  );
  expect(piped.ok && text(piped.value)).toBe('/dts-v1/;');
});

test.each([
  ['missing', 'there is no such file'],
  ['boards', 'it is a folder, not a file'],
  ['boards/board.dts/x', 'a part of its path is not a folder'],
  ['huge', 'it is 100 MiB: over 16 MiB, more than any device tree or design'],
])('%s is refused: %s', async (name, message) => {
  expect(await readInput(at(name), nothing)).toEqual({ ok: false, problem: { message, at: null } });
});

test('endless input is refused as soon as it is too long', async () => {
  let given = 0;
  const endless = async function* () {
    for (;;) {
      given += 1;
      yield await Promise.resolve(new Uint8Array(1024 * 1024));
    }
  };
  expect(await readInput('-', endless)).toMatchObject({ ok: false, problem: { message: /over 16 MiB/ } });
  expect(given).toBe(17);
  expect(await readInput('/dev/zero', nothing)).toMatchObject({ ok: false });
});

test('of a module file only as much is read as is asked for, however large it is', async () => {
  const head = (path: string) =>
    withRegularFile(path, async (file) => ({ head: await file.part(0, 64), size: file.size }));
  expect(await head(at('huge'))).toEqual({
    ok: true,
    value: { head: new Uint8Array(64), size: 100 * 1024 * 1024 },
  });
  const short = await head(at('elsewhere', 'secret'));
  expect(short.ok && text(short.value.head)).toBe('hunter2');
  expect((await head(at('boards'))).ok).toBe(false);
});

test('includes reach the folder of the file and the working directory, and nothing else', () => {
  const read = (path: string, cwd: string) => {
    const found = includesOf(at('boards', 'board.dts'), cwd)(path);
    return found.ok ? text(found.value) : found.problem.message;
  };
  expect(read('common.dtsi', '/')).toBe('/ { };');
  expect(read('../elsewhere/secret', folder)).toBe('hunter2');
  const outside = /outside the folder of .*board\.dts and the working directory/;
  expect(read('../elsewhere/secret', at('boards'))).toMatch(outside);
  expect(read(at('elsewhere', 'secret'), at('boards'))).toMatch(outside);
  expect(read('link.dtsi', at('boards'))).toMatch(outside);
  expect(read('pipe.dtsi', folder)).toBe('pipe.dtsi is not a regular file');
  expect(read('missing.dtsi', folder)).toBe('missing.dtsi: there is no such file');
});
