// Pictures of creators. What a phone sent is kept aside until the worker has drawn its sizes anew; only these are public.
import { createHash } from 'node:crypto';
import { Id } from '@windsurf/contracts/shapes';
import { notFound } from '@windsurf/contracts/problem';
import { imageMoves, imageRefused, imageTooLarge, imageTooManyPoints } from '@windsurf/contracts/store-problems';
import type { KeptPicture } from '@windsurf/contracts/store-pictures';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { pictureWords as words } from '@windsurf/language/words-store-pictures';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { changePublic } from '../stores/public-changes.ts';
import { encodePicture, mostPoints, Undecodable } from './encode.ts';
import type { Encoded } from './encode.ts';
import { readImage } from './image-bytes.ts';
import type { ImageFacts } from './image-bytes.ts';
import {
  findImage,
  findPictures,
  hasImage,
  insertImage,
  markFailed,
  markReady,
  showPicture,
} from './images.queries.ts';
import type { ImageRow } from './images.queries.ts';
import { mediaPath } from './media-path.ts';
import { shownBytes } from './picture.ts';
import type { Picture } from './picture.ts';

export const largestImageBytes = 20 * 1024 * 1024;
/** A picture that moves cannot be made small enough by drawing it anew. */
export const largestMovingBytes = 2 * 1024 * 1024;

/** The largest JPEG of a picture; one that was kept before sizes were made is as it came. */
export const keyOfImage = (imageId: string): string => `images/${imageId}`;
export const keyOfSize = (imageId: string, name: string): string => `images/${imageId}/${name}`;
/** What came in, with everything that it carries. No route, and no function of the edge, reads below this. */
const keyOfOriginal = (imageId: string): string => `images/originals/${imageId}`;

export const encodeJob = job('picture.encode', T.Object({ imageId: Id }));

/** `20 MB`, with a no-break space. */
export const megabytes = (bytes: number): string =>
  `${(Math.ceil(bytes / 104_857.6) / 10).toFixed(1).replace(/\.0$/, '')}\u00a0MB`;

export const tooLarge = (bytes: number) =>
  imageTooLarge({ size: megabytes(bytes), limit: megabytes(largestImageBytes) });

/**
 * A UUID (version 8) of the creator and the content: the same picture has the same address, another one another, and
 * nobody finds it who has not got the picture.
 */
function imageIdOf(creatorId: CreatorId, bytes: Buffer): string {
  const hash = createHash('sha256').update(creatorId).update(bytes).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What the first bytes promise, within the limits. */
function acceptFacts(bytes: Buffer): ImageFacts {
  const facts = readImage(bytes);
  if (facts === undefined) throw imageRefused();
  if (facts.moves && bytes.length > largestMovingBytes) {
    throw imageMoves({ size: megabytes(bytes.length), limit: megabytes(largestMovingBytes) });
  }
  const { width, height } = facts;
  if (width * height > mostPoints) throw imageTooManyPoints({ width, height, limit: mostPoints / 1_000_000 });
  return facts;
}

const viewOf = (row: ImageRow, lang: Language): KeptPicture => ({
  imageId: row.id,
  url: mediaPath(row.id),
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  state: row.state,
  shownBytes: shownBytes(row),
  detail: row.failure === null ? '' : say(row.failure === 'lost' ? words.lost : words.broken, lang),
});

/**
 * Keeps a picture until its sizes are made. Throws 422 image-refused for bytes that are no picture, whatever they are
 * called, 422 image-too-many-points, 413 image-moves. The same bytes again change nothing.
 */
export async function keepImage(
  deps: Deps,
  creatorId: CreatorId,
  bytes: Buffer,
  lang: Language = 'en',
): Promise<KeptPicture> {
  const facts = acceptFacts(bytes);
  const id = imageIdOf(creatorId, bytes);
  const known = await deps.tenancy.inCreator(creatorId, async (tx) => await findImage(tx, creatorId, id));
  if (known?.state === 'ready') return viewOf(known, lang);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await deps.blob.put(keyOfOriginal(id), bytes, `image/${facts.kind}`);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const { kind, width, height } = facts;
    await insertImage(tx, creatorId, { id, sha256, kind, width, height, bytes: bytes.length }, deps.clock.now());
    await enqueue(tx, encodeJob, id, { imageId: id });
    const row = await findImage(tx, creatorId, id);
    if (row === undefined) throw new TypeError('a picture is gone that was written just now');
    return viewOf(row, lang);
  });
}

/** How far a picture is. Throws 404 for one that is not the creator's. */
export async function readPicture(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<KeptPicture> {
  const row = await deps.tenancy.inCreator(creatorId, async (tx) => await findImage(tx, creatorId, id));
  if (row === undefined) throw notFound();
  return viewOf(row, lang);
}

/** The pictures among these that are ready to be shown, by id. */
export const picturesOf = async (tx: Tx, creatorId: CreatorId, ids: readonly string[]): Promise<Map<string, Picture>> =>
  await findPictures(tx, creatorId, ids);

/** Whether a picture of this id is the creator's own, ready or not. */
export const isOwnPicture = async (tx: Tx, creatorId: CreatorId, id: string): Promise<boolean> =>
  await hasImage(tx, creatorId, id);

async function original(deps: Deps, id: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const found = await deps.blob.get(keyOfOriginal(id), undefined, signal);
  if (found === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of found.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function encode(bytes: Buffer): Promise<Encoded | undefined> {
  try {
    return await encodePicture(bytes);
  } catch (error) {
    if (error instanceof Undecodable) return undefined;
    throw error;
  }
}

/**
 * The worker's part: makes the sizes, lets the original go, and shows the picture where it is published already. Does
 * nothing for a picture that is not waiting, so it may run as often as it likes.
 */
export async function drawImage(deps: Deps, creatorId: CreatorId, id: string, signal: AbortSignal): Promise<void> {
  const row = await deps.tenancy.inCreator(creatorId, async (tx) => await findImage(tx, creatorId, id));
  if (row?.state !== 'waiting') return;
  const fail = async (failure: 'lost' | 'undecodable'): Promise<void> => {
    await deps.tenancy.inCreator(creatorId, async (tx) => await markFailed(tx, creatorId, id, failure));
    await deps.blob.remove(keyOfOriginal(id));
  };
  const bytes = await original(deps, id, signal);
  if (bytes === undefined) return await fail('lost');
  const made = await encode(bytes);
  if (made === undefined) return await fail('undecodable');
  for (const size of made.sizes) await deps.blob.put(keyOfSize(id, size.name), size.bytes, size.contentType);
  await deps.blob.put(keyOfImage(id), made.plain, 'image/jpeg');
  const { width, height, widths, colour } = made;
  const sizes = Object.fromEntries(made.sizes.map((size) => [size.name, size.bytes.length]));
  await changePublic(deps, creatorId, async (tx) => {
    if (!(await markReady(tx, creatorId, id, { width, height, widths, colour, sizes }))) return false;
    return await showPicture(tx, creatorId, { id, width, height, widths, colour, sizes });
  });
  await deps.blob.remove(keyOfOriginal(id));
}
