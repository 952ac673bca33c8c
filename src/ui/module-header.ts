// A boot module's header in words.
import type { ImageHeader } from '../model/plan.ts';
import { sizeText } from '../model/size.ts';

export function headerText(header: ImageHeader, address: (value: bigint) => string): string {
  switch (header.kind) {
    case 'Image':
      return `arm64 Image, ${sizeText(header.imageSize)} in memory, text offset ${address(header.textOffset)}`;
    case 'zImage':
      return `zImage, ${address(header.start)} to ${address(header.end)}`;
    case 'uImage':
      return `uImage, load ${address(header.load)}, entry ${address(header.entry)}, ${sizeText(header.dataSize)} of data`;
    case 'gzip':
      return 'gzip-compressed: what is inside is not read';
    case 'unknown':
      return 'no kernel header';
  }
}
