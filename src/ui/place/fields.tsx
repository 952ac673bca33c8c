// A label over a control, and a field for one figure.
import form from '../dialogs/Form.module.css';

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

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
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
