// Below the editor: why the text is not whole, else how the keyboard gets out of it.
import { TriangleAlert } from 'lucide-react';
import type { TextFault } from '../../bindings/own-text.ts';
import styles from './TextPane.module.css';

/** Whether the editor has the keyboard, and what Tab does then. */
export type Focus = 'none' | 'types' | 'leaves';

interface StatusLineProps {
  readonly fault: TextFault | null;
  readonly focus: Focus;
  readonly onShow: (offset: number) => void;
}

const HINTS: Readonly<Record<Focus, string>> = {
  none: '',
  types: 'Tab indents. Escape, then Tab leaves the text.',
  leaves: 'Tab leaves the text.',
};

export function StatusLine({ fault, focus, onShow }: StatusLineProps) {
  return (
    <output className={styles['status']} data-testid="text-status">
      {fault === null ? (
        HINTS[focus]
      ) : (
        <button type="button" className={styles['fault']} onClick={() => onShow(fault.span.start)}>
          <TriangleAlert size={13} aria-hidden />
          <span>
            {fault.at === null ? '' : `${fault.at}: `}
            {fault.message}
          </span>
        </button>
      )}
    </output>
  );
}
