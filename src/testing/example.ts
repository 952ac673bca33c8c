// Boots an example of the catalogue of refusals.
import { planOf } from '../bindings/plan.ts';
import { writeBlob } from '../devicetree/blob.ts';
import { parseText } from '../devicetree/text.ts';
import type { Analysis } from '../engine/analysis.ts';
import { analyse } from '../engine/index.ts';
import type { Example, FileKind } from '../engine/refusals/example.ts';
import type { ImageHeader, Module, ModuleFile } from '../model/plan.ts';
import { bytes, MiB } from '../model/addr.ts';
import { range } from '../model/range.ts';
import { problemText } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { DEFAULT_TARGET, type Kconfig } from '../model/target.ts';

const headerOf = (kind: FileKind, size: bigint): ImageHeader =>
  ({
    unknown: { kind: 'unknown' } as const,
    zImage: { kind: 'zImage', start: 0n, end: size } as const,
    fixed: { kind: 'uImage', load: 0x1000n, entry: 0x1000n, dataSize: 0x10000n } as const,
    packed: {
      kind: 'gzip',
      unpacked: {
        size: 33n * MiB,
        header: { kind: 'Image', textOffset: 0n, imageSize: 33n * MiB, flags: 0n },
      },
    } as const,
    large: { kind: 'Image', textOffset: 0n, imageSize: 0xa000000n, flags: 0n } as const,
  })[kind];

/** The tree of source text; throws on what is none. */
export function treeOf(text: string): Tree {
  const tree = parseText(text);
  if (!tree.ok) throw new Error(problemText(tree.problem));
  return tree.value;
}

/** The file dtc would make of a partial tree; without source, a file that is none. */
export function partialTreeFile(source: string | null): ModuleFile {
  if (source === null) return { name: 'text', size: bytes(12n), header: { kind: 'unknown' }, tree: null };
  const read = parseText(source);
  if (!read.ok) throw new Error(problemText(read.problem));
  const size = bytes(BigInt(writeBlob(read.value).length));
  return { name: 'partial.dtb', size, header: { kind: 'unknown' }, tree: read.value };
}

export function bootExample(example: Example, text: string): Analysis {
  const board = { name: 'example', source: 'example', origin: 'tree', memoryOptions: [] } as const;
  const plan = planOf(treeOf(text), board, {
    xen: range(BigInt(example.xen ?? 0x40200000), 0x160000n),
    fdt: range(BigInt(example.fdt ?? 0x48000000), 0x4000n),
  });
  const withFile = (module: Module): Module => {
    const start = `0x${module.start.toString(16)}`;
    const blob = example.blobs?.[start];
    if (blob !== undefined) return { ...module, file: partialTreeFile(blob()) };
    const kind = example.files?.[start];
    return kind === undefined
      ? module
      : { ...module, file: { name: kind, size: module.size, header: headerOf(kind, module.size) } };
  };
  const set = Object.fromEntries([
    ...(example.on ?? []).map((name) => [name, true]),
    ...(example.without ?? []).map((name) => [name, false]),
  ]) as Partial<Record<Kconfig, boolean>>;
  return analyse(
    {
      ...plan,
      dom0Modules: plan.dom0Modules.map(withFile),
      domains: plan.domains.map((d) => ({ ...d, modules: d.modules.map(withFile) })),
    },
    {
      ...DEFAULT_TARGET,
      release: example.release ?? DEFAULT_TARGET.release,
      arch: example.arch ?? DEFAULT_TARGET.arch,
      build: example.build ?? DEFAULT_TARGET.build,
      kconfig: { ...DEFAULT_TARGET.kconfig, ...set },
    },
  );
}
