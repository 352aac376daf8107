// A product that is made under a key of the request: the same key again is the same product, whatever became of it
// meanwhile, so that what is pressed twice or sent again after a cut makes nothing twice.
import { hash } from 'node:crypto';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';

/** The id of a new product: made from the key, or a fresh one where the request has none. */
export function idForKey(creatorId: CreatorId, key: string | readonly string[] | undefined): string {
  const [one] = typeof key === 'string' ? [key] : (key ?? []);
  if (one === undefined || one === '') return newId();
  // Of this creator alone: the same key of another is another product. Version 8 of RFC 9562: made as we like.
  const hex = hash('sha256', `product\n${creatorId}\n${one}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
