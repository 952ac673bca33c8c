import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64.ts';
import { MAX_LINK, packLink, unpackLink } from './link.ts';

test('what is packed unpacks to the same text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 4000 }), async (text) => {
      expect(await unpackLink(await packLink(text))).toEqual({ ok: true, value: text });
    }),
    { seed: Number(process.env['SEED']), numRuns: 50 },
  );
});

test('bytes survive both ways whatever their length', () => {
  for (const length of [0, 1, 2, 3, 0x8000, 0x8001]) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 251) & 0xff);
    expect(fromBase64Url(toBase64Url(data))).toEqual(data);
  }
});

const message = async (fragment: string) => {
  const read = await unpackLink(fragment);
  return read.ok ? 'read' : read.problem.message;
};

test('a damaged, foreign, newer or oversized link is named', async () => {
  const good = await packLink('{"format":"xen-memmap"}'.repeat(20));
  expect(await message(good.slice(0, -9))).toContain('damaged');
  expect(await message('#v1.@@@')).toContain('damaged');
  expect(await message('#v1.')).toContain('damaged');
  expect(await message('#v2.abcd')).toContain('newer');
  expect(await message('#section')).toContain('not a design link');
  expect(await message('#v1.' + 'A'.repeat(MAX_LINK))).toContain('too long');
});

test('a small link that unpacks to a huge text is stopped on the way', async () => {
  const bomb = toBase64Url(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)));
  expect(await message(`#v1.${bomb}`)).toContain('16 MiB');
});
