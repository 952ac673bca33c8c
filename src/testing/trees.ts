// Random device trees for property tests: legal names, any bytes, siblings with distinct names.
import fc from 'fast-check';
import { range } from '../model/range.ts';
import { strings } from '../model/cells.ts';
import type { Property, Tree, TreeNode } from '../model/tree.ts';

const U64 = (1n << 64n) - 1n;

/** Real names, so that tails are shared and printers guess, beside any legal ones. */
const propertyName = fc
  .oneof(
    fc.constantFrom(
      'reg',
      'compatible',
      'status',
      'ranges',
      '#size-cells',
      'size-cells',
      'cells',
      'xen,static-mem',
    ),
    fc.stringMatching(/^[a-zA-Z0-9,._+*#?-]{1,31}$/),
  )
  .filter((name) => !['phandle', 'linux,phandle', 'name'].includes(name));

const nodeName = fc.oneof(
  fc.constantFrom('chosen', 'memory@40000000', 'cpus', 'domU1', 'module@0'),
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9,._+-]{0,20}(?:@[0-9a-f]{1,8})?$/),
);

/** A string as trees hold them: mostly printable ASCII, sometimes quotes, escapes and other bytes. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'okay',
    'a"b',
    'back\\slash',
    'tab\tnew\nline',
    'déjà vu',
    '/* no comment */',
    '// nor this',
  ),
);

const value = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => new Uint8Array([...bytes, 0])),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((parts) => strings('', ...parts).value),
  fc.array(fc.nat(0xffffffff), { maxLength: 6 }).map((cells) => {
    const view = new DataView(new ArrayBuffer(4 * cells.length));
    cells.forEach((cell, i) => view.setUint32(4 * i, cell));
    return new Uint8Array(view.buffer);
  }),
);

const properties = fc
  .uniqueArray(fc.tuple(propertyName, value), { selector: ([name]) => name, maxLength: 5 })
  .map((pairs) => pairs.map(([name, bytes]): Property => ({ name, value: new Uint8Array(bytes) })));

const { root } = fc.letrec<{ root: TreeNode; child: TreeNode }>((tie) => {
  const children = fc.uniqueArray(tie('child'), { selector: (child) => child.name, maxLength: 4 });
  return {
    child: fc.record({
      name: nodeName,
      properties,
      children: fc.oneof({ depthSize: 'small' }, fc.constant([]), children),
    }),
    root: fc.record({ name: fc.constant(''), properties, children }),
  };
});

/** A tree that both blob and text can hold. */
export const anyTree: fc.Arbitrary<Tree> = fc.record({
  root,
  memreserve: fc.array(
    fc.tuple(fc.bigInt(0n, U64), fc.bigInt(1n, U64)).map(([start, size]) => range(start, size)),
    { maxLength: 3 },
  ),
  bootCpu: fc.constantFrom(0, 1, 0x100, 0xffffffff),
});
