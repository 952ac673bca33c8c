// host-address-lost: a device that dom0 is to have is nowhere the processor can get at.
import { dom0, machine, wide } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

interface Lost {
  readonly path: string;
  readonly index: number;
  /** Path of the node around it without `ranges`; null where a bus has no window for the address. */
  readonly noBus: string | null;
}

export const hostAddressLost: Refusal<Lost> = {
  id: 'host-address-lost',
  title: 'a device that the processor cannot get at',
  brief: 'The registers of a host device lead to no address of the processor, and dom0 is to have them.',
  explain:
    'For dom0 (or a hardware domain) Xen follows each entry of reg of every device outwards, from bus to bus, by their ranges. A device on a bus without ranges has no such address, like a chip behind I²C, and is passed over. Where the device’s own bus has ranges, though, and one further out has none, or a bus has no window for the address, Xen gives up, disabled device or not. It says which node is no bus, but not which window is missing. Some of Linux’s own trees have such a device, which Linux lets be: r5f@1 of ZynqMP boards, interrupt-controller@a00000 of AM62x and AM64x.',
  fix: 'Give the outer bus its ranges (empty where addresses are the same on both sides), or delete the device.',
  consequence: 'panic',
  early: false,
  says: [
    {
      lines: ({ path, index, noBus }) => [
        ...(noBus === null ? [] : [`DT: ${noBus} is not a valid bus`]),
        `Unable to retrieve address ${index} for ${path}`,
        'Device tree generation failed (-22).',
      ],
    },
  ],
  ends: [],
  source: [
    { until: '4.18', at: 'arch/arm/domain_build.c:handle_device' },
    { since: '4.18', at: 'arch/arm/device.c:handle_device' },
    { until: '4.20', at: 'common/device_tree.c:__dt_translate_address' },
    { since: '4.20', at: 'common/device-tree/device-tree.c:__dt_translate_address' },
  ],
};

const busses = (outer: string): string =>
  `outer { #address-cells = <2>; #size-cells = <2>; ${outer} inner { #address-cells = <2>; #size-cells = <2>; ranges; device@a000000 { compatible = "acme,device"; reg = ${wide(0xa000000, 0x1000)}; }; }; };`;

export const example: Example = {
  triggers: () => machine(dom0, { devices: busses('') }),
  harmless: () => machine(dom0, { devices: busses('ranges;') }),
};
