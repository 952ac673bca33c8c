// What is kept of a boot module's file: name, size, header, what it unpacks to, and the tree of a passthrough blob.
// Nothing else is read.
import { looksLikeBlob, readBlob } from '../devicetree/blob.ts';
import { bytes, MiB } from '../model/addr.ts';
import type { ModuleFile } from '../model/plan.ts';
import { readUnpacked } from './gzip.ts';
import { IMAGE_HEADER_BYTES, readImageHeader } from './image-header.ts';

/** A file somewhere: on disk, or given to the page. */
export interface FileSource {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** `count` bytes from `start` on, or as many as there are. */
  part(start: number, count: number): Promise<Uint8Array>;
}

/** A blob larger than this is not read: the guest’s whole tree may have 2 MiB (prepare_dtb_domU, every release). */
const MAX_PASSTHROUGH = Number(2n * MiB);

export async function readModuleFile(file: FileSource): Promise<ModuleFile> {
  const head = await file.part(0, IMAGE_HEADER_BYTES);
  const outer = readImageHeader(head);
  const header = outer.kind === 'gzip' ? { ...outer, unpacked: await readUnpacked(file) } : outer;
  const facts = { name: file.name, size: bytes(BigInt(file.size)), header };
  if (!looksLikeBlob(head)) return { ...facts, tree: null };
  if (file.size > MAX_PASSTHROUGH) return facts;
  const blob = readBlob(await file.part(0, file.size));
  return { ...facts, tree: blob.ok ? blob.value : null };
}
