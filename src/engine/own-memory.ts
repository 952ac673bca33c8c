// A domain's RAM without what it shares with others, which its tree lists as RAM too from 4.19 on.
import type { DomainOutcome, GuestBank } from './analysis.ts';

export const ownMemory = ({ memory, shared }: DomainOutcome): readonly GuestBank[] =>
  memory.filter((bank) => !shared.some(({ guest }) => guest === bank.guest));
