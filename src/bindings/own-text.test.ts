import { expect, test } from 'vitest';
import { parse } from '../devicetree/document.ts';
import { addBank, addDomain, addHeapBank, placeAt, remove, updateDomain } from '../model/edit.ts';
import { bytes } from '../model/addr.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { problemText, type Result } from '../model/result.ts';
import type { Board } from '../model/board.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { type BoardFile, OwnText, type Worded } from './own-text.ts';
import { planOf } from './plan.ts';

const TEXT = `// Ours.
/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x80000000>;
	};

	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		xen,static-heap = <0x0 0x70000000 0x0 0x8000000>;

		domU1 { /* the first */
			compatible = "xen,domain";
			cpus = <2>;
			memory = <0 0x40000>;
			xen,static-mem = <0x0 0x50000000 0x0 0x10000000>; // here
		};
	};
};
`;
const FILE: BoardFile = { name: 'board.dts', text: TEXT, files: new Map() };
const BOARD: Board = { name: 'board', source: 'board.dts', origin: 'tree', memoryOptions: [] };

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
};
const said = (result: Result<unknown>): string => (result.ok ? '' : problemText(result.problem));

function opened(): Worded {
  const { tree } = parse(TEXT);
  return OwnText.ofBoard(FILE, tree).readBack(planOf(tree, BOARD));
}
const first = ({ domains }: Plan) => domains[0] ?? expect.fail('no domain');
const bank = ({ domains }: Plan) => domains[0]?.staticMem?.[0] ?? expect.fail('no bank');
const moved = (plan: Plan, start: bigint): Plan =>
  placeAt(plan, bank(plan).id, range(start, bank(plan).size));

/** Lines of `after` that are not in `before`. */
const newLines = (before: string, after: string): readonly string[] =>
  after
    .split('\n')
    .filter((line) => !before.split('\n').includes(line))
    .map((line) => line.trim());

test('a move is written where the number stands, and read back as the same plan', () => {
  const { plan, text } = opened();
  const written = value(text.written(moved(plan, 0x5800_0000n), '4.22'));
  expect(newLines(TEXT, written.text.text)).toEqual([
    'xen,static-mem = <0x0 0x58000000 0x0 0x10000000>; // here',
  ]);
  const back = written.text.readBack(written.plan);
  expect(back.plan).toBe(written.plan);
  expect(back.text.fault).toBeNull();
});

test('typing changes the plan under its ids; a text that is not whole keeps the last one', () => {
  const { plan, text } = opened();
  const next = text.typed(TEXT.replace('0x50000000', '0x52000000'), plan);
  expect(bank(next.plan)).toEqual({ ...bank(plan), start: 0x5200_0000n });
  const broken = next.text.typed(next.text.text.replace('0x10000000>;', '0x10000000'), next.plan);
  expect(broken.plan).toBe(next.plan);
  expect(broken.text.fault?.at).toBe('line 23, column 3');
  expect(said(broken.text.written(moved(broken.plan, 0x5800_0000n), '4.22'))).toContain('has to be whole');
  const mended = broken.text.typed(next.text.text, broken.plan);
  expect(mended.plan).toBe(next.plan);
});

test('a comment typed leaves the plan the same object', () => {
  const { plan, text } = opened();
  expect(text.typed(TEXT.replace('// Ours.', '// Theirs.'), plan).plan).toBe(plan);
});

test('beside the board an overlay takes the edits, and the board stays as it was opened', () => {
  const before = opened();
  const first = value(before.text.written(moved(before.plan, 0x5800_0000n), '4.22'));
  const { plan, text } = value(first.text.readBack(first.plan).text.moved('overlay', first.plan, '4.22'));
  expect(plan).toBe(first.plan);
  expect(text.text).toContain('/plugin/;');
  expect(text.text).toContain('<0x0 0x58000000 0x0 0x10000000>');
  expect(text.text).not.toContain('cpus');

  const added = addDomain(plan, 'domU2');
  const edited = value(
    text.written(addBank(added.plan, added.id, range(0x9000_0000n, 0x100_0000n)).plan, '4.22'),
  );
  const back = edited.text.readBack(edited.plan);
  // What applying an overlay adds comes first.
  expect(back.plan.domains.map(({ name }) => name)).toEqual(['domU2', 'domU1']);
  expect(back.plan.domains.map(({ id }) => id)).toEqual([added.id, plan.domains[0]?.id]);
  expect(text.board?.text).toBe(TEXT);

  const spot = back.text.spanOf({ path: '/chosen/domU2', property: 'xen,static-mem' });
  expect(back.text.text.slice(spot?.start, spot?.end)).toMatch(/^xen,static-mem = <.*0x90000000 .*>;$/);
  expect(back.text.placeAt(spot?.start ?? 0)).toMatchObject({
    path: '/chosen/domU2',
    property: 'xen,static-mem',
  });

  const home = value(back.text.moved('board', back.plan, '4.22'));
  expect(home.text.form).toBe('board');
  expect(home.text.text).toContain('/* the first */');
  expect(home.plan.domains).toEqual(back.plan.domains);
});

test('what an overlay cannot say is refused by name', () => {
  const { plan, text } = opened();
  const overlay = value(text.moved('overlay', plan, '4.22'));
  const gone = remove(overlay.plan, [first(overlay.plan).id]);
  expect(said(overlay.text.written(gone, '4.22'))).toContain('/chosen/domU1 stays');
});

test('of a board that is no text /chosen alone is written', () => {
  const plan = planSpec('domU1 static 60000000+8000000');
  const start = '/dts-v1/;\n/ {\n\tchosen {\n\t};\n};\n';
  const text = OwnText.found('chosen', start, null, plan.tree).readBack(plan);
  expect(text.plan.domains).toEqual([]);
  const heap = value(
    text.text.written(addHeapBank(text.plan, range(0x5000_0000n, 0x100_0000n)).plan, '4.22'),
  );
  const back = heap.text.readBack(heap.plan);
  expect(back.plan).toBe(heap.plan);
  expect(back.text.text).toContain('xen,static-heap = <0x0 0x50000000 0x0 0x1000000>;');
  const extra = back.text.typed(back.text.text.replace('/ {', '/ {\n\tmodel = "x";'), back.plan);
  expect(extra.text.fault?.message).toContain('model has no place');
  expect(extra.plan).toBe(back.plan);
});

test('a plan changed in what no text holds keeps its text', () => {
  const { plan, text } = opened();
  const { id } = first(plan);
  expect(value(text.written(updateDomain(plan, id, { cpus: 2 }), '4.22')).text).toBe(text);
});

test('a comment that says the size goes on saying it; any other is its writer’s', () => {
  const plan = planSpec('heap 48000000+1000000 | domU1 static 60000000+10000000 78000000+1000000');
  const start = `/dts-v1/;
/ {
	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		xen,static-heap = <0x0 0x48000000 0x0 0x1000000>; /* 16 MiB */ /* enough */
		domU1 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x44000>; /* 278528 KiB = 272 MiB */
			xen,static-mem = <0x0 0x60000000 0x0 0x10000000>, /* 256 MiB */
			                 <0x0 0x78000000 0x0 0x1000000>; // 16 MiB
		};
	};
};
`;
  const { plan: read, text } = OwnText.found('chosen', start, null, plan.tree).readBack(plan);
  const wider = placeAt(read, bank(read).id, range(0x6000_0000n, 0x800_0000n));
  const all = updateDomain(wider, first(wider).id, { memory: bytes(0x900_0000n) });
  const heap = all.heap.reduce((next, { id }) => placeAt(next, id, range(0x4800_0000n, 0x200_0000n)), all);
  const after = value(text.written(heap, '4.22')).text.text;
  expect(newLines(start, after)).toEqual([
    'xen,static-heap = <0x0 0x48000000 0x0 0x2000000>; /* 32 MiB */ /* enough */',
    'memory = <0x0 0x24000>; /* 147456 KiB = 144 MiB */',
    'xen,static-mem = <0x0 0x60000000 0x0 0x8000000>, /* 128 MiB */',
  ]);
  expect(after).toContain('0x1000000>; // 16 MiB');
});
