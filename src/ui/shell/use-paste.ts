// A text pasted anywhere but into a field is meant for the page.
import { useEffect } from 'react';

const FIELDS = 'input, textarea, select, [contenteditable], [role=textbox], .monaco-editor, dialog';

export function usePaste(onText: (text: string) => void, onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.target instanceof Element && event.target.closest(FIELDS) !== null) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) onFiles(files);
      else if (text !== '') onText(text);
      else return;
      event.preventDefault();
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [onText, onFiles]);
}
