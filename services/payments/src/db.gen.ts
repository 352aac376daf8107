// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Computed, Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'payments.accounts': {
    creatorId: Generated<string>;
    kind: string;
    balanceSantim: Generated<number>;
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
    rail: string;
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
  'payments.codeUses': {
    creatorId: Generated<string>;
    intentId: string;
    codeId: string;
    buyerId: string;
    once: boolean;
    state: 'held' | 'taken' | 'released';
  };
  'payments.codes': {
    creatorId: Generated<string>;
    id: string;
    code: string;
    percent: number | null;
    fixedSantim: number | null;
    fromAt: Date;
    toAt: Date | null;
    maxUses: number | null;
    perBuyer: number | null;
    productIds: string[] | null;
    taken: Generated<number>;
    held: Generated<number>;
    createdAt: Date;
    endedAt: Date | null;
  };
  'payments.entries': {
    creatorId: Generated<string>;
    id: string;
    kind: 'sale' | 'netting' | 'surplus' | 'surplus-sent' | 'refund' | 'refund-sent' | 'refund-back' | 'payout' | 'payout-sent' | 'payout-back' | 'reversal' | 'reversal-undone' | 'settlement' | 'plan' | 'correction';
    orderId: string | null;
    at: Date;
    aboutId: string;
  };
  'payments.feeRates': {
    fromAt: Date;
    basisPoints: number;
    plan: Generated<'free' | 'pro'>;
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
    who: string;
    facts: Generated<Json>;
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
    rail: string;
    lang: 'am' | 'en';
    state: 'created' | 'pending' | 'unknown' | 'succeeded' | 'failed' | 'expired' | 'parked' | 'overpaid' | 'surplus' | 'reversed' | 'disputed';
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
    reference: string | null;
    items: Generated<Json>;
    listSantim: number | null;
    discountSantim: Generated<number>;
    codeId: string | null;
    holds: Generated<boolean>;
    paidSantim: number | null;
    parkedAt: Date | null;
    resolvedBy: string | null;
    resolution: string | null;
    payerHash: string | null;
  };
  'payments.orderCounters': {
    creatorId: Generated<string>;
    lastNumber: number;
  };
  'payments.orderLines': {
    creatorId: Generated<string>;
    orderId: string;
    line: number;
    buyerId: string;
    productId: string;
    title: string;
    listSantim: number;
    discountSantim: number;
    amountSantim: number;
    boughtAt: Date;
    owned: Generated<boolean>;
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
    state: Generated<'paid' | 'partly-refunded' | 'refunded' | 'disputed' | 'reversed'>;
    paidAt: Date;
    refundedSantim: Generated<number>;
    providerFeeSantim: Generated<number>;
    listSantim: number | null;
    discountSantim: Generated<number>;
    lang: Generated<'am' | 'en'>;
  };
  'payments.planPrices': {
    plan: 'pro';
    months: number;
    fromAt: Date;
    amountSantim: number;
  };
  'payments.postings': {
    creatorId: Generated<string>;
    entryId: string;
    line: number;
    account: string;
    amountSantim: number;
    currency: 'ETB';
  };
  'payments.priceVersions': {
    creatorId: Generated<string>;
    id: Generated<string>;
    productId: string;
    kind: 'published' | 'scheduled' | 'ended';
    priceSantim: number;
    fromAt: Date;
    toAt: Date | null;
    writtenAt: Date;
    endsId: string | null;
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
  'payments.receiptCounters': {
    creatorId: Generated<string>;
    lastNumber: number;
  };
  'payments.receipts': {
    creatorId: Generated<string>;
    id: Generated<string>;
    number: number;
    kind: 'receipt' | 'credit-note';
    orderId: string;
    orderNumber: number;
    refundId: string | null;
    corrects: number | null;
    issuedAt: Date;
    lang: 'am' | 'en';
    rail: string;
    seller: Json;
    buyerHint: string;
    lines: Json;
    totalSantim: number;
    currency: 'ETB';
    vatBasisPoints: number;
    vatSantim: number;
    hash: Computed<string>;
  };
  'payments.rounds': {
    name: string;
    nextAt: Date;
    takenUntil: Date | null;
    cursor: Generated<string>;
  };
  'payments.stockHolds': {
    creatorId: Generated<string>;
    intentId: string;
    productId: string;
    state: 'held' | 'taken' | 'released';
  };
  'payments.subscriptionPeriods': {
    creatorId: Generated<string>;
    id: Generated<string>;
    plan: 'pro';
    months: number;
    fromAt: Date;
    untilAt: Date;
    orderId: string;
    amountSantim: number;
    paidAt: Date;
  };
  'payments.subscriptions': {
    creatorId: Generated<string>;
    untilAt: Date;
    months: number;
    nextAt: Date | null;
    told: number | null;
  };
  'payments.taxProfiles': {
    creatorId: Generated<string>;
    legalName: string;
    address: string;
    tinSealed: string | null;
    tinHint: string | null;
    vatNumber: string | null;
    vatSince: string | null;
    updatedAt: Date;
  };
  'payments.taxRules': {
    kind: string;
    fromAt: Date;
    basisPoints: number | null;
    amountSantim: number | null;
    certainty: 'confirmed' | 'likely' | 'contradictory';
    source: string;
  };
  'payments.terms': {
    creatorId: Generated<string>;
    productId: string;
    version: number;
    minSantim: number | null;
    suggestedSantim: Generated<number[]>;
    quantity: number | null;
    taken: Generated<number>;
    held: Generated<number>;
    bumpId: string | null;
    bumpSantim: number | null;
    changedAt: Date;
  };
  'payments.turnoverMarks': {
    creatorId: Generated<string>;
    percent: number;
    reachedAt: Date;
    turnoverSantim: number;
    thresholdSantim: number;
  };
}
