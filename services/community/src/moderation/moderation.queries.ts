import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type ModerationEntry = {
  readonly at: Date;
  /** Who decided. */
  readonly personId: string;
  readonly what: 'post-hidden' | 'post-shown' | 'comment-hidden' | 'comment-shown' | 'member-banned' | 'member-let-in';
  /** The post, comment or member. */
  readonly subjectId: string;
  readonly reason: string | null;
};

export async function insertModeration(tx: Tx, creatorId: CreatorId, entry: ModerationEntry): Promise<void> {
  await tx
    .insertInto('community.moderationLog')
    .values({ creatorId, ...entry })
    .execute();
}
