// What the command line offers, and what it names as not built yet.

export const COMMANDS = ['check', 'inspect', 'export', 'place'] as const;
export type Command = (typeof COMMANDS)[number];

export const OUTPUT_FORMATS = ['text', 'json'] as const;

export const EXPORT_FORMATS = ['dts', 'dtb', 'overlay', 'dtbo', 'design'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Commands and formats of the contract that are still to come: asked for, they are told apart from a typing mistake. */
export const LATER: ReadonlySet<string> = new Set([
  'diff',
  'sarif',
  'uboot',
  'uenv',
  'imagebuilder',
  'lopper',
  'svg',
  'report',
]);
