// The UART of Xen's own console, which a direct-mapped domain's vPL011 stands in for.
//
// Stands for dt_uart_init (drivers/char/arm-uart.c, uart-init.c since 4.20), device_init (common/device.c) and what the
// drivers of drivers/char look for: a region and an interrupt.
import { isCompatible } from '../../model/cells.ts';
import { parametersOf } from '../../model/command-line.ts';
import { holds, type Span } from '../../model/release.ts';
import { findChild, findProperty, nodeAt, type Tree, type TreeNode } from '../../model/tree.ts';
import { xenCommandLine } from './command-line.ts';
import { cString, isAvailable } from './flat.ts';
import type { Boot } from './state.ts';

export type ConsoleUart =
  | { readonly kind: 'usable'; readonly node: TreeNode; readonly path: string }
  /** Named, but no driver takes it. */
  | { readonly kind: 'unusable'; readonly why: string }
  /** The tree names none: whoever loads Xen may. */
  | { readonly kind: 'unnamed' };

/** What each driver's table of compatibles holds. */
const DRIVERS: readonly (Span & { readonly compatible: string })[] = [
  { compatible: 'arm,pl011' },
  { since: '4.18', compatible: 'arm,sbsa-uart' },
  { compatible: 'ns16550' },
  { compatible: 'ns16550a' },
  { compatible: 'snps,dw-apb-uart' },
  { compatible: 'brcm,bcm2835-aux-uart' },
  { compatible: 'cdns,uart-r1p8' },
  { compatible: 'cdns,uart-r1p12' },
  { since: 'unstable', compatible: 'fsl,imx6q-uart' },
  { since: '4.17', until: '4.19', compatible: 'fsl,imx8qm-lpuart' },
  { since: '4.19', compatible: 'fsl,imx8qxp-lpuart' },
  { since: '4.20', compatible: 'nxp,s32g2-linflexuart' },
  { since: '4.20', compatible: 'nxp,s32g3-linflexuart' },
  { since: '4.20', compatible: 'fsl,s32v234-linflexuart' },
  { compatible: 'amlogic,meson-uart' },
  { compatible: 'amlogic,meson6-uart' },
  { compatible: 'amlogic,meson8-uart' },
  { compatible: 'amlogic,meson8b-uart' },
  { compatible: 'amlogic,meson-gx-uart' },
  { compatible: 'marvell,armada-3700-uart' },
  { compatible: 'ti,omap4-uart' },
  { since: '4.19', compatible: 'ti,am654-uart' },
  { compatible: 'renesas,scif' },
  { compatible: 'renesas,scifa' },
  { since: '4.17', compatible: 'renesas,hscif' },
  { compatible: 'samsung,exynos4210-uart' },
];

/** `dtuart=` of the command line, else stdout-path; null: neither. */
function nameOf(boot: Boot): string | null {
  const named = parametersOf(xenCommandLine(boot)).findLast(({ key }) => key === 'dtuart');
  if (named !== undefined && named.value !== '') return named.value;
  const chosen = findChild(boot.plan.tree.root, 'chosen');
  const stdout = chosen === undefined ? undefined : findProperty(chosen, 'stdout-path');
  const text = stdout === undefined ? '' : cString(stdout);
  return text === '' ? null : text;
}

function pathOf(tree: Tree, device: string): string {
  if (device.startsWith('/')) return device;
  const aliases = findChild(tree.root, 'aliases');
  const alias = aliases === undefined ? undefined : findProperty(aliases, device);
  return alias === undefined ? '' : cString(alias);
}

export const consoleUart = (boot: Boot): ConsoleUart => boot.once(findConsole);

function findConsole(boot: Boot): ConsoleUart {
  const { tree } = boot.plan;
  const name = nameOf(boot);
  if (name === null) return { kind: 'unnamed' };
  const path = pathOf(tree, name.split(':')[0] ?? '');
  const node = nodeAt(tree, path);
  const unusable = (why: string): ConsoleUart => ({ kind: 'unusable', why: `“${name}” ${why}` });
  if (node === undefined) return unusable('names no node of the tree');
  if (!isAvailable(node)) return unusable('is disabled');
  if (findProperty(node, 'xen,passthrough') !== undefined) return unusable('is passed through');
  const { release } = boot.target;
  if (!DRIVERS.some((driver) => holds(driver, release) && isCompatible(node, driver.compatible)))
    return unusable(`is no UART that Xen ${release} has a driver for`);
  if (findProperty(node, 'reg') === undefined) return unusable('has no reg');
  if (!['interrupts', 'interrupts-extended'].some((property) => findProperty(node, property) !== undefined))
    return unusable('has no interrupt');
  return { kind: 'usable', node, path };
}
