// Between which lanes a guest's ribbons are.
import type { GuestTies } from './ribbon-places.ts';
import type { Row, Rows } from './rows.ts';
import type { Scale } from './scale.ts';
import { counterparts, type Lane } from './scene.ts';

/** Those of every guest lane, but where nothing from its host lane down to it is `near` the view. */
export function tiesOf(
  { rows }: Rows,
  scaleOfLane: (lane: Lane) => Scale,
  near: (y0: number, y1: number) => boolean,
): readonly GuestTies[] {
  const host = rows.filter(({ lane }) => lane.space === 'host');
  const rowOf = (key: string): Row | null => host.find(({ lane }) => lane.key === key) ?? null;
  const [sharedRow, hardware] = [rowOf('shared'), rowOf('hardware')];
  const domains = host.filter(({ lane }) => lane.domain !== null);
  const domainRow = counterparts(domains, ({ lane }) => lane.domain ?? '');
  const ties: GuestTies[] = [];
  for (const guestRow of rows.slice(host.length)) {
    const { lane, index, y } = guestRow;
    const ownRow = (lane.domain === null ? null : domainRow(lane.domain, index)) ?? null;
    if (!near(ownRow?.y ?? 0, y)) continue;
    const hasRegisters = lane.ribbons.some(({ hostLane }) => hostLane === 'hardware');
    const hardwareRow = hasRegisters ? hardware : null;
    ties.push({ guestRow, ownRow, sharedRow, hardwareRow, guestScale: scaleOfLane(lane) });
  }
  return ties;
}
