// A picture is made small on the phone: a 6 MB photo travels as 300 KB, without the place where it was taken.

export const MOST_PICTURE_BYTES = 20_000_000;
const LONG_SIDE = 1600;

/** Width and height that fit into the long side, never larger than they are. */
export function fitted(width: number, height: number, longSide: number = LONG_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture as JPEG of at most 1600 px. Rejects when the browser cannot read it as a picture. */
export async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const { width, height } = fitted(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (context === null) throw new TypeError('no canvas');
    // What was see-through becomes white; JPEG would make it black.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    if (made === null) throw new TypeError('no picture');
    return made;
  } finally {
    bitmap.close();
  }
}
