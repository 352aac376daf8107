// Covers of the demo: pages with a woven border (tibeb), drawn pixel by pixel and small as a PNG with a palette.
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];
/** Ground, light, accent, dark. */
export type Palette = readonly [Colour, Colour, Colour, Colour];
type Motif = 'book' | 'grid' | 'waves';

export const coverWidth = 720;
export const coverHeight = 405;
const border = 54;

const [ground, light, accent, dark] = [0, 1, 2, 3];

/** Diamonds within diamonds, as on the hem of a dress. */
function tibeb(x: number, y: number): number {
  const [u, v] = [Math.abs((x % border) - border / 2), Math.abs((y % border) - border / 2)];
  const distance = u + v;
  if (distance < 6) return light;
  if (distance < 13) return accent;
  if (distance < 20) return light;
  return distance < 27 ? dark : accent;
}

function book(x: number, y: number): number {
  const [u, v] = [x - coverWidth / 2, y - (coverHeight - border) / 2];
  const [width, height] = [150, 105];
  if (Math.abs(u) > width || Math.abs(v) > height) return ground;
  if (Math.abs(u) < 4) return dark;
  if (Math.abs(u) > width - 8 || Math.abs(v) > height - 6) return accent;
  const line = Math.abs(v + height) % 22 < 5 && Math.abs(u) > 22 && Math.abs(u) < width - 30;
  return line ? ground : light;
}

function grid(x: number, y: number): number {
  const [column, row] = [Math.floor((x - 90) / 180), Math.floor((y - 36) / 96)];
  const [u, v] = [(x - 90) % 180, (y - 36) % 96];
  if (column < 0 || column > 2 || row < 0 || row > 2 || u < 12 || v < 12 || x < 90 || y < 36) return ground;
  return [light, accent, dark][(column + row) % 3] ?? light;
}

function waves(x: number, y: number): number {
  const wave = Math.sin(x / 58) * 26 + Math.sin(x / 23) * 9;
  const depth = y - 150 - wave;
  if (depth < 0) return (x - 560) ** 2 + (y - 84) ** 2 < 46 ** 2 ? light : ground;
  return [accent, light, dark, accent, dark][Math.floor(depth / 44)] ?? dark;
}

const motifs: Readonly<Record<Motif, (x: number, y: number) => number>> = { book, grid, waves };

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of 720 × 405 px, a few kilobytes. */
export function drawCover(motif: Motif, palette: Palette): Buffer {
  const rows = Buffer.alloc(coverHeight * (coverWidth + 1));
  const draw = motifs[motif];
  for (let y = 0; y < coverHeight; y += 1) {
    for (let x = 0; x < coverWidth; x += 1) {
      const below = y - (coverHeight - border);
      rows[y * (coverWidth + 1) + 1 + x] = below >= 0 ? tibeb(x, below) : draw(x, y);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(coverWidth, 0);
  head.writeUInt32BE(coverHeight, 4);
  // Eight bits, palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
