// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'store.auditLogs': {
    creatorId: Generated<string>;
    seq: Generated<number>;
    at: Date;
    actorKind: 'user' | 'admin' | 'system';
    actorId: string | null;
    action: string;
    entity: string;
    reason: Generated<string>;
    before: Json | null;
    after: Json | null;
    ip: string | null;
    requestId: string | null;
    previous: Generated<string>;
    hash: Generated<string>;
  };
  'store.brandProfiles': {
    creatorId: Generated<string>;
    name: string;
    about: string;
    website: string | null;
    createdAt: Date;
    updatedAt: Date;
  };
  'store.campaigns': {
    creatorId: Generated<string>;
    id: string;
    title: string;
    brief: string;
    budgetSantim: number | null;
    state: Generated<'draft' | 'open' | 'closed'>;
    createdAt: Date;
    updatedAt: Date;
  };
  'store.cardPreviews': {
    creatorId: Generated<string>;
    day: string;
    slug: string;
    previews: number;
  };
  'store.categories': {
    slug: string;
    position: number;
    nameEn: string;
    nameAm: string;
  };
  'store.creators': {
    creatorId: Generated<string>;
    trustTier: Generated<'NEW' | 'VERIFIED' | 'PROVEN'>;
    trustSet: 'NEW' | 'VERIFIED' | 'PROVEN' | null;
    identityCheckedAt: Date | null;
    payoutAccount: Generated<'none' | 'linked' | 'name-matches'>;
    readinessState: Generated<'INCOMPLETE' | 'PENDING_OAUTH' | 'READY'>;
    readinessBlockers: Generated<Json>;
    profileCompleteness: Generated<string>;
    firstOfferReceivedAt: Date | null;
    firstOfferRespondedAt: Date | null;
    firstCollabCompletedAt: Date | null;
    computedAt: Date | null;
    updatedAt: Date;
  };
  'store.domains': {
    creatorId: Generated<string>;
    id: string;
    domain: string;
    state: 'waiting' | 'verified' | 'live' | 'lost';
    token: string;
    failures: Generated<number>;
    addedAt: Date;
    checkedAt: Date | null;
    nextCheckAt: Date | null;
  };
  'store.drafts': {
    creatorId: Generated<string>;
    version: number;
    content: Json;
    savedAt: Date;
  };
  'store.files': {
    creatorId: Generated<string>;
    id: string;
    state: 'ready' | 'refused';
    kind: string | null;
    sizeBytes: number | null;
    heardAt: Date;
  };
  'store.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'store.handles': {
    creatorId: Generated<string>;
    handle: string;
    current: boolean;
    takenAt: Date;
  };
  'store.images': {
    creatorId: Generated<string>;
    id: string;
    sha256: string;
    kind: 'jpeg' | 'png' | 'webp' | 'gif';
    width: number;
    height: number;
    bytes: number;
    keptAt: Date;
    state: Generated<'waiting' | 'ready' | 'failed'>;
    widths: Generated<number[]>;
    sizes: Generated<Json>;
    colour: string | null;
    failure: string | null;
  };
  'store.leads': {
    creatorId: Generated<string>;
    id: string;
    blockId: string;
    kind: 'phone' | 'email';
    contactHash: string;
    contactSealed: string;
    nameSealed: string | null;
    consent: string;
    gift: string;
    cameAt: Date;
  };
  'store.offerStatusChanges': {
    creatorId: Generated<string>;
    offerId: string;
    seq: number;
    fromStatus: string;
    toStatus: string;
    actorKind: 'creator' | 'brand' | 'system';
    actorId: string | null;
    at: Date;
  };
  'store.offers': {
    creatorId: Generated<string>;
    id: string;
    brandId: string;
    brandName: string;
    campaignId: string | null;
    status: Generated<'pending' | 'countered' | 'accepted' | 'declined' | 'expired' | 'cancelled' | 'completed'>;
    terms: Json;
    originalTermsSnapshot: Json;
    counterTerms: Json | null;
    totalValueSantim: number;
    isValid: Generated<boolean>;
    validationErrors: Generated<Json>;
    statusHistory: Generated<Json>;
    creatorCompletedAt: Date | null;
    brandCompletedAt: Date | null;
    sentAt: Date;
    expiresAt: Date;
    updatedAt: Date;
  };
  'store.outboundClicks': {
    creatorId: Generated<string>;
    linkId: string;
    day: string;
    class: 'human' | 'bot' | 'preview';
    clicks: number;
  };
  'store.outboundLinks': {
    creatorId: Generated<string>;
    id: string;
    blockId: string;
    url: string;
    title: string;
    shop: string;
    live: boolean;
    savedAt: Date;
  };
  'store.pageVersions': {
    creatorId: Generated<string>;
    number: number;
    draftVersion: number;
    content: Json;
    blocks: number;
    bytes: number;
    publishedAt: Date;
  };
  'store.posts': {
    creatorId: Generated<string>;
    id: string;
    slug: string;
    title: string;
    body: string;
    version: number;
    publishedAt: Date | null;
    createdAt: Date;
    updatedAt: Date;
  };
  'store.productApprovals': {
    creatorId: Generated<string>;
    productId: string;
    status: 'draft' | 'pending_review' | 'approved' | 'rejected' | 'archived';
    byRule: 'operator' | 'trusted' | 'not-asked' | null;
    version: number;
    submittedAt: Date;
    decidedAt: Date | null;
    decidedBy: string | null;
    reason: string | null;
    said: Generated<string>;
    sampled: Generated<boolean>;
    takenDown: Generated<boolean>;
  };
  'store.productSlugs': {
    creatorId: Generated<string>;
    slug: string;
    productId: string;
    wasPublic: Generated<boolean>;
  };
  'store.products': {
    creatorId: Generated<string>;
    id: string;
    type: 'digital-download' | 'course' | 'template-pack' | 'membership' | 'booking' | 'event-ticket' | 'bundle' | 'tip' | 'custom-request' | 'licence-key' | 'affiliate-link';
    slug: string;
    title: string;
    description: string;
    priceSantim: number;
    coverImageId: string | null;
    fileId: string | null;
    version: number;
    state: Generated<'draft' | 'published' | 'withdrawn'>;
    publishedVersion: number | null;
    createdAt: Date;
    updatedAt: Date;
    details: Generated<Json>;
    tags: Generated<string[]>;
    releaseAt: Date | null;
    releaseMoved: Generated<boolean>;
    releasedAt: Date | null;
    category: string | null;
    shown: Generated<Json>;
  };
  'store.publicPages': {
    creatorId: Generated<string>;
    live: boolean;
    generation: number;
    handle: string;
    displayName: string;
    lang: string;
    number: number;
    content: Json;
    productIds: string[];
    shareText: string;
    publishedAt: Date;
    pictures: Generated<Json>;
    domain: string | null;
  };
  'store.publishedProducts': {
    creatorId: Generated<string>;
    id: string;
    version: number;
    live: boolean;
    slug: string;
    title: string;
    shareTitle: string;
    teaser: string;
    description: string;
    priceSantim: number;
    coverImageId: string | null;
    coverKind: string | null;
    coverWidth: number | null;
    coverHeight: number | null;
    fileId: string | null;
    fileKind: string | null;
    fileBytes: number | null;
    publishedAt: Date;
    type: Generated<'digital-download' | 'course' | 'template-pack' | 'membership' | 'booking' | 'event-ticket' | 'bundle' | 'tip' | 'custom-request' | 'licence-key' | 'affiliate-link'>;
    details: Generated<Json>;
    tags: Generated<string[]>;
    cover: Json | null;
    approved: Generated<boolean>;
    reviewCount: Generated<number>;
    reviewStars: Generated<number>;
    category: string | null;
    showBuyers: Generated<boolean>;
    buyers: Generated<number>;
    sampleImageId: string | null;
    sample: Json | null;
    refundRule: string | null;
    translation: Json | null;
    descriptionOther: string | null;
    sellingSince: Date | null;
  };
  'store.purchases': {
    creatorId: Generated<string>;
    entitlementId: string;
    productId: string;
    buyerId: string;
    access: 'active' | 'paused' | 'revoked';
    changedAt: Date | null;
  };
  'store.reports': {
    creatorId: Generated<string>;
    id: string;
    productId: string | null;
    reason: 'not-as-sold' | 'stolen' | 'forbidden' | 'hurtful' | 'deceives' | 'other';
    said: string;
    state: Generated<'open' | 'kept' | 'taken-down'>;
    reportedAt: Date;
    decidedAt: Date | null;
    decidedBy: string | null;
    note: string | null;
  };
  'store.reviews': {
    creatorId: Generated<string>;
    productId: string;
    buyerId: string;
    id: string;
    stars: number;
    text: string;
    name: string;
    writtenAt: Date;
    answer: string | null;
    answeredAt: Date | null;
    counted: Generated<boolean>;
  };
  'store.sales': {
    creatorId: Generated<string>;
    orderId: string;
    productId: string;
    paidAt: Date;
    counted: Generated<boolean>;
  };
  'store.scheduledPublications': {
    creatorId: Generated<string>;
    publishAt: Date;
    draftVersion: number;
    content: Json;
    state: 'waiting' | 'failed';
    problem: string | null;
    scheduledAt: Date;
  };
  'store.searchEntries': {
    creatorId: Generated<string>;
    id: string;
    kind: 'store' | 'product';
    category: string | null;
    terms: string;
    tier: Generated<number>;
    listedAt: Date;
  };
  'store.stores': {
    creatorId: Generated<string>;
    handle: string;
    displayName: string;
    lang: 'am' | 'en';
    making: 'teacher' | 'cook' | 'designer' | 'musician' | 'fitness' | 'language' | 'choir' | 'developer' | 'other' | null;
    onboarding: Generated<'making' | 'links' | 'page' | 'published'>;
    openedAt: Date;
    updatedAt: Date;
  };
}
