// The page's tokens as the editor wants them, read from the style sheet in force.
import type { EditorPalette } from '../../editor/theme.ts';
import { textSize } from '../text-size.ts';

/** `#fff`, as a style sheet is shortened, in the six digits the editor wants. */
const whole = (value: string): string => value.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');

export function editorPalette(): EditorPalette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => whole(style.getPropertyValue(name).trim());
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
