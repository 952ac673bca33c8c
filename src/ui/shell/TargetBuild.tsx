// How the Xen is built that the design is judged against, as far as its configuration changes what it does with memory;
// and what backs the simulator's word for such a Xen.
import { useId } from 'react';
import { evidenceText } from '../../engine/words.ts';
import { builtAs, type Settled, settledBy } from '../../model/kconfig.ts';
import { type Arch, KCONFIG, type Kconfig, type Target } from '../../model/target.ts';
import { analysisOf } from '../../store/derived.ts';
import { MenuCheck } from '../parts/MenuCheck.tsx';
import { MenuChoice, MenuLabel, MenuSeparator } from '../parts/Menu.tsx';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import styles from './TargetMenu.module.css';

/** What an option is about, and what it changes. */
const OPTIONS: Readonly<Record<Kconfig, readonly [text: string, title: string]>> = {
  STATIC_MEMORY: ['Static memory', 'xen,static-mem gives domains fixed ranges'],
  STATIC_SHM: ['Static shared memory', 'domains share fixed ranges'],
  STATIC_EVTCHN: ['Static event channels', 'channels between domains are named in the tree'],
  LLC_COLORING: ['Cache colouring', 'pages are handed out by cache colour, once llc-coloring is on'],
  MPU: ['MPU instead of MMU', 'for Armv8-R CPUs; Xen cannot run a domain there yet'],
  ARM_PA_BITS_32: ['32-bit addresses', 'physical addresses have 32 bits instead of 40'],
  ARM_SMMU_V3: ['SMMUv3', 'Xen drives SMMUv3, so that devices behind one can be passed through'],
  ARM64_SVE: ['SVE', 'domains can have the property sve'],
  EARLY_PRINTK: ['Early printk', 'what Xen says before its console is up can be seen'],
};

/** Why an option cannot be chosen, for the edge of a menu. */
function settledText(settled: Settled): string {
  switch (settled.why) {
    case 'release':
      return `since ${settled.since}`;
    case 'arch':
      return `${settled.arch} only`;
    case 'needs':
      return `needs ${settled.option}`;
    case 'excludes':
      return `not with ${settled.option}`;
    case 'selects':
      return `with ${settled.option}`;
  }
}

export function TargetBuild() {
  const id = useId();
  const memmap = useVerbs();
  const target = useMemmap((state) => state.target);
  const analysis = useMemmap(analysisOf);
  return (
    <>
      <MenuChoice<Arch>
        label="Architecture"
        value={target.arch}
        options={[
          { value: 'arm64', text: '64-bit', hint: 'arm64' },
          { value: 'arm32', text: '32-bit', hint: 'arm32' },
        ]}
        onChange={(arch) => memmap.setTarget({ ...target, arch })}
      />
      <MenuSeparator />
      {/* A group of menu items is no fieldset. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div role="group" aria-labelledby={`${id}heading`} aria-describedby={`${id}evidence`}>
        <MenuLabel id={`${id}heading`}>Xen’s configuration</MenuLabel>
        <Options
          target={target}
          onChange={(option, on) =>
            memmap.setTarget({ ...target, kconfig: { ...target.kconfig, [option]: on } })
          }
        />
        <p id={`${id}evidence`} className={styles['evidence']}>
          {analysis !== null && evidenceText(analysis.evidence, target.release)}
        </p>
      </div>
    </>
  );
}

interface OptionsProps {
  readonly target: Target;
  readonly onChange: (option: Kconfig, on: boolean) => void;
}

/** Those that another settles stay in sight, with what settles them. */
function Options({ target, onChange }: OptionsProps) {
  const on = builtAs(target).kconfig;
  return KCONFIG.map((option) => {
    const [text, title] = OPTIONS[option];
    const settled = settledBy(option, target);
    return (
      <MenuCheck
        key={option}
        text={text}
        hint={settled === null ? option : settledText(settled)}
        title={`CONFIG_${option}: ${title}`}
        checked={on[option]}
        disabled={settled !== null}
        onChange={(checked) => onChange(option, checked)}
      />
    );
  });
}
