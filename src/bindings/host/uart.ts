// The UART Xen's console would use.
//
// Xen takes `dtuart=` of its command line, else `/chosen/stdout-path`, either an absolute path or an alias
// (xen/drivers/char/uart-init.c:dt_uart_init). Where a tree names none, the board's serial0 or its first UART
// with a Xen driver is what an integrator would choose.
import type { Uart } from '../../model/board.ts';
import { isCompatible, readString } from '../../model/cells.ts';
import { findChild, type Tree } from '../../model/tree.ts';
import { cpuRegions, type Place } from './survey.ts';

/** Every `compatible` a UART driver of Xen matches on Arm (xen/drivers/char, DT_DEVICE_START … DEVICE_SERIAL). */
const XEN_UARTS = [
  'arm,pl011',
  'arm,sbsa-uart',
  'ns16550',
  'ns16550a',
  'snps,dw-apb-uart',
  'brcm,bcm2835-aux-uart',
  'cdns,uart-r1p8',
  'cdns,uart-r1p12',
  'fsl,imx6q-uart',
  'fsl,imx8qxp-lpuart',
  'nxp,s32g2-linflexuart',
  'nxp,s32g3-linflexuart',
  'fsl,s32v234-linflexuart',
  'amlogic,meson-uart',
  'amlogic,meson6-uart',
  'amlogic,meson8-uart',
  'amlogic,meson8b-uart',
  'amlogic,meson-gx-uart',
  'marvell,armada-3700-uart',
  'ti,omap4-uart',
  'ti,am654-uart',
  'renesas,scif',
  'renesas,scifa',
  'renesas,hscif',
  'samsung,exynos4210-uart',
];

export function uartOf(tree: Tree, places: readonly Place[]): Uart | null {
  const aliases = findChild(tree.root, 'aliases');
  const named = (device: string | undefined): Place | undefined => {
    const name = device?.split(':')[0] ?? '';
    const path = name.startsWith('/') ? name : aliases && readString(aliases, name);
    return path === undefined ? undefined : places.find((place) => place.path === path);
  };
  const chosen = findChild(tree.root, 'chosen');
  const bootargs = chosen === undefined ? '' : (readString(chosen, 'xen,xen-bootargs') ?? '');
  const wanted = [
    named(/(?:^|\s)dtuart=(\S+)/.exec(bootargs)?.[1]),
    named(chosen && readString(chosen, 'stdout-path')),
    named('serial0'),
    ...places.filter(({ node }) => XEN_UARTS.some((name) => isCompatible(node, name))),
  ];
  for (const place of wanted) {
    const [region] = place?.enabled === true ? cpuRegions(place) : [];
    if (place !== undefined && region !== undefined)
      return { path: place.path, start: region.start, size: region.size };
  }
  return null;
}
