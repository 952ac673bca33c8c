// Handing files to the person. File names come from the design's name.
import type { DownloadForm } from './actions.ts';

export const FILE_ENDING: Record<DownloadForm, string> = {
  chosen: '.chosen.dts',
  overlay: '.dtso',
  dtbo: '.dtbo',
  dts: '.dts',
  dtb: '.dtb',
  design: '.memmap.json',
};

const MIME: Record<DownloadForm, string> = {
  chosen: 'text/plain',
  overlay: 'text/plain',
  dtbo: 'application/octet-stream',
  dts: 'text/plain',
  dtb: 'application/octet-stream',
  design: 'application/json',
};

/** What no file system likes in a name becomes a dash. */
export const fileName = (design: string, form: DownloadForm): string =>
  `${design.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '-').replace(/^\.+/, '') || 'design'}${FILE_ENDING[form]}`;

export function download(design: string, form: DownloadForm, content: string | Uint8Array): void {
  const url = URL.createObjectURL(
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: MIME[form] }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(design, form);
  link.click();
  // The browser has taken the blob over once the click is handled.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
