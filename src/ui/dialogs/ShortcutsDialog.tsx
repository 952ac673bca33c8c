// Every key the page knows, from the same list that binds them.
import { Dialog } from '../parts/Dialog.tsx';
import { KEY_GROUPS } from '../shell/keys.ts';
import styles from './ShortcutsDialog.module.css';

export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
    <div className={styles['groups']}>
      {KEY_GROUPS.map((group) => (
        <section key={group.title}>
          <h3 className={styles['heading']}>{group.title}</h3>
          <dl className={styles['keys']}>
            {group.keys.map(({ keys, does }) => (
              <div key={does} className={styles['row']}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
