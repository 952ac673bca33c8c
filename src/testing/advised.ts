// What is advised on a small machine with these nodes and properties in /chosen, written as in a device tree.
import { planOf } from '../bindings/plan.ts';
import type { Finding } from '../engine/analysis.ts';
import { type Host, machine } from '../engine/refusals/example-text.ts';
import { analyse } from '../engine/index.ts';
import { range } from '../model/range.ts';
import { NEWEST_RELEASE, type Release } from '../model/release.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { treeOf } from './example.ts';

const BOARD = { name: 'advised', source: 'advised', origin: 'tree', memoryOptions: [] } as const;

/** Advice on a whole tree. */
export function advisedOn(text: string, release: Release = NEWEST_RELEASE): readonly Finding[] {
  const load = { xen: range(0x40200000n, 0x160000n), fdt: range(0x48000000n, 0x4000n) };
  const { findings } = analyse(planOf(treeOf(text), BOARD, load), { ...DEFAULT_TARGET, release });
  return findings.filter(({ by }) => by === 'advice');
}

/** Advice on a machine with this in /chosen. */
export const advised = (chosen: string, release?: Release, host?: Host): readonly Finding[] =>
  advisedOn(machine(chosen, host), release);

/** `rule path property severity`, one line per finding. */
export const placesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, path, property, severity }) => [rule, path, property, severity].join(' '));

/** Messages of one rule. */
export const messagesOf = (findings: readonly Finding[], rule: string): readonly string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
