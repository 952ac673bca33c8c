// What is typed for a dialog whose code is still on its way is kept for its field: no shortcut of the page or the map gets it.
import { useCallback, useLayoutEffect, useRef } from 'react';

/** Listens while `waits`, until a dialog is there; Escape no longer wants it. Answers with what was typed. */
export function useTypedAhead(waits: boolean, onLeave: () => void): () => string {
  const typed = useRef('');
  const leave = useRef(onLeave);
  useLayoutEffect(() => {
    leave.current = onLeave;
  });
  useLayoutEffect(() => {
    if (!waits) return undefined;
    typed.current = '';
    const keep = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (key === 'Escape') leave.current();
      else if (key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else if (key.length === 1) typed.current += key;
    };
    window.addEventListener('keydown', keep, true);
    return () => window.removeEventListener('keydown', keep, true);
  }, [waits]);
  return useCallback(() => typed.current, []);
}
