// Before anything is open: two doors. What one could do wrong here is nothing.
import { ClipboardPaste, FileUp } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { ShellActions } from '../shell/actions.ts';
import { Button } from '../parts/Button.tsx';
import { BoardList } from './BoardList.tsx';
import styles from './FirstStart.module.css';

interface FirstStartProps {
  readonly actions: ShellActions;
  readonly onPickBoard: (id: string) => void;
}

/** Whoever had the focus here has it in what comes instead, before the first thing in there. */
function useFocusHandedOn(): RefObject<HTMLElement | null> {
  const start = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = start;
    return () => {
      if (current?.contains(document.activeElement) !== true) return;
      requestAnimationFrame(() => {
        const next = document.querySelector('main');
        if (next === null || document.activeElement !== document.body) return;
        next.tabIndex = -1;
        next.focus();
      });
    };
  }, []);
  return start;
}

export const FirstStart = ({ actions, onPickBoard }: FirstStartProps) => (
  <main className={styles['start']} ref={useFocusHandedOn()}>
    <div className={styles['words']}>
      <h1 className={styles['title']}>Carve a board’s RAM for Xen, and know before you boot</h1>
      <p className={styles['lead']}>
        Place Xen’s static heap and each domain’s static memory on a true-to-scale map. Xen’s own boot is
        simulated as you drag: you see what it will print, and export a device tree it boots.
      </p>
    </div>
    <div className={styles['doors']}>
      <section className={styles['door']} aria-labelledby="door-open">
        <h2 id="door-open" className={styles['heading']}>
          Open your board
        </h2>
        <p className={styles['text']}>
          A device tree (<code>.dtb</code>, <code>.dts</code>) or a saved design (<code>.memmap.json</code>).
        </p>
        <button type="button" className={styles['drop']} onClick={actions.openFile}>
          <FileUp size={28} aria-hidden />
          <span className={styles['dropWords']}>Drop a file here, or choose one</span>
          <span className={styles['dropNote']}>It stays in this browser: nothing is sent anywhere.</span>
        </button>
        <p className={styles['text']}>
          On the board itself, <code>cp /sys/firmware/fdt board.dtb</code> saves the tree that Linux was
          given.
        </p>
        <div className={styles['log']}>
          <Button icon={<ClipboardPaste size={14} aria-hidden />} onClick={actions.readLog}>
            Paste a boot log…
          </Button>
          <p className={styles['text']}>Xen booted already? Its log names every range, and becomes a map.</p>
        </div>
      </section>
      <section className={styles['door']} aria-labelledby="door-pick">
        <h2 id="door-pick" className={styles['heading']}>
          Pick a board
        </h2>
        <p className={styles['text']}>
          RAM, reservations, GIC and devices as its own device tree states them.
        </p>
        <BoardList onPick={onPickBoard} />
      </section>
    </div>
    <p className={styles['foot']}>
      <Button look="quiet" onClick={actions.showShortcuts}>
        Keyboard shortcuts
      </Button>
    </p>
  </main>
);
