// A board and a layout of any size as device tree source: domains side by side, their banks in turn, room after each.
import { PROCESSORS } from '../../processors.mjs';

const MiB = 1n << 20n;
const START = 0x1_0000_0000n;
const cells = (value) => `0x${(value >> 32n).toString(16)} 0x${(value & 0xffff_ffffn).toString(16)}`;

/** `regions` banks of 2 MiB, each with 2 MiB free behind it, dealt out to `domains` domains. */
export function layoutText(domains, regions) {
  const ram = 1024n * MiB + BigInt(regions) * 4n * MiB;
  const bank = (i) => `<${cells(START + 1024n * MiB + BigInt(i) * 4n * MiB)} 0x0 0x200000>`;
  const domain = (d) => {
    const own = Array.from({ length: Math.ceil((regions - d) / domains) }, (_, i) => d + i * domains);
    return `
		domU${d + 1} {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 ${own.length * 2048}>;
			vpl011;
			xen,static-mem = ${own.map(bank).join(', ')};

			kernel@${(START + BigInt(d) * MiB).toString(16)} {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <${cells(START + BigInt(d) * MiB)} 0x0 0x10000>;
			};
		};`;
  };
  return `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "bench,board";
${PROCESSORS}

	memory@${START.toString(16)} {
		device_type = "memory";
		reg = <${cells(START)} ${cells(ram)}>;
	};

	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
${Array.from({ length: domains }, (_, d) => domain(d)).join('\n')}
	};
};
`;
}
