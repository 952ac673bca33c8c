// A kernel or ramdisk: read off a real file, or stated by address and size.
import { FileSearch } from 'lucide-react';
import { readModuleFile } from '../../exchange/module-file.ts';
import { alignUp, groupedHex, PAGE } from '../../model/addr.ts';
import { addModule } from '../../model/edit.ts';
import type { EntityId, ModuleFile, ModuleKind, Plan } from '../../model/plan.ts';
import { takers } from '../../model/new-module.ts';
import { sizeText } from '../../model/size.ts';
import { Button } from '../parts/Button.tsx';
import { Field, Figure, FormDialog, Pair } from '../parts/Form.tsx';
import form from '../parts/Form.module.css';
import { Segments } from '../parts/Segments.tsx';
import { headerText } from '../module-header.ts';
import { pickFiles } from '../shell/given-files.ts';
import { HOST, MODULE_WORD } from '../strings.ts';
import { useVerbs } from '../use-memmap.ts';
import { firstText, kindOf, type ModuleText, readModule, suggestedStart } from './module-form.ts';

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

export function ModuleDialog({ plan, domain, onClose }: ModuleDialogProps) {
  const memmap = useVerbs();
  return (
    <FormDialog
      title="Add a boot module"
      description="The boot loader puts it into host memory before Xen starts. Of a file only its size and its first bytes are read; of a device tree blob, all of it."
      first={firstText(plan, domain)}
      read={(text) => readModule(plan, text)}
      action={(text) => `Add ${MODULE_WORD[kindOf(plan, text)]}`}
      onDone={({ taker, of, module }) =>
        memmap.commit(
          `Add ${MODULE_WORD[module.kind]} to ${taker}`,
          (before) => addModule(before, of, module).plan,
          { select: [addModule(plan, of, module).id] },
        )
      }
      onClose={onClose}
    >
      {(text, set) => <ModuleFields plan={plan} text={text} set={set} />}
    </FormDialog>
  );
}

interface ModuleFieldsProps {
  readonly plan: Plan;
  readonly text: ModuleText;
  readonly set: (fields: Partial<ModuleText>) => void;
}

function ModuleFields({ plan, text, set }: ModuleFieldsProps) {
  const kind = kindOf(plan, text);
  const chooseFile = async (): Promise<void> => {
    const [chosen] = await pickFiles('', false);
    if (chosen === undefined) return;
    try {
      const file = await readFacts(chosen);
      const start = suggestedStart(plan, alignUp(file.size, PAGE));
      set({ file, unread: null, size: groupedHex(file.size), start });
    } catch {
      set({ unread: chosen.name });
    }
  };
  return (
    <>
      <Segments<ModuleKind>
        label="kind"
        value={kind}
        options={KINDS.map((value) => ({ value, text: MODULE_WORD[value] }))}
        onChange={(chosen) => set({ kind: chosen })}
      />
      <Field label="for domain">
        <select value={text.domain} onChange={(event) => set({ domain: event.target.value as EntityId })}>
          {takers(plan).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <div className={form['file']}>
        <Button icon={<FileSearch size={14} aria-hidden />} onClick={() => void chooseFile()}>
          Read from a file…
        </Button>
        <p data-testid="module-file">
          {text.file === null
            ? 'or state address and size below'
            : `${text.file.name}, ${sizeText(text.file.size)}: ${headerText(text.file, groupedHex)}`}
        </p>
      </div>
      {text.unread !== null && (
        <p role="alert" className={form['problem']}>
          {text.unread} could not be read. Choose it again, or state its address and size.
        </p>
      )}
      <Pair>
        <Figure label={`address (${HOST})`} value={text.start} onChange={(start) => set({ start })} />
        <Figure label="size" value={text.size} onChange={(size) => set({ size })} />
      </Pair>
      {kind === 'kernel' && (
        <Figure
          label="bootargs"
          value={text.bootargs}
          hint="console=ttyAMA0"
          onChange={(bootargs) => set({ bootargs })}
        />
      )}
    </>
  );
}
