// A switch in a menu, which stays open: of several, more than one is often wanted.
import styles from './Menu.module.css';

interface MenuCheckProps {
  readonly text: string;
  /** What stands at the right edge. */
  readonly hint: string;
  readonly title?: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const MenuCheck = ({ text, hint, title, checked, disabled, onChange }: MenuCheckProps) => (
  <button
    type="button"
    role="menuitemcheckbox"
    aria-checked={checked}
    tabIndex={-1}
    className={styles['item']}
    title={title}
    disabled={disabled}
    onClick={() => onChange(!checked)}
  >
    <span aria-hidden className={styles['check']}>
      {checked && '✓'}
    </span>
    <span>{text}</span>
    <span className={styles['hint']}>{hint}</span>
  </button>
);
