// Five numbers of one host physical range, each tied to the others: room before, size, room after, first and last byte.
import { groupedHex } from '../../model/addr.ts';
import { roomAround } from '../../model/occupancy.ts';
import { placeAll } from '../../model/edit.ts';
import { namesOf } from '../../model/names.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { endOf, type Range } from '../../model/range.ts';
import { fail, type Result } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { ValueField } from '../parts/ValueField.tsx';
import { useVerbs } from '../use-memmap.ts';
import { readAfter, readBefore, readLast, readSize, readStart } from './read.ts';
import styles from './Inspector.module.css';

interface RangeFieldsProps {
  readonly plan: Plan;
  /** Whatever else names the same memory moves with it. */
  readonly id: EntityId;
  /** What it is called in the undo menu. */
  readonly name: string;
  readonly at: Range;
}

const OUTSIDE = 'outside RAM';

export function RangeFields({ plan, id, name, at }: RangeFieldsProps) {
  const memmap = useVerbs();
  const ids = namesOf(plan, id);
  const room = roomAround(plan, ids, at);
  const place = (verb: string, read: Result<Range>): Result<unknown> => {
    if (!read.ok) return read;
    const places = new Map(ids.map((one) => [one, read.value]));
    memmap.commit(`${verb} ${name}`, (before) => placeAll(before, places));
    return read;
  };
  return (
    <>
      <div className={styles['three']}>
        <ValueField
          label="free before"
          title="Free host memory before it, to its neighbour or the end of the bank. Changing it moves the region."
          value={room === null ? OUTSIDE : sizeText(room.before)}
          bad={room === null || room.before < 0n}
          disabled={room === null}
          onApply={(text) => (room === null ? fail(OUTSIDE) : place('Move', readBefore(text, at, room)))}
        />
        <ValueField
          label="size"
          title={`${groupedHex(at.size)} bytes`}
          value={sizeText(at.size)}
          onApply={(text) => place('Resize', readSize(text, at))}
        />
        <ValueField
          label="free after"
          title="Free host memory after it, to its neighbour or the end of the bank. Changing it moves the region."
          value={room === null ? OUTSIDE : sizeText(room.after)}
          bad={room === null || room.after < 0n}
          disabled={room === null}
          onApply={(text) => (room === null ? fail(OUTSIDE) : place('Move', readAfter(text, at, room)))}
        />
      </div>
      <div className={styles['two']}>
        <ValueField
          label="start (host physical)"
          value={groupedHex(at.start)}
          onApply={(text) => place('Move', readStart(text, at))}
        />
        <ValueField
          label="end (host physical)"
          suffix="incl."
          title="The last byte that belongs to it"
          value={groupedHex(at.size > 0n ? endOf(at) - 1n : at.start)}
          onApply={(text) => place('Resize', readLast(text, at))}
        />
      </div>
    </>
  );
}
