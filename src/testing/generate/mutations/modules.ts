// What goes wrong with boot modules.
import { MiB } from '../../../model/addr.ts';
import { PAGE, type Mutation, somewhere, someSize, inDomain, inModule } from './draw.ts';
import { type ModuleSketch, modulesOf } from '../sketch.ts';
import { moduleAt } from '../valid.ts';

export const IN_MODULES: Record<string, Mutation> = {
  'a module of another size': inModule((module, pick) => {
    module.size = pick.of(
      0n,
      PAGE,
      0x8001n,
      2n * MiB,
      2n * MiB + 1n,
      60n * MiB,
      126n * MiB,
      128n * MiB,
      140n * MiB,
    );
  }),
  'a kernel elsewhere in the guest': inModule((module, pick) => {
    if (module.kind === 'kernel')
      module.textOffset = pick.of<bigint | null>(0x8_0000n, 2n * MiB, 4n * MiB, 1000n * MiB, 0x800n, null);
  }),
  'one kernel for two': (sketch, pick) => {
    const kernels = modulesOf(sketch).filter(({ kind }) => kind === 'kernel');
    const [one, other] = [pick.one(kernels), pick.one(kernels)];
    if (one === undefined || other === undefined) return;
    one.start = other.start;
    one.size = other.size;
    one.textOffset = other.textOffset;
  },
  'other compatibles': inModule((module, pick) => {
    module.compatible = pick.of<readonly string[]>(
      ['xen,linux-zimage', 'multiboot,module'],
      ['xen,linux-zimage', 'xen,multiboot-module'],
      ['multiboot,kernel', 'xen,multiboot-module'],
      ['multiboot,module'],
      ['multiboot,kernel'],
      ['xen,linux-initrd', 'xen,multiboot-module'],
      ['multiboot,device-tree', 'multiboot,module'],
      ['xen,xsm-policy', 'multiboot,module'],
      ['Multiboot,Kernel', 'MULTIBOOT,MODULE'],
    );
  }),
  'no reg, or a short one': inModule((module, pick) => {
    module.reg = pick.of<ModuleSketch['reg']>('short', 'none');
  }),
  'a module deeper down': inModule((module, pick) => {
    module.wrapped = pick.of(1, 2);
  }),
  'long bootargs': inModule((module, pick) => {
    const length = pick.of(20, 100, 1023, 1024, 1025, 2900, 3100);
    module.bootargs = `${module.bootargs ?? ''} ${'a'.repeat(length)}`.slice(0, length);
  }),
  'a module missing': inDomain((domain, pick) => {
    domain.modules.splice(pick.below(domain.modules.length), 1);
  }),
  'a module more': inDomain((domain, pick, sketch) => {
    const module = moduleAt(
      pick.of('ramdisk', 'kernel', 'device-tree'),
      { start: somewhere(sketch, pick), size: someSize(pick) },
      null,
    );
    if (pick.below(2) === 0) domain.modules.push(module);
    else domain.modules.unshift(module);
  }),
  'many modules': inDomain((domain, pick, sketch) => {
    const first = somewhere(sketch, pick);
    const count = pick.of(27, 28, 29, 30, 31, 8);
    for (let i = 0; i < count; i += 1)
      domain.modules.push(moduleAt('ramdisk', { start: first + BigInt(i) * PAGE, size: PAGE }, null));
  }),
};
