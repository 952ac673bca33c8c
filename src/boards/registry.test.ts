import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { endOf, isEmpty, type Range, totalSize, union } from '../model/range.ts';
import { sizeText } from '../model/size.ts';
import { BOARDS, isBoardId, loadBoard } from './registry.ts';

test('every file of data/ is a board of the registry and the other way round', () => {
  const files = readdirSync(new URL('data', import.meta.url)).map((name) => name.replace('.json', ''));
  expect(files.toSorted()).toEqual(BOARDS.map(({ id }) => id as string).toSorted());
  expect(new Set(BOARDS.map(({ name }) => name)).size).toBe(BOARDS.length);
});

test('an unknown board is refused by name', async () => {
  expect(isBoardId('zcu102')).toBe(true);
  expect(isBoardId('zcu999')).toBe(false);
  await expect(loadBoard('zcu999')).rejects.toThrow('zcu999');
});

const sortedAndDisjoint = (banks: readonly Range[]): boolean =>
  banks.every((bank, i) => {
    const before = banks[i - 1];
    return !isEmpty(bank) && (before === undefined || endOf(before) <= bank.start);
  });

describe.each(BOARDS)('$name', ({ id, name, summary }) => {
  test('has RAM, or says which RAM it is sold with', async () => {
    const { board, facts } = await loadBoard(id);
    expect(facts.memory.length + board.memoryOptions.length).toBeGreaterThan(0);
    expect(sortedAndDisjoint(facts.memory)).toBe(true);
    for (const { label, banks } of board.memoryOptions) {
      expect(label).toMatch(/^\d+ GiB$/);
      expect(banks.length).toBeGreaterThan(0);
      expect(sortedAndDisjoint(banks)).toBe(true);
      // What firmware keeps for itself and what registers cover is missing, never more than an eighth.
      const sold = BigInt(label.replace(' GiB', '')) << 30n;
      expect(totalSize(banks)).toBeLessThanOrEqual(sold);
      expect(totalSize(banks)).toBeGreaterThan((sold * 7n) / 8n);
    }
  });

  test('names its source and carries what a design needs', async () => {
    const { board, facts } = await loadBoard(id);
    expect(board).toMatchObject({ name, origin: 'facts' });
    expect(board.source).toMatch(
      /^(Debian linux-image-\S+ \S+, \/usr\/lib\/linux-image-\S+\.dtb|QEMU \S+, .+)$/,
    );
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.gic?.regions.length).toBeGreaterThanOrEqual(2);
    expect(facts.uart?.size).toBeGreaterThan(0n);
    expect(facts.devices.length).toBeGreaterThan(0);
    for (const place of [...facts.devices, facts.uart, ...(facts.gic?.regions ?? [])])
      expect(typeof place?.start).toBe('bigint');
  });

  test('its summary says what its facts say', async () => {
    const { facts } = await loadBoard(id);
    expect(summary).toContain(`GICv${facts.gic?.version}`);
    const ram = facts.memory.length > 0 ? sizeText(totalSize(facts.memory)) : 'RAM set by firmware';
    expect(summary).toContain(ram);
    expect(/two banks/.test(summary)).toBe(union(facts.memory).length === 2);
    expect(/MMU/.test(summary)).toBe(facts.devices.some((device) => device.iommu));
  });
});
