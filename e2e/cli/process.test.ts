// The command as a process: built on first use, many at once, streams and exit status passed through.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBlob } from '../../src/devicetree/blob.ts';
import { planSpec } from '../../src/testing/plan-spec.ts';

const project = resolve(import.meta.dirname, '../..');
const command = join(project, 'scripts/cli.mjs');
const BLOB = writeBlob(
  planSpec('ram 40000000+80000000 | domU1 static 60000000+10000000 kernel 44000000+10000').tree,
);
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'xen-memmap-process-'));
  writeFileSync(join(cwd, 'boots.dtb'), BLOB);
});
afterAll(() => rmSync(cwd, { recursive: true }));

const cli = (args: readonly string[], input?: Uint8Array) =>
  spawnSync(process.execPath, [command, ...args], { cwd, encoding: 'utf8', input });

test('several that start at once while it is not fresh all answer, and only the answer is printed', async () => {
  // Made to look old rather than removed: other tests use it meanwhile.
  const built = join(project, 'dist/cli/main.mjs');
  if (existsSync(built)) utimesSync(built, 0, 0);
  const answers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [command, 'check', 'boots.dtb', '--format', 'json'], { cwd });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
      const status = await new Promise((done) => child.on('close', done));
      return { status, file: (JSON.parse(text) as { file: string }).file };
    }),
  );
  expect(answers).toEqual(Array.from({ length: 4 }, () => ({ status: 0, file: 'boots.dtb' })));
}, 120_000);

test('through npm too, with names that count from the folder one stands in', () => {
  const folder = join(project, 'e2e');
  const out = execFileSync(
    'npm',
    [
      'run',
      '--silent',
      'cli',
      '--',
      'inspect',
      relative(folder, join(cwd, 'boots.dtb')),
      '-',
      '--format',
      'json',
    ],
    { cwd: folder, encoding: 'utf8', input: BLOB },
  );
  const memory = [{ start: '0x40000000', size: '0x80000000' }];
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { memory: unknown }).memory),
  ).toEqual([memory, memory]);
});

test('a reader that goes away early is no error', () => {
  const many = 'boots.dtb '.repeat(400);
  const line = `node '${command}' inspect ${many} | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { cwd, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([expect.stringMatching(/^boots\.dtb: /), '0', '']);
});

test('a 100 MiB file is refused by name, without being read', () => {
  const huge = join(cwd, 'huge.dtb');
  writeFileSync(huge, '');
  truncateSync(huge, 100 * 1024 * 1024);
  expect(cli(['check', 'huge.dtb'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'xen-memmap: huge.dtb: it is 100 MiB: over 16 MiB, more than any device tree or design\n',
  });
});
