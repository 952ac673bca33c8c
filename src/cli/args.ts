// The command line, read: what was asked for, or one sentence that says what to do instead.
import { parseArgs } from 'node:util';
import { type Addr, addr, type Bytes } from '../model/addr.ts';
import { isRelease, type Release, RELEASES } from '../model/release.ts';
import type { Loader } from '../model/loader.ts';
import type { Range } from '../model/range.ts';
import { fail, ok, problemText, type Result } from '../model/result.ts';
import { parseBytes } from '../model/size.ts';
import { type Arch, type Build, KCONFIG, type Kconfig } from '../model/target.ts';
import {
  COMMANDS,
  type Command,
  EXPORT_FORMATS,
  type ExportFormat,
  LATER,
  OUTPUT_FORMATS,
} from './commands.ts';
import { readLoader } from './loader-args.ts';
import { type NeedArg, readClear, readNeed, readTag } from './need-args.ts';

/** `--module ADDR=FILE`: the real file behind the module at a host physical address. */
export interface ModuleArg {
  readonly start: Addr;
  readonly file: string;
}

/** What the options say about target and boot loader; null or absent where they say nothing. */
export interface Options {
  readonly releases: readonly Release[];
  readonly arch: Arch | null;
  readonly build: Build | null;
  readonly kconfig: Readonly<Partial<Record<Kconfig, boolean>>>;
  /** Path of a Xen `.config`. */
  readonly config: string | null;
  /** `size` null: only the address was given. */
  readonly xenImage: { readonly start: Addr; readonly size: Bytes | null } | null;
  readonly fdt: Addr | null;
  /** The board an overlay is for: a path. */
  readonly base: string | null;
  readonly modules: readonly ModuleArg[];
  readonly format: 'text' | 'json';
}

/** What `place` is to place, and what it may move for that. */
export interface PlaceArgs {
  readonly needs: readonly NeedArg[];
  /** Names for banks of RAM, by their numbers. */
  readonly tags: readonly (readonly [number, readonly string[]])[];
  readonly move: 'nothing' | 'needed' | 'freely';
  /** To be left empty. */
  readonly clear: Range | null;
  /** Whose rules put boot files into memory; null: those of the design. */
  readonly loader: Loader | null;
}

export type Invocation =
  | { readonly command: 'help'; readonly about: Command | null }
  | { readonly command: 'version' }
  | { readonly command: 'check' | 'inspect'; readonly files: readonly string[]; readonly options: Options }
  | {
      readonly command: 'export';
      readonly file: string;
      readonly to: ExportFormat;
      /** null: standard output. */
      readonly output: string | null;
      readonly options: Options;
    }
  | {
      readonly command: 'place';
      readonly file: string;
      readonly place: PlaceArgs;
      /** null: standard output. */
      readonly output: string | null;
      readonly options: Options;
    };

/** Every option of every command. */
export const FLAGS = {
  xen: { type: 'string', multiple: true },
  arch: { type: 'string' },
  build: { type: 'string' },
  kconfig: { type: 'string', multiple: true },
  config: { type: 'string' },
  'xen-image': { type: 'string' },
  fdt: { type: 'string' },
  module: { type: 'string', multiple: true },
  base: { type: 'string' },
  format: { type: 'string' },
  to: { type: 'string' },
  output: { type: 'string', short: 'o' },
  need: { type: 'string', multiple: true },
  'ram-tag': { type: 'string', multiple: true },
  move: { type: 'string' },
  clear: { type: 'string' },
  loader: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof FLAGS; allowPositionals: true }>>['values'];

/** node's own complaints, shortened to one line in our words. They quote the option as `-o, --output <value>`. */
function complaint(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const quoted = /'([^']*)'/.exec(text)?.[1] ?? '';
  const option = /--[^\s,]+/.exec(quoted)?.[0] ?? quoted;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${option}`;
  if (text.includes('does not take an argument')) return `${option} takes no value`;
  return `${option} needs a value`;
}

const oneOf = <T extends string>(what: string, text: string, allowed: readonly T[]): Result<T> => {
  const found = allowed.find((word) => word === text);
  return found === undefined ? fail(`${what} is ${allowed.join(' or ')}, not “${text}”`) : ok(found);
};

function readNumber(option: string, text: string): Result<bigint> {
  const value = /^\s*[+-]/.test(text) ? fail('an address cannot be negative or relative') : parseBytes(text);
  return value.ok ? value : fail(`${option}: ${problemText(value.problem)}`);
}

function readXenImage(text: string): Result<NonNullable<Options['xenImage']>> {
  const [place = '', length, extra] = text.split(',');
  if (extra !== undefined) return fail('--xen-image takes ADDR or ADDR,SIZE');
  const start = readNumber('--xen-image', place);
  if (!start.ok) return start;
  if (length === undefined) return ok({ start: addr(start.value), size: null });
  const size = readNumber('--xen-image', length);
  if (!size.ok) return size;
  return size.value === 0n
    ? fail('--xen-image: the size is zero')
    : ok({ start: addr(start.value), size: size.value as Bytes });
}

function readModule(text: string): Result<ModuleArg> {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1)
    return fail(`--module takes ADDR=FILE, as in 0x44000000=Image, not “${text}”`);
  const start = readNumber('--module', text.slice(0, at));
  return start.ok ? ok({ start: addr(start.value), file: text.slice(at + 1) }) : start;
}

function readKconfig(text: string): Result<readonly [Kconfig, boolean]> {
  const match = /^(?:CONFIG_)?(\w+)=([yn])$/.exec(text);
  if (match === null) return fail(`--kconfig takes NAME=y or NAME=n, not “${text}”`);
  const name = oneOf('--kconfig NAME', match[1] ?? '', KCONFIG);
  return name.ok ? ok([name.value, match[2] === 'y']) : name;
}

/** Every item read by `read`, or the first failure. */
function readAll<T>(items: readonly string[] | undefined, read: (item: string) => Result<T>): Result<T[]> {
  const all: T[] = [];
  for (const item of items ?? []) {
    const value = read(item);
    if (!value.ok) return value;
    all.push(value.value);
  }
  return ok(all);
}

const optional = <T>(text: string | undefined, read: (text: string) => Result<T>): Result<T | null> =>
  text === undefined ? ok(null) : read(text);

const readRelease = (text: string): Result<Release> =>
  isRelease(text) ? ok(text) : fail(`--xen is one of ${RELEASES.join(', ')}, not “${text}”`);

function readFormat(text: string): Result<'text' | 'json'> {
  if (LATER.has(text))
    return fail(`--format ${text} is not built yet; there are ${OUTPUT_FORMATS.join(', ')}`);
  return oneOf('--format', text, OUTPUT_FORMATS);
}

function readOptions(values: Values): Result<Options> {
  const releases = readAll(values.xen, readRelease);
  if (!releases.ok) return releases;
  const arch = optional(values.arch, (text) => oneOf<Arch>('--arch', text, ['arm64', 'arm32']));
  if (!arch.ok) return arch;
  const build = optional(values.build, (text) => oneOf<Build>('--build', text, ['release', 'debug']));
  if (!build.ok) return build;
  const kconfig = readAll(values.kconfig, readKconfig);
  if (!kconfig.ok) return kconfig;
  const xenImage = optional(values['xen-image'], readXenImage);
  if (!xenImage.ok) return xenImage;
  const fdt = optional(values.fdt, (text) => readNumber('--fdt', text));
  if (!fdt.ok) return fdt;
  const modules = readAll(values.module, readModule);
  if (!modules.ok) return modules;
  const format = readFormat(values.format ?? 'text');
  if (!format.ok) return format;
  return ok({
    releases: releases.value,
    arch: arch.value,
    build: build.value,
    kconfig: Object.fromEntries(kconfig.value),
    config: values.config ?? null,
    xenImage: xenImage.value,
    fdt: fdt.value === null ? null : addr(fdt.value),
    base: values.base ?? null,
    modules: modules.value,
    format: format.value,
  });
}

function readTo(text: string | undefined): Result<ExportFormat> {
  const known = EXPORT_FORMATS.join(', ');
  if (text === undefined) return fail(`export needs --to FORMAT, one of ${known}`);
  if (LATER.has(text)) return fail(`export --to ${text} is not built yet; there are ${known}`);
  const to = EXPORT_FORMATS.find((format) => format === text);
  return to === undefined ? fail(`there is no export format “${text}”; there are ${known}`) : ok(to);
}

function readPlace(values: Values): Result<PlaceArgs> {
  const needs = readAll(values.need, readNeed);
  if (!needs.ok) return needs;
  const tags = readAll(values['ram-tag'], readTag);
  if (!tags.ok) return tags;
  const move = oneOf('--move', values.move ?? 'needed', ['nothing', 'needed', 'freely'] as const);
  if (!move.ok) return move;
  const clear = optional(values.clear, readClear);
  if (!clear.ok) return clear;
  const loader = optional(values.loader, readLoader);
  if (!loader.ok) return loader;
  return ok({
    needs: needs.value,
    tags: tags.value,
    move: move.value,
    clear: clear.value,
    loader: loader.value,
  });
}

/** Reads the arguments after the command's own name. A failure is wrong usage: exit status 2. */
export function readArgs(args: readonly string[]): Result<Invocation> {
  let values: Values;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({ args: [...args], options: FLAGS, allowPositionals: true }));
  } catch (error) {
    return fail(complaint(error));
  }
  const [word, ...files] = positionals;
  if (values.version === true) return ok({ command: 'version' });
  if (word === undefined && values.help !== true) return fail(NO_COMMAND);
  if (word === undefined || word === 'help')
    return ok({ command: 'help', about: COMMANDS.find((name) => name === files[0]) ?? null });
  const command = COMMANDS.find((name) => name === word);
  if (command === undefined)
    return fail(
      LATER.has(word) ? `${word} is not built yet; there are ${COMMANDS.join(', ')}` : noCommand(word),
    );
  if (values.help === true) return ok({ command: 'help', about: command });

  const options = readOptions(values);
  if (!options.ok) return options;
  const [file] = files;
  if (file === undefined) return fail(`${command} needs a FILE; - is standard input`);
  if ([...files, values.base].filter((name) => name === '-').length > 1)
    return fail('standard input can be read only once');
  const output = values.output === undefined || values.output === '-' ? null : values.output;
  if (command === 'place') {
    if (values.to !== undefined) return fail('--to belongs to export, not to place');
    if (files.length > 1) return fail('place takes one FILE');
    if (options.value.releases.length > 1) return fail('place is for one --xen');
    const place = readPlace(values);
    return place.ok ? ok({ command, file, place: place.value, output, options: options.value }) : place;
  }
  const stray = (['need', 'ram-tag', 'move', 'clear', 'loader'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (stray !== undefined) return fail(`--${stray} belongs to place, not to ${command}`);
  if (command !== 'export') {
    if (values.to !== undefined || values.output !== undefined)
      return fail(`--to and -o belong to export, not to ${command}`);
    return ok({ command, files, options: options.value });
  }
  if (files.length > 1) return fail('export takes one FILE');
  if (options.value.releases.length > 1) return fail('export writes for one --xen');
  const to = readTo(values.to);
  if (!to.ok) return to;
  return ok({ command, file, to: to.value, output, options: options.value });
}

const NO_COMMAND = `name a command (${COMMANDS.join(', ')}), or ask for --help`;
const noCommand = (word: string): string => `there is no command “${word}”; there are ${COMMANDS.join(', ')}`;
