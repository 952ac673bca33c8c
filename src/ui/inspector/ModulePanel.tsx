// A boot module: where the boot loader puts it, what its file says, what it is told.
import { ChevronDown } from 'lucide-react';
import { groupedHex } from '../../model/addr.ts';
import { type Entity, entityLabel } from '../../model/entities.ts';
import { DOM0, DOM0_NAME } from '../../model/dom0.ts';
import { giveModule, updateModule } from '../../model/edit.ts';
import { takers } from '../../model/new-module.ts';
import type { ModuleKind, Plan } from '../../model/plan.ts';
import { ok } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { Button } from '../parts/Button.tsx';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { Segments } from '../parts/Segments.tsx';
import { ValueField } from '../parts/ValueField.tsx';
import { headerText } from '../module-header.ts';
import { MODULE_WORD } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import { PinSwitch } from './PinSwitch.tsx';
import { RangeFields } from './RangeFields.tsx';
import { SnapChoice } from './SnapChoice.tsx';
import styles from './Inspector.module.css';

interface ModulePanelProps {
  readonly plan: Plan;
  readonly entity: Extract<Entity, { kind: 'module' }>;
}

const KINDS = (['kernel', 'ramdisk', 'device-tree', 'other'] as const).map((value) => ({
  value,
  text: MODULE_WORD[value],
}));

export function ModulePanel({ plan, entity }: ModulePanelProps) {
  const memmap = useVerbs();
  const { module } = entity;
  const label = entityLabel(plan, entity);
  const others = takers(plan).filter(({ id }) => id !== (entity.domain?.id ?? DOM0));
  return (
    <>
      <RangeFields plan={plan} id={module.id} name={label} at={module} />
      <PinSwitch id={module.id} />
      <div className={styles['line']}>
        <SnapChoice />
      </div>
      <div className={styles['line']}>
        <Segments<ModuleKind>
          label="kind"
          value={module.kind}
          options={KINDS}
          onChange={(kind) =>
            memmap.commit(`Make ${label} a ${MODULE_WORD[kind]}`, (before) =>
              updateModule(before, module.id, { kind }),
            )
          }
        />
        <Menu
          label="Give it to"
          trigger={(props) => (
            <Button icon={<ChevronDown size={13} aria-hidden />} title={entity.domain?.name} {...props}>
              for {entity.domain?.name ?? DOM0_NAME}
            </Button>
          )}
        >
          {others.map(({ id, name }) => (
            <MenuItem
              key={id}
              onSelect={() =>
                memmap.commit(
                  `Give ${label} to ${name}`,
                  (before) => giveModule(before, module.id, id === DOM0 ? null : id),
                  { select: [module.id] },
                )
              }
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
      </div>
      {module.kind === 'kernel' && (
        <ValueField
          label="bootargs"
          value={module.bootargs ?? ''}
          placeholder="console=ttyAMA0"
          maxLength={2048}
          onApply={(text) => {
            const bootargs = text.trim() === '' ? null : text.trim();
            memmap.commit(`Set bootargs of ${label}`, (before) =>
              updateModule(before, module.id, { bootargs }),
            );
            return ok(bootargs);
          }}
        />
      )}
      <section className={styles['section']}>
        <h3 className={styles['subhead']}>File</h3>
        {module.file === null ? (
          <p className={styles['note']}>
            Only address and size are known, so what Xen makes of its header is not predicted.
          </p>
        ) : (
          <dl className={styles['facts']}>
            <dt>name</dt>
            <dd>{module.file.name}</dd>
            <dt>size</dt>
            <dd>
              {sizeText(module.file.size)}
              {module.file.size > module.size && (
                <span className={styles['badNote']}> does not fit its range</span>
              )}
            </dd>
            <dt>header</dt>
            <dd>{headerText(module.file, groupedHex)}</dd>
          </dl>
        )}
      </section>
    </>
  );
}
