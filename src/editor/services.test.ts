import { describe, expect, test } from 'vitest';
import { OwnText } from '../bindings/own-text.ts';
import { parse } from '../devicetree/document.ts';
import type { Release } from '../model/release.ts';
import { completionsAt } from './complete.ts';
import { hoverAt } from './hover.ts';
import { foldsOf, outlineOf } from './outline.ts';
import type { OutlineItem, Subject } from './services.ts';

const TEXT = `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <1>;

	uart0: serial@9000000 {
		reg = <0x0 0x9000000 0x1000>;
	};

	/*
	 * For Xen.
	 */
	chosen {
		#address-cells = <1>;
		xen,static-heap = <0x0 0x70000000 0x8000000>;

		domU1 {
			compatible = "xen,domain";
			cpus = <1>;
			xen,static-mem = <0x50000000 0x1000000 0x60000000 0x2000000 0x70000000>;

			shm {
				compatible = "xen,domain-shared-memory-v1";
				role = "owner";
				xen,shm-id = "a";
			};
		};
	};
};
`;

/** The text with `|` in it, without it, and where it was. */
function subjectAt(marked: string, release: Release = '4.22'): readonly [Subject, number] {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { tree } = parse(text);
  return [{ text: OwnText.found('board', text, null, tree), tree, release }, at];
}
const hover = (marked: string, release?: Release): string | undefined =>
  hoverAt(...subjectAt(marked, release))?.says.join('\n');
const offered = (marked: string, release?: Release): string[] =>
  completionsAt(...subjectAt(marked, release)).map(({ label }) => label);
const put = (before: string, after: string): string => TEXT.replace(before, after);

describe('hover', () => {
  test('numbers are decoded, with whose cells apply and what a wrong count comes to', () => {
    expect(hover(put('0x60000000 0x2', '0x60|000000 0x2'))).toMatchInlineSnapshot(`
      "**xen,static-mem** · domain
      The host RAM that is the domain’s: (address, size) in the cells of the parent, /chosen, from 4.17 on.
      0: \`0x5000_0000 – 0x50ff_ffff\` host physical, 16 MiB  
      1: **\`0x6000_0000 – 0x61ff_ffff\` host physical, 32 MiB**
      Cells: 1 for an address (\`#address-cells\` of \`/chosen\`), 1 for a size (\`#size-cells\` of \`/\`).
      **1 cell left over, for one range takes 2 cells. Xen takes what stands above, which may not be what is meant, and passes over the rest.**"
    `);
  });

  test('4.16 reads xen,static-mem in cells of its own', () => {
    expect(hover(put('0x60000000 0x2', '0x60|000000 0x2'), '4.16')).toContain('With no cells Xen 4.16');
  });

  test('the static heap is read in the root’s cells, reg in those of the parent', () => {
    expect(hover(put('0x0 0x70000000', '0x0 0x7|0000000'))).toContain('`#address-cells` of `/`');
    expect(hover(put('0x0 0x9000000', '0x0 0x9|000000'))).toContain('`0x900_0000 – 0x900_0fff`, 4 KiB');
  });

  test('names say what they mean and since when', () => {
    expect(hover(put('role =', 'ro|le ='))).toMatch(/shared memory[^]*One of `"owner"`, `"borrower"`/);
    expect(hover(put('domU1 {', 'do|mU1 {'))).toContain('A guest that Xen builds');
    expect(hover(put('/*\n', '/|*\n'))).toBeUndefined();
  });
});

describe('completion', () => {
  test('a node is offered what Xen reads in it and it has not, of the release', () => {
    const late = offered(put('cpus = <1>;', 'cpus = <1>;\n\t\t\txen,|'));
    expect(late).toEqual(expect.arrayContaining(['xen,enhanced', 'direct-map', 'memory', 'sve']));
    expect(late).not.toContain('cpus');
    expect(late).not.toContain('xen,static-heap');
    const early = offered(put('cpus = <1>;', 'cpus = <1>;\n\t\t\t|\n'), '4.16');
    expect(early).toContain('#xen,static-mem-size-cells');
    expect(early).not.toContain('direct-map');
  });

  test('whole nodes begin where they may stand', () => {
    expect(offered(put('\t\tdomU1 {', '\t\t|\n\t\tdomU1 {'))).toEqual(
      expect.arrayContaining(['domain', 'kernel module']),
    );
    expect(offered(put('\tchosen {', '\t|\n\tchosen {'))).toEqual([]);
  });

  test('texts of a few words are offered them, compatible the names of the release', () => {
    expect(offered(put('role = "owner"', 'role = "|owner"'))).toEqual(['owner', 'borrower']);
    expect(offered(put('"xen,domain"', '"xen|,domain"'))).toContain('xen,vcpu');
    expect(offered(put('"xen,domain"', '"xen|,domain"'), '4.16')).not.toContain('xen,vcpu');
  });

  test('after & come the labels', () => {
    expect(offered(put('cpus = <1>;', 'cpus = <1>; x = <&|>;'))).toEqual(['uart0']);
  });

  test('nothing is offered in comments and among numbers', () => {
    expect(offered(put('For Xen', 'For| Xen'))).toEqual([]);
    expect(offered(put('cpus = <1>', 'cpus = <1|>'))).toEqual([]);
  });
});

test('the outline has every node where it is written, and nodes and comments fold', () => {
  const { document } = subjectAt(TEXT)[0].text;
  const names = (items: readonly OutlineItem[], depth = 0): string[] =>
    items.flatMap(({ name, detail, nameSpan, children }) => {
      expect(TEXT.slice(nameSpan.start, nameSpan.end)).toContain(name);
      return [`${' '.repeat(depth)}${name}${detail && ` (${detail})`}`, ...names(children, depth + 1)];
    });
  expect(names(outlineOf(document))).toEqual([
    '/',
    ' serial@9000000 (uart0)',
    ' chosen',
    '  domU1',
    '   shm',
  ]);
  expect(foldsOf(document).map(({ start }) => TEXT.slice(start, start + 6))).toContain('/*\n\t *');
});
