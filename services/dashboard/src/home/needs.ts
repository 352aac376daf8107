// What waits for the creator, the most urgent first (experience.md 7.1, DB-1), from facts that other screens show too.
import type { BookingView } from '@windsurf/contracts/delivery-bookings';
import type { RequestView } from '@windsurf/contracts/delivery-desk';
import type { PayoutView } from '@windsurf/contracts/payments-payouts';
import type { RefundView } from '@windsurf/contracts/payments-refunds';
import type { Product } from '@windsurf/contracts/store';
import type { RejectReason } from '@windsurf/contracts/store-approval';
import type { OfferView } from '@windsurf/contracts/store-offers';

/** The fixed order of urgency; a review without an answer can wait and is none of these. */
export const urgency = [
  'payout-failed',
  'payout-held',
  'refund-failed',
  'refund-open',
  'rejected',
  'preorder',
  'booking',
  'request',
  'file',
  'offer',
] as const;
export type NeedKind = (typeof urgency)[number];

export type Need = {
  readonly kind: NeedKind;
  /** What it is about: the same thing never stands in the queue twice. */
  readonly about: string;
  /** Since when it waits; of a booking, and of a request that was accepted, when it is due. In ms. */
  readonly at: number;
  /** Name of the product, or of the brand that asks. */
  readonly title: string;
  /** Where it is dealt with. */
  readonly href: string;
  readonly amountSantim?: number;
  readonly hold?: PayoutView['hold'];
  /** When a payout that is held is tried, or looked at, next. */
  readonly until?: string | null;
  readonly reason?: RejectReason;
  /** How many come at that time. */
  readonly people?: number;
  /** A request that was accepted and is due, not a new one. */
  readonly due?: boolean;
};

/** What is known; a part that nobody asked for, or that did not answer, is empty. All newest first. */
export type NeedFacts = {
  readonly payouts: readonly Pick<
    PayoutView,
    'id' | 'state' | 'amountSantim' | 'hold' | 'nextAttemptAt' | 'requestedAt' | 'endedAt'
  >[];
  readonly refunds: readonly Pick<
    RefundView,
    'id' | 'source' | 'orderId' | 'title' | 'amountSantim' | 'state' | 'askedAt' | 'endedAt'
  >[];
  readonly products: readonly Pick<
    Product,
    'id' | 'title' | 'type' | 'details' | 'state' | 'fileId' | 'fileReady' | 'approval' | 'updatedAt'
  >[];
  readonly bookings: readonly Pick<BookingView, 'id' | 'productId' | 'title' | 'startsAt' | 'endsAt' | 'state'>[];
  readonly requests: readonly Pick<RequestView, 'id' | 'title' | 'state' | 'access' | 'askedAt' | 'dueAt'>[];
  readonly offers: readonly Pick<OfferView, 'id' | 'brandName' | 'may' | 'statusHistory' | 'sentAt'>[];
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The queue: by urgency, and among equals what waits longest, or is due first, on top. */
export function needsOf(facts: NeedFacts, now: number): Need[] {
  const sorted = [
    ...payoutNeeds(facts),
    ...refundNeeds(facts, now),
    ...productNeeds(facts, now),
    ...bookingNeeds(facts, now),
    ...requestNeeds(facts, now),
    ...offerNeeds(facts),
  ].sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind) || a.at - b.at);
  const seen = new Set<string>();
  return sorted.filter(({ about }) => !seen.has(about) && seen.add(about));
}

function payoutNeeds({ payouts }: NeedFacts): Need[] {
  // One that failed is dealt with as soon as another was asked for: its money is in that one or on the balance.
  const newest = Math.max(
    0,
    ...payouts.filter(({ state }) => state !== 'cancelled').map((p) => Date.parse(p.requestedAt)),
  );
  return payouts.flatMap(({ id, state, amountSantim, hold, nextAttemptAt, requestedAt, endedAt }): Need[] => {
    const at = Date.parse(requestedAt);
    const about = { about: `payout ${id}`, title: '', href: `/money/payouts/${id}`, amountSantim, hold };
    if (state === 'held') return [{ ...about, kind: 'payout-held', at, until: nextAttemptAt }];
    if (state !== 'failed' || at < newest) return [];
    return [{ ...about, kind: 'payout-failed', at: Date.parse(endedAt ?? requestedAt) }];
  });
}

function refundNeeds({ refunds }: NeedFacts, now: number): Need[] {
  const answered = new Set<string>();
  return refunds.flatMap(({ source, orderId, title, amountSantim, state, askedAt, endedAt }): Need[] => {
    if (source !== 'order' || orderId === null) return []; // what bought nothing goes back without her
    const first = !answered.has(orderId);
    answered.add(orderId);
    const about = { about: `order ${orderId}`, title, href: `/orders/${orderId}`, amountSantim };
    if (state === 'failed')
      return first ? [{ ...about, kind: 'refund-failed', at: Date.parse(endedAt ?? askedAt) }] : [];
    const open = state !== 'sent' && now - Date.parse(askedAt) > DAY;
    return open ? [{ ...about, kind: 'refund-open', at: Date.parse(askedAt) }] : [];
  });
}

const productNeeds = ({ products }: NeedFacts, now: number): Need[] =>
  products.flatMap(({ id, title, type, details, state, fileId, fileReady, approval, updatedAt }): Need[] => {
    const about = { about: `product ${id}`, title, href: `/products/${id}` };
    if (approval?.status === 'rejected') {
      const at = Date.parse(approval.decidedAt ?? updatedAt);
      return [{ ...about, kind: 'rejected', at, reason: approval.reason ?? 'other' }];
    }
    // What buyers wait for: without its file it does not open on its day.
    const opens = 'releaseAt' in details && details.releaseAt !== undefined ? Date.parse(details.releaseAt) : undefined;
    const soon = opens !== undefined && opens - now < 7 * DAY && state === 'published' && type !== 'bundle';
    if (soon && !fileReady) return [{ ...about, kind: 'preorder', at: opens, due: true }];
    // A file is looked at within minutes; one that is not there after an hour does not come by itself.
    const gone = state !== 'withdrawn' && fileId !== null && !fileReady && now - Date.parse(updatedAt) > HOUR;
    return gone ? [{ ...about, kind: 'file', at: Date.parse(updatedAt) }] : [];
  });

/** Everybody who comes to the same thing at the same time is one row. */
function bookingNeeds({ bookings }: NeedFacts, now: number): Need[] {
  const times = new Map<string, Set<string>>();
  const rows: Need[] = [];
  for (const { id, productId, title, startsAt, endsAt, state } of bookings) {
    const at = Date.parse(startsAt);
    if (state !== 'confirmed' || Date.parse(endsAt) <= now || at - now > DAY) continue;
    const about = `booking ${productId} ${at}`;
    const people = times.get(about) ?? new Set();
    times.set(about, people.add(id));
    if (people.size === 1) rows.push({ kind: 'booking', about, at, title, href: '/more/bookings' });
  }
  return rows.map((row) => ({ ...row, people: times.get(row.about)?.size ?? 1 }));
}

const requestNeeds = ({ requests }: NeedFacts, now: number): Need[] =>
  requests.flatMap(({ id, title, state, access, askedAt, dueAt }): Need[] => {
    if (access !== 'active') return []; // given back: nobody waits for it
    const about = { kind: 'request', about: `request ${id}`, title, href: `/more/requests/${id}` } as const;
    if (state === 'new') return [{ ...about, at: Date.parse(askedAt) }];
    const due = state === 'accepted' && Date.parse(dueAt) - now < DAY;
    return due ? [{ ...about, at: Date.parse(dueAt), due }] : [];
  });

const offerNeeds = ({ offers }: NeedFacts): Need[] =>
  offers
    .filter(({ may }) => may.includes('accept'))
    .map(({ id, brandName, statusHistory, sentAt }) => ({
      kind: 'offer',
      about: `offer ${id}`,
      at: Date.parse(statusHistory.at(-1)?.at ?? sentAt),
      title: brandName,
      href: `/offers/${id}`,
    }));
