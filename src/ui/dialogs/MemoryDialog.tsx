// More than half of all boards leave RAM to the firmware; then the person says what there is.
import { Plus, Trash2 } from 'lucide-react';
import { withMemory } from '../../bindings/ram.ts';
import { groupedHex } from '../../model/addr.ts';
import type { MemoryOption } from '../../model/board.ts';
import type { Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Result } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { Figure, FormDialog } from '../parts/Form.tsx';
import form from '../parts/Form.module.css';
import { useVerbs } from '../use-memmap.ts';
import { type BankText, memoryOptions, readBanks } from './memory-options.ts';

interface MemoryDialogProps {
  readonly plan: Plan;
  readonly onClose: () => void;
}

const EMPTY: BankText = { start: '', size: '' };

const textsOf = (option: MemoryOption | undefined): readonly BankText[] =>
  option?.banks.map((bank) => ({ start: groupedHex(bank.start), size: sizeText(bank.size) })) ?? [EMPTY];

/** The banks as typed, if they are banks this board can be given. */
function readFor(plan: Plan, texts: readonly BankText[]): Result<readonly Range[]> {
  const banks = readBanks(texts);
  if (!banks.ok) return banks;
  const written = withMemory(plan, banks.value);
  return written.ok ? banks : written;
}

export function MemoryDialog({ plan, onClose }: MemoryDialogProps) {
  const memmap = useVerbs();
  const options = memoryOptions(plan);
  const use = (banks: readonly Range[]): void =>
    memmap.commit('State RAM banks', (before) => {
      const next = withMemory(before, banks);
      return next.ok ? next.value : before;
    });
  return (
    <FormDialog
      title="Which RAM does it have?"
      description={`${plan.board.origin === 'log' ? 'The boot log does not list RAM.' : `No RAM can be read from the device tree of ${plan.board.name}; most leave it to the firmware, which fills it in at boot.`} Say what this machine has; Linux shows it as “System RAM” in /proc/iomem.`}
      first={{ banks: textsOf(options[0]) }}
      read={({ banks }) => readFor(plan, banks)}
      action="Use these banks"
      leave="Later"
      onDone={use}
      onClose={onClose}
    >
      {({ banks }, set) => (
        <>
          {options.length > 0 && (
            <fieldset className={form['choices']}>
              <legend>Usual sizes</legend>
              {options.map((option) => (
                <Button key={option.label} onClick={() => set({ banks: textsOf(option) })}>
                  {option.label}
                </Button>
              ))}
            </fieldset>
          )}
          <ol className={form['banks']}>
            {banks.map((bank, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a bank's position is what it is called by
              <li key={i} className={form['bank']}>
                <Figure
                  label={`bank ${i} start (host physical)`}
                  value={bank.start}
                  hint="0x4000_0000"
                  onChange={(start) => set({ banks: banks.with(i, { ...bank, start }) })}
                />
                <Figure
                  label="size"
                  value={bank.size}
                  hint="2G"
                  onChange={(size) => set({ banks: banks.with(i, { ...bank, size }) })}
                />
                <IconButton
                  label={`Remove bank ${i}`}
                  icon={<Trash2 size={15} aria-hidden />}
                  disabled={banks.length === 1}
                  onClick={() => set({ banks: banks.toSpliced(i, 1) })}
                />
              </li>
            ))}
          </ol>
          <Button
            look="dashed"
            icon={<Plus size={13} aria-hidden />}
            onClick={() => set({ banks: [...banks, EMPTY] })}
          >
            Add bank
          </Button>
        </>
      )}
    </FormDialog>
  );
}
