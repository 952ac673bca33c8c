// A board file of three thousand lines as a person writes one: labels, comments, tabs, and the layout for Xen at the end.

const TITLES = ['serial', 'i2c', 'spi', 'gpio', 'timer', 'watchdog', 'ethernet', 'mmc'] as const;
const NOTES = [
  'wired to J12',
  'unused on rev. B',
  'see the schematic, sheet 7',
  'clocked by the PLL',
  'do not touch',
];

const device = (i: number): string => {
  const title = TITLES[i % TITLES.length] ?? 'device';
  const at = (0xff00_0000 + i * 0x1000).toString(16);
  return `
		/* ${NOTES[i % NOTES.length]} */
		${title}${i}: ${title}@${at} {
			compatible = "example,${title}-v${(i % 3) + 1}", "example,${title}";
			reg = <0x0 0x${at} 0x0 0x1000>;
			interrupts = <0 ${32 + i} 4>;	/* SPI ${i}, level */
			status = "${i % 4 === 0 ? 'okay' : 'disabled'}";
		};
`;
};

const cpu = (i: number): string => `
		cpu${i}: cpu@${i} {
			device_type = "cpu";
			compatible = "arm,cortex-a53";
			reg = <${i}>;
			enable-method = "psci";
		};
`;

export const longBoard = `// SPDX-License-Identifier: MIT
/*
 * The gateway board, revision C.
 * Memory: 2 GiB at 0x40000000.
 */
/dts-v1/;

/ {
	model = "Example Gateway, rev. C";
	compatible = "example,gateway";
	#address-cells = <2>;
	#size-cells = <2>;
	interrupt-parent = <&gic>;

	cpus {
		#address-cells = <1>;
		#size-cells = <0>;
${Array.from({ length: 4 }, (_, i) => cpu(i)).join('')}	};

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x80000000>;	// both ranks
	};

	gic: interrupt-controller@8000000 {
		compatible = "arm,gic-v3";
		#interrupt-cells = <3>;
		interrupt-controller;
		reg = <0x0 0x08000000 0x0 0x10000>, <0x0 0x080A0000 0x0 0xF60000>;
	};

	soc {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
${Array.from({ length: 364 }, (_, i) => device(i)).join('')}	};

	/*
	 * The layout for Xen. Agreed with the safety team: ask before moving anything.
	 */
	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		stdout-path = &serial0;
		xen,xen-bootargs = "console=dtuart dtuart=serial0";

		/* The instrument cluster. */
		cluster {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <2>;
			memory = <0x0 0x40000>;		/* KiB: 256 MiB */
			xen,static-mem = <0x0 0x50000000   0x0 0x10000000>;	// agreed
			vpl011;

			module@48000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x48000000 0x0 0x00A00000>;	/* upper case, as the vendor has it */
				bootargs = "console=ttyAMA0";
			};
		};
	};
};
`;
