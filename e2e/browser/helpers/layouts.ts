// Layouts of any shape for stories, as device tree text: banks of RAM, Xen's heap, domains with their memory.
import { PROCESSORS } from '../../processors.mjs';

/** Start and size, host physical. */
type Piece = readonly [start: bigint, size: bigint];

export interface Layout {
  readonly memory: readonly Piece[];
  readonly heap?: readonly Piece[];
  readonly domains?: readonly {
    readonly name: string;
    readonly banks: readonly Piece[];
    readonly directMap?: boolean;
    readonly kernel?: Piece;
  }[];
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
/** Two cells of address, two of size. */
const cells = ([start, size]: Piece): string =>
  [start, size].map((value) => `${hex(value >> 32n)} ${hex(value & 0xffff_ffffn)}`).join(' ');
const list = (pieces: readonly Piece[]): string => `<${pieces.map(cells).join(' ')}>`;

const kernelNode = (at: Piece): string => `
			module@${at[0].toString(16)} {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = ${list([at])};
			};`;

export function layout({ memory, heap = [], domains = [] }: Layout): string {
  const guests = domains.map(({ name, banks, directMap = false, kernel }) => {
    const kib = banks.reduce((sum, [, size]) => sum + size, 0n) >> 10n;
    return `
		${name} {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <${hex(kib >> 32n)} ${hex(kib & 0xffff_ffffn)}>;
			xen,static-mem = ${list(banks)};${directMap ? '\n\t\t\tdirect-map;' : ''}
			vpl011;${kernel === undefined ? '' : kernelNode(kernel)}
		};`;
  });
  const banks = memory.map(
    (bank) => `
	memory@${bank[0].toString(16)} {
		device_type = "memory";
		reg = ${list([bank])};
	};`,
  );
  return `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "example,board";
	model = "Example board";
${PROCESSORS}
${banks.join('')}

	chosen {
		#address-cells = <2>;
		#size-cells = <2>;${heap.length === 0 ? '' : `\n\t\txen,static-heap = ${list(heap)};`}
${guests.join('')}
	};
};
`;
}
