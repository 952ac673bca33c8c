// Devicetree source coloured with Monarch: data only, so that it can be tested without an editor.
import type { languages } from 'monaco-editor/editor';

export const LANGUAGE_ID = 'dts';

export const configuration: languages.LanguageConfiguration = {
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
  brackets: [
    ['{', '}'],
    ['<', '>'],
    ['[', ']'],
    ['(', ')'],
  ],
  folding: { offSide: false },
};

/** Token names are Monaco's; `theme.ts` gives them colours. */
export const language: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenizer: {
    root: [
      [/^\s*#\s*(include|define|undef|if|ifdef|ifndef|else|elif|endif|error)\b.*$/, 'metatag'],
      [
        /\/(dts-v1|plugin|memreserve|delete-node|delete-property|include|bits|omit-if-no-ref|incbin)\//,
        'keyword',
      ],
      [/\/\/.*$/, 'comment'],
      [/\/\*/, 'comment', '@block'],
      [/"([^"\\]|\\.)*"/, 'string'],
      [/&\{[^}]*\}|&\w+/, 'variable'],
      [/[A-Za-z_]\w*(?=\s*:)/, 'tag'],
      [/[\w,.+-]+(@[0-9a-fA-F,]+)?(?=\s*\{)/, 'type'],
      [/[#\w,.+?-]+(?=\s*[=;])/, 'attribute.name'],
      [/0[xX][0-9a-fA-F]+|\b\d+\b/, 'number'],
      [/[{}<>[\]();,]/, 'delimiter'],
      [/\w+/, ''],
    ],
    block: [
      [/\*\//, 'comment', '@pop'],
      [/[^*]+|./, 'comment'],
    ],
  },
};
