// pt-blob-invalid: the passthrough module is no device tree blob.
import { asking, BAD, domU, FINE, hostDevice, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

interface Blob {
  /** Starts as a blob does. */
  readonly isBlob: boolean;
  /** Starts at a multiple of 8 bytes, as libfdt wants it. */
  readonly isAligned: boolean;
}

const UNALIGNED = 'Failed to check the partial FDT (-19)';
const TOO_LONG = 'Partial FDT totalsize is too big';

/** The dprintk of check_partial_fdt, at its three lines: the kind of file, its header, its size. */
const checks =
  (file: string, kind: number, header: number, size: number) =>
  ({ isBlob, isAligned }: Blob): readonly string[] =>
    !isBlob
      ? [`${file}:${kind}: Partial FDT is not a valid Flat Device Tree`]
      : isAligned
        ? [`${file}:${size}: ${TOO_LONG}`]
        : [`${file}:${header}: ${UNALIGNED}`];

/** Since 4.22 libfdt alone looks at the header, and at where it is first of all. */
const checksHeader = ({ isBlob, isAligned }: Blob): readonly string[] => {
  const file = 'common/device-tree/dom0less-build.c';
  if (!isAligned) return [`${file}:378: ${UNALIGNED}`];
  return isBlob ? [`${file}:384: ${TOO_LONG}`] : [`${file}:378: Failed to check the partial FDT (-9)`];
};

export const blobInvalid: Refusal<Blob> = {
  id: 'pt-blob-invalid',
  title: 'the passthrough module is no device tree blob',
  brief: 'The file of a multiboot,device-tree module is no sound device tree blob.',
  explain:
    'The module of a “multiboot,device-tree” node must be a compiled device tree at a multiple of 8 bytes, whose header is sound and whose total size is no more than what reg says. Why it is not is told by debug builds only. A module of no size Xen reads where it has mapped nothing.',
  fix: 'Compile the partial tree with dtc, load that file at a multiple of 8 bytes, and give reg its size.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.17', build: 'debug', lines: checks('domain_build.c', 2486, 2493, 2499) },
    { until: '4.18', build: 'debug', lines: checks('arch/arm/domain_build.c', 3117, 3124, 3130) },
    { until: '4.19', build: 'debug', lines: checks('arch/arm/domain_build.c', 2892, 2899, 2905) },
    { until: '4.20', build: 'debug', lines: checks('arch/arm/dom0less-build.c', 499, 506, 512) },
    { until: '4.21', build: 'debug', lines: checks('arch/arm/dom0less-build.c', 474, 481, 487) },
    { until: '4.22', build: 'debug', lines: checks('common/device-tree/dom0less-build.c', 377, 384, 390) },
    { build: 'debug', lines: checksHeader },
  ],
  ends: [],
  source: inDom0lessBuild('check_partial_fdt'),
};

/** A module of no size at the start of a page is mapped as no page, and read all the same. */
export const blobUnmapped: Refusal<unknown> = {
  ...blobInvalid,
  consequence: 'abort',
  // It names the register that the byte was to go to, which the compiler chooses.
  says: [
    { arch: 'arm64', lines: () => ['Data Abort Trap. Syndrome=0x1000007'] },
    { build: 'debug', lines: () => ['Data Abort Trap. Syndrome=0x1020007'] },
    { since: '4.22', lines: () => ['Data Abort Trap. Syndrome=0x1030007'] },
  ],
  ends: [{ text: () => DATA_ABORT }],
};

const host = { devices: hostDevice() };

export const example: Example = {
  blobs: {
    [`0x${BAD.toString(16)}`]: () => partialTree(asking()),
    [`0x${FINE.toString(16)}`]: () => partialTree(asking()),
  },
  triggers: () => machine(domU({ more: partialTreeAt(BAD, 0x40) }), host),
  harmless: () => machine(domU({ more: partialTreeAt(FINE) }), host),
};
