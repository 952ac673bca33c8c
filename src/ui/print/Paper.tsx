// Lays the design out for paper while the browser prints. A browser takes the page as it is the moment it says that it will
// print, so this waits in the page, and draws at once.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { PaperView } from './PaperView.tsx';

export function Paper() {
  const [prints, setPrints] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    const follow = (next: boolean) => (): void => flushSync(() => setPrints(next));
    window.addEventListener('beforeprint', follow(true), { signal });
    window.addEventListener('afterprint', follow(false), { signal });
    return () => gone.abort();
  }, []);
  return prints ? <PaperView /> : null;
}
