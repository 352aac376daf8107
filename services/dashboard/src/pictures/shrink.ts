// A picture is made small on the phone: a 6 MB photo travels as 300 KB, without the place where it was taken.
import { type Crop, partOf, whole } from './crop.ts';

export const MOST_PICTURE_BYTES = 20 * 1024 * 1024;
const LONG_SIDE = 1600;
/** What a picture may weigh on its way; above it, it is made coarser, then smaller. */
const TRAVEL_BYTES = 300_000;
const tries = [
  { side: LONG_SIDE, quality: 0.8 },
  { side: LONG_SIDE, quality: 0.65 },
  { side: 1280, quality: 0.6 },
  { side: 960, quality: 0.5 },
] as const;

/** Width and height that fit into the long side, never larger than they are. */
export function fitted(width: number, height: number, longSide: number = LONG_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function draw(bitmap: ImageBitmap, crop: Crop, { side, quality }: (typeof tries)[number]): Promise<Blob> {
  const part = partOf(crop, bitmap.width, bitmap.height);
  const { width, height } = fitted(part.width, part.height, side);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new TypeError('no canvas');
  // What was see-through becomes white; JPEG would make it black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, part.x, part.y, part.width, part.height, 0, 0, width, height);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (made === null) throw new TypeError('no picture');
  return made;
}

/**
 * The picture, or a part of it, as JPEG of at most 1600 px and, where that can be had, 300 KB. Rejects when the browser
 * cannot read it as a picture.
 */
export async function shrink(file: Blob, crop: Crop = whole): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    let made = await draw(bitmap, crop, tries[0]);
    for (const next of tries.slice(1)) {
      if (made.size <= TRAVEL_BYTES) break;
      made = await draw(bitmap, crop, next);
    }
    return made;
  } finally {
    bitmap.close();
  }
}
