// A kernel or ramdisk: read off a real file, or stated by address and size.
import { FileSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { readModuleFile } from '../../exchange/module-file.ts';
import { addr, alignUp, bytes, groupedHex, PAGE } from '../../model/addr.ts';
import { NEW_SIZES } from '../../map/tools/drawing.ts';
import { addModule } from '../../model/edit.ts';
import { DOM0 } from '../../model/dom0.ts';
import { likelyKind, likelyTaker, takers } from '../../model/new-module.ts';
import type { EntityId, ModuleFile, ModuleKind, Plan } from '../../model/plan.ts';
import { parseBytes, sizeText } from '../../model/size.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogActions } from '../parts/Dialog.tsx';
import { Segments } from '../parts/Segments.tsx';
import { headerText } from '../module-header.ts';
import { suggestedPlace } from '../shell/add.ts';
import { pickFiles } from '../shell/given-files.ts';
import { MODULE_WORD } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import styles from './Form.module.css';

interface ModuleDialogProps {
  readonly plan: Plan;
  /** The domain it is for, to begin with. */
  readonly domain: EntityId | null;
  readonly onClose: () => void;
}

const KINDS: readonly ModuleKind[] = ['kernel', 'ramdisk', 'device-tree', 'other'];

const readFacts = (file: File): Promise<ModuleFile> =>
  readModuleFile({
    name: file.name,
    size: file.size,
    part: async (start, count) => new Uint8Array(await file.slice(start, start + count).arrayBuffer()),
  });

export function ModuleDialog({ plan, domain: given, onClose }: ModuleDialogProps) {
  const memmap = useVerbs();
  const [domain, setDomain] = useState<EntityId>(given ?? likelyTaker(plan)?.id ?? DOM0);
  const [chosenKind, setKind] = useState<ModuleKind | null>(null);
  const kind = chosenKind ?? likelyKind(plan, domain);
  const [file, setFile] = useState<ModuleFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [size, setSize] = useState(sizeText(NEW_SIZES.module));
  const [start, setStart] = useState(() => suggestedStart(plan, NEW_SIZES.module));
  const [bootargs, setBootargs] = useState('');

  const chooseFile = async (): Promise<void> => {
    const [chosen] = await pickFiles('', false);
    if (chosen === undefined) return;
    try {
      const facts = await readFacts(chosen);
      const whole = alignUp(facts.size, PAGE);
      setFile(facts);
      setSize(groupedHex(facts.size));
      setStart(suggestedStart(plan, whole));
      setProblem(null);
    } catch {
      setProblem(`${chosen.name} could not be read`);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = parseBytes(start);
    const length = parseBytes(size);
    if (!at.ok) return setProblem(`address: ${at.problem.message}`);
    if (!length.ok) return setProblem(`size: ${length.problem.message}`);
    if (length.value === 0n) return setProblem('the size must be more than 0');
    const name = takers(plan).find(({ id }) => id === domain)?.name ?? '';
    const of = domain === DOM0 ? null : domain;
    const what = {
      kind,
      range: { start: addr(at.value), size: length.value },
      file,
      ...(kind === 'kernel' && bootargs.trim() !== '' ? { bootargs: bootargs.trim() } : {}),
    };
    memmap.commit(`Add ${MODULE_WORD[kind]} to ${name}`, (before) => addModule(before, of, what).plan, {
      select: [addModule(plan, of, what).id],
    });
    onClose();
  };

  return (
    <Dialog
      title="Add a boot module"
      description="The boot loader puts it into host memory before Xen starts. Of a file only its size and its first bytes are read; of a device tree blob, all of it."
      onClose={onClose}
    >
      <form className={styles['form']} onSubmit={submit}>
        <Segments<ModuleKind>
          label="kind"
          value={kind}
          options={KINDS.map((value) => ({ value, text: MODULE_WORD[value] }))}
          onChange={setKind}
        />
        <label className={styles['field']}>
          <span>for domain</span>
          <select
            value={domain}
            onChange={(event) =>
              setDomain(takers(plan).find(({ id }) => id === event.target.value)?.id ?? DOM0)
            }
          >
            {takers(plan).map((d) => (
              <option key={d.id} value={d.id}>
                {d.name}
              </option>
            ))}
          </select>
        </label>
        <div className={styles['file']}>
          <Button icon={<FileSearch size={14} aria-hidden />} onClick={() => void chooseFile()}>
            Read from a file…
          </Button>
          <p data-testid="module-file">
            {file === null
              ? 'or state address and size below'
              : `${file.name}, ${sizeText(file.size)}: ${headerText(file, groupedHex)}`}
          </p>
        </div>
        <div className={styles['pair']}>
          <label className={styles['field']}>
            <span>address (host physical)</span>
            <input
              className="mono"
              value={start}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setStart(event.target.value)}
            />
          </label>
          <label className={styles['field']}>
            <span>size</span>
            <input
              className="mono"
              value={size}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setSize(event.target.value)}
            />
          </label>
        </div>
        {kind === 'kernel' && (
          <label className={styles['field']}>
            <span>bootargs</span>
            <input
              className="mono"
              value={bootargs}
              placeholder="console=ttyAMA0"
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setBootargs(event.target.value)}
            />
          </label>
        )}
        {problem !== null && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Add {MODULE_WORD[kind]}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const suggestedStart = (plan: Plan, size: bigint): string => {
  const at = suggestedPlace(plan, bytes(size));
  return at === null ? '' : groupedHex(at.start);
};
