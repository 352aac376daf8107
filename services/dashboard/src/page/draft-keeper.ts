// Drafts that are not with the server yet, kept on this phone.
import { del, get, set } from 'idb-keyval';
import type { PageContent } from '@windsurf/contracts/store';

export type Kept = {
  readonly baseVersion: number;
  /** What the server had when these changes began; tells who changed what, should another device have changed it too. */
  readonly base: PageContent;
  readonly content: PageContent;
};

const keyOf = (creatorId: string): string => `draft ${creatorId}`;

export const readKept = async (creatorId: string): Promise<Kept | undefined> =>
  await get<Kept>(keyOf(creatorId)).catch(() => undefined);
export const writeKept = (creatorId: string, kept: Kept): void => {
  set(keyOf(creatorId), kept).catch(() => undefined);
};
export const dropKept = (creatorId: string): void => {
  del(keyOf(creatorId)).catch(() => undefined);
};

/** What was published from this phone, so that the next publication can say what changed. */
export type Published = { readonly number: number; readonly content: PageContent };

export const keepPublished = (creatorId: string, published: Published): void => {
  set(`published ${creatorId}`, published).catch(() => undefined);
};
export const readPublished = async (creatorId: string): Promise<Published | undefined> =>
  await get<Published>(`published ${creatorId}`).catch(() => undefined);
