// A file may be dropped anywhere on the page.
import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import styles from './DropTarget.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

export function DropTarget({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragover', enter, { signal });
    window.addEventListener(
      'dragleave',
      (event) => {
        // Only leaving the window ends it; the pointer passes over many elements on its way.
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => abort.abort();
  }, [onFiles]);
  return over ? (
    <div className={styles['veil']} aria-hidden>
      <div className={styles['frame']}>
        <FileUp size={32} />
        Drop a device tree, a design or a boot log
      </div>
    </div>
  ) : null;
}
