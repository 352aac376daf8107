// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated } from '@windsurf/db/columns';

export interface DB {
  'delivery.downloadSessions': {
    creatorId: Generated<string>;
    id: Generated<string>;
    entitlementId: string;
    fileId: string;
    openedAt: Date;
    endsAt: Date;
    lastAskedAt: Date;
    requests: Generated<number>;
  };
  'delivery.entitlementFiles': {
    creatorId: Generated<string>;
    entitlementId: string;
    fileId: string;
    position: number;
    buyerId: string;
  };
  'delivery.entitlements': {
    creatorId: Generated<string>;
    id: Generated<string>;
    orderId: string | null;
    productId: string;
    buyerId: string;
    tokenHash: string;
    title: string;
    slug: string;
    handle: string;
    storeName: string;
    coverUrl: string | null;
    amountSantim: number;
    currency: 'ETB';
    lang: 'am' | 'en';
    state: Generated<'active' | 'paused'>;
    paidAt: Date;
    grantedAt: Date;
    besideOrderId: string | null;
    revoked: Generated<boolean>;
    why: 'refund' | 'reversal' | 'dispute' | null;
    since: Date | null;
  };
  'delivery.files': {
    creatorId: Generated<string>;
    id: Generated<string>;
    name: string;
    declaredBytes: number;
    partBytes: number;
    uploadId: string | null;
    declaredSha256: string | null;
    state: Generated<'uploading' | 'checking' | 'ready' | 'refused'>;
    reason: 'empty' | 'kind' | 'size' | 'hash' | 'lost' | null;
    sizeBytes: number | null;
    kind: string | null;
    sha256: string | null;
    createdAt: Date;
    checkedAt: Date | null;
  };
  'delivery.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'delivery.orderAccess': {
    creatorId: Generated<string>;
    orderId: string;
    access: 'active' | 'paused' | 'revoked';
    why: 'refund' | 'reversal' | 'dispute' | null;
    decidedAt: Date | null;
  };
  'delivery.products': {
    creatorId: Generated<string>;
    productId: string;
    version: number;
    title: string;
    slug: string;
    handle: string;
    storeName: string;
    coverUrl: string | null;
    fileId: string | null;
    withdrawn: Generated<boolean>;
  };
}
