// The picture that a messenger shows beside a link: 1200 × 630, picture left, name and price right.
import sharp from 'sharp';
import { drawable, linePath, widthOf, wrap } from './card-words.ts';
import type { Card } from './card.ts';

export const cardWidth = 1200;
export const cardHeight = 630;
/** Messengers drop heavier ones (experience.md 4.5). */
export const mostCardBytes = 200_000;
const pictureWidth = 540;
const margin = 56;
const wordsLeft = pictureWidth + margin;
const wordsWidth = cardWidth - wordsLeft - margin;

/** The name as large as it fits into four lines; at 300 px of width 56 px are still 14. */
function nameLines(name: string): { size: number; lines: string[] } {
  for (const size of [84, 72, 62]) {
    const lines = wrap(name, size, wordsWidth, 9);
    if (lines.length <= 4) return { size, lines };
  }
  return { size: 56, lines: wrap(name, 56, wordsWidth, 5) };
}

/** The price as large as one line allows; a longer text on two smaller lines. */
function factLines(fact: string): { size: number; lines: string[] } {
  if (fact === '') return { size: 0, lines: [] };
  const size = Math.min(72, (72 * wordsWidth) / Math.max(1, widthOf(fact, 72)));
  return size >= 44 ? { size, lines: [fact] } : { size: 44, lines: wrap(fact, 44, wordsWidth, 2) };
}

/** The card without its picture: ground, words, and a letter where a picture is missing. */
export function cardSvg(card: Card, hasPicture: boolean): string {
  const { ground, text, muted, link, accent, onAccent } = card.colours;
  const name = drawable(card.name) || drawable(card.handle);
  const from = drawable(card.from);
  const fact = factLines(drawable(card.fact));
  const { size, lines } = nameLines(name);
  const step = size * 1.32;
  const factStep = fact.size * 1.3;
  const block = lines.length * step + fact.lines.length * factStep + fact.size * 0.35;
  let y = (cardHeight - (from === '' ? 0 : 60) - block) / 2 + size;
  const drawn: string[] = [];
  for (const line of lines) {
    drawn.push(linePath(line, { x: wordsLeft, y: Math.round(y), size, fill: text }));
    y += step;
  }
  y += fact.size * 0.35 + (fact.size - size) * 0.9;
  for (const line of fact.lines) {
    drawn.push(linePath(line, { x: wordsLeft, y: Math.round(y), size: fact.size, fill: link }));
    y += factStep;
  }
  if (from !== '') {
    const [line = ''] = wrap(from, 44, wordsWidth, 1);
    drawn.push(linePath(line, { x: wordsLeft, y: cardHeight - margin, size: 44, fill: muted }));
  }
  const initial = drawable(card.initial) || name.slice(0, 1);
  const letter = hasPicture
    ? ''
    : linePath(initial, {
        x: Math.round((pictureWidth - widthOf(initial, 300)) / 2),
        y: 425,
        size: 300,
        fill: onAccent,
      });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${cardHeight}"><rect width="${cardWidth}" height="${cardHeight}" fill="${ground}"/><rect width="${pictureWidth}" height="${cardHeight}" fill="${accent}"/>${letter}${drawn.join('')}</svg>`;
}

/** A JPEG of at most 200 KB. Throws when the picture's bytes are no picture. */
export async function drawCard(card: Card, picture: Buffer | undefined): Promise<Buffer> {
  const layers =
    picture === undefined
      ? []
      : [
          {
            input: await sharp(picture).resize(pictureWidth, cardHeight, { fit: 'cover' }).toBuffer(),
            left: 0,
            top: 0,
          },
        ];
  const drawn = sharp(Buffer.from(cardSvg(card, picture !== undefined)))
    .composite(layers)
    .flatten();
  for (const quality of [82, 70, 55, 40]) {
    const bytes = await drawn.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
    if (bytes.length <= mostCardBytes || quality === 40) return bytes;
  }
  throw new TypeError('no quality is left');
}
