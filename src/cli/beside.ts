// What a command reads beside its FILEs: the Xen configuration and the boot modules' files that its options name.
import type { Addr } from '../model/addr.ts';
import type { ModuleFile } from '../model/plan.ts';
import { ok, type Result } from '../model/result.ts';
import type { Options } from './args.ts';
import type { Io } from './io.ts';
import { readModuleFiles } from './load.ts';
import { readConfig, type XenConfig } from './targets.ts';

export interface Beside {
  /** null when no `--config` is named. */
  readonly config: XenConfig | null;
  /** By host physical start. */
  readonly modules: ReadonlyMap<Addr, ModuleFile>;
}

/** Reads them; the problem names the option. */
export async function readBeside(options: Options, io: Io): Promise<Result<Beside>> {
  const config = await readConfig(options, io);
  if (!config.ok) return config;
  const modules = await readModuleFiles(options, io.cwd);
  return modules.ok ? ok({ config: config.value, modules: modules.value }) : modules;
}
