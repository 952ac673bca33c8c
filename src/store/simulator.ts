// The simulator, loaded beside the first picture: the map can be drawn, zoomed and dragged while it is on its way.
import type { Memmap } from './memmap.ts';

export async function loadSimulator(memmap: Memmap): Promise<void> {
  const { analyse } = await import('../engine/index.ts');
  memmap.setSimulator(analyse);
}
