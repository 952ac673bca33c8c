// What the design is judged against: the release, with every release's verdict beside it, and how it is built.
import { ChevronDown } from 'lucide-react';
import type { Analysis } from '../../engine/analysis.ts';
import { type Build, DEFAULT_TARGET, KCONFIG, type Target } from '../../model/target.ts';
import { RELEASES, type Release } from '../../model/release.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { useByRelease } from '../use-by-release.ts';
import { releaseName } from '../verdict.ts';
import { Button } from '../parts/Button.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../parts/Menu.tsx';
import { TargetBuild } from '../panes.ts';
import styles from './TargetMenu.module.css';

export function TargetMenu() {
  const memmap = useVerbs();
  const target = useMemmap((state) => state.target);
  return (
    <Menu
      label="Target"
      align="start"
      wide
      trigger={(props) => (
        <Button
          className={styles['trigger']}
          title="What the design is judged against"
          data-testid="target"
          {...props}
        >
          {releaseName(target.release)}
          <span className={styles['build']}> · {builtText(target)}</span>
          <ChevronDown className={styles['chevron']} size={13} aria-hidden />
        </Button>
      )}
    >
      <div className={styles['columns']}>
        <div>
          <ReleaseChoice
            release={target.release}
            onChange={(release) => memmap.setTarget({ ...target, release })}
          />
          <MenuSeparator />
          <MenuChoice<Build>
            label="Build"
            value={target.build}
            options={[
              { value: 'release', text: 'release', hint: 'CONFIG_DEBUG off' },
              { value: 'debug', text: 'debug', hint: 'assertions on' },
            ]}
            onChange={(build) => memmap.setTarget({ ...target, build })}
          />
        </div>
        <div>
          <TargetBuild />
        </div>
      </div>
    </Menu>
  );
}

/** `debug · arm32 · MPU`: what is not the usual is named. */
function builtText({ build, arch, kconfig }: Target): string {
  const unusual = KCONFIG.filter((option) => kconfig[option] !== DEFAULT_TARGET.kconfig[option]);
  const [option] = unusual;
  return [
    build,
    ...(arch === DEFAULT_TARGET.arch ? [] : [arch]),
    ...(option === undefined
      ? []
      : [unusual.length > 1 ? `${unusual.length} options` : `${option}${kconfig[option] ? '' : ' off'}`]),
  ].join(' · ');
}

/** Nothing is said before the simulator has answered. */
const verdictHint = (analysis: Analysis | undefined): { readonly hint?: string } =>
  analysis === undefined ? {} : { hint: analysis.verdict === 'refused' ? '✗ refuses' : '✓ boots' };

/** Only mounted while the menu is open: the eight simulations are run for whoever looks. */
function ReleaseChoice(props: { readonly release: Release; readonly onChange: (release: Release) => void }) {
  const all = useByRelease();
  return (
    <MenuChoice<Release>
      label="Release"
      value={props.release}
      options={RELEASES.toReversed().map((release) => ({
        value: release,
        text: releaseName(release),
        ...verdictHint(all.get(release)),
      }))}
      onChange={props.onChange}
    />
  );
}
