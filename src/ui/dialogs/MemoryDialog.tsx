// More than half of all boards leave RAM to the firmware; then the person says what there is.
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { withMemory } from '../../bindings/ram.ts';
import { groupedHex } from '../../model/addr.ts';
import type { MemoryOption } from '../../model/board.ts';
import type { Plan } from '../../model/plan.ts';
import { problemText } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { Dialog, DialogActions } from '../parts/Dialog.tsx';
import { useVerbs } from '../use-memmap.ts';
import { type BankText, memoryOptions, readBanks } from './memory-options.ts';
import styles from './Form.module.css';

interface MemoryDialogProps {
  readonly plan: Plan;
  readonly onClose: () => void;
}

const textsOf = (option: MemoryOption | undefined): BankText[] =>
  option?.banks.map((bank) => ({ start: groupedHex(bank.start), size: sizeText(bank.size) })) ?? [
    { start: '', size: '' },
  ];

export function MemoryDialog({ plan, onClose }: MemoryDialogProps) {
  const memmap = useVerbs();
  const options = memoryOptions(plan);
  const [texts, setTexts] = useState<BankText[]>(() => textsOf(options[0]));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: BankText[]) => {
    setTexts(next);
    setProblem(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const banks = readBanks(texts);
    const written = banks.ok ? withMemory(plan, banks.value) : banks;
    if (!written.ok) return setProblem(problemText(written.problem));
    memmap.commit('State RAM banks', (before) => {
      const next = banks.ok ? withMemory(before, banks.value) : banks;
      return next.ok ? next.value : before;
    });
    onClose();
  };

  return (
    <Dialog
      title="Which RAM does it have?"
      description={`${plan.board.origin === 'log' ? 'The boot log does not list RAM.' : `The device tree of ${plan.board.name} leaves RAM to the firmware, which fills it in at boot.`} Say what this machine has; Linux shows it as “System RAM” in /proc/iomem.`}
      onClose={onClose}
    >
      <form className={styles['form']} onSubmit={submit}>
        {options.length > 0 && (
          <fieldset className={styles['choices']}>
            <legend>Usual sizes</legend>
            {options.map((option) => (
              <Button key={option.label} onClick={() => change(textsOf(option))}>
                {option.label}
              </Button>
            ))}
          </fieldset>
        )}
        <ol className={styles['banks']}>
          {texts.map((text, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a bank's position is what it is called by
            <li key={i} className={styles['bank']}>
              <label className={styles['field']}>
                <span>bank {i} start (host physical)</span>
                <input
                  className="mono"
                  value={text.start}
                  placeholder="0x4000_0000"
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(event) => change(texts.with(i, { ...text, start: event.target.value }))}
                />
              </label>
              <label className={styles['field']}>
                <span>size</span>
                <input
                  className="mono"
                  value={text.size}
                  placeholder="2G"
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(event) => change(texts.with(i, { ...text, size: event.target.value }))}
                />
              </label>
              <IconButton
                label={`Remove bank ${i}`}
                icon={<Trash2 size={15} aria-hidden />}
                disabled={texts.length === 1}
                onClick={() => change(texts.toSpliced(i, 1))}
              />
            </li>
          ))}
        </ol>
        <Button
          look="dashed"
          icon={<Plus size={13} aria-hidden />}
          onClick={() => change([...texts, { start: '', size: '' }])}
        >
          Add bank
        </Button>
        {problem !== null && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>Later</Button>
          <Button look="primary" type="submit">
            Use these banks
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
