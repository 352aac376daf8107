// Pictures of creators, kept in the object store under an address that their content decides.
import { createHash } from 'node:crypto';
import { imageRefused } from '@windsurf/contracts/store-problems';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { readImage } from './image-bytes.ts';
import { insertImage } from './images.queries.ts';
import { mediaPath } from './media-path.ts';

export const largestImageBytes = 2 * 1024 * 1024;
export const keyOfImage = (imageId: string): string => `images/${imageId}`;

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

export type KeptImage = { imageId: string; url: string; width: number; height: number; bytes: number };

/** Keeps a picture. Throws 422 image-refused for bytes that are no JPEG, PNG or WebP, whatever they are called. */
export async function keepImage(deps: Deps, creatorId: CreatorId, bytes: Buffer): Promise<KeptImage> {
  const facts = readImage(bytes);
  if (facts === undefined) throw imageRefused();
  const id = imageIdOf(creatorId, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await deps.blob.put(keyOfImage(id), bytes, `image/${facts.kind}`);
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await insertImage(tx, creatorId, { id, sha256, ...facts, bytes: bytes.length }, deps.clock.now());
  });
  return { imageId: id, url: mediaPath(id), width: facts.width, height: facts.height, bytes: bytes.length };
}
