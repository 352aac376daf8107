// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'payments.accounts': {
    creatorId: Generated<string>;
    kind: 'clearing:telebirr' | 'creator-payable' | 'platform-fee';
  };
  'payments.audit': {
    id: Generated<string>;
    at: Generated<Date>;
    who: string;
    what: string;
    about: string;
  };
  'payments.callbacks': {
    id: string;
    rail: 'telebirr';
    body: Buffer;
    bodyHash: string;
    headers: Json;
    receivedAt: Date;
    lastReceivedAt: Date;
    copies: Generated<number>;
    verified: boolean | null;
    outcome: 'accepted' | 'bad-signature' | 'unreadable' | 'wrong-merchant' | 'unknown-order' | 'wrong-amount' | null;
    providerOrderId: string | null;
  };
  'payments.entries': {
    creatorId: Generated<string>;
    id: string;
    kind: 'sale';
    orderId: string;
    at: Date;
  };
  'payments.feeRates': {
    fromAt: Date;
    basisPoints: number;
  };
  'payments.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'payments.idempotencyKeys': {
    endpoint: string;
    key: string;
    requestHash: string;
    takenAt: Date;
    finishedAt: Date | null;
    status: number | null;
    answer: Json | null;
  };
  'payments.intentEvents': {
    creatorId: Generated<string>;
    id: Generated<string>;
    intentId: string;
    at: Date;
    what: string;
    who: 'we' | 'telebirr' | 'operator';
  };
  'payments.intents': {
    creatorId: Generated<string>;
    id: string;
    buyerId: string;
    buyerHint: string;
    productId: string;
    productVersion: number;
    title: string;
    handle: string;
    slug: string;
    storeName: string;
    amountSantim: number;
    currency: 'ETB';
    rail: 'telebirr';
    lang: 'am' | 'en';
    state: 'created' | 'pending' | 'succeeded' | 'failed' | 'expired' | 'unknown';
    reason: string | null;
    providerOrderId: string;
    prepayId: string | null;
    providerTxnId: string | null;
    openedWith: string;
    startedAt: Date;
    pendingAt: Date | null;
    expiresAt: Date | null;
    endedAt: Date | null;
    asked: Generated<number>;
    lastAskedAt: Date | null;
    nextAskAt: Date | null;
  };
  'payments.orderCounters': {
    creatorId: Generated<string>;
    lastNumber: number;
  };
  'payments.orders': {
    creatorId: Generated<string>;
    id: string;
    number: number;
    intentId: string;
    buyerId: string;
    buyerHint: string;
    productId: string;
    title: string;
    amountSantim: number;
    feeSantim: number;
    netSantim: number;
    currency: 'ETB';
    rail: string;
    state: Generated<'paid'>;
    paidAt: Date;
  };
  'payments.postings': {
    creatorId: Generated<string>;
    entryId: string;
    line: number;
    account: string;
    amountSantim: number;
    currency: 'ETB';
  };
  'payments.products': {
    creatorId: Generated<string>;
    id: string;
    version: number;
    state: 'published' | 'withdrawn';
    title: string;
    priceSantim: number;
    currency: 'ETB';
    slug: string;
    handle: string;
    storeName: string;
    coverUrl: string | null;
    fileId: string | null;
    changedAt: Generated<Date>;
  };
}
