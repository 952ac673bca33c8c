import { expect, test } from 'vitest';
import { consoleText, CONSOLES, logOf } from '../../testing/boot-logs.ts';
import { looksLikeBootLog } from './boots.ts';

const boots = (text: string): string => {
  const { boot, boots: count, ram, domains, end } = logOf(text);
  return `${boot} of ${count}: ${ram.length} RAM, ${domains.length} domains, ${end.kind}`;
};

test.each(CONSOLES)('%s is one boot', (name) => {
  expect(boots(consoleText(name))).toMatch(/^1 of 1: /);
});

const panicked = consoleText('collision-4.19');
const whole = consoleText('three-domains-4.19');
const release = consoleText('three-domains-4.19-release');
const NOISE = 'U-Boot 2024.01\r\nHit any key to stop autoboot:  0\r\n';

test.each<[string, string, string]>([
  ['a panic, then a boot', panicked + NOISE + whole, '2 of 2: 1 RAM, 3 domains, up'],
  ['a boot, then a panic', whole + NOISE + panicked, '2 of 2: 0 RAM, 0 domains, panic'],
  ['the same twice', whole + whole, '2 of 2: 1 RAM, 3 domains, up'],
  ['three', panicked + release + whole, '3 of 3: 1 RAM, 3 domains, up'],
  [
    'a boot, then a start that tells nothing',
    `${whole}\r\n- UART enabled -\r\n`,
    '1 of 2: 1 RAM, 3 domains, up',
  ],
  [
    'the end of one, then a boot',
    whole.slice(whole.indexOf('(XEN) *** LOADING')) + panicked + whole,
    '3 of 3: 1 RAM, 3 domains, up',
  ],
])('%s', (_, text, expected) => {
  expect(boots(text)).toBe(expected);
});

test('without early printk the banner begins a boot', () => {
  const late = whole.slice(whole.indexOf(' Xen 4.19'));
  expect(boots(late + late)).toBe('2 of 2: 0 RAM, 3 domains, up');
});

test('a guest that prints Xen’s log does not begin a boot', () => {
  const quoted = whole.split('\n').map((line) => `(d1) ${line}`);
  expect(boots(whole + quoted.join('\n'))).toBe('1 of 1: 1 RAM, 3 domains, up');
});

test.each(CONSOLES)('%s is known for a console', (name) => {
  expect(looksLikeBootLog(consoleText(name))).toBe(true);
  expect(looksLikeBootLog(consoleText(name).replaceAll('(XEN) ', ''))).toBe(true);
});

test.each([
  ['nothing', ''],
  ['source', '/dts-v1/; / { };'],
  ['source that quotes a console', `/*\n${panicked}*/\n/dts-v1/;\n/ { };`],
  ['source that quotes one in a comment', `// ${panicked.replaceAll('\n', '\n// ')}\n/ { };`],
  ['a design', `{"log":"\n(XEN) RAM: 0 - 1\n"}`],
  ['a letter', 'Dear all,\nCommand line: we use none.\n'],
  ['Linux', '[    0.000000] Linux version 6.1.0\n[    0.000000] Xen 4.19 support found\n'],
])('%s is not', (_, text) => {
  expect(looksLikeBootLog(text)).toBe(false);
});
