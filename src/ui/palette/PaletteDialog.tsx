// Every command and every place by its name: type a few words, Enter does it.
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import type { ShellActions } from '../shell/actions.ts';
import { useVerbs } from '../use-memmap.ts';
import { entriesOf, type Entry } from './entries.ts';
import { matching } from './match.ts';
import styles from './PaletteDialog.module.css';

/** More than this are not drawn: a few more letters find the one that is meant. */
const MOST_SHOWN = 60;

interface PaletteDialogProps {
  readonly actions: ShellActions;
  /** What was typed before it was there. */
  readonly typedAhead: () => string;
  readonly onClose: () => void;
}

export function PaletteDialog({ actions, typedAhead, onClose }: PaletteDialogProps) {
  const memmap = useVerbs();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState(typedAhead);
  const [at, setAt] = useState(0);
  // As it was when the palette opened: nothing changes under it.
  const entries = useMemo(() => entriesOf(memmap, actions), [memmap, actions]);
  const found = useMemo(() => matching(entries, query), [entries, query]);
  const shown = found.slice(0, MOST_SHOWN);
  const current = shown[at];

  const run = (entry: Entry | undefined): void => {
    if (entry === undefined || entry.refusal !== null) return;
    // Closed first: what it does may open another dialog.
    onClose();
    entry.run();
  };
  const go = (to: number): void => {
    setAt(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = shown.length - 1;
    const next = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(at + 10, last),
      PageUp: Math.max(at - 10, 0),
    }[event.key];
    if (next !== undefined && last >= 0) go(next);
    else if (event.key === 'Enter') run(current);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Commands" onClose={onClose} wide>
      <input
        className={styles['query']}
        type="text"
        role="combobox"
        aria-label="Command, region or finding"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="A command, a region, an address, a finding"
        data-first-focus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          go(0);
        }}
        onKeyDown={onKeyDown}
      />
      {/* What is typed narrows them, and they have details and keys: no select does that. */}
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role */}
      <div ref={list} className={styles['list']} id={`${id}-list`} role="listbox" aria-label="Commands">
        {shown.map((entry, i) => (
          // The keys are the input's: an option never has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={entry.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            aria-disabled={entry.refusal !== null}
            className={styles['option']}
            onClick={() => run(entry)}
          >
            <span className={styles['group']}>{entry.group}</span>
            <span className={styles['title']}>{entry.title}</span>
            <span className={styles['detail']}>
              {entry.refusal === null ? entry.detail : `not possible: ${entry.refusal}`}
            </span>
            {entry.keys !== null && <kbd className={styles['keys']}>{entry.keys}</kbd>}
          </div>
        ))}
      </div>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role */}
      <output className={styles['count']}>
        {found.length === 0
          ? 'Nothing has these words. A name, a size or an address finds a region.'
          : found.length > MOST_SHOWN
            ? `The first ${MOST_SHOWN} of ${found.length}`
            : ''}
      </output>
    </Dialog>
  );
}
