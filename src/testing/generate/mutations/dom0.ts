// A dom0 where there was none.
import { KiB, type Mutation, somewhere } from './draw.ts';
import { moduleAt } from '../valid.ts';

export const IN_DOM0: Record<string, Mutation> = {
  'a dom0': (sketch, pick) => {
    const kernel = moduleAt(
      'kernel',
      { start: pick.below(4) === 0 ? somewhere(sketch, pick) : 0x4700_0000n, size: 64n * KiB },
      'id=dom0',
    );
    sketch.dom0 = [
      {
        ...kernel,
        compatible: pick.of<readonly string[]>(
          kernel.compatible,
          ['multiboot,module'],
          ['xen,linux-zimage', 'xen,multiboot-module'],
        ),
      },
    ];
    sketch.args =
      `${pick.of('dom0_mem=128M', 'dom0_mem=64M', 'dom0_mem=256M', '', 'dom0_mem=1G', 'dom0_mem=2G', 'dom0_mem=130M', 'dom0_mem=100M')} bootscrub=0`.trim();
  },
};
