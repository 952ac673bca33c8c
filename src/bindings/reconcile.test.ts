import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Document, parse } from '../devicetree/document.ts';
import { applyEdits } from '../devicetree/edit/text-edit.ts';
import { bytes, MiB } from '../model/addr.ts';
import {
  addBank,
  addDomain,
  addHeapBank,
  addModule,
  giveModule,
  placeAt,
  remove,
  updateDomain,
} from '../model/edit.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { arbitraryEntities, withEntities, withoutIds } from '../testing/arbitrary-plan.ts';
import { Choices } from '../testing/choices.ts';
import { messyText } from '../testing/messy-text.ts';
import { tokensOutside } from '../testing/outside.ts';
import { planSpec, TEST_BOARD } from '../testing/plan-spec.ts';
import { layoutChange } from '../testing/layout-change.ts';
import { holdsFor } from '../testing/seed.ts';
import { planOf } from './plan.ts';
import { reconcile } from './reconcile.ts';

const BOARD = `// My board.
/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x80000000>;
	};

	chosen {
		#address-cells = <0x2>;
		#size-cells = <0x2>;
		bootargs = "console=hvc0";	/* dom0's */
		xen,static-heap = <0x0 0x70000000 0x0 0x8000000>;

		/* The first guest: do not move. */
		domU1 {
			compatible = "xen,domain";
			#address-cells = <1>;
			#size-cells = <1>;
			cpus = <2>;
			memory = <0 0x40000>;	// KiB
			xen,static-mem = <0x0 0x50000000 0x0 0x10000000>;
			vpl011;

			module@48000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x48000000 0xA00000>;
				bootargs = "console=ttyAMA0";
			};
		};
	};
};
`;

interface Opened {
  readonly document: Document;
  readonly plan: Plan;
}

function open(text: string): Opened {
  const document = parse(text);
  expect(document.problems).toEqual([]);
  return { document, plan: planOf(document.tree, TEST_BOARD) };
}

/** The text after a change of the plan; it must say that plan. */
function edited({ document, plan }: Opened, change: (plan: Plan) => Plan): string {
  const result = reconcile(document, change(plan), '4.22');
  if (!result.ok) throw new Error(result.problem.message);
  const text = applyEdits(document.text, result.value.edits);
  expect(withoutIds(open(text).plan)).toEqual(withoutIds(result.value.plan));
  return text;
}

const board = open(BOARD);
const [domU1] = board.plan.domains;
const id = (of: { readonly id: EntityId } | undefined): EntityId => of?.id ?? ('' as EntityId);

test('a drag changes the numbers it must and nothing else', () => {
  const moved = edited(board, (plan) =>
    placeAt(plan, id(domU1?.staticMem?.[0]), range(0x5800_0000n, 0x1000_0000n)),
  );
  expect(moved).toBe(BOARD.replace('0x50000000', '0x58000000'));
  const module = edited(board, (plan) =>
    placeAt(plan, id(domU1?.modules[0]), range(0x4900_0000n, 0xb0_0000n)),
  );
  expect(module).toBe(
    BOARD.replace('module@48000000', 'module@49000000').replace(
      '<0x48000000 0xA00000>',
      '<0x49000000 0xB00000>',
    ),
  );
  const heap = edited(board, (plan) => placeAt(plan, id(plan.heap[0]), range(0x7400_0000n, 0x400_0000n)));
  expect(heap).toBe(BOARD.replace('<0x0 0x70000000 0x0 0x8000000>', '<0x0 0x74000000 0x0 0x4000000>'));
});

test('toggles, counts and names', () => {
  const changed = edited(board, (plan) =>
    updateDomain(plan, id(domU1), {
      directMap: true,
      vpl011: false,
      cpus: 4,
      name: 'linux',
      memory: bytes(512n * MiB),
    }),
  );
  expect(changed).toBe(
    BOARD.replace('domU1 {', 'linux {')
      .replace('cpus = <2>', 'cpus = <4>')
      .replace('<0 0x40000>', '<0 0x80000>')
      .replace('\t\t\tvpl011;\n', '\t\t\tdirect-map;\n'),
  );
});

test('what is new is set as people would set it', () => {
  const more = edited(board, (plan) => {
    const bank = addBank(plan, id(domU1), range(0x8_0000_0000n, 0x4000_0000n)).plan;
    const domain = addDomain(addHeapBank(bank, range(0x7a00_0000n, 0x10_0000n)).plan, 'domU2');
    return addModule(domain.plan, domain.id, {
      kind: 'kernel',
      range: range(0x4a00_0000n, 0x1000n),
      file: null,
    }).plan;
  });
  // The document's numbers are in capitals.
  expect(more).toContain(
    'xen,static-heap = <0x0 0x70000000 0x0 0x8000000>, <0x0 0x7A000000 0x0 0x100000>;\n',
  );
  expect(more).toContain(`
			xen,static-mem = <0x0 0x50000000 0x0 0x10000000>,
			                 <0x8 0x0 0x0 0x40000000>;
`);
  expect(more).toContain(`		};

		domU2 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x40000>;
			vpl011;

			module@4a000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x4A000000 0x0 0x1000>;
			};
		};
	};
};
`);
});

test('a domain goes with what is said of it', () => {
  const gone = edited(board, (plan) => remove(plan, [id(domU1)]));
  expect(gone).not.toContain('first guest');
  expect(gone).toContain('0x8000000>;\n\t};\n};\n');
});

test('a module handed on takes its lines along: comment, label and what this tool does not know', () => {
  const lines = `
			/* Built by
			 * the nightly job. */
			kernel: module@48000000 {	// vmlinux
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x48000000 0xA00000>;
				vendor,checksum = [0a 0b];	// of the file
			};
`;
  const at = BOARD.indexOf('\n\t\t\tmodule@48000000');
  const behind = BOARD.indexOf('\t\t};\n\t};', at);
  const text = `${BOARD.slice(0, at)}${lines}${BOARD.slice(behind)}`.replace(
    '\t\t};\n\t};\n',
    '\t\t};\n\n\t\tother { compatible = "xen,domain"; cpus = <1>; vendor,image = <&kernel>; };\n\t};\n',
  );
  const opened = open(text);
  const [kernel] = opened.plan.domains[0]?.modules ?? [];
  const dom0s = edited(opened, (plan) => giveModule(plan, id(kernel), null));
  expect(dom0s).toContain(`
		/* Built by
		 * the nightly job. */
		kernel: module@48000000 {	// vmlinux
			compatible = "multiboot,kernel", "multiboot,module";
			reg = <0x0 0x48000000 0x0 0xA00000>;
			vendor,checksum = [0a 0b];	// of the file
		};
`);
  expect(dom0s).toContain('vendor,image = <&kernel>;');
  expect(dom0s.match(/module@/g)).toHaveLength(1);
  const back = open(dom0s);
  const [was] = back.plan.domains;
  expect(edited(back, (plan) => giveModule(plan, id(plan.dom0Modules[0]), id(was)))).toBe(text);
});

const withDomains = planSpec(
  'heap 70000000+8000000 | domU1 dm static 50000000+10000000 60000000+1000000 kernel 48000000+10000 ramdisk 49000000+10000 | domU2 vpl011 static 64000000+1000000 kernel 4a000000+10000',
);

test('whatever is done to a layout, its text says it, and only what is written of /chosen is touched', () => {
  holdsFor(
    fc.property(fc.nat(), fc.nat(), (style, seed) => {
      const opened = open(messyText(withDomains.tree, style));
      const choices = new Choices(seed);
      let plan = opened.plan;
      for (let count = 1 + choices.below(3); count > 0; count -= 1) plan = layoutChange(plan, choices);
      const result = reconcile(opened.document, plan, '4.22');
      if (!result.ok) throw new Error(result.problem.message);
      const after = open(applyEdits(opened.document.text, result.value.edits));
      expect(withoutIds(after.plan)).toEqual(withoutIds(result.value.plan));
      expect(tokensOutside(after.document, '/chosen')).toEqual(tokensOutside(opened.document, '/chosen'));
    }),
    200,
  );
});

test('from one layout to any other', () => {
  holdsFor(
    fc.property(fc.nat(), arbitraryEntities, (style, entities) => {
      const opened = open(messyText(withDomains.tree, style));
      const result = reconcile(opened.document, withEntities(opened.plan, entities), '4.22');
      if (!result.ok) return;
      const after = applyEdits(opened.document.text, result.value.edits);
      expect(withoutIds(open(after).plan)).toEqual(withoutIds(result.value.plan));
    }),
    100,
  );
});
