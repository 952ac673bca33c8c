// What a person can ask of the whole page; bars, menus and keys all ask the same way.
export interface ShellActions {
  readonly openFile: () => void;
  readonly pickBoard: () => void;
  readonly readLog: () => void;
  readonly saveDesign: () => void;
  readonly share: () => void;
  readonly showShortcuts: () => void;
  /** The palette: every command and place by its name. */
  readonly showCommands: () => void;
  readonly showFindings: () => void;
  /** What needs a place, and where it could go. */
  readonly showPlacement: () => void;
  readonly download: (form: DownloadForm) => void;
}

/** Files the page hands out. `chosen` is the `/chosen` node alone, `dts` and `dtb` the whole tree with it merged, `dtbo` the overlay as a blob. */
export const DOWNLOAD_FORMS = ['chosen', 'overlay', 'dtbo', 'dts', 'dtb', 'design'] as const;
export type DownloadForm = (typeof DOWNLOAD_FORMS)[number];
