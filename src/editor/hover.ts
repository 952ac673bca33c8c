// What the pointer rests on: what a name means to Xen and since when, and its numbers decoded, with whose cells apply.
import { type CellsFrom, type CellsRead, cellsRead } from '../bindings/cells-read.ts';
import type { OwnText, TreePlace } from '../bindings/own-text.ts';
import type { Span } from '../devicetree/document.ts';
import { SHARED_MEM } from '../bindings/shared-mem.ts';
import { groupedHex } from '../model/addr.ts';
import { type Release, RELEASES } from '../model/release.ts';
import { sizeText } from '../model/size.ts';
import { nodeAt } from '../model/tree.ts';
import { COMPATIBLES, isRead, kindOf, type Known, propertiesOf, releasesText } from '../model/xen-names.ts';
import type { Hover, Subject } from './services.ts';

/** Groups shown before the rest is only counted. */
const MOST = 8;

export function hoverAt({ text, tree, release }: Subject, offset: number): Hover | null {
  const place = text.placeAt(offset);
  if (place === null) return null;
  const { path, property } = place;
  const node = nodeAt(tree, path);
  const kind = node === undefined ? null : kindOf(path, node);
  const span = text.spanOf(property === undefined ? { path } : { path, property });
  if (span === null || node === undefined) return null;
  if (property === undefined) {
    const open = text.text.indexOf('{', span.start);
    if (offset > open || kind === null || kind === 'chosen') return null;
    const known = COMPATIBLES.find(({ makes }) => makes === kind);
    return { span: { start: span.start, end: open }, says: [`\`${path}\` — ${kind}`, known?.says ?? ''] };
  }
  const known = kind === null ? undefined : propertiesOf(kind).find(({ name }) => name === property);
  const read = cellsRead(tree, path, property, release);
  const says = [
    ...(known === undefined ? [] : meaning(known, kind ?? '', release)),
    ...(read === null ? [] : decoded(read, place, release)),
  ];
  return says.length === 0 ? null : { span: spanOfCell(text, place, read) ?? span, says };
}

function meaning(known: Known, kind: string, release: Release): readonly string[] {
  const releases = releasesText(known, RELEASES);
  const head = [`**${known.name}**`, kind, releases].filter((part) => part !== '').join(' · ');
  const unread = isRead(known, release) ? [] : [`Xen ${release} does not read it.`];
  const words =
    known.words === undefined ? [] : [`One of ${known.words.map((word) => `\`"${word}"\``).join(', ')}.`];
  return [head, ...unread, ...(known.says === undefined ? [] : [known.says]), ...words];
}

/** The group the pointer is in, as a stretch of its own. */
function spanOfCell(text: OwnText, place: TreePlace, read: CellsRead | null): Span | null {
  if (place.cell === undefined || read === null || read.step === 0) return null;
  const group = Math.floor(place.cell / read.step);
  if (group >= read.groups.length) return null;
  return text.spanOf({ ...place, cell: group * read.step, cells: read.step });
}

function decoded(read: CellsRead, { property = '', cell }: TreePlace, release: Release): readonly string[] {
  const { groups, step, left } = read;
  const here = cell === undefined || step === 0 ? null : Math.floor(cell / step);
  const lines = groups.slice(0, MOST).map((group, i) => {
    const words = groupText(group, property);
    return groups.length === 1 ? words : `${i}: ${i === here ? `**${words}**` : words}`;
  });
  if (groups.length > MOST) lines.push(`and ${groups.length - MOST} more`);
  const whose = `Cells: ${cellsText(read.address, 'an address')}, ${cellsText(read.size, 'a size')}.`;
  return [
    ...(lines.length === 0 ? [] : [lines.join('  \n')]),
    whose,
    ...leftText(left, read, property, release),
  ];
}

function groupText({ addresses, size }: CellsRead['groups'][number], property: string): string {
  const spaces =
    property === SHARED_MEM
      ? addresses.length === 2
        ? ['host physical', 'guest physical']
        : ['guest physical']
      : property === 'reg'
        ? ['']
        : ['host physical'];
  const parts = addresses.map((start, i) => {
    const range = size === 0n ? groupedHex(start) : `${groupedHex(start)} – ${groupedHex(start + size - 1n)}`;
    return [`\`${range}\``, spaces[i] ?? ''].filter((part) => part !== '').join(' ');
  });
  return [...parts, sizeText(size)].join(', ');
}

const cellsText = ({ count, name, from }: CellsFrom, what: string): string =>
  `${count} for ${what} (${from === null ? `no \`${name}\` is stated` : `\`${name}\` of \`${from}\``})`;

/** What a wrong number of cells comes to. */
function leftText(left: number, { step, groups }: CellsRead, property: string, release: Release): string[] {
  if (left === 0) return [];
  if (step === 0) return [`**With no cells Xen ${release} reads nothing of it.**`];
  const cells = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`;
  const takes = `one ${property === 'reg' ? 'entry' : 'range'} takes ${cells(step)}`;
  return groups.length === 0
    ? [`**It has ${cells(left)}, but ${takes}: Xen finds nothing in it.**`]
    : [
        `**${cells(left)} left over, for ${takes}. Xen takes what stands above, which may not be what is meant, and passes over the rest.**`,
      ];
}
