// Files from the browser: picked, dropped, handed out.
import type { GivenFile } from '../../store/open.ts';

/** What the file picker offers first; any file can still be chosen, for the content decides. */
export const ACCEPT = '.dtb,.dts,.dtsi,.dtbo,.json,.log,.txt';

/** What is dropped together: the tree first, then what it includes. */
const isIncluded = ({ name }: File): boolean => /\.(dtsi|h)$/i.test(name);

export const givenFiles = (files: Iterable<File>): GivenFile[] =>
  [...files]
    .toSorted((a, b) => Number(isIncluded(a)) - Number(isIncluded(b)))
    .map((file) => ({
      name: file.name,
      size: file.size,
      bytes: async () => new Uint8Array(await file.arrayBuffer()),
    }));

/** Asks for files with the browser's own picker; empty when the person thinks better of it. */
export const pickFiles = (accept: string, multiple: boolean): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
