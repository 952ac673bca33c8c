import { expect, test } from 'vitest';
import { consoleLines, isXensAlone, shownText } from './lines.ts';

const said = (text: string): (string | null)[] => [...consoleLines(text)].map((line) => line.said);

test.each<[string, string, string | null]>([
  ['as Xen prints it', '(XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['indented by Xen', '(XEN)  RESVD[0]: 1 - 2', 'RESVD[0]: 1 - 2'],
  ['console_timestamps=boot', '(XEN) [    0.250463] RAM: 1 - 2', 'RAM: 1 - 2'],
  ['console_timestamps=date', '(XEN) [2026-11-25 19:13:02] RAM: 1 - 2', 'RAM: 1 - 2'],
  ['console_timestamps=datems', '(XEN) [2026-11-25 19:13:02.250] RAM: 1 - 2', 'RAM: 1 - 2'],
  ['console_timestamps=raw', '(XEN) [000000000012ab4f] RAM: 1 - 2', 'RAM: 1 - 2'],
  ['a logger’s own time', '[2026-11-25 19:13:02.250] (XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['another logger’s', '19:13:02.250 > (XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['a journal’s', '2026-11-25T19:13:02.250Z (XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['in colours', '\u001b[1;32m(XEN)\u001b[0m RAM: 1 - 2\u001b[K', 'RAM: 1 - 2'],
  ['quoted in a letter', '> (XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['after the start of a guest’s line', '(XEN) xmm-gue(XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['with a NUL from the serial line', '\0(XEN) RAM: 1 - 2', 'RAM: 1 - 2'],
  ['a guest that quotes Xen', '(d1) (XEN) RAM: 1 - 2', null],
  ['a guest behind its vPL011', '(XEN) DOM2: (XEN) RAM: 1 - 2', null],
])('a line %s', (_, line, words) => {
  expect(said(line)).toEqual([words]);
});

test('with Xen’s prefix about, lines without it are somebody else’s, but for those before printk', () => {
  expect(said('RAM: 1 - 2\r\n- Boot CPU booting -\r\n\r\n(XEN) x')).toEqual([
    null,
    '- Boot CPU booting -',
    'x',
  ]);
});

test('where the prefix was taken off everywhere, every line may be Xen’s', () => {
  expect(said('RAM: 1 - 2\n RESVD[0]: 1 - 2\n[    0.25] MODULE[0]: 1 - 2 Xen\n')).toEqual([
    'RAM: 1 - 2',
    'RESVD[0]: 1 - 2',
    'MODULE[0]: 1 - 2 Xen',
  ]);
});

test('lines know where they stand', () => {
  const text = 'one\r\n\ntwo';
  expect([...consoleLines(text)].map(({ number, from, to }) => [number, text.slice(from, to)])).toEqual([
    [1, 'one'],
    [3, 'two'],
  ]);
});

test('what is shown has no colours and no control characters', () => {
  expect(shownText('\u001b[31ma\u0007b\u001b[0;1mc\td')).toBe('abc\td');
});

test.each([
  ['(XEN) x', true],
  ['[2026-11-25 19:13:02] (XEN) x', true],
  ['// seen: (XEN) x', false],
  ['x', true],
])('%j is Xen’s alone: %s', (line, alone) => {
  expect(isXensAlone(line)).toBe(alone);
});
