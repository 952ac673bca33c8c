// The design's name, edited in place: Enter keeps it, Escape puts the old one back.
import { useState } from 'react';
import styles from './DocumentName.module.css';

interface DocumentNameProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
}

const MAX_NAME = 120;

export function DocumentName({ name, onRename }: DocumentNameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    const next = draft?.trim() ?? '';
    setDraft(null);
    if (next !== '') onRename(next);
  };
  return (
    <input
      className={styles['name']}
      aria-label="Name of the design"
      title={`${name}.memmap.json`}
      value={draft ?? name}
      maxLength={MAX_NAME}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape') {
          setDraft(null);
          event.stopPropagation();
        }
      }}
    />
  );
}
