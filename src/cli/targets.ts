// What each input is judged against: the options, over a Xen `.config`, over the design's own target, over the default.
import { resolve } from 'node:path';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import {
  type Arch,
  type Build,
  DEFAULT_TARGET,
  KCONFIG,
  type Kconfig,
  type Target,
} from '../model/target.ts';
import type { Options } from './args.ts';
import { readInput } from './files.ts';
import type { Io } from './io.ts';

/** What a Xen `.config` decides. An option it does not set to `y` is off, as for Xen's build. */
export interface XenConfig {
  readonly kconfig: Readonly<Record<Kconfig, boolean>>;
  readonly build: Build;
  /** null when it is no configuration for Arm. */
  readonly arch: Arch | null;
}

/** Reads a Xen `.config`, the file `make menuconfig` writes in Xen's folder. */
export function readXenConfig(text: string): XenConfig | null {
  const set = new Set<string>();
  let isConfig = false;
  for (const line of text.split('\n')) {
    const match = /^CONFIG_(\w+)=(.*?)\s*$/.exec(line);
    isConfig ||= match !== null || /^# CONFIG_\w+ is not set/.test(line);
    if (match?.[2] === 'y') set.add(match[1] ?? '');
  }
  if (!isConfig) return null;
  return {
    kconfig: Object.fromEntries(KCONFIG.map((name) => [name, set.has(name)])) as Record<Kconfig, boolean>,
    build: set.has('DEBUG') ? 'debug' : 'release',
    arch: set.has('ARM_64') ? 'arm64' : set.has('ARM_32') ? 'arm32' : null,
  };
}

/** The targets of one input, in the order of `--xen`. `own` is the target a design holds. */
export function targetsOf(options: Options, config: XenConfig | null, own: Target | null): readonly Target[] {
  const base = own ?? DEFAULT_TARGET;
  const releases = options.releases.length > 0 ? options.releases : [base.release];
  return releases.map((release) => ({
    release,
    arch: options.arch ?? config?.arch ?? base.arch,
    build: options.build ?? config?.build ?? base.build,
    kconfig: { ...base.kconfig, ...config?.kconfig, ...options.kconfig },
  }));
}

/** The file `--config` names, if any. */
export async function readConfig(options: Options, io: Io): Promise<Result<XenConfig | null>> {
  if (options.config === null) return ok(null);
  const content = await readInput(resolve(io.cwd, options.config), io.stdin);
  if (!content.ok) return fail(`--config ${options.config}: ${problemText(content.problem)}`);
  const config = readXenConfig(new TextDecoder().decode(content.value));
  return config === null ? fail(`--config ${options.config}: this is no Xen .config`) : ok(config);
}
