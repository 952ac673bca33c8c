// One step of a drag in a person's own text, all that comes before React: the text, the tree, the boot and the lanes.
import { OwnText } from '../../src/bindings/own-text.ts';
import { planOf } from '../../src/bindings/plan.ts';
import { parseText } from '../../src/devicetree/text.ts';
import { analyse } from '../../src/engine/index.ts';
import { sceneOf } from '../../src/map/geometry/guest-lanes.ts';
import { reuseScene, type Scene } from '../../src/map/geometry/scene.ts';
import { MiB } from '../../src/model/addr.ts';
import { placeAt } from '../../src/model/edit.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import { layoutText } from './frames/layout.mjs';
import type { Measured } from './measured.ts';

/** As those whose frames are measured: frames.mjs. */
const SIZES = [
  { domains: 8, regions: 64 },
  { domains: 256, regions: 1024 },
  { domains: 40, regions: 10_000 },
];

/** A design as it is once its text was dropped on the page. */
function opened(text: string) {
  const tree = parseText(text);
  if (!tree.ok) throw new Error(tree.problem.message);
  const board = { name: 'bench', source: 'bench.dts', origin: 'tree', memoryOptions: [] } as const;
  const file = { name: 'bench.dts', text, files: new Map<string, Uint8Array>() };
  return OwnText.ofBoard(file, tree.value).readBack(planOf(tree.value, board));
}

/** Each step moves the bank from where the drag began, over others and clear of them in turn. */
function stepOf(domains: number, regions: number): () => void {
  const { plan, text } = opened(layoutText(domains, regions));
  const bank = plan.domains[0]?.staticMem?.[0];
  if (bank === undefined) throw new Error('no bank to drag');
  let step = 0n;
  let scene: Scene | null = null;
  return () => {
    step = (step % 10n) + 1n;
    const moved = placeAt(plan, bank.id, range(bank.start + step * MiB, bank.size));
    const written = text.written(moved, DEFAULT_TARGET.release);
    if (!written.ok) throw new Error(written.problem.message);
    const { domains: guests } = analyse(written.value.plan, DEFAULT_TARGET);
    scene = reuseScene(scene, sceneOf(written.value.plan, guests));
  };
}

export const steps: readonly Measured[] = SIZES.map(({ domains, regions }) => ({
  name: `one step of a drag, ${domains} domains, ${regions} regions`,
  target: regions === 1024 ? '≤ 2 ms' : '',
  run: stepOf(domains, regions),
}));
