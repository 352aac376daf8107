// Words of a card as outlines, so that a card looks the same on every machine: one font file, and no font of the machine.
import { openSync } from 'fontkit';
import type { Font } from 'fontkit';
import { fileURLToPath } from 'node:url';

/** Noto Sans Ethiopic (OFL) has Ethiopic, Latin and digits. */
const file = '@expo-google-fonts/noto-sans-ethiopic/600SemiBold/NotoSansEthiopic_600SemiBold.ttf';
let face: Font | undefined;
const font = (): Font => (face ??= openSync(fileURLToPath(import.meta.resolve(file))) as Font);

/** More never fits on a card, and to set lines of a text takes the square of its length, while everybody waits. */
const mostSigns = 240;

/** The text without signs that the font has not: emoji, other scripts. Empty when nothing is left. */
export function drawable(text: string): string {
  const beginning = text.slice(0, 4 * mostSigns);
  const known = [...beginning]
    .slice(0, mostSigns)
    .filter((sign) => font().hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
  return known.join('').replace(/\s+/g, ' ').trim();
}

/** Width in px of one line at a size in px. */
export const widthOf = (text: string, size: number): number =>
  (font().layout(text).advanceWidth / font().unitsPerEm) * size;

const segmenter = new Intl.Segmenter('am', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** The longest beginning of a line that fits with `…` behind it. */
function cut(text: string, size: number, width: number): string {
  const parts = graphemes(text);
  while (parts.length > 1 && widthOf(`${parts.join('').trimEnd()}…`, size) > width) parts.pop();
  return `${parts.join('').trimEnd()}…`;
}

/** Lines of at most `width` px: between words, after ፡, and inside a word only when it is wider than a line. */
export function wrap(text: string, size: number, width: number, most: number): string[] {
  const pieces = text
    .split(/(?<=[\s፡])/u)
    .flatMap((word) => (widthOf(word.trimEnd(), size) > width ? graphemes(word) : [word]));
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), size, width)];
}

/** One line as an SVG path with its baseline at `y`. */
export function linePath(text: string, at: { x: number; y: number; size: number; fill: string }): string {
  const scale = at.size / font().unitsPerEm;
  const run = font().layout(text);
  let pen = 0;
  const shapes = run.glyphs.map((glyph, index) => {
    const x = pen + (run.positions[index]?.xOffset ?? 0);
    pen += run.positions[index]?.xAdvance ?? 0;
    const path = glyph.path.toSVG();
    return path === '' ? '' : `<path transform="translate(${x.toFixed(1)})" d="${path}"/>`;
  });
  // Outlines count upwards, pictures downwards.
  return `<g fill="${at.fill}" transform="translate(${at.x} ${at.y}) scale(${scale.toFixed(5)} -${scale.toFixed(5)})">${shapes.join('')}</g>`;
}
