// From whatever a phone sent to the sizes that pages show. Pixels are decoded and drawn anew: what a file carried
// besides its pixels (place, camera, previews, code after the end) does not come through.
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { pageWidths, sizeName, squares } from './picture.ts';
import type { Format } from './picture.ts';

/** A bomb of few bytes may promise more; 40 million points are a phone's largest photo. */
export const mostPoints = 40_000_000;
/** Bytes of AVIF at each width (experience.md 4.4); a picture that does not fit is drawn more coarsely. */
const budgets: Readonly<Record<number, number>> = { 96: 4000, 192: 8000, 360: 12_000, 540: 20_000, 720: 32_000 };
const qualities = [52, 40, 30, 22] as const;

// One thread for each picture: the worker shares its processor with messages that wait.
sharp.concurrency(1);
sharp.cache(false);

export type Size = { readonly name: string; readonly bytes: Buffer; readonly contentType: string };
export type Encoded = {
  readonly width: number;
  readonly height: number;
  readonly widths: number[];
  readonly colour: string;
  readonly sizes: readonly Size[];
  /** The largest JPEG, for whoever asks without a size. */
  readonly plain: Buffer;
};

/** Thrown when the bytes are no picture that can be decoded within the limits. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable';
}

async function withinBudget(frame: Sharp, width: number): Promise<Buffer> {
  const budget = budgets[width] ?? 32_000;
  let smallest: Buffer | undefined;
  for (const quality of qualities) {
    smallest = await frame.clone().avif({ quality, effort: 3 }).toBuffer();
    if (smallest.length <= budget) break;
  }
  if (smallest === undefined) throw new TypeError('no quality is left');
  return smallest;
}

const contentTypes: Readonly<Record<Format, string>> = { avif: 'image/avif', jpg: 'image/jpeg' };

async function draw(frame: Sharp, width: number): Promise<[Size, Size]> {
  const size = (format: Format, bytes: Buffer): Size => ({
    name: sizeName(width, format),
    bytes,
    contentType: contentTypes[format],
  });
  const jpeg = await frame.clone().jpeg({ quality: 74, mozjpeg: true }).toBuffer();
  return [size('avif', await withinBudget(frame, width)), size('jpg', jpeg)];
}

const hex = (level: number): string => Math.min(15, Math.round(level / 17)).toString(16);

/** Makes every size. Throws Undecodable for what is no picture, is cut off, or holds too many points. */
export async function encodePicture(bytes: Buffer): Promise<Encoded> {
  try {
    // Turned as the camera held it, in the colours of screens, on white where it was clear; the first frame of several.
    const upright = await sharp(bytes, { limitInputPixels: mostPoints, failOn: 'error', pages: 1 })
      .timeout({ seconds: 30 })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = upright.info;
    const raw = { width, height, channels };
    const frame = (): Sharp => sharp(upright.data, { raw });
    const own = Math.min(width, 720);
    const widths = [...new Set([...pageWidths.filter((each) => each <= width), own])];
    const sizes: Size[] = [];
    for (const each of widths) sizes.push(...(await draw(frame().resize({ width: each }), each)));
    for (const side of squares) {
      sizes.push(...(await draw(frame().resize({ width: side, height: side, fit: 'cover' }), side)));
    }
    const [red = 0, green = 0, blue = 0] = await frame().resize(1, 1, { fit: 'fill' }).raw().toBuffer();
    const plain = sizes.find((size) => size.name === sizeName(own, 'jpg'))?.bytes;
    if (plain === undefined) throw new TypeError('the largest size is missing');
    return { width, height, widths, colour: `#${hex(red)}${hex(green)}${hex(blue)}`, sizes, plain };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw new Undecodable((error as Error).message, { cause: error });
  }
}
