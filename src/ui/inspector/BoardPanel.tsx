// Nothing selected: the board in figures, and what to do first.
import { FileBox, HeartPulse, MemoryStick, Plus } from 'lucide-react';
import { hasDom0 } from '../../model/dom0.ts';
import { setLoad } from '../../model/edit.ts';
import { FDT_BLOB, XEN_IMAGE } from '../../model/entities.ts';
import { bytes, MiB } from '../../model/addr.ts';
import { freePlace, freeRam } from '../../model/occupancy.ts';
import type { Plan } from '../../model/plan.ts';
import { totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { Button } from '../parts/Button.tsx';
import { plural, roughSize } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { useVerbs } from '../use-memmap.ts';
import { analysisOf } from '../../store/derived.ts';
import type { InspectorProps } from './Inspector.tsx';
import styles from './Inspector.module.css';

/** Room for a Xen image of unknown size (more than any release needs), and the longest blob Xen maps. */
const XEN_SIZE = bytes(2n * MiB);
const FDT_SIZE = bytes(2n * MiB);

export function BoardPanel({ plan, ...props }: InspectorProps & { readonly plan: Plan }) {
  const memmap = useVerbs();
  const analysis = useCalm(analysisOf);
  const { host, board } = plan;
  const free = totalSize(freeRam(plan));
  const fixed = host.reserved.filter((r) => r.start !== null).length;
  const addLoad = (key: 'xen' | 'fdt') => {
    const at = freePlace(plan, key === 'xen' ? XEN_SIZE : FDT_SIZE, 2n * MiB);
    if (at === null) return;
    memmap.commit(
      `Place ${key === 'xen' ? 'Xen image' : 'device tree blob'}`,
      (before) => setLoad(before, { ...before.load, [key]: at }),
      { select: [key === 'xen' ? XEN_IMAGE : FDT_BLOB] },
    );
  };

  return (
    <div className={styles['inspector']}>
      <header className={styles['head']}>
        <h2 className={styles['title']} title={board.name}>
          {board.name}
        </h2>
      </header>
      <dl className={styles['facts']}>
        <dt>RAM</dt>
        <dd>
          {host.memory.length === 0
            ? 'no banks stated'
            : `${sizeText(totalSize(host.memory))} in ${plural(host.memory.length, 'bank')}, ${roughSize(free)} unclaimed`}
        </dd>
        <dt>reserved</dt>
        <dd>
          {host.reserved.length === 0
            ? 'nothing'
            : `${plural(fixed, 'fixed range')}${fixed === host.reserved.length ? '' : `, ${host.reserved.length - fixed} placed later`}`}
        </dd>
        <dt>CPUs</dt>
        <dd>{host.cpus}</dd>
        <dt>GIC</dt>
        <dd>{host.gic === null ? 'none found' : `version ${host.gic.version}`}</dd>
        <dt>console</dt>
        <dd>{host.uart === null ? 'none found' : <code>{host.uart.path}</code>}</dd>
        <dt>source</dt>
        <dd>{board.source}</dd>
      </dl>
      {board.origin === 'log' && (
        <p className={styles['note']}>
          Known from a boot log only: the full tree it exports holds cells, RAM, reserved memory and{' '}
          <code>/chosen</code>.
        </p>
      )}
      {board.lacks !== undefined && board.lacks.length > 0 && (
        <section className={styles['section']}>
          <h3 className={styles['subhead']}>Not in the log</h3>
          <ul className={styles['lacks']}>
            {board.lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </section>
      )}
      {board.origin === 'facts' && (
        <p className={styles['note']}>
          Known as facts only: the full tree it exports holds cells, RAM, reserved memory and{' '}
          <code>/chosen</code>. Open the board’s own .dtb to have everything merged.
        </p>
      )}
      <section className={styles['section']}>
        <h3 className={styles['subhead']}>What next</h3>
        <div className={styles['buttons']}>
          {host.memory.length === 0 && (
            <Button look="primary" icon={<MemoryStick size={14} aria-hidden />} onClick={props.onAskBanks}>
              Say which RAM it has
            </Button>
          )}
          {plan.heap.length === 0 && host.memory.length > 0 && (
            <Button icon={<HeartPulse size={14} aria-hidden />} onClick={props.onAddHeap}>
              Add static heap
            </Button>
          )}
          <Button icon={<Plus size={14} aria-hidden />} onClick={props.onAddDomain}>
            Add domain
          </Button>
          {!hasDom0(plan) && (
            <Button icon={<Plus size={14} aria-hidden />} onClick={props.onAddDom0}>
              Add dom0
            </Button>
          )}
          {(plan.domains.length > 0 || hasDom0(plan)) && (
            <Button icon={<FileBox size={14} aria-hidden />} onClick={() => props.onAddModule(null)}>
              Add kernel or ramdisk
            </Button>
          )}
        </div>
        <p className={styles['note']}>
          Or draw in a lane’s free space on the map: press where a bank should begin and drag to its end; by
          keyboard, press N in the map.
        </p>
      </section>
      {(plan.load.xen === null || plan.load.fdt === null) && host.memory.length > 0 && (
        <section className={styles['section']}>
          <h3 className={styles['subhead']}>Not known</h3>
          <p className={styles['note']}>
            Where the boot loader puts {missingLoads(plan)} is not said; it is taken as overlapping nothing
            {analysis === null || analysis.assumed.length === 0
              ? ''
              : ' (the log says where this was assumed)'}
            .
          </p>
          <div className={styles['buttons']}>
            {plan.load.xen === null && <Button onClick={() => addLoad('xen')}>Place Xen image</Button>}
            {plan.load.fdt === null && <Button onClick={() => addLoad('fdt')}>Place device tree blob</Button>}
          </div>
        </section>
      )}
    </div>
  );
}

const missingLoads = (plan: Plan): string =>
  [plan.load.xen === null ? 'Xen’s image' : null, plan.load.fdt === null ? 'the device tree blob' : null]
    .filter((part) => part !== null)
    .join(' and ');
