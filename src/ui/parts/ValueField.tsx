// A field whose text means something: it is read when Enter is pressed or the field is left, restored by Escape,
// and says beside itself why a text cannot be read. While it is edited, what happens elsewhere does not disturb it; while
// its value stays, it is not drawn anew, for a browser lays an input out whenever it is.
import { type KeyboardEvent, memo, useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Result } from '../../model/result.ts';
import { classes } from './classes.ts';
import styles from './ValueField.module.css';

interface ValueFieldProps {
  readonly label: string;
  /** The value as text, in the form the field shows when nobody types. */
  readonly value: string;
  /** Applies a text; a problem keeps the text and is shown. */
  readonly onApply: (text: string) => Result<unknown>;
  /** At the right edge inside the field: `incl.`, `KiB`. */
  readonly suffix?: string;
  /** Longer words than the label, as a tooltip. */
  readonly title?: string;
  readonly mono?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** Drawn as wrong though readable: a negative room, a sum that does not match. */
  readonly bad?: boolean;
  readonly maxLength?: number;
}

export function ValueField({ onApply, ...field }: ValueFieldProps) {
  const latest = useRef(onApply);
  useLayoutEffect(() => {
    latest.current = onApply;
  });
  const apply = useCallback((text: string) => latest.current(text), []);
  return <Field {...field} onApply={apply} />;
}

const Field = memo(function Field(props: ValueFieldProps) {
  const {
    label,
    value,
    onApply,
    suffix,
    title,
    mono = true,
    placeholder,
    disabled = false,
    bad = false,
  } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const restore = () => {
    setDraft(null);
    setError(null);
  };
  const apply = () => {
    if (draft === null || draft === value) return restore();
    const result = onApply(draft);
    if (result.ok) restore();
    else setError(result.problem.message);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      apply();
      event.currentTarget.select();
    } else if (event.key === 'Escape') {
      if (draft === null && error === null) return;
      restore();
      // The first Escape is the field's; only the next one deselects.
      event.stopPropagation();
    }
  };

  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={classes(styles['box'], (error !== null || bad) && styles['bad'])}>
        <input
          id={id}
          className={classes(styles['input'], mono && styles['mono'])}
          value={draft ?? value}
          title={title}
          placeholder={placeholder}
          disabled={disabled}
          maxLength={props.maxLength ?? 200}
          autoComplete="off"
          spellCheck={false}
          data-clean={draft === null}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onChange={(event) => {
            setDraft(event.target.value);
            setError(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={apply}
        />
        {suffix !== undefined && <span className={styles['suffix']}>{suffix}</span>}
      </div>
      {error !== null && (
        <p id={`${id}-error`} role="alert" className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
});
