// cpus-zero: a domain with no CPUs.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const cpusZero: Refusal<unknown> = {
  id: 'cpus-zero',
  title: 'a domain with no CPUs',
  brief: 'A domain asks for no virtual CPUs.',
  explain:
    'A domain needs at least one vCPU. cpus = <0> is read without complaint and then rejected when the domain is created, with -EINVAL; only a debug build says what was wrong.',
  fix: 'Use cpus = <1>; or more.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.17', build: 'debug', lines: () => ['domain.c:503: No vCPUS'] },
    { until: '4.18', build: 'debug', lines: () => ['common/domain.c:508: No vCPUS'] },
    { until: '4.19', build: 'debug', lines: () => ['common/domain.c:537: No vCPUS'] },
    { until: '4.20', build: 'debug', lines: () => ['common/domain.c:542: No vCPUS'] },
    { until: '4.21', build: 'debug', lines: () => ['common/domain.c:622: No vCPUS'] },
    { until: '4.22', build: 'debug', lines: () => ['common/domain.c:760: No vCPUS'] },
    { build: 'debug', lines: () => ['common/domain.c:824: No vCPUS'] },
  ],
  ends: [],
  source: [{ at: 'common/domain.c:sanitise_domain_config' }],
};

export const example: Example = { triggers: () => machine(domU({ cpus: 'cpus = <0>;' })), harmless: good };
