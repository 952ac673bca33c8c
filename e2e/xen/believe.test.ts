import { expect, test } from 'vitest';
import { believe } from './believe.mjs';
import type { Outcome } from './boot.mjs';
import { QemuFailed } from './qemu.mjs';

const ends = (verdict: Outcome['verdict'], panicMessage: string | null = null): Outcome => ({
  verdict,
  panicMessage,
  before: [],
  guests: {},
  faults: {},
  log: '',
  release: null,
  ms: 1000,
});

/** What comes of boots that end like that, one after the other; `!` before those that are not agreed on. */
async function over(...boots: string[]): Promise<string> {
  const rest = boots.values();
  const belief = await believe(async () => {
    const { value = '' } = rest.next();
    if (value === 'killed') throw new QemuFailed('killed');
    if (value === 'thrown') throw new Error('thrown');
    const end = value.replace('!', '');
    const outcome =
      end === 'hang' || end === 'boots' || end === 'domain-missing' ? ends(end) : ends('panic', end);
    return { outcome, counted: value.startsWith('!') ? [`it is ${end}`] : [] };
  });
  const unasked = [...rest];
  const told = belief.kind === 'differs' ? `differs ${belief.ends.join(', ')}` : belief.kind;
  return unasked.length === 0 ? told : `${told}, not booted: ${unasked.join(', ')}`;
}

test.each([
  ['boots', 'agrees'],
  ['hang', 'agrees'],
  ['!BUG !BUG', 'disagrees'],
  ['!boots !boots', 'disagrees'],
  // A machine that is busy makes Xen fall silent.
  ['!hang boots', 'agrees'],
  ['!domain-missing boots', 'agrees'],
  ['!hang !hang', 'disagrees'],
  ['!hang !BUG !BUG', 'disagrees'],
  ['!hang !domain-missing BUG', 'agrees'],
  // Chance is named, not counted.
  ['!BUG boots', 'differs BUG, boots'],
  ['!BUG !boots', 'differs BUG, boots'],
  ['!hang !BUG boots', 'differs hang, BUG, boots'],
  ['!BUG !hang !BUG', 'disagrees'],
  // Without QEMU nothing is learned.
  ['killed boots', 'agrees'],
  ['killed !BUG !BUG', 'disagrees'],
  ['killed !BUG killed', 'unbooted'],
  ['killed killed killed', 'unbooted'],
  ['!BUG killed boots', 'differs BUG, boots'],
])('%s: %s', async (boots, told) => expect(await over(...boots.split(' '))).toBe(told));

test('a fault of ours is not tried again', async () =>
  expect(over('thrown', 'boots')).rejects.toThrow('thrown'));
