// npm test: everything the project says of itself, checked in one go from a fresh clone.
//
// Real Xen runs when QEMU, a cross compiler and Xen are there. XEN_STORIES=required makes their absence a
// failure (CI), XEN_STORIES=off leaves them out. What failed is told once more at the end, in few lines, with the seed that
// plays the run again. The last line counts: "N passed, N failed, N skipped".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, ensurePackages, requireNode, root, run, runHeard, runScript } from './ensure.mjs';
import { compact, storyFailures, unitFailures } from './failures.mjs';
import { chooseSeed } from './seed.mjs';

requireNode();
ensurePackages();

const reports = join(root, '.cache/reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const seed = chooseSeed();
console.log(`SEED=${seed}`);

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const closing = [];

function readReport(name) {
  const path = join(reports, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Adds a runner's own counts; a runner that failed without a failing test counts as one failure. */
function count(step, code, counts, failed) {
  totals.passed += counts.passed;
  totals.skipped += counts.skipped;
  totals.failed += counts.failed === 0 && code !== 0 ? 1 : counts.failed;
  failures.push(...failed.map(({ title, message }) => ({ title: `${step}: ${title}`, message })));
  if (code !== 0 && failed.length === 0) failures.push({ title: step, message: '' });
  if (code === 0 && counts.passed === 0) {
    totals.failed += 1;
    failures.push({ title: `${step} ran no test`, message: '' });
  }
}

function check(script) {
  console.log(`\n── ${script}`);
  const { code, said } = runHeard(script);
  totals[code === 0 ? 'passed' : 'failed'] += 1;
  if (code !== 0) failures.push({ title: script, message: said });
  return code === 0;
}

function unit() {
  console.log('\n── unit');
  const code = runScript('unit', [
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'unit.json')}`,
  ]);
  const report = readReport('unit.json');
  const counts = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  count('unit', code, counts, unitFailures(report));
}

function stories(step, config, browser, extra = {}) {
  console.log(`\n── ${step}`);
  const report = `${step.replaceAll(' ', '-')}.json`;
  const code = run(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', config, '--reporter=list,json'],
    {
      env: {
        ...process.env,
        ...extra,
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, report),
        ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
      },
    },
  );
  const told = readReport(report);
  const counts = {
    passed: (told?.stats?.expected ?? 0) + (told?.stats?.flaky ?? 0),
    failed: told?.stats?.unexpected ?? 0,
    skipped: told?.stats?.skipped ?? 0,
  };
  count(step, code, counts, storyFailures(told));
}

for (const script of ['check:format', 'check:lint', 'check:types', 'check:imports']) check(script);
unit();

if (check('build')) {
  const browser = ensureBrowser();
  stories('browser stories', 'e2e/browser/playwright.config.ts', browser);

  const policy = process.env.XEN_STORIES ?? 'auto';
  const { missing } = await import('../e2e/xen/available.mjs');
  const lacking = missing();
  if (policy === 'off')
    closing.push(`NOT RUN: real Xen stories (${process.env.XEN_STORIES_WHY ?? 'XEN_STORIES=off'})`);
  else if (lacking !== null && policy !== 'required') closing.push(`not run: real Xen stories. ${lacking}`);
  else stories('real Xen stories', 'e2e/xen/playwright.config.ts', browser);
} else closing.push('NOT RUN: browser and real Xen stories, for want of a build');

console.log('');
for (const line of [...closing, ...compact(failures)]) console.log(line);
if (failures.length > 0) console.log(`played again by SEED=${seed} npm test`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
