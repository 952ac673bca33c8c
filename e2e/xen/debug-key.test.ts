import { expect, test } from 'vitest';
import { asks, readHeap } from './debug-key.mjs';

/** A console and what is typed on it, line by line. */
function talk(...lines: readonly string[]): {
  readonly typed: string[];
  readonly answers: (number | null)[];
} {
  const typed: string[] = [];
  const ask = asks('H');
  const answers = lines.map((_, i) =>
    ask(`${lines.slice(0, i + 1).join('\n')}\n`, (text) => typed.push(text)),
  );
  return { typed, answers };
}

test('input is moved on until it is Xen’s, then the key is typed once', () => {
  const { typed } = talk(
    "(XEN) *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)",
    '(d1) a guest says something',
    '(XEN) *** Serial input to DOM1',
    '(XEN) *** Serial input to Xen',
    '(XEN) something else',
  );
  expect(typed).toEqual(['\x01\x01\x01', '\x01\x01\x01', 'H']);
});

test('it listens longer until the answer begins', () => {
  const { answers } = talk(
    '(XEN) *** Serial input to Xen',
    "(XEN) 'H' pressed -> dumping heap info (now = 1)",
    '(XEN) heap[node=0][zone=0] -> 0 pages',
  );
  expect(answers[0]).toBeNull();
  expect(answers[1]).toBeGreaterThan(answers[2] ?? 0);
});

test('the heap is what all zones have; nothing where nobody answered', () => {
  expect(readHeap('(XEN) *** Serial input to Xen')).toBeNull();
  const said = [
    "(XEN) 'H' pressed -> dumping heap info (now = 1)",
    '(XEN) heap[node=0][zone=0] -> 0 pages',
    '(XEN) heap[node=0][zone=19] -> 94 pages',
    '(XEN) heap[node=0][zone=20] -> 90104 pages',
    '(XEN) Node 0 has 7 unscrubbed pages',
  ].join('\r\n');
  expect(readHeap(said)).toEqual({
    zones: new Map([
      [19, 94],
      [20, 90104],
    ]),
    pages: 90198,
    unscrubbed: 7,
  });
});
