// The design file's shape, version 2: what `*.memmap.json` and links hold. Addresses are hex strings.
//
// Objects are loose: fields this version does not know are kept and written back (see unknown.ts).
import * as v from 'valibot';
import { readBlob } from '../devicetree/blob.ts';
import { addr, bytes, PAGE } from '../model/addr.ts';
import { OWN_FORMS } from '../bindings/own-text.ts';
import { MAX_INPUT } from '../devicetree/limits.ts';
import { ORIGINS } from '../model/board.ts';
import { FDT_BLOB, XEN_IMAGE } from '../model/entities.ts';
import { IMAGEBUILDER_COPIES } from '../model/loader.ts';
import { entityId, type EntityId } from '../model/plan.ts';
import { DEFAULT_TARGET, KCONFIG } from '../model/target.ts';
import { RELEASES } from '../model/release.ts';
import { fail, problemText, type Result } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { fromBase64 } from './base64.ts';

export const FORMAT = 'xen-memmap';
export const VERSION = 2;

const MAX_TEXT = 4096;
const MAX_ITEMS = 20_000;
/** Pieces one need may be cut into. */
const MAX_BANKS = 64;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
/** As much as a device tree may hold in a command line, and then some. */
const commandLine = v.pipe(v.string(), v.maxLength(65_536));
const hexNumber = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-f]{1,16}$/, 'expected an address like "0x40000000"'),
  v.transform((s) => BigInt(s)),
);
const address = v.pipe(hexNumber, v.transform(addr));
const size = v.pipe(hexNumber, v.transform(bytes));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const list = <T extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(item: T) =>
  v.pipe(v.array(item), v.maxLength(MAX_ITEMS));
const id = v.pipe(
  v.string(),
  v.regex(/^e\d{1,9}$/, 'expected an id like "e12"'),
  v.transform((s): EntityId => entityId(Number(s.slice(1)))),
);

/** Xen's image and the blob can be pinned too. */
const pinId = v.union(
  [
    id,
    v.pipe(
      v.picklist([XEN_IMAGE, FDT_BLOB]),
      v.transform((of): EntityId => of),
    ),
  ],
  'expected the id of something to pin, like "e12"',
);

const alignment = v.pipe(
  size,
  v.check((n) => n >= PAGE && (n & (n - 1n)) === 0n, 'expected a power of two of at least 0x1000'),
);

const range = v.looseObject({ start: address, size });
const region = v.looseObject({ id, start: address, size });

const plainHeaders = [
  v.looseObject({ kind: v.literal('Image'), textOffset: hexNumber, imageSize: hexNumber, flags: hexNumber }),
  v.looseObject({ kind: v.literal('zImage'), start: hexNumber, end: hexNumber }),
  v.looseObject({ kind: v.literal('uImage'), load: hexNumber, entry: hexNumber, dataSize: hexNumber }),
  v.looseObject({ kind: v.literal('unknown') }),
] as const;
const imageHeader = v.variant('kind', [
  ...plainHeaders,
  v.looseObject({
    kind: v.literal('gzip'),
    unpacked: v.exactOptional(v.looseObject({ size: hexNumber, header: v.variant('kind', plainHeaders) })),
  }),
]);

/** A device tree as a base64 blob. */
const blob = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'expected base64'),
  v.rawTransform(({ dataset, addIssue, NEVER }): Tree => {
    const read = readBase64Blob(dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: problemText(read.problem) });
    return NEVER;
  }),
);

function readBase64Blob(base64: string): Result<Tree> {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(base64);
  } catch {
    return fail('the tree is not base64');
  }
  return readBlob(bytes);
}

const moduleOf = v.looseObject({
  id,
  kind: v.picklist(['kernel', 'ramdisk', 'device-tree', 'other']),
  start: address,
  size,
  bootargs: v.nullable(text),
  file: v.nullable(
    v.looseObject({ name: text, size, header: imageHeader, tree: v.exactOptional(v.nullable(blob)) }),
  ),
});

const shared = v.looseObject({
  id,
  shmId: text,
  host: v.nullable(address),
  guest: address,
  size,
  role: v.nullable(v.picklist(['owner', 'borrower'])),
});

/** A device-tree node name: it becomes one. */
const nodeName = v.pipe(
  v.string(),
  v.regex(/^[\w,.+@-]{1,255}$/, 'expected a device-tree node name like "domU1"'),
);

const domain = v.looseObject({
  id,
  name: nodeName,
  cpus: count,
  memory: v.nullable(size),
  staticMem: v.nullable(list(region)),
  directMap: v.boolean(),
  vpl011: v.boolean(),
  modules: list(moduleOf),
  shared: list(shared),
});

const facts = v.looseObject({
  memory: list(range),
  reserved: list(v.looseObject({ path: text, start: v.nullable(address), size, noMap: v.boolean() })),
  cpus: count,
  gic: v.nullable(v.looseObject({ version: v.picklist([2, 3]), path: text, regions: list(range) })),
  uart: v.nullable(v.looseObject({ path: text, start: address, size })),
  devices: list(v.looseObject({ path: text, start: address, size, iommu: v.boolean() })),
});

const board = v.looseObject({
  name: text,
  source: text,
  memoryOptions: list(v.looseObject({ label: text, banks: list(range) })),
  /** How the board is known; files without it are `tree` or `facts`, by which of the two they hold. */
  origin: v.optional(v.picklist(ORIGINS)),
  /** The opened tree, or the one made from a log, as a base64 blob; null when only `facts` are known. */
  tree: v.nullable(blob),
  facts: v.nullable(facts),
  lacks: v.optional(list(text)),
});

const sourceText = v.pipe(v.string(), v.maxLength(MAX_INPUT));

/** The text a person wrote; since version 2, and what makes a file one of it. */
const ownText = v.looseObject({
  form: v.picklist(OWN_FORMS),
  /** null: the board's file as it was opened. */
  text: v.nullable(sourceText),
  /** The board's file as it was opened, with the files it includes in base64; null where the board is no text. */
  board: v.nullable(
    v.looseObject({
      name: text,
      text: sourceText,
      files: v.record(v.string(), v.pipe(v.string(), v.base64('expected base64'), v.transform(fromBase64))),
    }),
  ),
});

/** Options that came later are what they are by default. */
const kconfig = v.pipe(
  v.objectWithRest(v.entriesFromList(KCONFIG, v.exactOptional(v.boolean())), v.unknown()),
  v.transform((given) => ({ ...DEFAULT_TARGET.kconfig, ...given })),
);

const need = v.looseObject({
  id,
  for: v.variant('kind', [
    v.looseObject({ kind: v.literal('memory'), domain: id }),
    v.looseObject({ kind: v.literal('heap') }),
    v.looseObject({
      kind: v.literal('module'),
      domain: v.nullable(id),
      module: v.picklist(['kernel', 'ramdisk', 'device-tree', 'other']),
    }),
    v.looseObject({ kind: v.literal('entity'), entity: pinId }),
  ]),
  size,
  most: v.nullable(size),
  banks: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BANKS)),
  align: v.nullable(alignment),
  wish: v.nullable(alignment),
  at: v.nullable(address),
  ram: v.nullable(text),
  reach: v.nullable(range),
  /** Absent in files from before the board was asked what its devices reach. */
  dma: v.optional(v.nullable(text), null),
  nextTo: list(pinId),
  apart: list(v.looseObject({ from: v.nullable(pinId), gap: size })),
});

const NO_LOADER = { imageBuilder: null, own: null };

const loader = v.looseObject({
  imageBuilder: v.nullable(
    v.looseObject({
      copy: v.picklist(IMAGEBUILDER_COPIES),
      start: v.nullable(address),
      end: v.nullable(address),
    }),
  ),
  own: v.nullable(range),
});

/** What is to be placed, since there is a solver for it; `loader` is absent in files from before there were rules for boot files. */
const wants = v.looseObject({
  needs: list(need),
  tags: list(list(text)),
  loader: v.optional(loader, NO_LOADER),
});

export const designSchema = v.looseObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  name: text,
  target: v.looseObject({
    release: v.picklist(RELEASES),
    arch: v.picklist(['arm64', 'arm32']),
    build: v.picklist(['release', 'debug']),
    kconfig,
  }),
  board,
  text: v.optional(ownText),
  load: v.looseObject({ xen: v.nullable(range), fdt: v.nullable(range) }),
  plan: v.looseObject({
    heap: list(region),
    domains: list(domain),
    dom0Modules: list(moduleOf),
    /** Absent in files from before they were edited: then those of the board's tree hold. */
    xenBootargs: v.optional(v.nullable(commandLine)),
    dom0Bootargs: v.optional(v.nullable(commandLine)),
    /** Absent in files from before there were pins. */
    pinned: v.optional(list(pinId), []),
    /** Absent in files from before anything was placed for people. */
    wants: v.optional(wants, { needs: [], tags: [], loader: NO_LOADER }),
    /** Where in an opened tree each entity stands. */
    paths: v.record(v.string(), text),
    nextId: count,
  }),
});

export type DesignFile = v.InferOutput<typeof designSchema>;
