// What `place` is asked for on the command line: `domU1=512M,banks=2,below=4G`.
import { type Addr, type Bytes, PAGE } from '../model/addr.ts';
import { dmaBusOf } from '../model/board.ts';
import { DOM0_NAME } from '../model/dom0.ts';
import { addNeed, type Need, type NeedFor, plainNeed } from '../model/need.ts';
import type { EntityId, ModuleKind, Plan } from '../model/plan.ts';
import { type Range, range } from '../model/range.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { parseBytes } from '../model/size.ts';
import { readTags, setTags, tagsOf } from '../model/tags.ts';

/** A need as it was written: whose it is, is known only with the plan. */
export interface NeedArg {
  /** `heap`, a domain's name, or `DOMAIN.kernel`. */
  readonly what: string;
  readonly wishes: Omit<Need, 'id' | 'for'>;
}

const MODULES: readonly ModuleKind[] = ['kernel', 'ramdisk', 'device-tree', 'other'];
const NONE = '' as EntityId;

const WISHES = 'banks, align, wish, at, ram, below or dma';

/** Reads `WHAT=SIZE[..MOST][,WISH=VALUE…]`. */
export function readNeed(text: string): Result<NeedArg> {
  const wrong = (why: string): Result<NeedArg> => fail(`--need ${text}: ${why}`);
  const at = text.indexOf('=');
  if (at <= 0) return wrong('write WHAT=SIZE, as in domU1=512M or heap=64M');
  const [sizes = '', ...words] = text.slice(at + 1).split(',');
  const [least = '', most, extra] = sizes.split('..');
  const low = size(least);
  const high = most === undefined ? ok(null) : size(most);
  if (!low.ok) return wrong(low.problem.message);
  if (!high.ok) return wrong(high.problem.message);
  if (extra !== undefined) return wrong('write a range as LEAST..MOST');
  if (high.value !== null && high.value < low.value) return wrong('the range ends below its start');
  const { id: _id, for: _for, ...plain } = plainNeed(NONE, { kind: 'heap' }, low.value);
  let wishes: NeedArg['wishes'] = { ...plain, most: high.value };
  for (const word of words) {
    const wish = readWish(word);
    if (!wish.ok) return wrong(wish.problem.message);
    wishes = { ...wishes, ...wish.value };
  }
  return ok({ what: text.slice(0, at), wishes });
}

function size(text: string): Result<Bytes> {
  const value = /^\s*[+-]/.test(text) ? fail('a size is a number like 512M') : parseBytes(text);
  return value.ok && value.value === 0n ? fail('a size is more than zero') : value;
}

function readWish(word: string): Result<Partial<NeedArg['wishes']>> {
  const [key, value, extra] = word.split('=');
  if (value === undefined || extra !== undefined) return fail(`“${word}” is none of ${WISHES}`);
  if (key === 'ram') return ok({ ram: value });
  if (key === 'banks') {
    const banks = Number(value);
    return Number.isInteger(banks) && banks >= 1 && banks <= 64
      ? ok({ banks })
      : fail('banks is a number from 1 to 64');
  }
  if (key === 'dma' && value.startsWith('/')) return ok({ dma: value });
  if (key === 'dma') {
    const bits = Number(value);
    return Number.isInteger(bits) && bits >= 12 && bits <= 64
      ? ok({ reach: range(0n, 1n << BigInt(bits)) })
      : fail('dma is the number of address bits a device has, from 12 to 64, or the path of a device or bus');
  }
  const number = parseBytes(value);
  if (!number.ok) return number;
  if (key === 'align' || key === 'wish')
    return number.value >= PAGE && (number.value & (number.value - 1n)) === 0n
      ? ok({ [key]: number.value })
      : fail(`${key} is a power of two of at least 4K`);
  if (key === 'at')
    return number.value % PAGE === 0n
      ? ok({ at: number.value as bigint as Addr })
      : fail('at is an address that is a multiple of 4K');
  return key === 'below' ? ok({ reach: range(0n, number.value) }) : fail(`“${word}” is none of ${WISHES}`);
}

/** `ADDR,SIZE`. */
export function readClear(text: string): Result<Range> {
  const [start = '', length = '', extra] = text.split(',');
  const [at, much] = [parseBytes(start), parseBytes(length)];
  return at.ok && much.ok && extra === undefined && much.value > 0n
    ? ok(range(at.value, much.value))
    : fail('--clear takes ADDR,SIZE, as in 0x60000000,256M');
}

/** `BANK=TAG`: a name for a bank of RAM by its number, or several with commas between. */
export function readTag(text: string): Result<readonly [number, readonly string[]]> {
  const wrong = (why = ''): Result<never> =>
    fail(`--ram-tag takes BANK=TAG, as in 0=fast, not “${text}”${why}`);
  const match = /^(\d{1,3})=(.+)$/.exec(text);
  if (match === null) return wrong();
  const tags = readTags(match[2] ?? '');
  if (!tags.ok) return wrong(`: ${tags.problem.message}`);
  return tags.value.length === 0 ? wrong() : ok([Number(match[1]), tags.value]);
}

/** The plan with the needs of the command line, or which of them is nobody’s. */
export function withNeeds(
  plan: Plan,
  needs: readonly NeedArg[],
  tags: readonly (readonly [number, readonly string[]])[],
): Result<Plan> {
  const names = [
    ...plan.host.memory.map((_, i) => `${i}`),
    ...plan.wants.tags.flat(),
    ...tags.flatMap(([, more]) => more),
  ];
  let next = plan;
  for (const { what, wishes } of needs) {
    const found = meant(plan, what);
    if (!found.ok) return found;
    const { ram } = wishes;
    if (ram !== null && !names.includes(ram))
      return fail(
        `--need ${what}: no bank of RAM is called “${ram}”: there are ${plan.host.memory.length}, from 0; name one with --ram-tag`,
      );
    if (wishes.dma !== null && dmaBusOf(plan.host, wishes.dma) === undefined)
      return fail(
        `--need ${what}: the board does not say what “${wishes.dma}” reaches: no dma-ranges there or around it; inspect lists those there are`,
      );
    next = addNeed(next, { ...wishes, for: found.value });
  }
  const astray = tags.find(([bank]) => bank >= plan.host.memory.length);
  if (astray !== undefined)
    return fail(`--ram-tag ${astray[0]}: there are ${plan.host.memory.length} banks of RAM, from 0`);
  return ok(
    tags.reduce(
      (now, [bank, more]) => setTags(now, bank, [...new Set([...tagsOf(now, bank), ...more])]),
      next,
    ),
  );
}

function meant(plan: Plan, what: string): Result<NeedFor> {
  if (what === 'heap') return ok({ kind: 'heap' });
  const domain = plan.domains.find(({ name }) => name === what);
  if (domain !== undefined) return ok({ kind: 'memory', domain: domain.id });
  const dot = what.lastIndexOf('.');
  const module = MODULES.find((kind) => kind === what.slice(dot + 1));
  const owner = what.slice(0, dot);
  const of = plan.domains.find(({ name }) => name === owner);
  if (dot > 0 && module !== undefined && (of !== undefined || owner === DOM0_NAME))
    return ok({ kind: 'module', domain: of?.id ?? null, module });
  const names = plan.domains.map(({ name }) => name).join(', ');
  return fail(
    `--need ${what}: it is neither heap nor a domain${names === '' ? '; there are none' : ` (${names})`}, nor DOMAIN.kernel, .ramdisk, .device-tree or .other`,
  );
}
