// What a boot module's file is, in words.
import type { ModuleFile } from '../model/plan.ts';
import { sizeText } from '../model/size.ts';
import { findChild, findProperty, type TreeNode } from '../model/tree.ts';

/** Nodes that ask for host registers. */
const devicesIn = (node: TreeNode): number =>
  node.children.reduce(
    (sum, child) => sum + devicesIn(child) + (findProperty(child, 'xen,reg') === undefined ? 0 : 1),
    0,
  );

export function headerText(file: ModuleFile, address: (value: bigint) => string): string {
  const { header, tree } = file;
  if (tree) {
    const passthrough = findChild(tree.root, 'passthrough');
    const count = passthrough === undefined ? 0 : devicesIn(passthrough);
    return `device tree blob, ${count === 1 ? '1 device' : `${count} devices`} passed through`;
  }
  switch (header.kind) {
    case 'Image':
      return `arm64 Image, ${sizeText(header.imageSize)} in memory, text offset ${address(header.textOffset)}`;
    case 'zImage':
      return `zImage, ${address(header.start)} to ${address(header.end)}`;
    case 'uImage':
      return `uImage, load ${address(header.load)}, entry ${address(header.entry)}, ${sizeText(header.dataSize)} of data`;
    case 'gzip':
      return header.unpacked === undefined
        ? 'gzip-compressed: what is inside was not read'
        : `gzip-compressed, ${sizeText(header.unpacked.size)} unpacked: ${headerText({ ...file, header: header.unpacked.header }, address)}`;
    case 'unknown':
      return 'no kernel header';
  }
}
