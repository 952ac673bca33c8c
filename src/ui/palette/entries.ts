// Everything the palette can do: edits of what is selected, commands of the page, and going to a region or a finding.
import { entities, entityLabel, hostRange } from '../../model/entities.ts';
import { hasDom0 } from '../../model/dom0.ts';
import type { Range } from '../../model/range.ts';
import { problemText } from '../../model/result.ts';
import { sizeText } from '../../model/size.ts';
import { analysisOf } from '../../store/derived.ts';
import type { Memmap } from '../../store/memmap.ts';
import { shown } from '../../store/state.ts';
import { editsOf, makeEdit, nameOfAll } from '../edits/edits.ts';
import { GRIDS } from '../grids.ts';
import { setPreferences, THEMES } from '../preferences.ts';
import { entitiesOf } from '../results/entities-of.ts';
import { viewportOf } from '../results/use-show.ts';
import { DOWNLOAD_FORMS, type DownloadForm, type ShellActions } from '../shell/actions.ts';
import { addHeapTo, newDom0, newDomain } from '../shell/add.ts';
import { FILE_ENDING } from '../shell/download.ts';
import { MOD } from '../shell/platform.ts';
import { HOST, KIND_WORD, spanText } from '../strings.ts';
import type { Named } from './match.ts';

export interface Entry extends Named {
  readonly id: string;
  readonly group: string;
  readonly keys: string | null;
  /** Why it cannot be done now; null when it can. */
  readonly refusal: string | null;
  readonly run: () => void;
}

const EXPORTS: Record<DownloadForm, string> = {
  dts: 'full tree, source',
  dtb: 'full tree, blob',
  chosen: '/chosen alone',
  overlay: 'overlay, source',
  dtbo: 'overlay, blob',
  design: 'design file',
};

type Rest = Partial<Pick<Entry, 'detail' | 'keys' | 'refusal'>>;

const entry =
  (group: string) =>
  (title: string, run: () => void, rest: Rest = {}): Entry => ({
    id: `${group} ${title} ${rest.detail ?? ''}`,
    group,
    title,
    detail: '',
    keys: null,
    refusal: null,
    run,
    ...rest,
  });

export function entriesOf(memmap: Memmap, actions: ShellActions): Entry[] {
  const state = memmap.store.getState();
  const plan = shown(state)?.plan ?? null;
  const page = entry('Page');
  const always = [
    page('Open a board, a design or a boot log…', actions.openFile, { keys: `${MOD}+O` }),
    page('Pick a board from the list…', actions.pickBoard),
    page('Read a boot log…', actions.readLog),
    page('Keyboard shortcuts', actions.showShortcuts, { keys: '?' }),
    ...THEMES.map((theme) => page(`Theme: ${theme}`, () => setPreferences({ theme }))),
  ];
  if (plan === null) return always;

  const { selection, snap, history } = state;
  const selected = entry(`Selection: ${nameOfAll(plan, selection)}`);
  const edits =
    selection.length === 0
      ? []
      : editsOf(plan, selection, snap).map((edit) => {
          const outcome = edit.apply(plan);
          return selected(edit.title, () => makeEdit(memmap, edit), {
            keys: edit.keys,
            refusal: outcome.ok ? null : problemText(outcome.problem),
          });
        });

  const design = entry('Design');
  const [undo, redo] = [history.past.at(-1), history.future.at(-1)];
  const designing = [
    ...(undo === undefined
      ? []
      : [design('Undo', () => memmap.undo(), { detail: undo.label, keys: `${MOD}+Z` })]),
    ...(redo === undefined
      ? []
      : [design('Redo', () => memmap.redo(), { detail: redo.label, keys: `${MOD}+Shift+Z` })]),
    design('Add a static heap bank', () => addHeapTo(memmap)),
    design('Add a domain', () => newDomain(memmap)),
    ...(hasDom0(plan) ? [] : [design('Add dom0', () => newDom0(memmap))]),
    design('Ask for a place, place the rest, improve', actions.showPlacement, { detail: 'placement' }),
    design('Share a link', actions.share),
    ...DOWNLOAD_FORMS.map((form) =>
      design(`Export: ${EXPORTS[form]}`, () => actions.download(form), {
        detail: FILE_ENDING[form],
        keys: form === 'design' ? `${MOD}+S` : null,
      }),
    ),
    ...GRIDS.filter(({ step }) => step !== snap).map(({ step, title }) =>
      design(`Snap to ${sizeText(step)}`, () => memmap.setSnap(step), { detail: title }),
    ),
    design('Show everything on the map', () => memmap.setViewport(null), { keys: '0' }),
  ];

  const show = (ids: readonly Parameters<typeof memmap.select>[0][number][], range: Range | null): void => {
    memmap.select(ids);
    if (range !== null) memmap.setViewport(viewportOf(plan, { range, involved: [], space: 'host' }));
  };
  const places = entry('Go to');
  const things = [...entities(plan)].map(([id, entity]) => {
    const at = hostRange(entity);
    const detail = at === null ? KIND_WORD[entity.kind] : `${HOST} ${spanText(at)}, ${sizeText(at.size)}`;
    return places(entityLabel(plan, entity), () => show([id], at), { detail });
  });

  const found = entry('Findings');
  const findings = (analysisOf(state)?.findings ?? []).map((finding) =>
    found(
      finding.message,
      () => {
        actions.showFindings();
        memmap.select(entitiesOf(plan, finding));
        memmap.setViewport(viewportOf(plan, finding));
      },
      { detail: finding.rule },
    ),
  );
  return [...edits, ...designing, ...things, ...findings, ...always];
}
