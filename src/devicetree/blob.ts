// Flattened device tree blobs, version 17 (Devicetree Specification chapter 5): bytes ⇄ Tree.
//
// The reader trusts nothing: every length, offset, alignment and string end is checked before use and it
// takes time linear in the input. The writer lays blocks out as dtc does, so equal trees give equal bytes.
import { hex } from '../model/addr.ts';
import { type Range, range } from '../model/range.ts';
import { fail, ok, type Result } from '../model/result.ts';
import type { Property, Tree, TreeNode } from '../model/tree.ts';
import { MAX_DEPTH, MAX_INPUT, MAX_NAME } from './limits.ts';

const MAGIC = 0xd00dfeed;
const VERSION = 17;
/** The oldest layout read here and the one version 17 declares itself compatible with. */
const COMPATIBLE_VERSION = 16;
const HEADER_SIZE = 40;
/** Version 16 has no `size_dt_struct`. */
const HEADER_SIZE_V16 = 36;

const TOKEN = { beginNode: 1, endNode: 2, property: 3, nop: 4, end: 9 } as const;

const padTo4 = (size: number): number => (size + 3) & ~3;
const at = (offset: number): string => `offset ${hex(BigInt(offset))}`;

/** Whether the bytes start like a device tree blob. Only says which reader to try: the rest may still be broken. */
export const looksLikeBlob = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0xd0 && bytes[1] === 0x0d && bytes[2] === 0xfe && bytes[3] === 0xed;

/** Where the blocks lie, in bytes from the start of the blob; every block ends within `total`. */
interface Layout {
  readonly total: number;
  readonly structure: number;
  readonly structureEnd: number;
  readonly strings: number;
  readonly stringsEnd: number;
  readonly reservations: number;
  readonly bootCpu: number;
}

function readHeader(view: DataView): Result<Layout> {
  const length = view.byteLength;
  if (length > MAX_INPUT)
    return fail(`the blob has ${length} bytes; more than ${MAX_INPUT} (16 MiB) are not read`);
  if (length < 4 || view.getUint32(0) !== MAGIC)
    return fail('not a device tree blob: it does not start with the bytes d0 0d fe ed', at(0));
  if (length < HEADER_SIZE_V16) return fail('truncated: the blob ends within its header', at(length));
  const total = view.getUint32(4);
  const structure = view.getUint32(8);
  const strings = view.getUint32(12);
  const reservations = view.getUint32(16);
  const version = view.getUint32(20);
  const oldest = view.getUint32(24);
  const bootCpu = view.getUint32(28);
  const stringsSize = view.getUint32(32);
  if (version < COMPATIBLE_VERSION)
    return fail(`blob version ${version} is older than 16; rewrite it with dtc -I dtb -O dtb`, at(20));
  if (oldest > VERSION) return fail(`the blob asks for a reader of version ${oldest}, newer than 17`, at(24));
  const headerSize = version >= 17 ? HEADER_SIZE : HEADER_SIZE_V16;
  if (total < headerSize) return fail(`totalsize ${hex(BigInt(total))} is smaller than the header`, at(4));
  if (total > length)
    return fail(`truncated: the header says ${total} bytes (totalsize), the input has ${length}`, at(length));
  const structureSize = version >= 17 ? view.getUint32(36) : total - structure;
  const blocks: readonly (readonly [
    name: string,
    field: number,
    start: number,
    size: number,
    align: number,
  ])[] = [
    ['memory reservation block', 16, reservations, 16, 8],
    ['structure block', 8, structure, structureSize, 4],
    ['strings block', 12, strings, stringsSize, 1],
  ];
  for (const [name, field, start, size, align] of blocks) {
    if (start % align !== 0)
      return fail(`the ${name} starts at ${hex(BigInt(start))}, not a multiple of ${align}`, at(field));
    if (start < headerSize && size > 0) return fail(`the ${name} starts within the header`, at(field));
    if (size < 0 || start + size > total)
      return fail(`the ${name} reaches past the end of the blob (totalsize)`, at(field));
  }
  return ok({
    total,
    structure,
    structureEnd: structure + structureSize,
    strings,
    stringsEnd: strings + stringsSize,
    reservations,
    bootCpu,
  });
}

/** Entries up to the first of size zero, where libfdt and dtc stop too. */
function readReservations(view: DataView, layout: Layout): Result<Range[]> {
  const entries: Range[] = [];
  for (let offset = layout.reservations; offset + 16 <= layout.total; offset += 16) {
    const size = view.getBigUint64(offset + 8);
    if (size === 0n) return ok(entries);
    entries.push(range(view.getBigUint64(offset), size));
  }
  return fail('the memory reservation block has no end: an entry of size zero is missing', at(layout.total));
}

/** The name that ends with a NUL before `limit`. `where` is the offset errors name. */
function readName(
  bytes: Uint8Array,
  start: number,
  limit: number,
  what: string,
  where: number,
): Result<string> {
  let name = '';
  for (let offset = start; offset < limit; offset += 1) {
    const byte = bytes[offset] ?? 0;
    if (byte === 0) return ok(name);
    if (byte <= 0x20 || byte >= 0x7f)
      return fail(`byte ${hex(BigInt(byte))} in a ${what} name: only printable ASCII is allowed`, at(offset));
    if (name.length === MAX_NAME) return fail(`a ${what} name is longer than ${MAX_NAME} bytes`, at(where));
    name += String.fromCharCode(byte);
  }
  return fail(`a ${what} name has no end`, at(where));
}

interface OpenNode {
  readonly name: string;
  readonly properties: Property[];
  readonly children: TreeNode[];
}

function readStructure(bytes: Uint8Array, view: DataView, layout: Layout): Result<TreeNode> {
  const end = layout.structureEnd;
  const names = new Map<number, string>();
  const open: OpenNode[] = [];
  let root: TreeNode | undefined;
  let offset = layout.structure;
  while (offset + 4 <= end) {
    const start = offset;
    const token = view.getUint32(start);
    offset += 4;
    const current = open.at(-1);
    switch (token) {
      case TOKEN.nop:
        break;
      case TOKEN.beginNode: {
        if (root !== undefined) return fail('a second root node', at(start));
        if (open.length === MAX_DEPTH) return fail(`nodes nest deeper than ${MAX_DEPTH}`, at(start));
        const name = readName(bytes, offset, end, 'node', start);
        if (!name.ok) return name;
        if (current !== undefined && (name.value === '' || name.value.includes('/')))
          return fail(
            name.value === '' ? 'a node below the root has no name' : `“/” in the node name ${name.value}`,
            at(start),
          );
        if (current === undefined && name.value !== '' && name.value !== '/')
          return fail(`the root node is named ${name.value}; its name must be empty`, at(start));
        open.push({ name: current === undefined ? '' : name.value, properties: [], children: [] });
        offset += padTo4(name.value.length + 1);
        break;
      }
      case TOKEN.endNode: {
        if (current === undefined) return fail('a node ends that did not begin', at(start));
        open.pop();
        const parent = open.at(-1);
        if (parent === undefined) root = current;
        else parent.children.push(current);
        break;
      }
      case TOKEN.property: {
        if (current === undefined) return fail('a property outside of any node', at(start));
        if (offset + 8 > end) return fail('the structure block ends within a property', at(start));
        const size = view.getUint32(offset);
        const nameOffset = view.getUint32(offset + 4);
        offset += 8;
        if (offset + size > end)
          return fail(`a property of ${size} bytes reaches past the structure block`, at(start));
        let name = names.get(nameOffset);
        if (name === undefined) {
          if (layout.strings + nameOffset >= layout.stringsEnd)
            return fail(
              `a property name at ${hex(BigInt(nameOffset))} of the strings block, past its end`,
              at(start),
            );
          const read = readName(bytes, layout.strings + nameOffset, layout.stringsEnd, 'property', start);
          if (!read.ok) return read;
          name = read.value;
          names.set(nameOffset, name);
        }
        if (name === '') return fail('a property without a name', at(start));
        if (current.children.length > 0)
          return fail(
            `property ${name} comes after a subnode of its node; properties must come first (specification 5.4.2)`,
            at(start),
          );
        current.properties.push({ name, value: bytes.slice(offset, offset + size) });
        offset += padTo4(size);
        break;
      }
      case TOKEN.end:
        if (current !== undefined)
          return fail(`the structure block ends while node ${current.name || '/'} is open`, at(start));
        return root === undefined ? fail('the structure block has no root node', at(start)) : ok(root);
      default:
        return fail(`${hex(BigInt(token))} is not a structure token`, at(start));
    }
  }
  return fail('the structure block has no end token', at(end));
}

/**
 * Reads a blob of version 16 or 17, or a later one that says it is compatible. Bytes past `totalsize` are
 * ignored. The root may be named `/`, which becomes the empty name. Errors name the offset from the start.
 */
export function readBlob(input: Uint8Array): Result<Tree> {
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const layout = readHeader(view);
  if (!layout.ok) return layout;
  const memreserve = readReservations(view, layout.value);
  if (!memreserve.ok) return memreserve;
  const root = readStructure(bytes, view, layout.value);
  if (!root.ok) return root;
  return ok({ root: root.value, memreserve: memreserve.value, bootCpu: layout.value.bootCpu });
}

interface Strings {
  /** Offset of each property name in the block. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly block: string;
}

/** Names in order of first use; a name that is the tail of an earlier one shares its bytes, as with dtc. */
function stringsOf(root: TreeNode): Strings {
  const names = new Set<string>();
  const collect = (of: TreeNode): void => {
    for (const property of of.properties) names.add(property.name);
    of.children.forEach(collect);
  };
  collect(root);
  const offsets = new Map<string, number>();
  const parts: string[] = [];
  let size = 0;
  for (const name of names) {
    if (offsets.has(name)) continue;
    for (let i = 0; i < name.length; i += 1) {
      const tail = name.slice(i);
      if (names.has(tail) && !offsets.has(tail)) offsets.set(tail, size + i);
    }
    parts.push(`${name}\0`);
    size += name.length + 1;
  }
  return { offsets, block: parts.join('') };
}

/** Size in bytes of a node in the structure block. */
function structureSize(of: TreeNode): number {
  let size = 8 + padTo4(of.name.length + 1);
  for (const property of of.properties) size += 12 + padTo4(property.value.length);
  for (const child of of.children) size += structureSize(child);
  return size;
}

/** Writes names that are ASCII, one byte a character. */
function putText(bytes: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i += 1) bytes[offset + i] = text.charCodeAt(i);
}

/** Writes a version 17 blob without padding: header, reservations, structure, strings. Names must be ASCII. */
export function writeBlob(tree: Tree): Uint8Array {
  const strings = stringsOf(tree.root);
  const structure = HEADER_SIZE + 16 * (tree.memreserve.length + 1);
  const structureBytes = structureSize(tree.root) + 4;
  const stringsStart = structure + structureBytes;
  const bytes = new Uint8Array(stringsStart + strings.block.length);
  const view = new DataView(bytes.buffer);
  [
    MAGIC,
    bytes.length,
    structure,
    stringsStart,
    HEADER_SIZE,
    VERSION,
    COMPATIBLE_VERSION,
    tree.bootCpu,
    strings.block.length,
    structureBytes,
  ].forEach((word, i) => view.setUint32(4 * i, word));
  tree.memreserve.forEach((entry, i) => {
    view.setBigUint64(HEADER_SIZE + 16 * i, entry.start);
    view.setBigUint64(HEADER_SIZE + 16 * i + 8, entry.size);
  });
  let offset = structure;
  const putWord = (word: number): void => {
    view.setUint32(offset, word);
    offset += 4;
  };
  const putNode = (of: TreeNode): void => {
    putWord(TOKEN.beginNode);
    putText(bytes, offset, of.name);
    offset += padTo4(of.name.length + 1);
    for (const property of of.properties) {
      putWord(TOKEN.property);
      putWord(property.value.length);
      putWord(strings.offsets.get(property.name) ?? 0);
      bytes.set(property.value, offset);
      offset += padTo4(property.value.length);
    }
    of.children.forEach(putNode);
    putWord(TOKEN.endNode);
  };
  putNode(tree.root);
  putWord(TOKEN.end);
  putText(bytes, stringsStart, strings.block);
  return bytes;
}
