// A kernel or ramdisk: read off a real file, or stated by address and size.
import { FileSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { IMAGE_HEADER_BYTES, readImageHeader } from '../../exchange/image-header.ts';
import { addr, alignUp, bytes, groupedHex, MiB, PAGE } from '../../model/addr.ts';
import { addModule } from '../../model/edit.ts';
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
const DEFAULT_SIZE = bytes(32n * MiB);

/** A domain's first module is its kernel, the second its ramdisk. */
const likelyKind = (plan: Plan, domain: EntityId | undefined): ModuleKind =>
  plan.domains.find((d) => d.id === domain)?.modules.some((m) => m.kind === 'kernel') === true
    ? 'ramdisk'
    : 'kernel';

const firstWithoutKernel = (plan: Plan): EntityId | undefined =>
  (plan.domains.find((d) => !d.modules.some((m) => m.kind === 'kernel')) ?? plan.domains[0])?.id;

async function readFacts(file: File): Promise<ModuleFile> {
  const head = new Uint8Array(await file.slice(0, IMAGE_HEADER_BYTES).arrayBuffer());
  return { name: file.name, size: bytes(BigInt(file.size)), header: readImageHeader(head) };
}

export function ModuleDialog({ plan, domain: given, onClose }: ModuleDialogProps) {
  const memmap = useVerbs();
  const [domain, setDomain] = useState<EntityId | undefined>(given ?? firstWithoutKernel(plan));
  const [chosenKind, setKind] = useState<ModuleKind | null>(null);
  const kind = chosenKind ?? likelyKind(plan, domain);
  const [file, setFile] = useState<ModuleFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [size, setSize] = useState(sizeText(DEFAULT_SIZE));
  const [start, setStart] = useState(() => suggestedStart(plan, DEFAULT_SIZE));
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
    if (domain === undefined) return setProblem('there is no domain to give it to');
    if (!at.ok) return setProblem(`address: ${at.problem.message}`);
    if (!length.ok) return setProblem(`size: ${length.problem.message}`);
    if (length.value === 0n) return setProblem('the size must be more than 0');
    const name = plan.domains.find((d) => d.id === domain)?.name ?? '';
    const what = {
      kind,
      range: { start: addr(at.value), size: length.value },
      file,
      ...(kind === 'kernel' && bootargs.trim() !== '' ? { bootargs: bootargs.trim() } : {}),
    };
    memmap.commit(`Add ${MODULE_WORD[kind]} to ${name}`, (before) => addModule(before, domain, what).plan, {
      select: [addModule(plan, domain, what).id],
    });
    onClose();
  };

  return (
    <Dialog
      title="Add a boot module"
      description="The boot loader puts it into host memory before Xen starts. Only a file’s size and its first bytes are read."
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
            onChange={(event) => setDomain(plan.domains.find((d) => d.id === event.target.value)?.id)}
          >
            {plan.domains.map((d) => (
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
              : `${file.name}, ${sizeText(file.size)}: ${headerText(file.header, groupedHex)}`}
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
