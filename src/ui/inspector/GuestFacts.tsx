// The domain as it would find itself, by the simulator.
import type { ReactNode } from 'react';
import { groupedHex } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { analysisOf } from '../../store/derived.ts';
import { spanText } from '../strings.ts';
import { useMemmap } from '../use-memmap.ts';
import styles from './Inspector.module.css';

export function GuestFacts({ name }: { readonly name: string }) {
  const analysis = useMemmap(analysisOf);
  const outcome = analysis?.domains.find((domain) => domain.name === name);
  if (outcome === undefined) return null;
  const places = [
    ['kernel', outcome.kernel],
    ['device tree', outcome.dtb],
    ['ramdisk', outcome.initrd],
    ['vPL011', outcome.uart?.start ?? null],
    ['GIC', outcome.gic[0]?.start ?? null],
  ] as const;
  return (
    <section className={styles['section']}>
      <h3 className={styles['subhead']}>What the guest finds (guest physical)</h3>
      <dl className={styles['facts']}>
        {outcome.memory.map((bank, i) => (
          <FactRow key={bank.guest} term={`RAM ${i}`}>
            <code>{spanText(range(bank.guest, bank.size))}</code>{' '}
            <span className={styles['space']}>{sizeText(bank.size)}</span>
          </FactRow>
        ))}
        {places.map(([term, at]) =>
          at === null ? null : (
            <FactRow key={term} term={term}>
              <code>{groupedHex(at)}</code>
            </FactRow>
          ),
        )}
        {outcome.windows?.map(({ guest, size, device, path }) => (
          <FactRow key={`${path} ${guest}`} term={device ?? path}>
            <code>{spanText(range(guest, size))}</code>{' '}
            <span className={styles['space']}>{sizeText(size)}</span>
          </FactRow>
        ))}
      </dl>
    </section>
  );
}

const FactRow = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
);
