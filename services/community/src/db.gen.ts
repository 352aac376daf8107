// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated } from '@windsurf/db/columns';

export interface DB {
  'community.comments': {
    creatorId: Generated<string>;
    id: Generated<string>;
    postId: string;
    memberId: string | null;
    text: string;
    hidden: Generated<boolean>;
    createdAt: Date;
  };
  'community.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'community.memberNumbers': {
    creatorId: Generated<string>;
    last: number;
  };
  'community.members': {
    creatorId: Generated<string>;
    id: Generated<string>;
    personId: string;
    number: number;
    name: string | null;
    state: 'active' | 'banned';
    joinedAt: Date;
    shut: Generated<boolean>;
    counted: Generated<boolean>;
  };
  'community.moderationLog': {
    creatorId: Generated<string>;
    id: Generated<string>;
    at: Date;
    personId: string;
    what: 'post-hidden' | 'post-shown' | 'comment-hidden' | 'comment-shown' | 'member-banned' | 'member-let-in';
    subjectId: string;
    reason: string | null;
  };
  'community.pastHandles': {
    creatorId: Generated<string>;
    handle: string;
    lastKnownAt: Date;
  };
  'community.posts': {
    creatorId: Generated<string>;
    id: Generated<string>;
    memberId: string | null;
    text: string;
    hidden: Generated<boolean>;
    createdAt: Date;
  };
  'community.purchases': {
    creatorId: Generated<string>;
    entitlementId: string;
    personId: string;
    access: 'active' | 'paused' | 'revoked';
    changedAt: Date | null;
    membership: Generated<boolean>;
  };
  'community.spaces': {
    creatorId: Generated<string>;
    handle: string;
    displayName: string;
    lang: 'am' | 'en';
    number: number;
    publishedAt: Date;
  };
}
