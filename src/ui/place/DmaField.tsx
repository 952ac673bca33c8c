// Which device's reach a place must lie in, of those whose bus says what it reaches.
import { groupedHex } from '../../model/addr.ts';
import { dmaBusOf } from '../../model/board.ts';
import type { Plan } from '../../model/plan.ts';
import { endOf, type Range } from '../../model/range.ts';
import { HOST } from '../strings.ts';
import form from '../parts/Form.module.css';

interface DmaFieldProps {
  readonly plan: Plan;
  /** Path of a device or a bus; '' for none. */
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** Nothing where the board has no `dma-ranges`, and none is asked for. */
export function DmaField({ plan, value, onChange }: DmaFieldProps) {
  const { dma = [], devices } = plan.host;
  if (dma.length === 0 && value === '') return null;
  const buses = dma.map(({ path }) => path);
  const paths = devices.map(({ path }) => path);
  const on = (bus: string): string[] =>
    [...new Set(paths)].filter((path) => path !== bus && dmaBusOf(plan.host, path)?.path === bus);
  const known = buses.some((bus) => bus === value || on(bus).includes(value));
  const bus = value === '' ? undefined : dmaBusOf(plan.host, value);
  return (
    <label className={form['field']}>
      <span>where this device or bus reaches memory (dma-ranges)</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">does not matter</option>
        {!known && value !== '' && <option value={value}>{value}</option>}
        {buses.map((path) => (
          <optgroup key={path} label={path}>
            <option value={path}>everything on {path}</option>
            {on(path).map((device) => (
              <option key={device} value={device}>
                {device}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {value !== '' && (
        <span className={form['hint']}>
          {bus === undefined
            ? 'This board does not say what it reaches.'
            : `By ${bus.path} it reaches ${windowsText(bus.windows)} (${HOST}). Behind an IOMMU that Xen uses, a device sees its guest’s addresses instead: then it does not matter.`}
        </span>
      )}
    </label>
  );
}

const windowsText = (windows: readonly Range[]): string =>
  windows.length === 0
    ? 'no memory at all'
    : windows.map((at) => `${groupedHex(at.start)} to ${groupedHex(endOf(at))}`).join(' and ');
