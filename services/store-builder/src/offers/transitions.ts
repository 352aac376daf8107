// Which way an offer may go, and who may send it there (S1-16). The database knows the pairs too. Pure.
import type { OfferAction, OfferStatus } from '@windsurf/contracts/store-offers';

export type Party = 'creator' | 'brand' | 'system';
type Ways = Readonly<Partial<Record<OfferStatus, readonly Party[]>>>;

export const transitions: Readonly<Record<OfferStatus, Ways>> = {
  pending: {
    accepted: ['creator'],
    countered: ['creator'],
    declined: ['creator'],
    cancelled: ['brand'],
    expired: ['system'],
  },
  countered: { accepted: ['brand'], declined: ['brand'], cancelled: ['creator'], expired: ['system'] },
  accepted: { completed: ['creator', 'brand'], cancelled: ['creator', 'brand'] },
  declined: {},
  expired: {},
  cancelled: {},
  completed: {},
};

export const mayGo = (from: OfferStatus, to: OfferStatus, party: Party): boolean =>
  transitions[from][to]?.includes(party) ?? false;

export const statusAfter: Readonly<Record<OfferAction, OfferStatus>> = {
  accept: 'accepted',
  decline: 'declined',
  counter: 'countered',
  cancel: 'cancelled',
  complete: 'completed',
};

/** What a party may do with an offer that stands there; who has said that it is done waits for the other. */
export const actionsOf = (from: OfferStatus, party: Party, saidDone: boolean): OfferAction[] =>
  (Object.keys(statusAfter) as OfferAction[]).filter(
    (action) => mayGo(from, statusAfter[action], party) && !(action === 'complete' && saidDone),
  );
