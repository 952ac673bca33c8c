// Small device trees for stories, as text and as a blob.
import { writeBlob } from '../../../src/devicetree/blob.ts';
import { openTree } from '../../../src/exchange/open.ts';
import { PROCESSORS } from '../../processors.mjs';

const text = `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "example,gateway";
${PROCESSORS}

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x40000000>;
	};

	chosen {
	};
};
`;

const tree = openTree(new TextEncoder().encode(text));
if (!tree.ok) throw new Error(tree.problem.message);

export const boards = {
  text,
  blob: writeBlob(tree.value),
  withoutRam: text.replace(
    /memory@40000000[^}]*\}/,
    'memory@80000000 { device_type = "memory"; reg = <0x0 0x80000000 0x0 0x0>; }',
  ),
};
