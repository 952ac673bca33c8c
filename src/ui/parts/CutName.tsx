// A name that keeps its end where it has no room: of names that begin alike the end is what differs.
import { classes } from './classes.ts';
import styles from './CutName.module.css';

interface CutNameProps {
  readonly name: string;
  readonly className?: string | undefined;
}

/** Shorter names are left to their ellipsis; of longer ones so many letters stay at the end. */
const LONG = 16;
const END = 10;

export const CutName = ({ name, className }: CutNameProps) =>
  name.length <= LONG ? (
    <span className={className}>{name}</span>
  ) : (
    <span className={classes(className, styles['name'])}>
      <span className="visually-hidden">{name}</span>
      <span className={styles['start']} aria-hidden>
        {name.slice(0, -END)}
      </span>
      <span className={styles['end']} aria-hidden>
        {name.slice(-END)}
      </span>
    </span>
  );
