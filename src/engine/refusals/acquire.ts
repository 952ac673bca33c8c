// How Xen words that the pages of a static range cannot be taken (common/page_alloc.c:prepare_staticmem_pages).

const pageLine = (index: bigint, mfn: string, state: bigint): string =>
  `pg[${index}] Static MFN ${mfn} c=${state === 0n ? '0' : `0x${state.toString(16)}`} t=0`;

/** Page state of the first page of a bank that cannot be acquired. */
export interface Acquire {
  readonly domid: string;
  readonly index: bigint;
  readonly mfn: string;
  /** count_info, without `0x` where zero. */
  readonly state: bigint;
  readonly says: boolean;
}

export const acquireLines = ({ domid, index, mfn, state, says }: Acquire): readonly string[] => [
  ...(says ? [pageLine(index, mfn, state)] : []),
  `${domid}: failed to acquire static memory: -2.`,
];

/** The same of a shared region. */
export interface Acquiring {
  readonly tag: string;
  readonly index: bigint;
  readonly mfn: string;
  readonly state: bigint;
  readonly owner: string;
}

export const acquiringLines = ({ tag, index, mfn, state }: Acquiring): readonly string[] => [
  pageLine(index, mfn, state),
  `${tag}: failed to acquire static memory: -2.`,
];
