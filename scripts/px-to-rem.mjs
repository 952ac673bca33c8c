// A PostCSS plugin: style sheets are written in px at the usual text size, and the page gets them in rem. So the whole page, not
// its letters alone, follows the size a person has set for text, and what is laid out by the room there is (@container)
// finds less of it. Lines of 1 and 2 px stay what they are.
const USUAL_PX = 16;
/** Outlines and borders are lines, and a shadow is not there to be read. */
const LINES = /^(border(?!-(.*-)?radius)|outline|box-shadow|stroke)/;
const LENGTH = /(?<![\w#.-])(-?\d*\.?\d+)px\b/g;

const inRem = (value) =>
  value.replace(LENGTH, (length, px) => (Math.abs(px) <= 2 ? length : `${+(px / USUAL_PX).toFixed(5)}rem`));

/** Files that match `except` are left alone: their px are measured by code. */
export const pxToRem = (except) => {
  const isOurs = ({ source }) => {
    const file = source?.input.file ?? '';
    return !file.includes('node_modules') && !except.test(file);
  };
  return {
    postcssPlugin: 'px-to-rem',
    Declaration(declaration) {
      if (isOurs(declaration) && !LINES.test(declaration.prop) && declaration.value.includes('px'))
        declaration.value = inRem(declaration.value);
    },
    AtRule: {
      container(rule) {
        if (isOurs(rule)) rule.params = inRem(rule.params);
      },
    },
  };
};
