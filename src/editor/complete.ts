// What may be written at a place: names of Xen's bindings that the release reads and the node has not, the words a
// property may hold, whole nodes to begin with, and labels.
import type { Document, Span } from '../devicetree/document.ts';
import { liveNodes, pathOf, writtenLabels } from '../devicetree/evaluate/live.ts';
import { type Piece, pieces } from '../devicetree/syntax/pieces.ts';
import { type Release, RELEASES } from '../model/release.ts';
import { findProperty, nodeAt } from '../model/tree.ts';
import {
  COMPATIBLES,
  isRead,
  kindOf,
  type Kind,
  type Known,
  propertiesOf,
  releasesText,
} from '../model/xen-names.ts';
import type { Completion, Subject } from './services.ts';

export function completionsAt(subject: Subject, offset: number): readonly Completion[] {
  const { document } = subject.text;
  const at = contextAt(document, offset);
  if (at === null) return [];
  switch (at.kind) {
    case 'name':
      return names(subject, offset, at.span);
    case 'text':
      return words(subject, at.property, at.span);
    case 'label':
      return labels(document, at.span);
  }
}

type Context =
  | { readonly kind: 'name' | 'label'; readonly span: Span }
  | { readonly kind: 'text'; readonly span: Span; readonly property: string };

/** What the text before an offset leads to; null where there is nothing to say, as in comments and among numbers. */
function contextAt({ text, syntax }: Document, offset: number): Context | null {
  let before: Piece | null = null;
  let property = '';
  const word = ({ start, end }: Piece): string => text.slice(start, end);
  for (const piece of pieces(text, syntax.directives)) {
    const isHere = piece.start < offset && offset <= piece.end;
    if (piece.start >= offset) break;
    if (isHere && (piece.kind === 'comment' || piece.kind === 'directive')) return null;
    if (isHere && piece.kind === 'name')
      return { kind: 'name', span: { start: piece.start, end: piece.end } };
    if (isHere && piece.kind === 'string' && offset < piece.end)
      return { kind: 'text', property, span: { start: piece.start + 1, end: piece.end - 1 } };
    if (isHere && piece.kind === 'reference')
      return { kind: 'label', span: { start: piece.start + 1, end: piece.end } };
    if (piece.kind === 'name') property = word(piece);
    if (piece.kind !== 'space' && piece.kind !== 'comment') before = piece;
  }
  if (before === null) return null;
  const last = word(before);
  const here = { start: offset, end: offset };
  if (last === '&' && before.end === offset) return { kind: 'label', span: here };
  return last === ';' || last === '{' || before.kind === 'label' ? { kind: 'name', span: here } : null;
}

const TAIL: Readonly<Record<NonNullable<Known['form']>, string>> = {
  flag: ';',
  number: ' = <$1>;',
  'wide number': ' = <0x0 $1>;',
  text: ' = "$1";',
  cells: ' = <$1>;',
  reference: ' = <&$1>;',
};

const detailOf = (known: Known, kind: string): string =>
  [kind, releasesText(known, RELEASES)].filter((part) => part !== '').join(', ');

function names({ text, tree, release }: Subject, offset: number, span: Span): readonly Completion[] {
  const place = text.placeAt(offset) ?? text.placeAt(Math.max(0, offset - 1));
  const node = place === null ? undefined : nodeAt(tree, place.path);
  if (place === null || node === undefined) return [];
  const kind = kindOf(place.path, node);
  // What follows is there already when a name is written over.
  const isAlone = /^[ \t]*(?:\r?\n|\}|$)/.test(text.text.slice(span.end, span.end + 80));
  const known = kind === null ? [] : propertiesOf(kind);
  const properties = known
    .filter((one) => isRead(one, release) && findProperty(node, one.name) === undefined)
    .map((one): Completion => {
      const { name, says = '', form = 'cells' } = one;
      const insert = isAlone ? `${name}${TAIL[form]}` : name;
      return { label: name, kind: 'property', insert, span, detail: detailOf(one, kind ?? ''), says };
    });
  return [...properties, ...(isAlone ? blocks(kind, release, span) : [])];
}

function words({ text, tree, release }: Subject, property: string, span: Span): readonly Completion[] {
  const place = text.placeAt(span.start);
  if (place === null || !place.path.startsWith('/chosen')) return [];
  const item = (known: Known, label: string): Completion => ({
    label,
    kind: 'value',
    insert: label,
    span,
    detail: releasesText(known, RELEASES),
    says: label === known.name ? (known.says ?? '') : '',
  });
  if (property === 'compatible')
    return COMPATIBLES.filter((known) => isRead(known, release)).map((known) => item(known, known.name));
  const node = nodeAt(tree, place.path);
  const kind = node === undefined ? null : kindOf(place.path, node);
  const known = kind === null ? undefined : propertiesOf(kind).find(({ name }) => name === property);
  return known === undefined ? [] : (known.words ?? []).map((word) => item(known, word));
}

const labels = ({ live }: Document, span: Span): readonly Completion[] =>
  liveNodes(live.root).flatMap((node) =>
    writtenLabels(node).map(({ name }) => ({
      label: name,
      kind: 'label' as const,
      insert: name,
      span,
      detail: pathOf(node),
      says: '',
    })),
  );

interface BlockOf {
  readonly label: string;
  readonly in: readonly Kind[];
  readonly makes: string;
  readonly lines: readonly string[];
}

/** Whole nodes to begin with. */
const BLOCKS: readonly BlockOf[] = [
  {
    label: 'domain',
    in: ['chosen'],
    makes: 'xen,domain',
    lines: [
      '${1:domU1} {',
      '\tcompatible = "xen,domain";',
      '\t#address-cells = <2>;',
      '\t#size-cells = <2>;',
      '\tcpus = <${2:1}>;',
      '\tmemory = <0x0 ${3:0x20000}>;',
      '\tvpl011;$0',
      '};',
    ],
  },
  {
    label: 'kernel module',
    in: ['chosen', 'domain'],
    makes: 'multiboot,kernel',
    lines: [
      'module@${1:48000000} {',
      '\tcompatible = "multiboot,kernel", "multiboot,module";',
      '\treg = <0x0 0x${1:48000000} 0x0 ${2:0x1000000}>;',
      '\tbootargs = "${3:console=ttyAMA0}";',
      '};',
    ],
  },
  {
    label: 'ramdisk module',
    in: ['chosen', 'domain'],
    makes: 'multiboot,ramdisk',
    lines: [
      'module@${1:4a000000} {',
      '\tcompatible = "multiboot,ramdisk", "multiboot,module";',
      '\treg = <0x0 0x${1:4a000000} 0x0 ${2:0x1000000}>;',
      '};',
    ],
  },
  {
    label: 'shared memory',
    in: ['domain'],
    makes: 'xen,domain-shared-memory-v1',
    lines: [
      '${1:shared-mem} {',
      '\tcompatible = "xen,domain-shared-memory-v1";',
      '\trole = "${2:owner}";',
      '\txen,shm-id = "${3:shm0}";',
      '\txen,shared-mem = <0x0 ${4:0x70000000} 0x0 ${5:0x70000000} 0x0 ${6:0x1000000}>;',
      '};',
    ],
  },
];

const blocks = (kind: Kind | null, release: Release, span: Span): readonly Completion[] =>
  BLOCKS.filter((block) => kind !== null && block.in.includes(kind)).flatMap(({ label, makes, lines }) => {
    const known = COMPATIBLES.find(({ name }) => name === makes);
    if (known === undefined || !isRead(known, release)) return [];
    return [
      {
        label,
        kind: 'node' as const,
        insert: lines.join('\n'),
        span,
        detail: releasesText(known, RELEASES),
        says: known.says ?? '',
      },
    ];
  });
