// Whether Xen’s heap is enough: what it is given, what must fit, what is left and what is lost, and in which chunks it is
// free at the moment.
import { useMemo } from 'react';
import { budgetOf, heapOrdersAt, type Need, type Timeline } from '../../engine/pages/index.ts';
import { sizeText } from '../../model/size.ts';
import { roughSize } from '../strings.ts';
import styles from './Heap.module.css';
import { sizeOfPages } from './place-words.ts';

interface HeapSectionProps {
  readonly timeline: Timeline;
  readonly index: number;
}

/** `≈ 1.3 GiB`, with the exact number as its title. */
const Size = ({ pages }: { readonly pages: number }) => (
  <span title={`${sizeText(sizeOfPages(Math.abs(pages)))}, ${Math.abs(pages).toLocaleString('en-US')} pages`}>
    {pages < 0 ? '−' : ''}
    {roughSize(sizeOfPages(Math.abs(pages)))}
  </span>
);

const WANTED: Readonly<Record<NonNullable<Need['purpose']> | 'before', string>> = {
  before: 'Xen, before it has a heap',
  xen: 'Xen',
  'page tables': 'page tables',
  structures: 'what Xen keeps about domains',
  RAM: 'RAM of domains',
  'shared memory': 'shared memory',
  kernel: 'unpacked kernels',
};

export function HeapSection({ timeline, index }: HeapSectionProps) {
  return (
    <div className={styles['heap']}>
      <Budget timeline={timeline} />
      <Orders timeline={timeline} index={index} />
    </div>
  );
}

function Budget({ timeline }: { readonly timeline: Timeline }) {
  const { isStaticHeap, given, needs, left, returned, wasted } = useMemo(
    () => budgetOf(timeline),
    [timeline],
  );
  if (given === 0)
    return (
      <p className={styles['about']}>Xen stops before it gives memory to any allocator: nothing to reckon.</p>
    );
  const wanted = needs.reduce((sum, { pages }) => sum + pages, 0);
  return (
    <section aria-label="Budget of the heap" className={styles['budget']}>
      <p className={styles['about']}>
        {isStaticHeap
          ? 'A static heap: everything that is not static must fit into its banks.'
          : 'The heap is not static: it is all RAM that nothing else claims.'}
      </p>
      <Share given={given} needs={needs} />
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">In the order it is wanted</th>
            <th scope="col" className={styles['number']}>
              Size
            </th>
            <th scope="col" className={styles['number']}>
              Left
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{isStaticHeap ? 'the static heap' : 'free RAM'}</th>
            <td className={styles['number']}>–</td>
            <td className={styles['number']}>
              <Size pages={given} />
            </td>
          </tr>
          {runningTotal(needs, given).map(({ need, left: then }, i) => (
            <tr key={i} data-short={then < 0}>
              <th scope="row">
                {need.of}
                {need.isMeasured && <span className={styles['note']}> measured</span>}
                {need.isUnreached && <span className={styles['note']}> not reached</span>}
              </th>
              <td className={styles['number']}>
                <Size pages={need.pages} />
              </td>
              <td className={styles['number']}>
                <Size pages={then} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['verdict']} data-short={left < 0}>
        {left < 0 ? (
          <>
            Too small by <Size pages={-left} />.
          </>
        ) : (
          <>
            Enough: <Size pages={wanted} /> are taken and <Size pages={left} /> are left
            {returned > 0 && (
              <>
                , and <Size pages={returned} /> of boot modules come back in the end
              </>
            )}
            .
          </>
        )}{' '}
        {wasted.besideHeap + wasted.modules > 0 && (
          <>
            Lost: <Size pages={wasted.besideHeap} /> of RAM beside the static heap that nothing names
            {wasted.modules > 0 && (
              <>
                , <Size pages={wasted.modules} /> of boot modules that are kept
              </>
            )}
            .
          </>
        )}
      </p>
      <p className={styles['about']}>
        What is “measured” was found on real Xen and is off by some 16 pages in all.
      </p>
    </section>
  );
}

/** What is left after each need. */
function runningTotal(
  needs: readonly Need[],
  given: number,
): readonly { readonly need: Need; readonly left: number }[] {
  let left = given;
  return needs.map((need) => {
    left -= need.pages;
    return { need, left };
  });
}

/** What is wanted, by purpose, to scale; the numbers below say the rest. */
function Share({ given, needs }: { readonly given: number; readonly needs: readonly Need[] }) {
  const byPurpose = new Map<string, number>();
  for (const { purpose, pages } of needs) {
    const key = WANTED[purpose ?? 'before'];
    byPurpose.set(key, (byPurpose.get(key) ?? 0) + pages);
  }
  const wanted = [...byPurpose.values()].reduce((sum, pages) => sum + pages, 0);
  const whole = Math.max(given, wanted, 1);
  return (
    <figure className={styles['figure']}>
      <div className={styles['bar']} aria-hidden>
        {[...byPurpose].map(([word, pages], i) => (
          <span key={word} data-texture={i % TEXTURES} style={{ flexGrow: pages / whole }} />
        ))}
        {given > wanted && <span data-texture="free" style={{ flexGrow: (given - wanted) / whole }} />}
      </div>
      <figcaption>
        {[...byPurpose].map(([word, pages], i) => (
          <span key={word}>
            <span aria-hidden className={styles['key']} data-texture={i % TEXTURES} /> {word}{' '}
            <Size pages={pages} />
          </span>
        ))}
        {given > wanted && (
          <span>
            <span aria-hidden className={styles['key']} data-texture="free" /> left{' '}
            <Size pages={given - wanted} />
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Looks there are for what is wanted. */
const TEXTURES = 7;

function Orders({ timeline, index }: HeapSectionProps) {
  const heap = useMemo(() => heapOrdersAt(timeline, index), [timeline, index]);
  if (heap === null) return <p className={styles['about']}>At this step there is no heap yet.</p>;
  const rows = heap.chunks
    .map((count, order) => ({ order, count, pages: count * 2 ** order }))
    .filter(({ count }) => count > 0)
    .toReversed();
  const most = Math.max(1, ...rows.map(({ pages }) => pages));
  const zones = [...heap.zones].toSorted(([a], [b]) => b - a);
  return (
    <section aria-label="The heap by order">
      <p className={styles['about']}>
        Free chunks at this step: each 2<sup>order</sup> pages, aligned to its size.
      </p>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col" className={styles['number']}>
              Chunk
            </th>
            <th scope="col" className={styles['number']}>
              Free
            </th>
            <th scope="col">Together</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ order, count, pages }) => (
            <tr key={order}>
              <th scope="row">{order}</th>
              <td className={styles['number']}>{sizeText(sizeOfPages(2 ** order))}</td>
              <td className={styles['number']}>{count.toLocaleString('en-US')}</td>
              <td>
                <span className={styles['together']}>
                  <span
                    aria-hidden
                    className={styles['measure']}
                    style={{ inlineSize: `${(pages / most) * 60}%` }}
                  />
                  <Size pages={pages} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['about']}>
        {zones.length === 0
          ? 'Nothing is free.'
          : `By zone, the bits of a frame number: ${zones.map(([zone, pages]) => `zone ${zone} ${roughSize(sizeOfPages(pages))}`).join(', ')}. A real heap can be in smaller pieces than these, never in larger ones.`}
      </p>
    </section>
  );
}
