// What the design is judged against: the release, with every release's verdict beside it, and the build.
import { ChevronDown } from 'lucide-react';
import type { Analysis } from '../../engine/analysis.ts';
import type { Build } from '../../model/target.ts';
import { RELEASES, type Release } from '../../model/release.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import { useByRelease } from '../use-by-release.ts';
import { releaseName } from '../verdict.ts';
import { Button } from '../parts/Button.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../parts/Menu.tsx';
import styles from './TargetMenu.module.css';

export function TargetMenu() {
  const memmap = useVerbs();
  const target = useMemmap((state) => state.target);
  return (
    <Menu
      label="Target"
      align="start"
      trigger={(props) => (
        <Button
          className={styles['trigger']}
          title="What the design is judged against"
          data-testid="target"
          {...props}
        >
          {releaseName(target.release)}
          <span className={styles['build']}> · {target.build}</span>
          <ChevronDown className={styles['chevron']} size={13} aria-hidden />
        </Button>
      )}
    >
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
    </Menu>
  );
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
