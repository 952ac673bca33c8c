import { expect, test } from 'vitest';
import type { Analysis, XenstorePage } from '../engine/analysis.ts';
import { addr } from '../model/addr.ts';
import { range, type Range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { verdictJson } from './check-json.ts';

const BOOTS: Analysis = {
  verdict: 'boots',
  panic: null,
  findings: [
    {
      rule: 'mod-ramdisk-lost',
      by: 'xen',
      severity: 'silent',
      consequence: 'dropped',
      stops: false,
      domain: 'domU1',
      message: 'The ramdisk is lost.',
      prints: ['Region: …'],
      space: 'host',
      range: range(0x6000_0000n, 0x80_0000n),
      involved: [range(0n, 1n)],
      path: '/chosen/domU1/module@60000000',
    },
    {
      rule: 'fdt-far',
      by: 'advice',
      severity: 'question',
      consequence: null,
      stops: false,
      domain: null,
      message: 'Where is the blob?',
      prints: [],
      space: 'guest',
      range: null,
      involved: [],
      path: null,
    },
  ],
  domains: [
    {
      name: 'domU1',
      directMap: true,
      memory: [
        {
          guest: addr(0x6000_0000n),
          size: 0x1000_0000n,
          host: [range(0x6000_0000n, 0x1000_0000n)],
        },
        { guest: addr(0x2_0000_0000n), size: 0x1000n, host: null },
      ],
      kernel: addr(0x6000_0000n),
      dtb: addr(0x6800_0000n),
      initrd: null,
      gic: [range(0x800_0000n, 0x1_0000n), range(0x80a_0000n, 0xf6_0000n)],
      uart: range(0x900_0000n, 0x1000n),
      grant: range(0x3800_0000n, 0x100_0000n),
      origins: {},
      shared: [
        { id: 'ipc0', guest: addr(0xb000_0000n), host: addr(0xb000_0000n), size: 0x100_0000n },
        { id: 'ipc1', guest: addr(0xb100_0000n), host: null, size: 0x1000n },
      ],
    },
  ],
  recorded: { reserved: [], shared: [], modules: [] },
  log: [{ text: 'Checking for initrd in /chosen', early: true, rule: null }],
  assumed: ['xen-image', 'fdt'],
  evidence: { layouts: 400, unbooted: [] },
};

/** The contract, letter by letter: keys, their order, types and the form of addresses. */
test('a verdict is this line and no other', () => {
  const placeOf = (path: string) =>
    path === '/chosen/domU1/module@60000000' ? { line: 12, file: null } : null;
  expect(
    JSON.stringify(
      verdictJson({
        file: 'board.dtb',
        target: { ...DEFAULT_TARGET, build: 'debug' },
        analysis: BOOTS,
        placeOf,
        hasRam: true,
      }),
    ),
  ).toBe(
    '{"file":"board.dtb","xen":"4.22","build":"debug","verdict":"boots","panic":null,' +
      '"findings":[{"rule":"mod-ramdisk-lost","by":"xen","severity":"silent","stops":false,"domain":"domU1",' +
      '"message":"The ramdisk is lost.","space":"host","start":"0x60000000","end":"0x60800000",' +
      '"path":"/chosen/domU1/module@60000000","line":12},' +
      '{"rule":"fdt-far","by":"advice","severity":"question","stops":false,"domain":null,' +
      '"message":"Where is the blob?","space":"guest","start":null,"end":null,"path":null,"line":null}],' +
      '"domains":[{"name":"domU1","directMap":true,' +
      '"memory":[{"guest":"0x60000000","size":"0x10000000","host":[{"start":"0x60000000","size":"0x10000000"}]},' +
      '{"guest":"0x200000000","size":"0x1000","host":null}],' +
      '"kernel":"0x60000000","dtb":"0x68000000","initrd":null,' +
      '"gic":[{"start":"0x8000000","size":"0x10000"},{"start":"0x80a0000","size":"0xf60000"}],' +
      '"uart":{"start":"0x9000000","size":"0x1000"},' +
      '"shared":[{"id":"ipc0","guest":"0xb0000000","host":"0xb0000000","size":"0x1000000"},' +
      '{"id":"ipc1","guest":"0xb1000000","host":null,"size":"0x1000"}]}],' +
      '"log":["(XEN) Checking for initrd in /chosen"],"assumed":["xen-image","fdt"]}',
  );
});

test('what no Xen had that was booted is among what the verdict rests on', () => {
  const analysis: Analysis = {
    ...BOOTS,
    evidence: { layouts: 0, unbooted: ['release build', 'GICv2', 'no STATIC_SHM'] },
  };
  const placeOf = () => null;
  const { assumed } = verdictJson({ file: 'a', target: DEFAULT_TARGET, analysis, placeOf, hasRam: true });
  expect(assumed).toEqual([
    'xen-image',
    'fdt',
    'not-booted:release-build',
    'not-booted:GICv2',
    'not-booted:no-STATIC_SHM',
  ]);
});

test('a refusal carries its panic; a hang prints nothing and has none', () => {
  const panic = {
    message: 'Early FDT parsing failed (-22)',
    consequence: 'panic',
    domain: null,
    rule: 'resv-overlap',
    early: true,
  } as const;
  const json = (analysis: Analysis) =>
    verdictJson({ file: 'a.dts', target: DEFAULT_TARGET, analysis, placeOf: () => null, hasRam: true });
  expect(JSON.stringify(json({ ...BOOTS, verdict: 'refused', panic }).panic)).toBe(
    '{"message":"Early FDT parsing failed (-22)","domain":null,"rule":"resv-overlap","early":true}',
  );
  const hang = { ...panic, message: null, consequence: 'hang' } as const;
  expect(json({ ...BOOTS, verdict: 'refused', panic: hang })).toMatchObject({
    verdict: 'refused',
    panic: null,
  });
});

test('a domain that is told of Xen has what its /hypervisor node says, and Xenstore’s page', () => {
  const told = (xenstore: XenstorePage, extended: readonly Range[] | null) => {
    const [domain] = BOOTS.domains;
    if (domain === undefined) throw new Error('no domain');
    const analysis = { ...BOOTS, domains: [{ ...domain, xenstore, extended }] };
    const json = verdictJson({
      file: 'a',
      target: DEFAULT_TARGET,
      analysis,
      placeOf: () => null,
      hasRam: true,
    });
    return JSON.stringify(json.domains[0]).replace(/.*(?="grant")/, '');
  };
  expect(told({ at: range(0x3900_1000n, 0x1000n), by: 'xen' }, [range(0x5000_0000n, 0x400_0000n)])).toBe(
    '"grant":{"start":"0x38000000","size":"0x1000000"},"extended":[{"start":"0x50000000","size":"0x4000000"}],' +
      '"xenstore":{"at":{"start":"0x39001000","size":"0x1000"},"by":"xen"}}',
  );
  expect(told({ at: null, by: 'init-dom0less' }, null)).toBe(
    '"grant":{"start":"0x38000000","size":"0x1000000"},"extended":null,"xenstore":{"at":null,"by":"init-dom0less"}}',
  );
});
