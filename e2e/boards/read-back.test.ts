// A bundled board is known by its facts only: the tree made from them must say the same facts again, so that what
// the simulator is given is what the board's data says.
import { describe, expect, test } from 'vitest';
import { treeOfFacts } from '../../src/bindings/facts-tree.ts';
import { readHost } from '../../src/bindings/host.ts';
import { BOARDS, loadBoard } from '../../src/boards/registry.ts';
import { readBlob, writeBlob } from '../../src/devicetree/blob.ts';

describe.each(BOARDS)('$name', ({ id }) => {
  test('its facts survive the tree made from them, and that tree the blob', async () => {
    const { board, facts } = await loadBoard(id);
    const banks = [facts.memory, ...board.memoryOptions.map((option) => option.banks)];
    for (const memory of banks) {
      const tree = treeOfFacts({ ...facts, memory });
      expect(readHost(tree)).toEqual({ ...facts, memory });
      expect(readBlob(writeBlob(tree))).toEqual({ ok: true, value: tree });
    }
  });
});
