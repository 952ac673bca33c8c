// The bundled boards as a list one can search and walk with the arrow keys.
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { BOARDS } from '../../boards/registry.ts';
import styles from './BoardList.module.css';

type Entry = (typeof BOARDS)[number];

/** The boards whose name, vendor or summary holds every word of `query`. */
export const findBoards = (query: string, boards: readonly Entry[] = BOARDS): Entry[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return boards.filter((board) => {
    const text = `${board.name} ${board.vendor} ${board.summary} ${board.id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

interface BoardListProps {
  readonly onPick: (id: string) => void;
}

export function BoardList({ onPick }: BoardListProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const found = findBoards(query);

  const walk = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (next < 0) document.getElementById(id)?.focus();
    else buttons[Math.min(next, buttons.length - 1)]?.focus();
  };

  return (
    // The arrow keys are a short cut on top of Tab, so the group needs no role of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles['picker']} onKeyDown={walk}>
      <div className={styles['search']}>
        <Search size={14} aria-hidden />
        <input
          id={id}
          type="search"
          aria-label="Search boards"
          placeholder="Search: vendor, SoC, RAM…"
          value={query}
          data-first-focus
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const only = found[0];
            if (event.key === 'Enter' && only !== undefined) onPick(only.id);
          }}
        />
      </div>
      <ul ref={list} className={styles['list']} aria-label="Boards">
        {found.map((board) => (
          <li key={board.id}>
            <button type="button" className={styles['board']} onClick={() => onPick(board.id)}>
              <span className={styles['name']}>{board.name}</span>
              <span className={styles['vendor']}>{board.vendor}</span>
              <span className={styles['summary']}>{board.summary}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={styles['none']}>No bundled board is called that. Open its .dtb or .dts instead.</p>
      )}
    </div>
  );
}
