// The page's tokens as the editor wants them, read from the style sheet in force.
import type { EditorPalette } from '../../editor/theme.ts';
import { textSize } from '../text-size.ts';

export function editorPalette(): EditorPalette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    dark: document.documentElement.dataset['theme'] !== 'light',
    fontFamily: token('--font-mono'),
    fontSizePx: 12 * textSize(),
    background: token('--code'),
    raised: token('--raised'),
    line: token('--line'),
    text: token('--text'),
    dim: token('--dim'),
    faint: token('--faint'),
    accent: token('--accent'),
    node: token('--text'),
    string: token('--ok'),
    error: token('--bad'),
    warning: token('--warn'),
  };
}
