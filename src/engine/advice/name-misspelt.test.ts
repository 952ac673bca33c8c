import { describe, expect, test } from 'vitest';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, kernel } from '../refusals/example-text.ts';

const ID = 'name-misspelt';

test('a good layout has nothing misspelt', () => {
  expect(
    advised(domU() + domU({ name: 'domU2', banks: [0x70000000, 0x8000000], kernel: kernel(0x45000000) })),
  ).toEqual([]);
});

describe('a compatible', () => {
  const spelled = (compatible: string) => advised(domU().replace('"xen,domain"', compatible));

  test.each([
    ['"xen, domain"', '“xen, domain”, with a space in it.'],
    ['"xen,domian"', '“xen,domian”.'],
    ['"xen-domain"', '“xen-domain”.'],
    ['"vendor,guest", "xen_domain"', '“xen_domain”.'],
  ])('%s', (compatible, words) => {
    const [found] = spelled(compatible);
    expect(found).toMatchObject({
      rule: ID,
      severity: 'silent',
      path: '/chosen/domU1',
      property: 'compatible',
      domain: 'domU1',
    });
    expect(found?.message).toContain(`says ${words}`);
  });

  test.each(['"xen,domain"', '"XEN,Domain"', '"vendor,guest", "xen,domain"', '"xen,domain", "xen, domain"'])(
    '%s is as it should be',
    (compatible) => {
      expect(messagesOf(spelled(compatible), ID)).toEqual([]);
    },
  );

  test('each of several strings is corrected, and the others stay', () => {
    const text = domU().replace(
      '"multiboot,kernel", "multiboot,module"',
      '"mine", "multiboot,kernal", "multiboot,modul"',
    );
    const edits = advised(text).flatMap(({ fix = [] }) => fix);
    const values = edits.map((edit) => edit.kind === 'set' && new TextDecoder().decode(edit.value));
    expect(values).toEqual([
      'mine\0multiboot,kernel\0multiboot,modul\0',
      'mine\0multiboot,kernel\0multiboot,module\0',
    ]);
  });
});

describe('a property', () => {
  test.each([
    ['xen,static-mem = ', 'xen,static_mem = ', undefined],
    ['cpus = ', 'cpus = ', undefined],
    ['memory = ', 'memroy = ', 'memory'],
    ['#address-cells', '#adress-cells', '#address-cells'],
  ])('%s as %s', (right, wrong, known) => {
    const [found] = messagesOf(advised(domU().replace(right, wrong)), ID);
    expect(found?.includes(`Write ${known}.`)).toBe(known === undefined ? undefined : true);
  });

  test('in what would be a domain if that were spelled right too', () => {
    const text = domU({ more: 'direct_map; nr-spis = <40>;' }).replace('xen,domain', 'xen,domian');
    expect(placesOf(advised(text)).filter((place) => place.startsWith(ID))).toEqual([
      `${ID} /chosen/domU1 compatible silent`,
      `${ID} /chosen/domU1 direct_map silent`,
      `${ID} /chosen/domU1 nr-spis silent`,
    ]);
  });

  test('of /chosen only where it claims to be Xen’s', () => {
    const own = 'bootarg = "quiet"; linux,initrd-begin = <0>; xen,xen-bootarg = "bootscrub=0";';
    expect(placesOf(advised(own + domU()))).toEqual([`${ID} /chosen xen,xen-bootarg silent`]);
  });

  test('is nobody’s business where the right one is there, or where a vendor may have meant it', () => {
    const more = 'direct-map; direct_map; vendor,memory = <1>; memory-region = <1>; label = "a"; cpu = <1>;';
    expect(messagesOf(advised(domU({ more })), ID)).toEqual([]);
  });
});
