// gunzip-heap: no room to unpack a compressed kernel.
import { domU, kernel, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const gunzipNoMemory: Refusal<unknown> = {
  id: 'gunzip-heap',
  title: 'no room to unpack a compressed kernel',
  brief: 'Xen’s heap has no piece large enough to unpack a gzip-compressed kernel into.',
  explain:
    'Xen unpacks a gzip-compressed kernel before it looks at it, into one chunk of its heap: a power of two of at least the size the file itself states in its last four bytes, aligned to it and of at most 1 GiB. So a kernel of 33 MiB needs 64 MiB in one piece, if only for a moment: what is behind the kernel is given back at once. Xen says nothing about it, the domain just fails with -ENOMEM.',
  fix: 'Unpack the kernel beforehand, or enlarge the static heap.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [
    { until: '4.21', at: 'arch/arm/kernel.c:kernel_decompress' },
    { since: '4.21', at: 'common/device-tree/kernel.c:kernel_decompress' },
  ],
};

const withKernelAt = (start: number): string =>
  machine(`${staticHeap(0x90000000, 64 * MIB)} ${domU({ kernel: kernel(start) })}`);

export const example: Example = {
  files: { '0x45000000': 'packed' },
  triggers: () => withKernelAt(0x45000000),
  harmless: () => withKernelAt(0x44000000),
};
