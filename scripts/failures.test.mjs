import { expect, test } from 'vitest';
import { compact, storyFailures, unitFailures } from './failures.mjs';

test('a unit test that fails, and a file that cannot be read', () => {
  const report = {
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed', failureMessages: [] },
          { fullName: 'subtracts', status: 'failed', failureMessages: ['Error: 1 is not 2\n    at a.ts:3'] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [] },
    ],
  };
  expect(unitFailures(report)).toEqual([
    { title: 'a.test.ts › subtracts', message: 'Error: 1 is not 2\n    at a.ts:3' },
    { title: 'b.test.ts', message: 'no such file' },
  ]);
  expect(unitFailures(null)).toEqual([]);
});

test('a story that fails within a group, by its last try, and what fails outside of stories', () => {
  const of = (...messages) => ({ errors: messages.map((message) => ({ message })) });
  const report = {
    suites: [
      {
        specs: [{ title: 'opens', ok: true, file: 'a.spec.ts', tests: [] }],
        suites: [
          {
            specs: [
              {
                title: 'closes',
                ok: false,
                file: 'a.spec.ts',
                tests: [{ status: 'unexpected', results: [of('first'), of('second', 'and more')] }],
              },
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'the server did not start' }],
  };
  expect(storyFailures(report)).toEqual([
    { title: 'a.spec.ts › closes', message: 'second\nand more' },
    { title: 'outside of the stories', message: 'the server did not start' },
  ]);
  expect(storyFailures(null)).toEqual([]);
});

test('one failure has many lines, without colours and blank ones; many have two each, and then they are counted', () => {
  const message = Array.from({ length: 40 }, (_, i) => `\u001b[31mline ${i}\u001b[39m\n`).join('\n');
  const one = compact([{ title: 'a', message }]);
  expect(one.slice(0, 2)).toEqual(['FAILED: a', '    line 0']);
  expect(one).toHaveLength(21);
  const many = compact(Array.from({ length: 100 }, (_, i) => ({ title: `${i}`, message })));
  expect(many.slice(0, 4)).toEqual(['FAILED: 0', '    line 0', '    line 1', 'FAILED: 1']);
  expect(many).toHaveLength(46);
  expect(many.at(-1)).toBe('FAILED: and 85 more');
  expect(compact([{ title: 'wide', message: 'x'.repeat(1000) }])[1]).toHaveLength(241);
});
