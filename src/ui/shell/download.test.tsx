import { expect, test } from 'vitest';
import { fileName } from './download.ts';

test.each([
  ['gateway-ecu', 'gateway-ecu.dts'],
  ['rev 1.0', 'rev 1.0.dts'],
  ['a/b\\c:d*e', 'a-b-c-d-e.dts'],
  ['../etc/passwd', '-etc-passwd.dts'],
  ['…', '….dts'],
  ['.', 'design.dts'],
  ['a\u0000b', 'a-b.dts'],
])('a design called %j is handed out as %j', (name, file) => {
  expect(fileName(name, 'dts')).toBe(file);
});
