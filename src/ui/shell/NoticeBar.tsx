// What the page has to say to the person: beside the work, not over it, until dismissed.
import { CircleX, Info, X } from 'lucide-react';
import { IconButton } from '../parts/Button.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import styles from './NoticeBar.module.css';

export function NoticeBar() {
  const memmap = useVerbs();
  const notice = useMemmap((state) => state.notice);
  const Icon = notice?.kind === 'error' ? CircleX : Info;
  return (
    // Always in the page, so that what appears in it is read out.
    <div className={styles['place']} aria-live="polite">
      {notice !== null && (
        <div className={styles['notice']} data-kind={notice.kind} data-testid="notice">
          <Icon size={16} aria-hidden className={styles['icon']} />
          <div className={styles['words']}>
            <p className={styles['title']}>{notice.title}</p>
            {notice.detail !== null && <p className={styles['detail']}>{notice.detail}</p>}
          </div>
          <IconButton
            label="Dismiss"
            icon={<X size={15} aria-hidden />}
            onClick={() => memmap.notify(null)}
          />
        </div>
      )}
    </div>
  );
}
