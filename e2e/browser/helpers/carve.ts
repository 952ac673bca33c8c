// A design to edit: its text is a person's own, and its ranges are far enough apart to be aimed at.
import type { App } from './app.ts';

/** A heap at 0x1000_0000, domU1 with two banks at 0x2000_0000 and 0x3000_0000, domU2 with one at 0x5000_0000. */
export async function carve(app: App): Promise<void> {
  await app.drop({
    name: 'several.dts',
    content: `/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "example,several";
	memory@0 { device_type = "memory"; reg = <0 0 0 0x80000000>; };
	chosen {
		#address-cells = <2>;
		#size-cells = <2>;
		xen,static-heap = <0 0x10000000 0 0x8000000>;	// Xen's own
		domU1 {
			compatible = "xen,domain";
			cpus = <1>;
			memory = <0 0x40000>;
			/* both banks: agreed with the guest's team */
			xen,static-mem = <0 0x20000000 0 0x8000000>, <0 0x30000000 0 0x8000000>;
		};
		domU2 {
			compatible = "xen,domain";
			cpus = <1>;
			memory = <0 0x20000>;
			xen,static-mem = <0 0x50000000 0 0x8000000>;
		};
	};
};
`,
  });
}
