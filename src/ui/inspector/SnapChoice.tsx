// The grid that drags and arrow keys keep to.
import { type Bytes, bytes, GiB, KiB, MiB } from '../../model/addr.ts';
import { Segments } from '../parts/Segments.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';

const GRIDS: readonly {
  readonly value: string;
  readonly text: string;
  readonly step: Bytes;
  readonly title: string;
}[] = [
  { value: '4K', text: '4K', step: bytes(4n * KiB), title: 'One page: the finest Xen knows' },
  { value: '64K', text: '64K', step: bytes(64n * KiB), title: 'A page of a guest with 64 KiB pages' },
  { value: '2M', text: '2M', step: bytes(2n * MiB), title: 'A second-level block: one P2M entry for 2 MiB' },
  { value: '1G', text: '1G', step: GiB, title: 'A first-level block: one P2M entry for 1 GiB' },
];

export function SnapChoice() {
  const memmap = useVerbs();
  const snap = useMemmap((state) => state.snap);
  return (
    <Segments
      label="snap"
      value={GRIDS.find((grid) => grid.step === snap)?.value ?? ''}
      options={GRIDS}
      onChange={(value) => {
        const grid = GRIDS.find((g) => g.value === value);
        if (grid !== undefined) memmap.setSnap(grid.step);
      }}
    />
  );
}
