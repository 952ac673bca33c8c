// `xen,xen-bootargs` of `/chosen`: Xen's own command line. All releases.
//
// Without it Xen falls back on `bootargs`, which most board trees fill for Linux, and takes its console from
// stdout-path (bootinfo-fdt.c:boot_fdt_cmdline, drivers/char/uart-init.c). A layout boots without it where
// stdout-path is right; stating the console makes sure that a refusal is seen.
import type { HostFacts } from '../model/board.ts';
import { readString, strings } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import { findChild, node, type Tree } from '../model/tree.ts';
import { readHost } from './host.ts';
import { withProperty } from './node-edit.ts';

const XEN_BOOTARGS = 'xen,xen-bootargs';

export const xenBootargs = (tree: Tree): string | null => {
  const chosen = findChild(tree.root, 'chosen');
  return (chosen && readString(chosen, XEN_BOOTARGS)) ?? null;
};

/** The console of a board on Xen's command line; null where no UART is known. */
export const suggestedXenBootargs = (host: HostFacts): string | null =>
  host.uart === null ? null : `console=dtuart dtuart=${host.uart.path}`;

/** Sets Xen's command line, or with null removes it; the console it names becomes the host's. */
export function withXenBootargs(plan: Plan, text: string | null): Plan {
  const { tree } = plan;
  const old = findChild(tree.root, 'chosen');
  const chosen = withProperty(
    old ?? node('chosen'),
    XEN_BOOTARGS,
    text === null ? null : strings('', text).value,
    ['#address-cells', '#size-cells', 'xen,static-heap'],
  );
  if (chosen === old || (old === undefined && text === null)) return plan;
  const { children } = tree.root;
  const next =
    old === undefined ? [...children, chosen] : children.map((child) => (child === old ? chosen : child));
  const named = { ...tree, root: { ...tree.root, children: next } };
  return { ...plan, tree: named, host: readHost(named) };
}
