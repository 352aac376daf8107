// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'delivery.bookingHours': {
    creatorId: Generated<string>;
    weekly: Generated<Json>;
    exceptions: Generated<Json>;
    clock: Generated<'ethiopian' | 'international'>;
    version: Generated<number>;
    feed: Generated<number>;
    changedAt: Date;
  };
  'delivery.bookings': {
    creatorId: Generated<string>;
    id: string;
    bookingId: string;
    productId: string;
    buyerId: string;
    intentId: string | null;
    orderId: string | null;
    title: string;
    startsAt: Date;
    endsAt: Date;
    busyFrom: Date;
    busyUntil: Date;
    seats: number;
    seat: number;
    sessionId: string;
    state: 'held' | 'confirmed' | 'cancelled' | 'moved' | 'done' | 'no-show' | 'lost';
    heldUntil: Date;
    sequence: Generated<number>;
    reason: string | null;
    endedBy: 'buyer' | 'creator' | 'we' | null;
    lang: 'am' | 'en';
    terms: Json;
    createdAt: Date;
    changedAt: Date;
  };
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
    why: 'refund' | 'reversal' | 'dispute' | 'instalment' | null;
    since: Date | null;
    type: Generated<'digital-download' | 'course' | 'template-pack' | 'membership' | 'booking' | 'event-ticket' | 'bundle' | 'tip' | 'custom-request' | 'licence-key' | 'affiliate-link'>;
    choice: Generated<Json>;
    gift: Generated<boolean>;
    preorderOf: string | null;
    preorder: 'waiting' | 'late' | 'open' | 'returned' | null;
    promisedAt: Date | null;
    opensAt: Date | null;
    instalmentPlan: string | null;
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
  'delivery.membershipOrders': {
    creatorId: Generated<string>;
    orderId: string;
    entitlementId: string;
  };
  'delivery.memberships': {
    creatorId: Generated<string>;
    id: string;
    productId: string;
    buyerId: string;
    number: number;
    state: 'active' | 'grace' | 'paused' | 'ended';
    untilAt: Date;
    accessUntil: Date;
    changedAt: Date;
  };
  'delivery.orderAccess': {
    creatorId: Generated<string>;
    orderId: string;
    access: 'active' | 'paused' | 'revoked';
    why: 'refund' | 'reversal' | 'dispute' | 'instalment' | null;
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
    type: Generated<'digital-download' | 'course' | 'template-pack' | 'membership' | 'booking' | 'event-ticket' | 'bundle' | 'tip' | 'custom-request' | 'licence-key' | 'affiliate-link'>;
    details: Generated<Json>;
  };
  'delivery.releases': {
    creatorId: Generated<string>;
    productId: string;
    releaseAt: Date;
    state: 'waiting' | 'late' | 'released' | 'given-up' | 'withdrawn';
    warned: number | null;
    changedAt: Date;
  };
  'delivery.requests': {
    creatorId: Generated<string>;
    entitlementId: string;
    orderId: string;
    productId: string;
    buyerId: string;
    title: string;
    state: Generated<'new' | 'accepted' | 'delivered' | 'declined'>;
    askedAt: Date;
    dueAt: Date;
    changedAt: Date;
    text: string | null;
  };
  'delivery.tickets': {
    creatorId: Generated<string>;
    entitlementId: string;
    productId: string;
    buyerId: string;
    codeHash: string;
    startsAt: Date;
    endsAt: Date;
    place: 'phone' | 'online' | 'in-person';
    placeText: string;
    checkedInAt: Date | null;
  };
}
