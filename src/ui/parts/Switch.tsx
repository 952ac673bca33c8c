// On or off, with its word beside it.
import { useId } from 'react';
import styles from './Switch.module.css';

interface SwitchProps {
  readonly label: string;
  /** Set in monospace: the label is a devicetree property. */
  readonly property?: boolean;
  readonly note?: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onChange: (on: boolean) => void;
}

export function Switch({
  label,
  property = false,
  note,
  on,
  disabled = false,
  title,
  onChange,
}: SwitchProps) {
  const id = useId();
  return (
    <div className={styles['row']} title={title}>
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-labelledby={id}
        disabled={disabled}
        className={styles['switch']}
        onClick={() => onChange(!on)}
      >
        <span className={styles['knob']} />
      </button>
      <span id={id} className={property ? styles['property'] : styles['label']}>
        {label}
      </span>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
    </div>
  );
}
