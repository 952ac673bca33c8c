// Above the map while the text says nothing whole: the picture is the last good one, and why.
import { useMemmap } from '../use-memmap.ts';
import styles from './LastGood.module.css';

export function LastGood() {
  const fault = useMemmap((state) => state.design?.text?.fault ?? null);
  if (fault === null) return null;
  return (
    <output className={styles['mark']} data-testid="last-good">
      <strong>Last good picture.</strong> Verdict and findings are of it too. The text is not whole:{' '}
      {fault.at === null ? '' : `${fault.at}: `}
      {fault.message}
    </output>
  );
}
