import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OwnText } from '../bindings/own-text.ts';
import { placeOf } from '../bindings/places.ts';
import { planOf } from '../bindings/plan.ts';
import { settle } from '../bindings/settle.ts';
import { readBlob, writeBlob } from '../devicetree/blob.ts';
import { strings, u32 } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { problemText, type Result } from '../model/result.ts';
import { findChild, node, nodeAt, type Tree, type TreeNode } from '../model/tree.ts';
import { arbitraryEntities, withEntities, withoutIds } from '../testing/arbitrary-plan.ts';
import { dtc, fdtoverlay, HAS_DTC, HAS_FDTOVERLAY } from '../testing/dtc.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { cellProperties, cells, tree } from '../testing/tree-spec.ts';
import { exportBlob, exportOverlayBlob, exportText, type TextForm } from './export.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}
const text = (plan: Plan, form: TextForm, release: Release = '4.22'): string =>
  value(exportText(plan, release, form)).text;
const read = (blob: Uint8Array): Tree => value(readBlob(blob));

const two = planSpec(
  `heap 48000000+10000000
   domU1 dm vpl011 static 60000000+10000000 880000000+8000000 kernel 44000000+10000
   domU2 static 70000000+10000000 shared ipc0 90000000>4000000+1000 owner`,
);

test('the /chosen snippet groups numbers and says sizes', () => {
  expect(text(two, 'chosen')).toBe(`/dts-v1/;

/ {
	chosen {
		stdout-path = "/pl011@9000000";
		#address-cells = <2>;
		#size-cells = <2>;
		xen,static-heap = <0x0 0x48000000 0x0 0x10000000>; /* 256 MiB */

		domU1 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x60000>; /* 393216 KiB = 384 MiB */
			xen,static-mem = <0x0 0x60000000 0x0 0x10000000>, /* 256 MiB */
			                 <0x8 0x80000000 0x0 0x8000000>; /* 128 MiB */
			direct-map;
			vpl011;

			module@44000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x44000000 0x0 0x10000>; /* 64 KiB */
			};
		};

		domU2 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x40000>; /* 262144 KiB = 256 MiB */
			xen,static-mem = <0x0 0x70000000 0x0 0x10000000>; /* 256 MiB */

			shared-mem-ipc0 {
				compatible = "xen,domain-shared-memory-v1";
				role = "owner";
				xen,shm-id = "ipc0";
				xen,shared-mem = <0x0 0x90000000 0x0 0x4000000 0x0 0x1000>; /* 4 KiB */
			};
		};
	};
};
`);
});

const OWN = { chosen: 'chosen', overlay: 'overlay', dts: 'board' } as const;

test.each(['chosen', 'overlay', 'dts'] as const)('everything Xen is told is found in the form %s', (form) => {
  const source = text(two, form);
  const own = OwnText.found(OWN[form], source, null, two.tree);
  const shown = (id: string | undefined): string => {
    const place = placeOf(two, id as never);
    const span = place && own.spanOf(place);
    return span === null ? '' : source.slice(span.start, span.end);
  };
  const [domU1, domU2] = two.domains;
  expect(shown(two.heap[0]?.id)).toMatch(/^0x0 0x48000000/);
  expect(shown(domU1?.staticMem?.[1]?.id)).toMatch(/^0x8 0x80000000/);
  expect(shown(domU1?.modules[0]?.id)).toMatch(/^module@44000000 \{\n[^}]*\};$/);
  expect(shown(domU2?.id)).toMatch(/^domU2 \{[^]*\};$/);
  expect(shown(domU2?.shared[0]?.id)).toMatch(/^shared-mem-ipc0 \{/);
});

test('the text is that of the release asked for', () => {
  expect(text(two, 'chosen', '4.16')).toContain('#xen,static-mem-address-cells = <2>;');
  expect(text(two, 'chosen', '4.17')).not.toContain('#xen,static-mem');
});

test('a board known by its facts exports what facts vouch for, and says so', () => {
  const source = text(two, 'dts');
  expect(source).toContain('Only the facts of this board are known');
  expect(source).toContain('memory@40000000 {');
  expect(source).not.toMatch(/cpus \{|pl011@9000000 \{/);
  expect(text({ ...two, board: { ...two.board, origin: 'tree' } }, 'dts')).toMatch(
    /cpus \{[^]*pl011@9000000 \{/,
  );
});

test('what source text cannot say is said in words', () => {
  const plan = { ...two, tree: { ...two.tree, bootCpu: 3 } };
  expect(text(plan, 'dts')).toContain('dtc -b 3');
  expect(text(two, 'overlay')).toContain('It cannot remove');
});

test('what cannot be written is refused, not cut', () => {
  const narrow = planOf(tree([], cellProperties(1, 1)), TEST_BOARD);
  const heap = { ...narrow, heap: two.heap.map((bank) => ({ ...bank, start: (1n << 40n) as never })) };
  expect(exportText(heap, '4.22', 'chosen').ok).toBe(false);
  expect(exportBlob(heap, '4.22').ok).toBe(false);
});

/** Names and values only a blob can hold, or that would end a comment. */
const odd: readonly TreeNode[] = [
  node('odd', [
    strings('quoted', 'a "b" \\c'),
    { name: 'bytes', value: Uint8Array.of(1, 2, 3) },
    { name: 'binary', value: Uint8Array.of(0, 0x41, 0, 0) },
    strings('empty', ''),
    cells('many', 0x41424300, 7),
  ]),
];
const bases: readonly (readonly [string, Tree])[] = [
  ['an empty tree', tree([])],
  [
    'one size cell in the root',
    tree([node('chosen', [u32('phandle', 3)], odd)], cellProperties(2, 1), [[0x1000n, 0x2000n]]),
  ],
];

// A tool per case: on a busy machine that takes a while.
describe.skipIf(!HAS_DTC)('dtc reads every form', () => {
  test.each(bases)(
    'on %s',
    (_what, base) => {
      const plan = planOf(base, { ...TEST_BOARD, name: 'a */ board', origin: 'tree' });
      holdsFor(
        fc.property(arbitraryEntities, fc.constantFrom<Release>('4.16', '4.22'), (entities, release) => {
          const wanted = withEntities(plan, { ...entities, heap: [] });
          const { tree: expected } = value(settle(wanted, release));
          const whole = read(dtc(text(wanted, 'dts', release)));
          expect(whole).toEqual(expected);
          expect(read(value(exportBlob(wanted, release)))).toEqual(expected);
          const chosen = findChild(expected.root, 'chosen') ?? node('chosen');
          expect(nodeAt(read(dtc(text(wanted, 'chosen', release))), '/chosen')).toEqual(chosen);
        }),
        15,
      );
    },
    60_000,
  );
});

describe.skipIf(!HAS_DTC || !HAS_FDTOVERLAY)('an overlay, as text or blob', () => {
  const base = tree([
    node('uart', [u32('phandle', 1)]),
    node(
      'chosen',
      [strings('bootargs', 'quiet'), cells('console-uart', 1)],
      [node('fb', [u32('phandle', 2)])],
    ),
  ]);
  test('brings the layout to a base tree and breaks nothing there', () => {
    const plan = planOf(base, { ...TEST_BOARD, origin: 'tree' });
    holdsFor(
      fc.property(arbitraryEntities, (entities) => {
        const wanted = withEntities(plan, entities);
        const blobs = [dtc(text(wanted, 'overlay')), value(exportOverlayBlob(wanted, '4.22'))];
        for (const blob of blobs) {
          const merged = read(fdtoverlay(writeBlob(base), blob));
          const again = planOf(merged, plan.board);
          expect(withoutIds(again)).toEqual(withoutIds(wanted));
          expect(nodeAt(merged, '/chosen/fb')).toEqual(nodeAt(base, '/chosen/fb'));
          expect(nodeAt(merged, '/uart')).toEqual(nodeAt(base, '/uart'));
        }
      }),
      15,
    );
  }, 60_000);

  test('makes /chosen where the base has none', () => {
    const merged = read(fdtoverlay(writeBlob(tree([node('cpus')])), value(exportOverlayBlob(two, '4.22'))));
    expect(withoutIds(planOf(merged, two.board))).toEqual(withoutIds(two));
  });
});
