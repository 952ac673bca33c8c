// What a missing `memory` property should say: Xen wants the sum of the static memory a second time, in KiB.
import { hex } from '../../model/addr.ts';
import { cellAt, encodeNumbers } from '../../model/cells.ts';
import { totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { DomainNode } from './domain-node.ts';
import type { Told } from './trace.ts';

export function missingMemory({ name, path, staticMem }: DomainNode): Pick<Told, 'message' | 'fix'> {
  const missing = `${name} has no memory property of two cells, so Xen cannot tell how much RAM it gets.`;
  const sum = totalSize(staticMem ?? []);
  if (sum === 0n || sum % 1024n !== 0n)
    return { message: `${missing} Write its RAM in KiB, such as memory = <0x0 0x80000> for 512 MiB.` };
  const value = encodeNumbers([[sum >> 10n, 2]]);
  const cells = [0, 1].map((i) => hex(BigInt(cellAt(value, i) ?? 0)));
  return {
    message: `${missing} Its static memory is ${sizeText(sum)}: write memory = <${cells.join(' ')}>, which counts KiB.`,
    fix: [{ kind: 'set', path, property: 'memory', value }],
  };
}
