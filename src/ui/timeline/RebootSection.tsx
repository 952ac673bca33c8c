// What of host memory is the same after every reboot, what is not, and why.
import { useMemo } from 'react';
import { type Fixture, fixturesOf, type Timeline } from '../../engine/pages/index.ts';
import { groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { HOST, roughSize } from '../strings.ts';
import styles from './Heap.module.css';
import { sizeOfPages } from './place-words.ts';

const pagesOf = (fixtures: readonly Fixture[]): number => fixtures.reduce((sum, { pages }) => sum + pages, 0);

/** As many rows of each kind. */
const MOST = 200;

export function RebootSection({ timeline }: { readonly timeline: Timeline }) {
  const fixtures = useMemo(() => fixturesOf(timeline), [timeline]);
  const same = fixtures.filter(({ isSame }) => isSame);
  const other = fixtures.filter(({ isSame }) => !isSame);
  const listed = [...other.slice(0, MOST), ...same.slice(0, MOST)];
  return (
    <div className={styles['reboot']}>
      <p className={styles['verdict']}>
        The same after every reboot, with the same files: {roughSize(sizeOfPages(pagesOf(same)))}.{' '}
        {other.length === 0
          ? 'Nothing is taken where another boot might take something else.'
          : `Elsewhere next time, perhaps: ${roughSize(sizeOfPages(pagesOf(other)))}.`}
      </p>
      <table className={styles['table']} aria-label="What the next boot repeats">
        <thead>
          <tr>
            <th scope="col">Next boot</th>
            <th scope="col">What</th>
            <th scope="col">Where ({HOST})</th>
            <th scope="col" className={styles['number']}>
              Size
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ range, pages, of, domain, isSame, why }, i) => (
            <tr key={i} data-same={isSame}>
              <td className={styles['stays']}>{isSame ? '= the same' : '≠ may differ'}</td>
              <th scope="row">
                {of}
                {domain !== null && !of.includes(domain.name) && (
                  <span className={styles['note']}> {domain.name}</span>
                )}
              </th>
              <td>
                {range === null ? (
                  'anywhere in the heap'
                ) : (
                  <span className={styles['address']}>{groupedHex(range.start)}</span>
                )}
              </td>
              <td className={styles['number']} title={sizeText(sizeOfPages(pages))}>
                {roughSize(sizeOfPages(pages))}
              </td>
              <td className={styles['why']}>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {listed.length < fixtures.length && (
        <p className={styles['about']}>
          {(fixtures.length - listed.length).toLocaleString('en-US')} more are not listed: the sums above
          count them too.
        </p>
      )}
    </div>
  );
}
