// dom0: what its words on the command lines ask for, and which RAM Xen would take for it.
import { dom0Varies } from '../../engine/analysis.ts';
import { ownMemory } from '../../engine/own-memory.ts';
import { analysisOf } from '../../store/derived.ts';
import { groupedHex } from '../../model/addr.ts';
import {
  DOM0,
  DOM0_NAME,
  dom0LineOf,
  dom0MaxVcpus,
  dom0Memory,
  setDom0Line,
  setDom0Memory,
  setXenCommandLine,
  setXenWord,
  xenCommandLineOf,
} from '../../model/dom0.ts';
import type { Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { ok } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { ValueField } from '../parts/ValueField.tsx';
import { plural } from '../strings.ts';
import { useCalm } from '../use-calm.ts';
import { useVerbs } from '../use-memmap.ts';
import { GuestFacts } from './GuestFacts.tsx';
import type { InspectorProps } from './Inspector.tsx';
import { ModuleList } from './ModuleList.tsx';
import { readDom0Memory } from './read.ts';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function Dom0Panel({ plan, onAddModule }: InspectorProps & { readonly plan: Plan }) {
  const memmap = useVerbs();
  const memory = dom0Memory(plan);
  const vcpus = dom0MaxVcpus(plan);
  const line = dom0LineOf(plan);
  const unread = memory !== null && (memory.rest !== '' || memory.bytes === 0n);

  return (
    <>
      <div className={styles['two']}>
        <ValueField
          label="dom0_mem"
          title="A word of Xen’s command line"
          value={memory === null ? '' : sizeText(memory.bytes)}
          placeholder="not given: 512 MiB"
          bad={unread}
          onApply={(text) => {
            const read = readDom0Memory(text, memory?.bytes ?? null);
            if (read.ok) memmap.commit('Set dom0_mem', (before) => setDom0Memory(before, read.value));
            return read;
          }}
        />
        <dl className={styles['facts']}>
          <dt>vCPUs</dt>
          <dd>
            {vcpus === null ? plan.host.cpus : vcpus}{' '}
            <span className={styles['space']}>
              {vcpus === null ? 'one for each CPU' : <code>dom0_max_vcpus</code>}
            </span>
          </dd>
        </dl>
      </div>
      {unread && (
        <p className={`${styles['note']} ${styles['badNote']}`}>
          {memory.bytes === 0n
            ? 'Xen reads no size here and gives dom0 512 MiB.'
            : `Xen reads ${sizeText(memory.bytes)} and complains of “${memory.rest}”.`}
        </p>
      )}
      <ValueField
        label={line.property === 'bootargs of its kernel' ? 'bootargs (of its kernel)' : line.property}
        title="dom0’s own command line"
        value={line.text}
        placeholder="console=hvc0"
        maxLength={2048}
        onApply={(text) => {
          memmap.commit('Set bootargs of dom0', (before) => setDom0Line(before, textOrNull(text)));
          return ok(text);
        }}
      />
      <ValueField
        label="xen,xen-bootargs"
        title="Xen’s own command line"
        value={xenCommandLineOf(plan)}
        placeholder="console=dtuart"
        maxLength={2048}
        onApply={(text) => {
          memmap.commit('Set Xen’s command line', (before) => setXenCommandLine(before, textOrNull(text)));
          return ok(text);
        }}
      />
      <Chunks />
      <section className={styles['section']}>
        <ModuleList
          modules={plan.dom0Modules}
          withoutKernel="No kernel: Xen does not build dom0 without one."
          onAdd={() => onAddModule(DOM0)}
        />
      </section>
      <GuestFacts name={DOM0_NAME} />
    </>
  );
}

const NONE: readonly Range[] = [];

/** Where Xen would take dom0's RAM, and whether every boot gives the same. */
function Chunks() {
  const memmap = useVerbs();
  const analysis = useCalm(analysisOf);
  if (analysis === null) return null;
  const outcome = analysis.domains.find(({ name }) => name === DOM0_NAME);
  const chunks = outcome === undefined ? NONE : ownMemory(outcome).flatMap(({ host }) => host ?? NONE);
  const varies = dom0Varies(analysis);
  return (
    <section className={styles['section']}>
      <h3 className={styles['subhead']}>
        RAM Xen would take (host physical)
        {varies && (
          <Button
            look="quiet"
            title="No CPU scrubs free memory while Xen starts, so it always picks the same"
            onClick={() =>
              memmap.commit('Switch bootscrub off', (before) => setXenWord(before, 'bootscrub', '0'))
            }
          >
            Add bootscrub=0
          </Button>
        )}
      </h3>
      <p className={styles['note']}>
        {chunks.length === 0
          ? 'Not known: Xen stops before it takes any.'
          : varies
            ? 'One possibility. Idle CPUs scrub free memory while Xen starts, and what is clean is taken first: another boot may give other banks.'
            : `${plural(chunks.length, 'bank')} from Xen’s heap, the same in every boot.`}
      </p>
      <ul className={classes(list['list'], styles['items'])}>
        {chunks.map((chunk, i) => (
          <li key={chunk.start} className={styles['still']}>
            <Swatch owner="dom0" />
            bank {i}
            <code>{groupedHex(chunk.start)}</code>
            <span className={styles['figure']}>{sizeText(chunk.size)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
