// A modal dialog on the browser's own <dialog>, which makes the rest of the page inert and closes on Escape. Focus
// goes to `data-first-focus`, else to the close button, and back to where it was, or into its pane, when the dialog goes.
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** One or two sentences below the title; read out with it. */
  readonly description?: ReactNode;
  readonly onClose: () => void;
  /** `full`: for what is read rather than filled in. */
  readonly wide?: boolean | 'full';
  readonly children: ReactNode;
}

export function Dialog({ title, description, onClose, wide = false, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const pane = before?.closest('[data-pane]');
    if (dialog.current?.open === false) dialog.current.showModal();
    dialog.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      // What the dialog did may have put something else where it was asked for.
      const back = before?.isConnected === true ? before : pane?.querySelector('button');
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    // A click that reaches the dialog itself was beside its content; Escape does the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={styles['dialog']}
      data-wide={wide}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles['content']}>
        <header className={styles['head']}>
          <h2 id={`${id}-title`} className={styles['title']}>
            {title}
          </h2>
          <IconButton label="Close" icon={<X size={16} aria-hidden />} onClick={onClose} />
        </header>
        {description !== undefined && (
          <p id={`${id}-description`} className={styles['description']}>
            {description}
          </p>
        )}
        {children}
      </div>
    </dialog>
  );
}

export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <footer className={styles['actions']}>{children}</footer>
);
