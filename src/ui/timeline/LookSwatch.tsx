// The key to how pages are drawn; words beside it always say it too.
import type { Owner } from '../../map/geometry/scene.ts';
import { ownerColour } from '../map/BlockShape.tsx';
import type { Look } from './place-words.ts';
import styles from './Timeline.module.css';

interface LookSwatchProps {
  readonly look: Look;
  readonly owner?: Owner;
}

export const LookSwatch = ({ look, owner = 'firmware' }: LookSwatchProps) => (
  <span aria-hidden className={styles['swatch']} data-look={look} style={ownerColour(owner)} />
);
