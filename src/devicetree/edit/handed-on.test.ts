import { expect, test } from 'vitest';
import { add, all, at, board, type Change, drop, edited, set } from '../../testing/edited-text.ts';

const text = board(`
		by = <&ours>;
		path = <&{/one/m}>;

		one {
			/* Ours. */
			ours: m {
				a = [01];	// why
			};

			n { };
		};

		two {
		};
	`);

/** A node of `one` goes to another parent. */
const handOn =
  (name: string, to: string): Change =>
  (of) => {
    const node = of.children.flatMap(({ children }) => children).find((child) => child.name === name);
    return node === undefined ? of : all(at('/one', drop(name)), at(to, add(node)))(of);
  };

test('a node handed on takes its text along; who refers to it by its label still does, by its old path no more', () => {
  expect(edited(text, handOn('m', '/two'))).toBe(
    board(`
		by = <&ours>;
		path = <0x1>;

		one {
			n { };
		};

		two {
			/* Ours. */
			ours: m {
				a = [01];	// why
			};
		};
	`),
  );
});

test('a node handed on is set as its new siblings are', () => {
  expect(edited(text, handOn('m', '/'))).toContain(`
/* Ours. */
ours: m {
	a = [01];	// why
};
`);
  const wide = text.replace('a = [01];', 'a = "over\n\t\tlines";');
  expect(edited(wide, handOn('m', '/'))).toContain('"over\n\t\tlines"');
});

test('a node handed on goes into one that goes elsewhere itself, and is shorter', () => {
  const to = all(handOn('m', '/two'), (of) => ({ ...of, children: of.children.toReversed() }));
  expect(edited(text, to)).toBe(
    board(`
		by = <&ours>;
		path = <0x1>;

		two {
			/* Ours. */
			ours: m {
				a = [01];	// why
			};
		};

		one {
			n { };
		};
	`),
  );
});

test('a node handed on stands behind what is put into its new parent at the same time', () => {
  const to = all(handOn('m', '/two'), at('/two', set('p', Uint8Array.of(1))));
  expect(edited(text, to)).toContain(`
two {
	p = [01];
	/* Ours. */
	ours: m {
		a = [01];	// why
	};
};
`);
});

test('a node handed on is new there where its text is in several places, or not ours alone', () => {
  const twice = `${text}\n&ours {\n\tb;\n};\n`;
  expect(edited(twice, handOn('m', '/two'))).toContain('two {\n\tm {\n\t\ta = [01];\n\t\tb;\n');
  const defined = text.replace('a = [01];\t// why', '\n#define C 3\na = <C>;');
  expect(edited(defined, handOn('m', '/two'))).toContain('two {\n\tm {\n\t\ta =');
});
