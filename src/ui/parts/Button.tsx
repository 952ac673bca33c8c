// Buttons: quiet in bars, outlined in panes, filled for the one thing a dialog is for.
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'quiet' | 'outline' | 'primary' | 'danger' | 'dashed';
  readonly icon?: ReactNode;
  /** Hides the words where a bar is narrow; they stay the button's name. */
  readonly compact?: boolean;
}

export function Button({ look = 'outline', icon, compact, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes(styles['button'], styles[look], className)}>
      {icon}
      {children !== undefined && (
        <span className={classes(styles['words'], compact === true && styles['compact'])}>{children}</span>
      )}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** What it does: the accessible name, and the title unless one is given. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** Where it can do nothing it keeps the focus, which it may have when its last step is done. */
export function IconButton({ label, icon, className, title, disabled, onClick, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={disabled}
      onClick={disabled === true ? undefined : onClick}
      aria-label={label}
      title={title ?? label}
      className={classes(styles['button'], styles['quiet'], styles['square'], className)}
    >
      {icon}
    </button>
  );
}
