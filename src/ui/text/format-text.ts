// Laying the text out when a person asks for it: one entry of the history.
import { formatEdits } from '../../devicetree/edit/format.ts';
import { applyEdits } from '../../devicetree/edit/text-edit.ts';
import type { Memmap } from '../../store/memmap.ts';
import { textOf, typeText } from '../../store/text.ts';

export function formatText(memmap: Memmap): void {
  const text = textOf(memmap.store.getState(), 'own');
  if (text?.ok !== true) return;
  const { fault, document } = text.value;
  if (fault === null) {
    typeText(memmap, applyEdits(document.text, formatEdits(document)), 'Format the text');
    return;
  }
  memmap.notify({
    kind: 'info',
    title: 'A text is formatted when it is whole',
    detail: fault.at === null ? fault.message : `${fault.at}: ${fault.message}`,
  });
}
