// The grid that drags and arrow keys keep to.
import { memo } from 'react';
import { GRIDS } from '../grids.ts';
import { Segments } from '../parts/Segments.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';

export const SnapChoice = memo(function SnapChoice() {
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
});
