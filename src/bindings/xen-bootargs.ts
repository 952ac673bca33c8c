// The command lines in `/chosen`: Xen's own in `xen,xen-bootargs`, dom0's in `xen,dom0-bootargs`. All releases.
//
// Without its own Xen falls back on `bootargs`, which most board trees fill for Linux, and takes its console from
// stdout-path (bootinfo-fdt.c:boot_fdt_cmdline, drivers/char/uart-init.c). A layout boots without it where
// stdout-path is right; stating the console makes sure that a refusal is seen.
import type { HostFacts } from '../model/board.ts';
import { readString, strings } from '../model/cells.ts';
import { findChild, type Tree } from '../model/tree.ts';
import { type Field, settleField } from './field.ts';

const line = (name: string): Field<string | null> => ({
  name,
  read: (chosen) => readString(chosen, name) ?? null,
  same: Object.is,
  write: (text) => (text === null ? null : strings('', text).value),
});

export const xenBootargs = line('xen,xen-bootargs');
export const dom0Bootargs = line('xen,dom0-bootargs');

/** The console of a board on Xen's command line; null where no UART is known. */
export const suggestedXenBootargs = (host: HostFacts): string | null =>
  host.uart === null ? null : `console=dtuart dtuart=${host.uart.path}`;

/** The tree with Xen's command line in its `/chosen`, where it has one. */
export function withXenBootargs(tree: Tree, text: string): Tree {
  const chosen = findChild(tree.root, 'chosen');
  const children = tree.root.children.map((child) =>
    child === chosen ? settleField(child, xenBootargs, text) : child,
  );
  return { ...tree, root: { ...tree.root, children } };
}
