// From a file of the phone to a picture of the store: made small, sent, and waited for until its sizes are made.
import type { KeptPicture } from '@windsurf/contracts/store-pictures';
import { readImage, uploadImage } from '@windsurf/contracts/store-pictures';
import { pictureWords as words } from '@windsurf/language/words-dashboard-pictures';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { sentence } from '../parts/states.tsx';
import { sizeText } from '../products/sizes.ts';
import { tr } from '../words.ts';
import type { Crop } from './crop.ts';
import { MOST_PICTURE_BYTES, shrink } from './shrink.ts';

/** Address of a picture of hers. */
export const pictureUrl = (imageId: string): string => `/media/${imageId}`;

/** What was sent from here: the server's own cannot be read until its sizes are made, and this one costs nothing. */
const sentHere = new Map<string, string>();

/** Address of a picture of hers for this screen. */
export const shownUrl = (imageId: string): string => sentHere.get(imageId) ?? pictureUrl(imageId);

/** The file, or the part of it that is kept, small enough to travel. Throws a sentence for a person. */
export async function smaller(file: Blob, crop?: Crop): Promise<Blob> {
  if (file.size > MOST_PICTURE_BYTES) throw new Error(tr(words.tooLarge, { size: sizeText(file.size) }));
  return await shrink(file, crop).catch(() => {
    throw new Error(tr(words.notPicture));
  });
}

export type Sending = { readonly signal?: AbortSignal; sent?(share: number): void };

/** Sends what was made small. The same bytes again are the same picture, so trying again is safe. Throws ApiProblem. */
export async function upload(small: Blob, { signal, sent }: Sending = {}): Promise<KeptPicture> {
  const options = { raw: small, deadline: 180_000, ...(signal && { signal }), ...(sent && { sent }) };
  const picture = await call(uploadImage, {}, options);
  if (!sentHere.has(picture.imageId)) sentHere.set(picture.imageId, URL.createObjectURL(small));
  return picture;
}

/** Looks again, ever more slowly, until the sizes are made or cannot be; undefined when it takes too long. */
export async function whenDrawn(imageId: string, signal: AbortSignal): Promise<KeptPicture | undefined> {
  for (let wait = 700; wait < 12_000; wait *= 1.5) {
    await new Promise((done) => setTimeout(done, wait));
    if (signal.aborted) return undefined;
    const picture = await call(readImage, { params: { id: imageId } }, { signal });
    if (picture.state !== 'waiting') return picture;
  }
  return undefined;
}

/** A file as a picture of the store: its id. Throws a sentence for a person. */
export async function sendPicture(file: File): Promise<string> {
  const small = await smaller(file);
  try {
    return (await upload(small)).imageId;
  } catch (error) {
    throw new Error(sentence(asProblem(error)), { cause: error });
  }
}
