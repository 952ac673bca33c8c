// Collisions as red bands with their labels.
import { bandsOf, type BandsInput, TAG_HEIGHT } from '../../map/geometry/bands.ts';
import css from './map.module.css';

export function Collisions(input: BandsInput) {
  const { bands, tags, glyphs, glyphMarks } = bandsOf(input);
  return (
    <g aria-hidden className={css['collisions']}>
      {bands.map(({ key, x0, x1, y0, y1 }) => (
        <rect key={key} className={css['band']} x={x0} y={y0} width={x1 - x0} height={y1 - y0} rx={2} />
      ))}
      <path className={css['glyph']} d={glyphs} />
      <path className={css['glyphMark']} d={glyphMarks} />
      {tags.map(({ key, text, x, y, width, mine }) => (
        <g key={key} className={mine ? undefined : css['others']}>
          <rect className={css['tag']} x={x} y={y} width={width} height={TAG_HEIGHT} rx={5} />
          <text className={css['tagText']} x={x + 10} y={y + 16}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
