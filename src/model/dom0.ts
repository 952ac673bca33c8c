// dom0 as /chosen says it: its modules beside the domains, its memory on Xen's command line, its own command line.
//
// It has no node and no banks; which RAM it gets is Xen's choice, which the simulator answers.
import type { Bytes } from './addr.ts';
import { readString } from './cells.ts';
import { dom0MaxVcpusOf, dom0MemoryOf, type Size, withParameter, writeSize } from './command-line.ts';
import type { EntityId, Plan } from './plan.ts';
import { findChild } from './tree.ts';

/** Its id, like those of Xen's image and the blob: there is at most one. */
export const DOM0 = 'dom0' as EntityId;
/** Its name, as Xen and people say it. */
export const DOM0_NAME = 'dom0';

/** A module directly under `/chosen` makes a dom0; without a kernel among them Xen does not build it. */
export const hasDom0 = (plan: Plan): boolean => plan.dom0Modules.length > 0;

const kernelOf = (plan: Plan) => plan.dom0Modules.find(({ kind }) => kind === 'kernel');
const fallbackOf = ({ tree }: Plan): string => {
  const chosen = findChild(tree.root, 'chosen');
  return (chosen && readString(chosen, 'bootargs')) ?? '';
};

/** The line Xen reads: its own; else `bootargs`, where dom0 has a line of its own (boot_fdt_cmdline, every release). */
export function xenCommandLineOf(plan: Plan): string {
  const ownOfDom0 = plan.dom0Bootargs ?? kernelOf(plan)?.bootargs ?? '';
  const fallsBack = plan.dom0Bootargs !== null || ownOfDom0 !== '';
  return plan.xenBootargs ?? (fallsBack ? fallbackOf(plan) : '');
}

/** What `dom0_mem` says of a plan; null where it is not given. */
export const dom0Memory = (plan: Plan): Size | null => dom0MemoryOf(xenCommandLineOf(plan));

/** `dom0_max_vcpus` as it stands; null where it is not given: then dom0 has a vCPU for every CPU. */
export const dom0MaxVcpus = (plan: Plan): string | null => dom0MaxVcpusOf(xenCommandLineOf(plan));

/** Sets Xen's command line as a whole, or with null takes it out: where Xen reads another property, that one stays. */
export const setXenCommandLine = (plan: Plan, line: string | null): Plan =>
  (line ?? '') === xenCommandLineOf(plan) ? plan : { ...plan, xenBootargs: line };

/** Sets a word of Xen's command line, or with null takes it out. */
export function setXenWord(plan: Plan, key: string, value: string | null): Plan {
  const line = xenCommandLineOf(plan);
  const next = withParameter(line, key, value);
  return next === line ? plan : { ...plan, xenBootargs: next };
}

export const setDom0Memory = (plan: Plan, memory: Bytes | null): Plan =>
  memory !== null && memory === dom0Memory(plan)?.bytes && dom0Memory(plan)?.rest === ''
    ? plan
    : setXenWord(plan, 'dom0_mem', memory === null ? null : writeSize(memory));

/** dom0's command line, and the property it stands in. */
export interface Dom0Line {
  readonly text: string;
  readonly property: 'xen,dom0-bootargs' | 'bootargs of its kernel' | 'bootargs';
}

/** Which of its lines dom0 is given (write_properties, every release). */
export function dom0LineOf(plan: Plan): Dom0Line {
  if (plan.dom0Bootargs !== null) return { text: plan.dom0Bootargs, property: 'xen,dom0-bootargs' };
  const kernel = kernelOf(plan)?.bootargs ?? '';
  if (kernel !== '') return { text: kernel, property: 'bootargs of its kernel' };
  const text = fallbackOf(plan);
  return text === '' ? { text, property: 'xen,dom0-bootargs' } : { text, property: 'bootargs' };
}

/** Gives dom0 a command line where it has one already, else in `xen,dom0-bootargs`; Xen's own stays what it was. */
export function setDom0Line(plan: Plan, line: string | null): Plan {
  const { text, property } = dom0LineOf(plan);
  if ((line ?? '') === text) return plan;
  if (property === 'bootargs of its kernel') {
    const kernel = kernelOf(plan);
    const dom0Modules = plan.dom0Modules.map((module) =>
      module === kernel ? { ...module, bootargs: line } : module,
    );
    return { ...plan, dom0Modules };
  }
  const xenBootargs = fallbackOf(plan) === '' ? plan.xenBootargs : xenCommandLineOf(plan);
  return { ...plan, xenBootargs, dom0Bootargs: line };
}

/** Takes dom0 out with all that is its own: modules, command line, and its words on Xen's. */
export function withoutDom0(plan: Plan): Plan {
  const words = ['dom0_mem', 'dom0_max_vcpus'];
  const quiet = words.reduce((next, word) => setXenWord(next, word, null), plan);
  return { ...quiet, dom0Modules: [], dom0Bootargs: null };
}
