import { expect, test } from 'vitest';
import { RELEASES } from '../model/release.ts';
import { KCONFIG } from '../model/target.ts';
import { FLAGS } from './args.ts';
import { COMMANDS, EXPORT_FORMATS, OUTPUT_FORMATS } from './commands.ts';
import { helpText } from './help.ts';

test('the help names every command, option, format, release bound and Kconfig option there is', () => {
  const general = helpText(null);
  const all = [general, ...COMMANDS.map(helpText)].join('\n');
  for (const command of COMMANDS) expect(general).toContain(`xen-memmap ${command} FILE`);
  for (const option of Object.keys(FLAGS).filter((name) => name !== 'help'))
    expect(all).toContain(`--${option}`);
  for (const format of EXPORT_FORMATS) expect(helpText('export')).toMatch(new RegExp(`^  ${format} `, 'm'));
  for (const format of OUTPUT_FORMATS) expect(helpText('check')).toContain(format);
  for (const name of KCONFIG) expect(helpText('check')).toContain(name);
  expect(helpText('check')).toContain(`${RELEASES[0]} … ${RELEASES.at(-2)} or ${RELEASES.at(-1)}`);
});

test('lines fit a terminal', () => {
  for (const text of [helpText(null), ...COMMANDS.map(helpText)])
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
