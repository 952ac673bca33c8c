// What mapping its memory costs each domain: stage-2 entries by size, the pool of page tables, and the move that saves most.
import { ArrowRightLeft, TriangleAlert } from 'lucide-react';
import { type MouseEvent, useMemo, useState } from 'react';
import {
  type ByLevel,
  type Counted,
  type Move,
  mappingCosts,
  type Stays,
} from '../../engine/cost/mapping-cost.ts';
import { groupedHex } from '../../model/addr.ts';
import { placeAt } from '../../model/edit.ts';
import type { Domain, Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import { domainOwner } from '../../map/geometry/scene.ts';
import { analysisOf } from '../../store/derived.ts';
import { shown } from '../../store/state.ts';
import { ownerColour } from '../owner.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { HOST } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { releaseName } from '../verdict.ts';
import styles from './Cost.module.css';
import results from './Results.module.css';

const SIZES = [
  [1, '1 GiB'],
  [2, '2 MiB'],
  [3, '4 KiB'],
] as const;

const STAYS: Readonly<Record<Stays, string>> = {
  heap: 'Xen picks its pages: counted as from whole, aligned chunks.',
  best: 'Nothing to gain by moving a bank.',
  size: 'No move helps: a bank’s size, or that of one before it, is no multiple of 2 MiB.',
  pinned: 'A move would help, but what would have to move is pinned.',
  room: 'A move would help, but there is no free place for it within 1 GiB.',
};

export function CostPanel() {
  const plan = useCalm((state) => shown(state)?.plan ?? null);
  const analysis = useCalm(analysisOf);
  const target = useMemmap((state) => state.target);
  const [said, setSaid] = useState('');
  const costs = useMemo(
    () => (plan === null || analysis === null ? [] : mappingCosts(plan, analysis.domains)),
    [plan, analysis],
  );
  if (plan === null || analysis === null) return null;
  if (target.kconfig.MPU) return <Empty>An MPU has no page tables: there is nothing to count.</Empty>;
  if (costs.length === 0)
    return <Empty>No domain yet. Add one, and see what mapping its memory costs Xen and the guest.</Empty>;
  return (
    <div className={styles['cost']}>
      <table className={styles['table']} aria-label="Mapping cost by domain">
        <thead>
          <tr>
            <th scope="col">Domain</th>
            <th scope="col" className={styles['share']}>
              Memory by entry size
            </th>
            {SIZES.map(([level, size]) => (
              <th key={level} scope="col" className={styles['number']}>
                <span aria-hidden className={styles['key']} data-level={level} /> {size}
              </th>
            ))}
            <th scope="col" className={styles['number']}>
              Page tables
            </th>
            <th scope="col">Cheaper</th>
          </tr>
        </thead>
        <tbody>
          {costs.map(({ domain, counted }, i) => (
            <Row
              key={`${domain} ${i}`}
              plan={plan}
              name={domain}
              domain={plan.domains.find(({ name }) => name === domain) ?? null}
              counted={counted}
              onMoved={setSaid}
            />
          ))}
        </tbody>
      </table>
      <p className={styles['about']}>
        Stage-2 entries as {releaseName(target.release)} makes them for RAM, shared memory and passed-through
        devices{analysis.verdict === 'refused' && ', had it not stopped'}. An entry is as large as guest
        address, host address and what is left of the range are aligned; fewer and larger ones take less of
        the TLB, and each size up spares a table and a step of every walk. The pool is what{' '}
        <code>xen,domain-p2m-mem-mb</code> says, else what Xen reckons; root tables and pages a guest asks for
        later (grants, Xenstore) are not in it.
      </p>
      <output className="visually-hidden">{said}</output>
    </div>
  );
}

const Empty = ({ children }: { readonly children: string }) => (
  <div className={results['empty']}>
    <p>{children}</p>
  </div>
);

interface RowProps {
  readonly plan: Plan;
  readonly name: string;
  /** null for dom0, which is no node of its own. */
  readonly domain: Domain | null;
  readonly counted: Counted | null;
  readonly onMoved: (words: string) => void;
}

function Row({ plan, name, domain, counted, onMoved }: RowProps) {
  const memmap = useVerbs();
  const owner = domain === null ? 'dom0' : domainOwner(plan.domains.indexOf(domain));
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={styles['name']}
          title={name}
          onClick={() => memmap.select(domain === null ? [] : [domain.id])}
        >
          <Swatch owner={owner} />
          <span>{name}</span>
        </button>
      </th>
      {counted === null ? (
        <td colSpan={SIZES.length + 3} className={styles['words']}>
          Not counted: it has the host’s devices, and Xen keeps no pool for it.
        </td>
      ) : (
        <>
          <td className={styles['share']}>
            <Share bytes={counted.bytes} colour={ownerColour(owner)} />
          </td>
          {SIZES.map(([level]) => (
            <td key={level} className={styles['number']} data-none={counted.entries[level] === 0n}>
              {grouped(counted.entries[level])}
            </td>
          ))}
          <Pool counted={counted} />
          <td className={styles['words']}>
            {counted.move === null
              ? counted.stays !== null && STAYS[counted.stays]
              : domain !== null && <Cheaper domain={domain} move={counted.move} onMoved={onMoved} />}
          </td>
        </>
      )}
    </tr>
  );
}

/** How much of the memory entries of each size map, to scale; the numbers beside it say the rest. */
function Share({ bytes, colour }: { readonly bytes: ByLevel; readonly colour: string }) {
  const total = bytes[1] + bytes[2] + bytes[3];
  const words = SIZES.flatMap(([level, size]) =>
    bytes[level] === 0n ? [] : [`${sizeText(bytes[level])} by entries of ${size}`],
  ).join(', ');
  return (
    <span title={words}>
      <span aria-hidden className={styles['bar']}>
        {SIZES.map(
          ([level]) =>
            bytes[level] > 0n && (
              <span
                key={level}
                data-level={level}
                style={{ flexGrow: Number((bytes[level] * 10_000n) / total), backgroundColor: colour }}
              />
            ),
        )}
      </span>
      <span className="visually-hidden">{words === '' ? 'nothing' : words}</span>
    </span>
  );
}

function Pool({ counted: { tables, pool } }: { readonly counted: Counted }) {
  const isShort = tables > BigInt(pool);
  return (
    <td
      className={styles['number']}
      data-short={isShort}
      title={`${sizeText(BigInt(pool) * 4096n)} of pool, a page of 4 KiB for each table`}
    >
      {isShort && <TriangleAlert size={13} aria-label="more than there are" />} {grouped(tables)}{' '}
      <span className={styles['of']}>of {grouped(BigInt(pool))}</span>
    </td>
  );
}

interface CheaperProps {
  readonly domain: Domain;
  readonly move: Move;
  readonly onMoved: (words: string) => void;
}

function Cheaper({ domain, move, onMoved }: CheaperProps) {
  const memmap = useVerbs();
  const { bank, index, from, to, saves } = move;
  const name = `${domain.name} bank ${index}`;
  const way =
    to.start > from.start
      ? `${sizeText(to.start - from.start)} up`
      : `${sizeText(from.start - to.start)} down`;
  const saved = `${count(saves.entries, 'entry', 'entries')}${saves.tables > 0n ? ` and ${count(saves.tables, 'table', 'tables')}` : ''}`;
  const carryOut = (event: MouseEvent<HTMLButtonElement>) => {
    // The button goes with what it offered; the row stays.
    event.currentTarget.closest('tr')?.querySelector('button')?.focus();
    memmap.commit(`Move ${name}`, (plan) => placeAt(plan, bank, to), { select: [bank] });
    onMoved(`${name} moved to ${groupedHex(to.start)}: ${saved} fewer.`);
  };
  return (
    <span className={styles['cheaper']}>
      <span>
        bank {index} {way}, to <code>{groupedHex(to.start)}</code> ({HOST}), saves {saved}
      </span>
      <Button
        icon={<ArrowRightLeft size={14} aria-hidden />}
        aria-label={`Move ${name} ${way}`}
        onClick={carryOut}
      >
        Move
      </Button>
    </span>
  );
}

const grouped = (n: bigint): string => n.toLocaleString('en-US');
const count = (n: bigint, one: string, many: string): string => `${grouped(n)} ${n === 1n ? one : many}`;
