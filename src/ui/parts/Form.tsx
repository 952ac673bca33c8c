// A form of texts in a dialog, and its fields: a label over a control, and one for a figure.
import { type FormEvent, useState } from 'react';
import { problemText, type Result } from '../../model/result.ts';
import { Button } from './Button.tsx';
import { Dialog, DialogActions } from './Dialog.tsx';
import form from './Form.module.css';

interface FormDialogProps<Text, Read> {
  readonly title: string;
  readonly description: string;
  /** What the fields hold at first. */
  readonly first: Text;
  readonly read: (text: Text) => Result<Read>;
  /** What the button says that sends it. */
  readonly action: string | ((text: Text) => string);
  /** What the button says that does not. */
  readonly leave?: string;
  readonly onDone: (read: Read) => void;
  readonly onClose: () => void;
  readonly children: (text: Text, set: (fields: Partial<Text>) => void) => React.ReactNode;
}

/** What is typed is read when it is sent; why it cannot be stands there until something changes. */
export function FormDialog<Text extends object, Read>({
  title,
  description,
  first,
  read,
  action,
  leave = 'Cancel',
  onDone,
  onClose,
  children,
}: FormDialogProps<Text, Read>) {
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (fields: Partial<Text>): void => {
    // What a file tells arrives later, when other fields may have changed.
    setText((before) => ({ ...before, ...fields }));
    setProblem(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const result = read(text);
    if (!result.ok) return setProblem(problemText(result.problem));
    onDone(result.value);
    onClose();
  };
  return (
    <Dialog title={title} description={description} onClose={onClose}>
      <form className={form['form']} onSubmit={submit}>
        {children(text, set)}
        {problem !== null && (
          <p role="alert" className={form['problem']}>
            {problem}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{leave}</Button>
          <Button look="primary" type="submit">
            {typeof action === 'string' ? action : action(text)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export const Field = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: React.ReactNode;
}) => (
  // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the control is the child
  <label className={form['field']}>
    <span>{label}</span>
    {children}
  </label>
);

/** Two side by side, where there is room. */
export const Pair = ({ children }: { readonly children: React.ReactNode }) => (
  <div className={form['pair']}>{children}</div>
);

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

export const Figure = ({ label, value, hint, onChange }: FigureProps) => (
  <Field label={label}>
    <input
      className="mono"
      value={value}
      placeholder={hint}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  </Field>
);
