// Things that lie, begin or end somewhere else.
import { type Mutation, somewhere, someSize, inBank, resize } from './draw.ts';
import { banksOf } from '../sketch.ts';

export const IN_PLACES: Record<string, Mutation> = {
  'something moves': inBank((bank, pick, sketch) => {
    bank.start = somewhere(sketch, pick);
  }),
  'something ends elsewhere': inBank((bank, pick, sketch) => {
    const start = somewhere(sketch, pick) - bank.size;
    bank.start = start < 0n ? 0n : start;
  }),
  'something grows or shrinks': inBank(resize),
  'something reaches on': inBank((bank, pick, sketch) => {
    const end = somewhere(sketch, pick);
    if (end > bank.start) bank.size = end - bank.start;
  }),
  'something has another size': inBank((bank, pick) => {
    bank.size = someSize(pick);
  }),
  'two things share a place': (sketch, pick) => {
    const [one, other] = [pick.one(banksOf(sketch)), pick.one(banksOf(sketch))];
    if (one === undefined || other === undefined) return;
    one.start = other.start;
    if (pick.below(2) === 0) one.size = other.size;
  },
};
