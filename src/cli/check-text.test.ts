import { expect, test } from 'vitest';
import type { Analysis, DomainOutcome, Finding } from '../engine/analysis.ts';
import { addr } from '../model/addr.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { bareAnalysis, bareFinding, bareOutcome } from '../testing/bare-analysis.ts';
import { verdictText } from './check-text.ts';

const domain = (name: string, more: Partial<DomainOutcome> = {}) => bareOutcome({ name, ...more });
const finding = (more: Partial<Finding>) =>
  bareFinding({ rule: 'rule', message: 'Something.', consequence: null, ...more });

const text = (analysis: Partial<Analysis>, hasRam = true): string =>
  verdictText({
    file: 'a.dts',
    target: DEFAULT_TARGET,
    analysis: bareAnalysis(analysis),
    placeOf: (path, property) => {
      if (path === '/chosen/domU2') return { line: 3, file: 'guests.dtsi' };
      return path === '/chosen/domU1' ? { line: property === 'memory' ? 9 : 7, file: null } : null;
    },
    hasRam,
  });

test('nothing wrong is one line and the guests', () => {
  expect(text({})).toBe('a.dts: boots on Xen 4.22 (arm64, release build)\n');
  expect(
    text({
      domains: [
        domain('dom0'),
        domain('domU1', {
          directMap: true,
          memory: [{ guest: addr(0x6000_0000n), size: 0x1000n, host: [range(0x6000_0000n, 0x1000n)] }],
          kernel: addr(0x6000_0000n),
        }),
        domain('domU2', {
          memory: [
            {
              guest: addr(0x4000_0000n),
              size: 0x2000n,
              host: [range(0x7000_0000n, 0x1000n), range(0x7800_0000n, 0x1000n)],
            },
            { guest: addr(0x2_0000_0000n), size: 0x1000n, host: null },
          ],
        }),
      ],
    }),
  ).toBe(`a.dts: boots on Xen 4.22 (arm64, release build)

  DOMAIN              WHAT           GUEST PHYSICAL           SIZE   HOST PHYSICAL
  dom0                nothing known
  domU1 (direct-map)  RAM            0x60000000-0x60001000    4 KiB  same (1:1)
                      kernel         0x60000000
  domU2               RAM            0x40000000-0x40002000    8 KiB  0x70000000-0x70001000, 0x78000000-0x78001000
                      RAM            0x200000000-0x200001000  4 KiB  Xen picks the pages
`);
});

test('a refusal shows what Xen prints, and the worst finding first', () => {
  const refused = text({
    verdict: 'refused',
    panic: {
      message: 'Early FDT parsing failed (-22)',
      consequence: 'panic',
      domain: 'domU1',
      rule: 'static-overlap',
      early: true,
    },
    findings: [
      finding({ severity: 'info', rule: 'remark' }),
      finding({ severity: 'silent', consequence: 'misbehaves', rule: 'place-bss' }),
      finding({
        severity: 'error',
        consequence: 'panic',
        rule: 'static-overlap',
        stops: true,
        domain: 'domU1',
        range: range(0x6000_0000n, 0x1000n),
        message: 'It overlaps.',
        prints: ['Region: …', 'Early FDT parsing failed (-22)'],
        path: '/chosen/domU1',
      }),
      finding({ path: '/chosen/domU1', property: 'memory' }),
      finding({ path: '/chosen/domU2', property: 'cpus' }),
    ],
  });
  expect(refused)
    .toBe(`a.dts: is refused on Xen 4.22 (arm64, release build): 1 error, 1 silent loss, 2 warnings, 1 remark
  (XEN) Early FDT parsing failed (-22)
  (before the console is up: a board shows nothing without early printk)

  error  static-overlap  domU1  host 0x60000000-0x60001000  (panic: Xen stops here)
    It overlaps.
    (XEN) Region: …
    (XEN) Early FDT parsing failed (-22)
    at /chosen/domU1, line 7

  silent  place-bss  (goes wrong later, without a word)
    Something.

  warning  rule
    Something.
    at /chosen/domU1, line 9

  warning  rule
    Something.
    at /chosen/domU2, guests.dtsi:3

  info  remark
    Something.
`);
});

test('a hang says so, for there is nothing on the console', () => {
  const panic = { message: null, consequence: 'hang', domain: null, rule: 'x', early: true } as const;
  expect(text({ verdict: 'refused', panic })).toBe('a.dts: hangs on Xen 4.22 (arm64, release build)\n');
});

test('hundreds of banks and modules are counted, not poured out', () => {
  const memory = Array.from({ length: 200 }, (_, i) => ({
    guest: addr(BigInt(i) * 0x1000n),
    size: 0x1000n,
    host: null,
  }));
  const assumed = Array.from({ length: 40 }, (_, i) => `module:0x${i}`);
  const many = text({ domains: [domain('domU1', { memory })], assumed });
  expect(many).toContain('… 184 more banks; --format json lists all');
  expect(many).toContain('What the files at 0x0, 0x1, 0x2, 0x3 and 36 more are was not said');
  expect(many.split('\n').length).toBeLessThan(30);
});

test('what was not said is named with the option that says it; no RAM is explained', () => {
  const assumed = text({ assumed: ['xen-image', 'xen-image-size', 'fdt'] });
  for (const option of ['--xen-image ADDR,SIZE', '--fdt ADDR']) expect(assumed).toContain(option);
  expect(text({}, false)).toContain('The tree states no RAM');
});

test('what the tree lacks is said in a sentence', () => {
  expect(text({ assumed: ['gic', 'uart'] })).toMatch(/no GIC that Xen knows: .*\n.*no UART that Xen knows: /);
});

test('a word that rests on source alone says so, in the first line and at the end', () => {
  const source = text({ evidence: { layouts: 0, unbooted: ['MPU'] } });
  expect(source).toMatch(/^a\.dts: boots on Xen 4\.22 \(arm64, release build; from source, not booted\)\n/);
  expect(source).toMatch(/\n {2}From source, not booted: no Xen 4\.22 with MPU is among/);
  expect(text({ evidence: { layouts: 5, unbooted: [] } })).toContain('; only 5 layouts booted)');
});

test('names cannot steer the terminal', () => {
  const hostile = text({
    domains: [domain('dom\u001b[2J')],
    findings: [finding({ message: 'a\u001b]0;x', path: '/\u0007', domain: '\u009b', prints: ['\u001b'] })],
  });
  // eslint-disable-next-line no-control-regex
  expect(hostile.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test('advice with the id of a refusal does not read as the end of a boot', () => {
  const advice = finding({ rule: 'static-overlap', by: 'advice', consequence: 'panic' });
  expect(text({ findings: [advice] })).toContain('static-overlap  (our advice)');
});
