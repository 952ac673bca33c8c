// Who decides where the files lie that the boot loader loads, and what it is told.
import { IMAGEBUILDER_COPIES } from '../../model/loader.ts';
import { setLoader } from '../../model/need.ts';
import type { Plan } from '../../model/plan.ts';
import { HOST } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import form from '../parts/Form.module.css';
import { Field, Figure, FormDialog, Pair } from '../parts/Form.tsx';
import { COPY_HINTS, COPY_WORDS, type LoaderText, loaderText, readLoader } from './loader-form.ts';

interface LoaderDialogProps {
  readonly plan: Plan;
  readonly onClose: () => void;
}

export function LoaderDialog({ plan, onClose }: LoaderDialogProps) {
  const memmap = useVerbs();
  return (
    <FormDialog
      title="Who lays out the boot files?"
      description="Kernels, ramdisks, Xen and the device tree blob are put into RAM before Xen runs. ImageBuilder’s script has rules of its own for that; then places are found that agree with them."
      first={loaderText(plan.wants.loader)}
      read={readLoader}
      action="Use these rules"
      onDone={(loader) =>
        memmap.commit('Change who lays out boot files', (before) => setLoader(before, loader))
      }
      onClose={onClose}
    >
      {(text, set) => (
        <>
          <Field label="rules">
            <select
              data-first-focus
              value={text.who}
              onChange={(event) => set({ who: event.target.value as LoaderText['who'] })}
            >
              <option value="any">none: a script that loads them anywhere</option>
              {IMAGEBUILDER_COPIES.map((copy) => (
                <option key={copy} value={copy}>
                  {COPY_WORDS[copy]}
                </option>
              ))}
            </select>
          </Field>
          {text.who !== 'any' && <p className={form['hint']}>{COPY_HINTS[text.who]}</p>}
          {text.who !== 'any' && (
            <Pair>
              <Figure
                label={`MEMORY_START (${HOST})`}
                value={text.start}
                hint="find one"
                onChange={(start) => set({ start })}
              />
              <Figure
                label={`MEMORY_END (${HOST})`}
                value={text.end}
                hint="far enough"
                onChange={(end) => set({ end })}
              />
            </Pair>
          )}
          <Pair>
            <Figure
              label={`U-Boot’s own memory, start (${HOST})`}
              value={text.ownStart}
              hint="not known"
              onChange={(ownStart) => set({ ownStart })}
            />
            <Figure
              label="its size"
              value={text.ownSize}
              hint="not known"
              onChange={(ownSize) => set({ ownSize })}
            />
          </Pair>
          <p className={form['hint']}>
            U-Boot loads nothing over itself (“Reading file would overwrite reserved memory”): from 16 KiB
            below its stack to the end of the RAM it uses, and newer ones nothing beyond that end. bdinfo
            prints it, as lmb’s first reserved range.
          </p>
        </>
      )}
    </FormDialog>
  );
}
