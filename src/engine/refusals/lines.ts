// Console lines that several rules share.
import type { Saying } from './refusal.ts';

/** device_tree_get_meminfo: an array of ranges is full. */
export const TOO_MANY = 'Warning: Max number of supported memory regions reached.';

/** do_unexpected_trap, after a data abort of Xen itself. */
export const DATA_ABORT = 'CPU0: Unexpected Trap: Data Abort';

/** The sum of xen,static-mem is not memory; one sentence more where the domain is not direct-mapped. */
const MISMATCH = 'Size of "memory" property doesn\'t match up with the sum-up of "xen,static-mem".';
export const SUM_DIFFERS = [
  { until: '4.17', lines: () => [`${MISMATCH} Unsupported configuration.`] },
  { lines: ({ directMap }) => [directMap ? MISMATCH : `${MISMATCH} Unsupported configuration.`] },
] as const satisfies readonly Saying<{ readonly directMap: boolean }>[];

/** The first line of Xen's abort in mark_page_free, where a static page has no entry in the table of pages. */
export const noPageInfo = [
  { arch: 'arm32', lines: () => ['Data Abort Trap. Syndrome=0x1820006'] },
  { until: '4.17', lines: () => ['Data Abort Trap. Syndrome=0x1c28006'] },
  { lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] },
] as const satisfies readonly Saying<unknown>[];

/** The dprintk of append_static_memory_to_bank. */
export const MAP_FAILED = 'Failed to map pages to DOMU: -2';
/** And of allocate_bank_memory, guest_map_pages since 4.20. */
export const MAP_FAILED_HEAP = 'Failed map pages to DOMU: -2';

const ASSERT_ALIGNED_416 =
  "Assertion 'IS_ALIGNED(pbase, PAGE_SIZE) && IS_ALIGNED(psize, PAGE_SIZE)' failed at";
const ASSERT_ALIGNED = "Assertion 'IS_ALIGNED(*pbase, PAGE_SIZE) && IS_ALIGNED(*psize, PAGE_SIZE)' failed at";

/** acquire_static_memory_bank: a bank is not whole pages. */
export const assertAligned = [
  { until: '4.17', build: 'debug', text: () => `${ASSERT_ALIGNED_416} domain_build.c:567` },
  { until: '4.18', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/domain_build.c:541` },
  { until: '4.19', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/domain_build.c:564` },
  { until: '4.21', build: 'debug', text: () => `${ASSERT_ALIGNED} arch/arm/static-memory.c:47` },
  { build: 'debug', text: () => `${ASSERT_ALIGNED} common/device-tree/static-memory.c:48` },
] as const;

const ASSERT_REFERENCES = "Assertion '(y & PGC_count_mask) >= nr' failed at arch/arm/mm.c";

/** put_page_nr: a reference is given back that nobody took. */
export const assertReferences = [
  { until: '4.18', build: 'debug', text: () => `${ASSERT_REFERENCES}:1519` },
  { until: '4.19', build: 'debug', text: () => `${ASSERT_REFERENCES}:1558` },
  { until: '4.20', build: 'debug', text: () => `${ASSERT_REFERENCES}:341` },
  { until: '4.21', build: 'debug', text: () => `${ASSERT_REFERENCES}:306` },
  { until: '4.22', build: 'debug', text: () => `${ASSERT_REFERENCES}:321` },
  { build: 'debug', text: () => `${ASSERT_REFERENCES}:363` },
] as const;

/** An interrupt of the host for a domain. */
export interface ForDomain {
  readonly irq: number;
  readonly id: number;
  /** `d1`. */
  readonly tag: string;
}

/** map_irq_to_domain, after route_irq_to_guest has said why not. */
export const unableToMap417 = ({ irq, id }: ForDomain): string => `Unable to map IRQ${irq} to dom${id}`;
export const unableToMap = ({ irq, tag }: ForDomain): string => `Unable to map IRQ${irq} to ${tag}`;

/** alloc_static_evtchn: whatever went wrong with a channel. */
export const CHANNELS_FAILED = 'Could not set up domains evtchn';
