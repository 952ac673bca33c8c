// The design leaving the page: as files, and as a link.
import { exportBlob, exportOverlayBlob, exportText } from '../../exchange/export.ts';
import type { Release } from '../../model/release.ts';
import { ok, problemText, type Result } from '../../model/result.ts';
import { copyText } from '../clipboard.ts';
import { packLink } from '../../share/link.ts';
import type { Memmap } from '../../store/memmap.ts';
import type { Design, State } from '../../store/state.ts';
import { designText } from '../../store/design-file.ts';
import type { DownloadForm } from './actions.ts';
import { download } from './download.ts';

/** Hands out the design on record (a drag under way is not in it). What cannot be written is said. */
export function exportDesign(memmap: Memmap, form: DownloadForm): void {
  const state = memmap.store.getState();
  const { design, target } = state;
  if (design === null) return;
  const content = contentOf(state, design, target.release, form);
  if (content.ok) download(design.name, form, content.value);
  else
    memmap.notify({ kind: 'error', title: 'This cannot be exported', detail: problemText(content.problem) });
}

function contentOf(
  state: State,
  { plan, text }: Design,
  release: Release,
  form: DownloadForm,
): Result<string | Uint8Array> {
  if (form === 'design') return ok(designText(state) ?? '');
  // What a person wrote is handed out as it is.
  if (text?.form === (form === 'dts' ? 'board' : form)) return ok(text.text);
  if (form === 'dtbo' && text?.form === 'overlay') return text.blob();
  if (form === 'dtb') return exportBlob(plan, release);
  if (form === 'dtbo') return exportOverlayBlob(plan, release);
  const source = exportText(plan, release, form);
  return source.ok ? ok(source.value.text) : source;
}

/** Puts a link that holds the whole design on the clipboard. */
export async function shareDesign(memmap: Memmap): Promise<void> {
  const text = designText(memmap.store.getState());
  if (text === null) return;
  const url = new URL(location.href);
  url.hash = await packLink(text);
  memmap.notify(
    (await copyText(url.href))
      ? {
          kind: 'info',
          title: 'Link copied',
          detail: `The whole design is in the link, ${url.href.length} characters: whoever opens it sees what you see. It is sent to no server.`,
        }
      : { kind: 'error', title: 'The browser gave no clipboard; copy the link from here', detail: url.href },
  );
}
