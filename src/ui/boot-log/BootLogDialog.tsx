// What a real Xen printed: pasted or from a file, named line by line, beside what is open, and as a map of its own.
import { FileSearch } from 'lucide-react';
import { useId, useState } from 'react';
import type { BootLog } from '../../exchange/boot-log/facts.ts';
import { logText } from '../../exchange/open.ts';
import { readBootLog } from '../../exchange/boot-log/read.ts';
import { MAX_INPUT } from '../../devicetree/limits.ts';
import { problemText } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { type GivenLog, PASTED_LOG } from '../../store/boot-log.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogActions } from '../parts/Dialog.tsx';
import { pickFiles } from '../shell/given-files.ts';
import { LogView } from './LogView.tsx';
import styles from './BootLog.module.css';

interface BootLogDialogProps {
  /** A log that was dropped, opened or pasted; null asks for one. */
  readonly given: GivenLog | null;
  readonly onClose: () => void;
}

interface ReadLog {
  readonly given: GivenLog;
  readonly log: BootLog;
}

/** A log read, or why it cannot be. */
function read(given: GivenLog): ReadLog | string {
  const log = readBootLog(given.text);
  return log.ok ? { given, log: log.value } : `This cannot be read: ${problemText(log.problem)}`;
}

export function BootLogDialog({ given, onClose }: BootLogDialogProps) {
  const [state, setState] = useState<ReadLog | string | null>(() => (given === null ? null : read(given)));
  if (state !== null && typeof state !== 'string')
    return (
      <Dialog
        title={state.given.name === PASTED_LOG ? 'Boot log' : `Boot log: ${state.given.name}`}
        wide="full"
        onClose={onClose}
      >
        <LogView {...state} onAnother={() => setState(null)} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog
      title="Read a boot log"
      description="What Xen printed on its console, from its first line to its last: with or without the (XEN) prefix, timestamps, colours, or lines of others between. It stays in this browser."
      wide
      onClose={onClose}
    >
      <AskForLog
        problem={state}
        onGiven={(next) => setState(typeof next === 'string' ? next : read(next))}
        onClose={onClose}
      />
    </Dialog>
  );
}

async function readFile(file: File): Promise<GivenLog | string> {
  if (file.size > MAX_INPUT)
    return `${file.name} is ${sizeText(BigInt(file.size))} long; logs over ${sizeText(BigInt(MAX_INPUT))} are not read`;
  try {
    return { name: file.name, text: logText(new Uint8Array(await file.arrayBuffer())) };
  } catch {
    return `${file.name} could not be read`;
  }
}

interface AskForLogProps {
  readonly problem: string | null;
  /** With a log, or the reason why there is none. */
  readonly onGiven: (given: GivenLog | string) => void;
  readonly onClose: () => void;
}

function AskForLog({ problem, onGiven, onClose }: AskForLogProps) {
  const id = useId();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  const chooseFile = async (): Promise<void> => {
    const [file] = await pickFiles('.log,.txt', false);
    if (file !== undefined) onGiven(await readFile(file));
  };
  return (
    <form
      className={styles['ask']}
      onSubmit={(event) => {
        event.preventDefault();
        onGiven({ name: PASTED_LOG, text });
      }}
    >
      <label htmlFor={id} className={styles['askLabel']}>
        Console log
      </label>
      <textarea
        id={id}
        className={styles['paste']}
        value={text}
        placeholder={'(XEN) RAM: 0000000040000000 - 00000000bfffffff\n(XEN) \n(XEN) MODULE[0]: …'}
        spellCheck={false}
        autoComplete="off"
        data-first-focus
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          // A log is pasted whole: reading it at once spares the page a text field of megabytes.
          const pasted = event.clipboardData.getData('text/plain');
          if (text !== '' || pasted === '') return;
          event.preventDefault();
          onGiven({ name: PASTED_LOG, text: pasted });
        }}
      />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <DialogActions>
        <Button icon={<FileSearch size={14} aria-hidden />} onClick={() => void chooseFile()}>
          Choose a file…
        </Button>
        <span className={styles['gapFill']} />
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          type="submit"
          disabled={isEmpty}
          title={isEmpty ? 'Paste or type what Xen printed first' : undefined}
        >
          Read it
        </Button>
      </DialogActions>
    </form>
  );
}
