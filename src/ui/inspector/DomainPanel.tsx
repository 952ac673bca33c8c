// A domain: everything Xen reads of its node, and what the guest will find.
import { Plus } from 'lucide-react';
import { bytes, groupedHex, KiB, MiB } from '../../model/addr.ts';
import { addBank, NEW_DOMAIN_MEMORY, updateDomain, updateModule } from '../../model/edit.ts';
import type { Domain, Plan } from '../../model/plan.ts';
import { totalSize } from '../../model/range.ts';
import { ok, type Result } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { domainOwner } from '../../map/geometry/scene.ts';
import { classes } from '../parts/classes.ts';
import { Button } from '../parts/Button.tsx';
import { Swatch } from '../parts/Swatch.tsx';
import { Switch } from '../parts/Switch.tsx';
import { ValueField } from '../parts/ValueField.tsx';
import { suggestedPlace } from '../shell/add.ts';
import { useVerbs } from '../use-memmap.ts';
import { GuestFacts } from './GuestFacts.tsx';
import type { InspectorProps } from './Inspector.tsx';
import { ModuleList } from './ModuleList.tsx';
import { readCpus, readDomainName, readMemory } from './read.ts';
import { PinSwitch } from './PinSwitch.tsx';
import { SharedList } from './SharedList.tsx';
import list from '../parts/List.module.css';
import styles from './Inspector.module.css';

export function DomainPanel({
  plan,
  domain,
  onAddModule,
}: InspectorProps & { readonly plan: Plan; readonly domain: Domain }) {
  const memmap = useVerbs();
  const update = (label: string, fields: Parameters<typeof updateDomain>[2]) =>
    memmap.commit(`${label} ${domain.name}`, (before) => updateDomain(before, domain.id, fields));
  const applied = <T,>(read: Result<T>, apply: (value: T) => void): Result<T> => {
    if (read.ok) apply(read.value);
    return read;
  };

  const banks = domain.staticMem;
  const sum = banks === null ? null : totalSize(banks);
  const matches = sum === null || domain.memory === sum;

  const addStaticBank = (): void => {
    const wanted = banks === null ? (domain.memory ?? NEW_DOMAIN_MEMORY) : NEW_DOMAIN_MEMORY;
    const at = suggestedPlace(plan, wanted) ?? suggestedPlace(plan, bytes(2n * MiB));
    if (at === null) {
      memmap.notify({
        kind: 'info',
        title: 'No free place in RAM',
        detail: 'Every 2 MiB block of every RAM bank is claimed. Make something smaller first.',
      });
      return;
    }
    const added = addBank(plan, domain.id, at);
    memmap.commit(`Add bank to ${domain.name}`, (before) => addBank(before, domain.id, at).plan, {
      select: banks === null ? [domain.id] : [added.id],
    });
  };

  return (
    <>
      <div className={styles['three']}>
        <ValueField
          label="name"
          value={domain.name}
          maxLength={60}
          onApply={(text) =>
            applied(readDomainName(text, plan, domain.name), (name) => update('Rename', { name }))
          }
        />
        <ValueField
          label="vCPUs"
          value={String(domain.cpus)}
          onApply={(text) => applied(readCpus(text), (cpus) => update('Set vCPUs of', { cpus }))}
        />
        <ValueField
          label="memory"
          title="The memory property counts KiB"
          value={domain.memory === null ? '' : sizeText(domain.memory)}
          placeholder="not stated"
          bad={!matches}
          onApply={(text) =>
            applied(readMemory(text, domain.memory), (memory) => update('Set memory of', { memory }))
          }
        />
      </div>
      {domain.memory !== null && matches && (
        <p className={styles['note']}>
          <code>memory = {`<0x0 0x${(domain.memory / KiB).toString(16)}>`}</code> in KiB
          {banks === null ? ', taken from Xen’s heap.' : ', the sum of its banks.'}
        </p>
      )}
      {!matches && sum !== null && (
        <div className={styles['line']}>
          <p className={`${styles['note']} ${styles['badNote']}`}>
            does not match its banks: {sizeText(sum)}
          </p>
          <Button onClick={() => update('Match memory to banks of', { memory: sum })}>Match banks</Button>
        </div>
      )}
      <Switch
        label="static memory"
        note={banks === null ? 'off: Xen picks pages from its heap' : 'host physical banks of its own'}
        on={banks !== null}
        onChange={(on) => (on ? addStaticBank() : update('Free static memory of', { staticMem: null }))}
      />
      <Switch
        label="direct-map"
        property
        note="guest address = host address"
        on={domain.directMap}
        onChange={(directMap) => update(directMap ? 'Direct-map' : 'Remap', { directMap })}
      />
      <Switch
        label="vpl011"
        property
        note="an emulated UART for its console"
        on={domain.vpl011}
        onChange={(vpl011) => update(vpl011 ? 'Add vpl011 to' : 'Take vpl011 off', { vpl011 })}
      />
      <PinSwitch id={domain.id} />
      {banks !== null && (
        <section className={styles['section']}>
          <h3 className={styles['subhead']}>
            Banks of xen,static-mem (host physical)
            <Button look="quiet" icon={<Plus size={13} aria-hidden />} onClick={addStaticBank}>
              Bank
            </Button>
          </h3>
          <ul className={classes(list['list'], styles['items'])}>
            {banks.map((bank, i) => (
              <li key={bank.id}>
                <button type="button" className={list['item']} onClick={() => memmap.select([bank.id])}>
                  <Swatch owner={domainOwner(plan.domains.indexOf(domain))} />
                  bank {i}
                  <code>{groupedHex(bank.start)}</code>
                  <span className={styles['figure']}>{sizeText(bank.size)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles['section']}>
        <ModuleList
          modules={domain.modules}
          withoutKernel="No kernel yet: Xen does not build a domain without one."
          onAdd={() => onAddModule(domain.id)}
        />
        {domain.modules
          .filter((module) => module.kind === 'kernel')
          .slice(0, 1)
          .map((kernel) => (
            <ValueField
              key={kernel.id}
              label="bootargs"
              value={kernel.bootargs ?? ''}
              placeholder="console=ttyAMA0"
              maxLength={2048}
              onApply={(text) => {
                const bootargs = text.trim() === '' ? null : text.trim();
                memmap.commit(`Set bootargs of ${domain.name}`, (before) =>
                  updateModule(before, kernel.id, { bootargs }),
                );
                return ok(bootargs);
              }}
            />
          ))}
      </section>
      <SharedList domain={domain} />
      <GuestFacts name={domain.name} />
    </>
  );
}
