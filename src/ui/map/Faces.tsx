// The faces of all blocks, painted as one path for each look. They are there for the eye alone: the pointer finds a block by
// arithmetic, and what a screen reader meets are the lanes' own elements.
import { memo } from 'react';
import { isHatched } from '../../map/geometry/appearance.ts';
import { TENTHS } from '../../map/geometry/boxes.ts';
import { facesTogether } from '../../map/geometry/faces.ts';
import { rectOf } from '../../map/geometry/rect.ts';
import type { Owner } from '../../map/geometry/scene.ts';
import { lookOf, ownerColour } from './BlockShape.tsx';
import { Extent } from './Extent.tsx';
import css from './map.module.css';
import type { LaidOut } from '../../map/picture/layouts.ts';

export const Faces = memo(function Faces({
  lanes,
  widthPx,
  heightPx,
}: {
  readonly lanes: readonly LaidOut[];
  readonly widthPx: number;
  readonly heightPx: number;
}) {
  const hatched = lanes.flatMap(({ layout }) => layout.items.filter(isHatched));
  return (
    <g className={css['faces']} aria-hidden>
      <g transform={TENTHS}>
        <Extent widthPx={10 * widthPx} heightPx={10 * heightPx} />
        {facesTogether(lanes.map(({ faces }) => faces)).map(({ key, block, path }) => (
          <Look key={key} className={lookOf(block)} owner={block.owner} path={path} />
        ))}
      </g>
      {hatched.map((item) => (
        <rect key={item.drawn.blocks[0]?.key} className={css['hatch']} {...rectOf(item)} />
      ))}
    </g>
  );
});

/** In a drag most looks stay as they are. */
const Look = memo(
  ({
    className,
    owner,
    path,
  }: {
    readonly className: string;
    readonly owner: Owner;
    readonly path: string;
  }) => (
    <g className={`${css['look']} ${className}`} style={ownerColour(owner)}>
      <path className={css['face']} d={path} />
    </g>
  ),
);
