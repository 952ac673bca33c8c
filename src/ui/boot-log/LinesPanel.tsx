// The console with names beside its lines. What is not about memory is folded away, and there when wanted.
import { useEffect, useRef, useState } from 'react';
import type { ExplainedLine } from '../../exchange/boot-log/explain.ts';
import type { BootLog } from '../../exchange/boot-log/facts.ts';
import { shownText } from '../../exchange/boot-log/lines.ts';
import type { Saying } from '../../exchange/boot-log/sayings.ts';
import { plural } from '../strings.ts';
import styles from './BootLog.module.css';

interface LinesPanelProps {
  readonly text: string;
  readonly log: BootLog;
  readonly lines: readonly ExplainedLine[];
  /** Line to bring into view. */
  readonly at: number | null;
}

/** Lines shown for what they are, without a name beside them; null are the words of a panic. */
const TELLING = new Set<Saying['kind'] | undefined>([
  undefined,
  'heap-check',
  'command-line',
  'banner',
  'dom0less',
  'build-dom0',
  'allocating',
  'panic',
  'up',
]);
/** Lines about something going wrong. */
const WRONG = new Set<Saying['kind'] | undefined>([
  undefined,
  'overlap',
  'node-failed',
  'static-page',
  'panic',
]);

const isShown = ({ line, notes }: ExplainedLine): boolean =>
  notes.length > 0 || TELLING.has(line.saying?.kind);

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly first: number;
}

/** Lines of the text between two that are shown. */
function between(
  text: string,
  { from, to, first }: Gap,
): { readonly number: number; readonly text: string }[] {
  return text
    .slice(from, to)
    .split('\n')
    .map((line, i) => ({ number: first + i, text: shownText(line) }))
    .filter((line) => line.text !== '');
}

export function LinesPanel({ text, log, lines, at }: LinesPanelProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (at !== null) list.current?.querySelector(`[data-line="${at}"]`)?.scrollIntoView({ block: 'center' });
  }, [at]);
  const shown = lines.filter(isShown);
  return (
    // A log is read line by line and scrolled by keyboard, so it takes focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className={styles['lines']} aria-label="Console, with names" tabIndex={0} data-first-focus>
      {shown.map((explained, i) => {
        const before = shown[i - 1]?.line;
        const gap = {
          from: before === undefined ? log.from : before.to + 1,
          to: explained.line.from,
          first: before === undefined ? (lines[0]?.line.number ?? 1) : before.number + 1,
        };
        return [
          <GapRow key={`before ${explained.line.number}`} text={text} gap={gap} />,
          <LineRow
            key={explained.line.number}
            text={text}
            explained={explained}
            isAt={explained.line.number === at}
          />,
        ];
      })}
      <GapRow text={text} gap={trailing(shown.at(-1), log)} />
    </ol>
  );
}

const trailing = (last: ExplainedLine | undefined, log: BootLog): Gap =>
  last === undefined
    ? { from: log.from, to: log.to, first: 1 }
    : { from: last.line.to + 1, to: log.to, first: last.line.number + 1 };

interface LineRowProps {
  readonly text: string;
  readonly explained: ExplainedLine;
  readonly isAt: boolean;
}

const LineRow = ({ text, explained: { line, notes }, isAt }: LineRowProps) => (
  <li
    className={styles['line']}
    data-line={line.number}
    data-wrong={WRONG.has(line.saying?.kind)}
    aria-current={isAt ? 'true' : undefined}
  >
    <span className={styles['number']}>{line.number}</span>
    <code className={styles['words']}>{shownText(text.slice(line.from, line.to)).trimEnd()}</code>
    {notes.length > 0 && (
      <div className={styles['notes']}>
        {notes.map((note) => (
          <p key={`${note.by} ${note.text}`} data-by={note.by}>
            {note.by === 'design' && <span className={styles['source']}>this design: </span>}
            {note.text}
          </p>
        ))}
      </div>
    )}
  </li>
);

function GapRow({ text, gap }: { readonly text: string; readonly gap: Gap }) {
  const [open, setOpen] = useState(false);
  if (gap.to <= gap.from) return null;
  const lines = between(text, gap);
  if (lines.length === 0) return null;
  if (!open)
    return (
      <li className={styles['gap']}>
        <button type="button" onClick={() => setOpen(true)}>
          {plural(lines.length, 'other line')}
        </button>
      </li>
    );
  return lines.map(({ number, text: line }) => (
    <li key={number} className={styles['line']} data-other="true">
      <span className={styles['number']}>{number}</span>
      <code className={styles['words']}>{line}</code>
    </li>
  ));
}
