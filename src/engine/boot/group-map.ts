// The map of which groups of pages hold RAM: as long as the table of pages can be, and RAM beyond it is noted outside.
//
// Stands for init_pdx and set_pdx_range (arch/arm/setup.c and common/pdx.c).
import { groupedHex } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import { codeOverwritten, dataOverwritten } from '../refusals/memory/ram-beyond-groups.ts';
import { tableFits } from './frametable.ts';
import type { Pdx } from './pdx.ts';
import type { Platform } from './platform.ts';
import type { Boot } from './state.ts';

/**
 * Bytes from the map to the start-up code, of a 4.16 as it is configured by default; other data of the build is between the
 * two, and what follows begins on a page.
 */
const CODE_BEHIND = 0x1830;

/** Groups that pdx_group_valid has a bit for: whole longs. */
export function groupBits({ frametableRoom, pageInfo, groupPages, longBits }: Platform): number {
  const groups = Math.ceil(Math.floor(frametableRoom / pageInfo) / groupPages);
  return Math.ceil(groups / longBits) * longBits;
}

export function noteGroups(boot: Boot, pdx: Pdx): void {
  const { does, info, platform, trace } = boot;
  const room = groupBits(platform);
  const groupOfEnd = (bank: (typeof info.ram)[number]): number => pdx.groupOf(endOf(bank) - 1n);
  const beyond = info.ram.filter((bank) => groupOfEnd(bank) >= room);
  const [first] = beyond;
  if (first === undefined) return;
  const told = (bank: typeof first, where: string) => ({
    path: bank.path,
    property: 'reg',
    range: bank,
    message: `RAM at ${groupedHex(bank.start)} is beyond the ${room} groups of pages that Xen keeps a map of, and is noted in ${where} behind it.`,
  });
  const inCode = beyond.find((bank) => groupOfEnd(bank) >= CODE_BEHIND * 8);
  if (does.codeBehindGroups && inCode !== undefined)
    trace.stop(codeOverwritten, null, told(inCode, 'the code'));
  else if (tableFits(info.ram, pdx, platform))
    trace.note(dataOverwritten, null, 'error', told(first, 'the data'));
}
