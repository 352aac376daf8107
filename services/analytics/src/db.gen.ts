// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated } from '@windsurf/db/columns';

export interface DB {
  'analytics.dailySummaries': {
    creatorId: Generated<string>;
    day: string;
    productId: string;
    views: Generated<number>;
    otherViews: Generated<number>;
    checkouts: Generated<number>;
    sales: Generated<number>;
    revenueSantim: Generated<number>;
    refunds: Generated<number>;
    refundedSantim: Generated<number>;
  };
  'analytics.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'analytics.moneyBack': {
    creatorId: Generated<string>;
    id: string;
    productId: string;
    amountSantim: number;
    askedAt: Date | null;
    sentAt: Date | null;
    undoneAt: Date | null;
  };
  'analytics.views': {
    creatorId: Generated<string>;
    day: string;
    id: Generated<string>;
    at: Date;
    productId: string;
    class: 'human' | 'bot' | 'preview' | 'datacenter' | 'self' | 'test';
    reason: string;
  };
}
