// Overlays as people write them, beside a board's text: targets and references by label, several fragments.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBlob } from '../devicetree/blob.ts';
import { parse } from '../devicetree/document.ts';
import { applyOverlay } from '../devicetree/overlay/apply.ts';
import { addBank, addDomain, placeAt, remove, updateDomain } from '../model/edit.ts';
import type { Board } from '../model/board.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { problemText, type Result } from '../model/result.ts';
import { findChild, findProperty, nodeAt, type TreeNode } from '../model/tree.ts';
import { Choices } from '../testing/choices.ts';
import { dtc, fdtoverlay, HAS_DTC, HAS_FDTOVERLAY } from '../testing/dtc.ts';
import { layoutChange } from '../testing/layout-change.ts';
import { holdsFor } from '../testing/seed.ts';
import { type BoardFile, OwnText, type Worded } from './own-text.ts';
import { planOf } from './plan.ts';

const BOARD_TEXT = `/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	memory@40000000 { device_type = "memory"; reg = <0x0 0x40000000 0x0 0x80000000>; };
	gic: interrupt-controller { };
	uart: serial@9000000 { status = "disabled"; };
	xen: chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		domU1 {
			compatible = "xen,domain";
			cpus = <2>;
			memory = <0x0 0x40000>;
			xen,static-mem = <0x0 0x50000000 0x0 0x10000000>;
		};
	};
};
`;
const FILE: BoardFile = { name: 'board.dts', text: BOARD_TEXT, files: new Map() };
const BOARD: Board = { name: 'board', source: 'board.dts', origin: 'tree', memoryOptions: [] };

const OVERLAY = `/dts-v1/;
/plugin/;

&uart {
	status = "okay";	// for domU2
	interrupt-parent = <&gic>;
};

&xen {
	domU2 {
		compatible = "xen,domain";
		cpus = <1>;
		memory = <0x0 0x20000>;
		xen,static-mem = <0x0 0x70000000 0x0 0x8000000>; // ours
		wired = <&gic 1 &uart 2>;
		lines { from = <&gic>; };
	};
};
`;

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
};
const said = (result: Result<unknown>): string => (result.ok ? '' : problemText(result.problem));

/** An overlay typed in place of the one that is made when edits go beside the board. */
function typed(overlay: string): Worded {
  const { tree } = parse(BOARD_TEXT);
  const opened = OwnText.ofBoard(FILE, tree).readBack(planOf(tree, BOARD));
  const beside = value(opened.text.moved('overlay', opened.plan, '4.22'));
  return beside.text.typed(overlay, beside.plan);
}

const byName = ({ domains }: Plan): Plan['domains'] => domains.toSorted((a, b) => (a.name < b.name ? -1 : 1));

function written({ plan, text }: Worded, edit: (plan: Plan) => Plan): Worded {
  const { plan: settled, text: after } = value(text.written(edit(plan), '4.22'));
  const back = after.readBack(settled);
  expect(back.text.fault).toBeNull();
  // Which of its new nodes comes first is the overlay's own business.
  expect(byName(back.plan)).toEqual(byName(settled));
  return back;
}

const domain = ({ domains }: Plan, name: string) =>
  domains.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
const nodeOf = ({ tree }: Plan, path: string): TreeNode => nodeAt(tree, path) ?? expect.fail(`no ${path}`);
const move =
  (name: string, start: bigint) =>
  (plan: Plan): Plan => {
    const bank = domain(plan, name).staticMem?.[0] ?? expect.fail('no bank');
    return placeAt(plan, bank.id, range(start, bank.size));
  };

test('labels of the board are targets and references, as dtc -@ has them', () => {
  const { plan, text } = typed(OVERLAY);
  expect(text.fault).toBeNull();
  expect(plan.domains.map(({ name }) => name)).toEqual(['domU2', 'domU1']);
  const gic = nodeOf(plan, '/interrupt-controller');
  const uart = nodeOf(plan, '/serial@9000000');
  expect(findProperty(uart, 'interrupt-parent')).toEqual(findProperty(gic, 'phandle'));
  const spot = text.spanOf({ path: '/chosen/domU2', property: 'xen,static-mem' });
  expect(text.text.slice(spot?.start, spot?.end)).toMatch(/^xen,static-mem = <0x0 0x70000000/);
  expect(text.placeAt(spot?.start ?? 0)).toMatchObject({ path: '/chosen/domU2', property: 'xen,static-mem' });
});

test('a label nobody has is a fault at its own place, and the plan stays', () => {
  const before = typed(OVERLAY);
  for (const [wrong, line] of [
    [OVERLAY.replace('<&gic>;\n', '<&nowhere>;\n'), 6],
    [OVERLAY.replace('&uart {', '&nowhere {'), 4],
  ] as const) {
    const { plan, text } = before.text.typed(wrong, before.plan);
    expect(plan).toBe(before.plan);
    expect(text.fault?.message).toMatch(/^&nowhere: no node of board.dts is labelled nowhere/);
    expect(text.fault?.at).toMatch(`line ${line}, `);
    expect(wrong.slice(text.fault?.span.start, text.fault?.span.end)).toBe('&nowhere');
  }
});

test('map edits go to the fragment that says the thing, and change only the lines they must', () => {
  const before = typed(OVERLAY);
  const after = written(before, move('domU2', 0x7800_0000n));
  expect(after.text.text).toBe(OVERLAY.replace('0x70000000', '0x78000000'));
  const wider = written(after, (plan) => updateDomain(plan, domain(plan, 'domU2').id, { cpus: 3 }));
  expect(wider.text.text).toBe(after.text.text.replace('cpus = <1>', 'cpus = <3>'));
});

test('what the board says is said otherwise in the fragment that reaches deepest', () => {
  const { text } = written(typed(OVERLAY), move('domU1', 0x6000_0000n));
  const target = text.text.slice(text.text.indexOf('&xen'));
  expect(target).toMatch(/domU1 \{\s+xen,static-mem = <0x0 0x60000000 0x0 0x10000000>;/);
  expect(text.text.replace(/\tdomU1 \{[^}]*\};\n\n?/, '')).toBe(OVERLAY);
});

test('domains come, change their names and go; references stay references', () => {
  const added = addDomain(typed(OVERLAY).plan, 'domU3');
  const more = written(
    typed(OVERLAY),
    () => addBank(added.plan, added.id, range(0x9000_0000n, 0x100_0000n)).plan,
  );
  expect(more.text.text).toMatch(/&xen \{[^&]*domU3 \{/);
  const renamed = written(more, (plan) => updateDomain(plan, domain(plan, 'domU2').id, { name: 'net' }));
  expect(renamed.text.text).toContain('net {');
  expect(renamed.text.text).toContain('wired = <&gic 1 &uart 2>;');
  const gone = written(renamed, (plan) => remove(plan, [domain(plan, 'net').id]));
  expect(gone.plan.domains.map(({ name }) => name)).toEqual(['domU3', 'domU1']);
  expect(gone.text.text).toContain('interrupt-parent = <&gic>;');
});

test('what no fragment can say is refused with what to do', () => {
  const { plan, text } = typed(OVERLAY);
  expect(said(text.written(remove(plan, [domain(plan, 'domU1').id]), '4.22'))).toContain(
    'cannot remove: /chosen/domU1 stays',
  );
  const held = typed(`${OVERLAY}&{/chosen/domU2} { vpl011; };\n`);
  expect(said(held.text.written(remove(held.plan, [domain(held.plan, 'domU2').id]), '4.22'))).toMatch(
    /a fragment of the overlay is for \/chosen\/domU2: change that fragment in its text first/,
  );
  const alone = typed('/dts-v1/;\n/plugin/;\n&uart { status = "okay"; };\n');
  expect(said(alone.text.written(move('domU1', 0x6000_0000n)(alone.plan), '4.22'))).toMatch(
    /no fragment of the overlay reaches \/chosen\/domU1: add “&\{\/\} \{ \};” to its text/,
  );
  const { plan: reached, text: both } = alone.text.typed(`${alone.text.text}&{/} { };\n`, alone.plan);
  expect(both.fault).toBeNull();
  expect(written({ plan: reached, text: both }, move('domU1', 0x6000_0000n)).text.text).toContain(
    '0x60000000',
  );
});

test('back in the board’s file nothing is left of the labels but what values need', () => {
  const { plan, text } = typed(OVERLAY);
  const home = value(text.moved('board', plan, '4.22'));
  expect(home.text.fault).toBeNull();
  expect(home.plan.domains).toEqual(plan.domains);
  expect(home.text.text).not.toContain('__symbols__');
  expect(nodeAt(home.plan.tree, '/__symbols__')).toBeUndefined();
  // Nothing refers to /chosen by number.
  expect(findProperty(nodeOf(home.plan, '/chosen'), 'phandle')).toBeUndefined();
  const gic = nodeOf(home.plan, '/interrupt-controller');
  const uart = nodeOf(home.plan, '/serial@9000000');
  expect(findProperty(gic, 'phandle')).toEqual(findProperty(uart, 'interrupt-parent'));
});

test.skipIf(!HAS_DTC || !HAS_FDTOVERLAY)(
  'compiled it is what dtc -@ makes, and applies as fdtoverlay has it',
  () => {
    const after = written(typed(OVERLAY), move('domU1', 0x6000_0000n));
    const blob = value(after.text.blob());
    expect(blob).toEqual(new Uint8Array(dtc(after.text.text, '-@')));
    const overlay = value(readBlob(blob));
    expect(findChild(overlay.root, '__fixups__')?.properties.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['gic', 'uart', 'xen']),
    );
    const base = new Uint8Array(dtc(BOARD_TEXT, '-@'));
    const applied = value(readBlob(new Uint8Array(fdtoverlay(base, blob))));
    expect(applied).toEqual(after.plan.tree);
    expect(value(applyOverlay(value(readBlob(base)), overlay))).toEqual(applied);
  },
);

/** A second fragment for one node, and one that gives the board's domain more. */
const SPLIT = `${OVERLAY}
&{/chosen/domU1} { cpus = <4>; };
&{/} { chosen { xen,static-heap = <0x0 0x7c000000 0x0 0x1000000>; domU2 { vpl011; }; }; };
&xen { domU4 { compatible = "xen,domain"; cpus = <1>; memory = <0x0 0x1000>; from = <&gic>; }; };
`;

test('whatever is done on the map, the overlay says it, in its own words wherever it said them before', () => {
  holdsFor(
    fc.property(fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 8 }), (isSplit, seed, count) => {
      const choices = new Choices(seed);
      let now = typed(isSplit ? SPLIT : OVERLAY);
      expect(now.text.fault).toBeNull();
      for (let i = 0; i < count; i += 1) {
        const result = now.text.written(layoutChange(now.plan, choices), '4.22');
        expect(said(result)).toMatch(result.ok ? /^$/ : /cannot remove: |change that fragment/);
        if (!result.ok) continue;
        const { plan: settled, text } = result.value;
        const back = text.readBack(settled);
        expect(back.text.fault?.message).toBeUndefined();
        expect(byName(back.plan)).toEqual(byName(settled));
        expect(back.plan.heap).toEqual(settled.heap);
        expect(back.text.text).toContain('interrupt-parent = <&gic>;');
        expect(back.text.text).not.toMatch(/from = <(?!&gic)/);
        // Read by whoever knows nothing of what was before: a design that is opened again.
        const afresh = OwnText.found('overlay', back.text.text, FILE, back.plan.tree);
        expect(afresh.readBack(back.plan).plan).toBe(back.plan);
        now = back;
      }
      const home = now.text.moved('board', now.plan, '4.22');
      expect(said(home)).toBe('');
      expect(home.ok && byName(home.value.plan)).toEqual(byName(now.plan));
    }),
    60,
  );
});
