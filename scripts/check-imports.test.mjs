import { expect, test } from 'vitest';
import { importsOf, violations } from './check-imports.mjs';

test('finds static, dynamic, type, side-effect and re-exported imports, and no comments', () => {
  const text = `
    import { a } from './a.ts'; import type { B } from "../b.ts"; import './c.css';
    export * from './d.ts'; const e = await import('./e.ts');
    // import './no.ts'
    /* import './never.ts' */`;
  expect(importsOf(text)).toEqual(['./a.ts', '../b.ts', './c.css', './d.ts', './e.ts']);
});

test.each([
  ['model/plan.ts', `import '../engine/x.ts'`, 1],
  ['engine/boot/ram.ts', `import { a } from '../../model/addr.ts'`, 0],
  ['engine/boot/ram.ts', `import { a } from '../../devicetree/blob.ts'`, 1],
  ['engine/boot/ram.ts', `import 'node:fs'`, 1],
  ['engine/boot/ram.test.ts', `import 'node:fs'; import '../../testing/x.ts'`, 0],
  ['map/geometry/scale.ts', `import 'd3-zoom'`, 1],
  ['map/geometry/scale.ts', `import '../zoom.ts'`, 1],
  ['map/zoom.ts', `import 'd3-zoom'; import './geometry/scale.ts'`, 0],
  [
    'editor/monaco.ts',
    `import { editor } from 'monaco-editor/editor'; import x from 'monaco-editor/editor/editor.worker?worker'`,
    0,
  ],
  ['cli/main.ts', `import '../store/store.ts'`, 1],
  ['main.tsx', `import './ui/App.tsx'`, 0],
  ['attic/x.ts', ``, 1],
])('%s: %s → %i broken', (path, text, count) => {
  expect(violations(path, text)).toHaveLength(count);
});
