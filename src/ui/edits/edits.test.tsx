import { beforeEach, describe, expect, test } from 'vitest';
import { type Addr, bytes, MiB } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { createMemmap, type Memmap } from '../../store/memmap.ts';
import { type GivenFile, openFiles } from '../../store/open.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { editByName, editsIn, editsOf, makeEdit } from './edits.ts';

const TEXT = `/dts-v1/;

/ {
	#address-cells = <1>;
	#size-cells = <1>;
	memory@40000000 { device_type = "memory"; reg = <0x40000000 0x40000000>; };

	chosen {
		#address-cells = <1>;
		#size-cells = <1>;

		domU1 {	// the first
			compatible = "xen,domain";
			cpus = <2>;
			memory = <0 0x40000>;	/* KiB */
			xen,static-mem = <0x50000000 0x8000000>,	// low
			                 <0x60000000 0x8000000>;	// high
		};
	};
};
`;
const file: GivenFile = {
  name: 'board.dts',
  size: TEXT.length,
  bytes: async () => new TextEncoder().encode(TEXT),
};

let memmap: Memmap;
const state = () => memmap.store.getState();
const plan = () => state().design?.plan ?? planSpec('');
const banks = () => plan().domains[0]?.staticMem ?? [];
const said = () =>
  `${banks()
    .map((b) => `${b.start.toString(16)}+${b.size.toString(16)}`)
    .join(' ')} of ${(plan().domains[0]?.memory ?? 0n).toString(16)}`;
const idsOf = (...indices: number[]): EntityId[] => indices.map((i) => banks()[i]?.id ?? ('' as EntityId));

beforeEach(async () => {
  memmap = createMemmap(() => 0);
  await openFiles(memmap, [file]);
});

describe('in a text somebody wrote', () => {
  test('edits and as many undos are the same document, and the text keeps its comments on the way', () => {
    const documents = [state().design];
    const steps: [() => void, string][] = [
      [
        () => editByName(memmap, 'split', idsOf(0)),
        '50000000+4000000 54000000+4000000 60000000+8000000 of 10000000',
      ],
      [
        () => editByName(memmap, 'duplicate', idsOf(2)),
        '50000000+4000000 54000000+4000000 60000000+8000000 68000000+8000000 of 18000000',
      ],
      [
        () => editByName(memmap, 'merge', idsOf(2)),
        '50000000+4000000 54000000+4000000 60000000+10000000 of 18000000',
      ],
      [() => editByName(memmap, 'merge', idsOf(0, 1)), '50000000+8000000 60000000+10000000 of 18000000'],
      [() => editByName(memmap, 'delete', idsOf(1)), '50000000+8000000 of 8000000'],
    ];
    for (const [edit, expected] of steps) {
      edit();
      expect(said()).toBe(expected);
      expect(state().design?.text?.text).toContain('// the first');
      documents.push(state().design);
    }
    expect(state().history.past).toHaveLength(steps.length);
    for (const document of documents.toReversed().slice(1)) {
      memmap.undo();
      expect(state().design).toBe(document);
    }
    expect(state().design?.text?.text).toBe(TEXT);
  });

  test('what came of it is selected', () => {
    editByName(memmap, 'split', idsOf(0));
    expect(state().selection).toEqual(idsOf(0, 1));
    editByName(memmap, 'merge');
    expect(state().selection).toEqual(idsOf(0));
    editByName(memmap, 'duplicate');
    expect(state().selection).toEqual(idsOf(2));
  });
});

test('a domain is duplicated in the text somebody wrote, as one entry', () => {
  const before = state().design;
  editByName(memmap, 'duplicate', [plan().domains[0]?.id ?? ('' as EntityId)]);
  const [, copy] = plan().domains;
  expect(copy).toMatchObject({ name: 'domU2', cpus: 2, memory: 0x1000_0000n });
  expect(copy?.staticMem?.map(({ start }) => start)).toEqual([0x5800_0000n, 0x6800_0000n]);
  expect(state().selection).toEqual([copy?.id]);
  expect(state().design?.text?.text).toMatch(/domU1 \{\t\/\/ the first[^]*domU2 \{/);
  expect(state().history.past).toHaveLength(1);
  memmap.undo();
  expect(state().design).toBe(before);
});

test('what is not possible changes nothing and says why', () => {
  const before = state().design;
  editByName(memmap, 'merge', idsOf(0, 1));
  expect(state().design).toBe(before);
  expect(state().notice).toMatchObject({
    kind: 'info',
    detail: 'They do not touch: what lies between them is not theirs.',
  });
});

test.each<[number[], bigint | null, string[]]>([
  [
    [0],
    null,
    ['Split in the middle', 'Merge with what touches it', 'Duplicate', 'Pin where it is', 'Delete'],
  ],
  [
    [0],
    0x5130_0000n,
    [
      'Split at 0x5120_0000',
      'Split in the middle',
      'Merge with what touches it',
      'Duplicate',
      'Pin where it is',
      'Delete',
    ],
  ],
  [
    [0],
    0x5400_0000n,
    ['Split in the middle', 'Merge with what touches it', 'Duplicate', 'Pin where it is', 'Delete'],
  ],
  [[0, 1], 0x5130_0000n, ['Split in the middle', 'Merge 2 banks', 'Duplicate', 'Pin where it is', 'Delete']],
])('banks %j with the pointer at %s: %j', (indices, at, titles) => {
  const edits = editsOf(plan(), idsOf(...indices), bytes(2n * MiB), at as Addr | null);
  expect(edits.map(({ title }) => title)).toEqual(titles);
});

test('free space takes 256 MiB from the pointer on, or is filled; where there is none it says why', () => {
  const domU1 = plan().domains[0]?.id ?? ('' as EntityId);
  const at = (value: bigint) =>
    editsIn(plan(), { kind: 'bank', domain: domU1 }, value as Addr, bytes(2n * MiB), []);
  expect(at(0x4010_0000n).map(({ title }) => title)).toEqual([
    'Add 256 MiB for domU1 here',
    'Fill these 256 MiB for domU1',
  ]);
  const whyNot = (value: bigint) => at(value).map((edit) => edit.apply(plan()));
  expect(whyNot(0x2000_0000n)).toMatchObject([{ ok: false, problem: { message: 'there is no RAM here' } }]);
  expect(whyNot(0x5010_0000n)).toMatchObject([{ ok: false, problem: { message: 'domU1 bank 0 is here' } }]);
  const fill = at(0x7000_0000n)[1];
  expect(fill && makeEdit(memmap, fill)).toEqual(idsOf(2));
  expect(said()).toBe('50000000+8000000 60000000+8000000 68000000+18000000 of 28000000');
});

test('a module goes there at a size of its own, and nothing is filled with one', () => {
  const domU1 = plan().domains[0]?.id ?? ('' as EntityId);
  const draws = { kind: 'module', domain: domU1, module: 'kernel', what: 'domU1’s kernel' } as const;
  const edits = editsIn(plan(), draws, 0x4010_0000n as Addr, bytes(2n * MiB), []);
  expect(edits.map(({ title }) => title)).toEqual(['Load domU1’s kernel here: 32 MiB']);
  const [load] = edits;
  expect(load && makeEdit(memmap, load)).toHaveLength(1);
  expect(plan().domains[0]?.modules.map(({ kind, start, size }) => [kind, start, size])).toEqual([
    ['kernel', 0x4000_0000n, 32n * MiB],
  ]);
});
