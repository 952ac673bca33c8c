// A console's text as lines, and what of each line Xen itself said.
//
// Xen begins its lines with `(XEN) `, then a timestamp if asked for one (xen-command-line: console_timestamps). Loggers
// put their own timestamp before, terminals colours, guests their lines between; two of them can share one line.

export interface ConsoleLine {
  /** Counted from 1. */
  readonly number: number;
  /** Where it begins and ends in the text; the end is that of its last character. */
  readonly from: number;
  readonly to: number;
  /** Xen's words without prefix and timestamp; null for somebody else's line. */
  readonly said: string | null;
}

const PREFIX = '(XEN)';
/** Colours and other control sequences of terminals (ECMA-48, “CSI”). */
// eslint-disable-next-line no-control-regex
const CONTROL_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** console_timestamps=date, datems, boot, raw; and the brackets of loggers. */
const BRACKETED_TIME = /^\[[\s\d:.,TZa-f+-]{1,32}\] ?/;
const BARE_TIME = /^\d[\d:.,T-]{4,30}Z?[\s|>]+/;
/** What may stand before `(XEN)` when the line is Xen's alone. */
const TIME_ONLY = /^[\s\d:.,TZ+|>[\]-]{0,48}$/;
/** Another domain's line that quotes Xen: `xl dmesg` in a guest, say. */
const OTHER_CONSOLE = /\(d\d+\)|DOM\d+:/;
/** What head.S says before printk exists: never prefixed (arch/arm/arm64/head.S, with early printk). */
const HEAD = /^- .{1,60} -$/;

/** A line as people see it: no colours, no control characters. */
export const shownText = (raw: string): string => raw.replace(CONTROL_SEQUENCE, '').replace(CONTROL, '');

function withoutTime(text: string): string {
  const bracketed = text.replace(BRACKETED_TIME, '');
  return bracketed === text ? text.replace(BARE_TIME, '') : bracketed;
}

/** Xen's words in a line, `prefixed` being whether the text has Xen's prefix at all. */
function saidIn(raw: string, prefixed: boolean): string | null {
  const text = shownText(raw);
  const at = text.lastIndexOf(PREFIX);
  if (at < 0) {
    const bare = withoutTime(text.trim());
    return !prefixed || HEAD.test(bare) ? bare : null;
  }
  if (OTHER_CONSOLE.test(text.slice(0, at))) return null;
  return withoutTime(text.slice(at + PREFIX.length).replace(/^ /, '')).trim();
}

/** The lines of a text in order; empty ones are passed over. */
export function* consoleLines(text: string): Generator<ConsoleLine> {
  const prefixed = text.includes(PREFIX);
  let number = 0;
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 ? text.length : newline;
    const to = text[end - 1] === '\r' ? end - 1 : end;
    number += 1;
    if (to > from) yield { number, from, to, said: saidIn(text.slice(from, to), prefixed) };
    from = end + 1;
  }
}

/** Whether a line is Xen's alone, not quoted in a comment or a letter. */
export const isXensAlone = (raw: string): boolean => {
  const text = shownText(raw);
  const at = text.indexOf(PREFIX);
  return at < 0 || TIME_ONLY.test(text.slice(0, at));
};
