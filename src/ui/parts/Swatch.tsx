// The small square that says whose memory something is; words beside it always say it too.
import type { Owner } from '../../map/geometry/scene.ts';
import { ownerColour } from '../owner.ts';
import styles from './Swatch.module.css';

export const Swatch = ({ owner }: { readonly owner: Owner }) => (
  <span
    aria-hidden
    className={styles['swatch']}
    data-ram={owner === 'ram'}
    style={{ background: ownerColour(owner) }}
  />
);
