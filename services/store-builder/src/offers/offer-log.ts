// What happens to offers stands in the record of the creator who was asked (S1-36 … S1-38).
import { writeAudit } from '@windsurf/audit/audit';
import type { Actor } from '@windsurf/audit/audit';
import type { OfferStatus } from '@windsurf/contracts/store-offers';
import type { Deps, Tx } from '../deps.ts';

type Facts = { readonly before?: object; readonly after?: object };

/** One row about an offer; `action` is `offer.` and what happened. */
export async function logOfferEvent(
  deps: Deps,
  tx: Tx,
  action: `offer.${string}`,
  offerId: string,
  actor: Actor,
  facts: Facts = {},
): Promise<void> {
  await writeAudit(tx, 'store', { at: deps.clock.now(), actor, action, entity: `offer:${offerId}`, ...facts });
}

/** @param valueCents money and what is given, in santim */
export async function logOfferSent(
  deps: Deps,
  tx: Tx,
  hostId: string,
  offerId: string,
  creatorId: string,
  valueCents: number,
): Promise<void> {
  const after = { creatorId, totalValueCents: valueCents };
  await logOfferEvent(deps, tx, 'offer.sent', offerId, { kind: 'user', id: hostId }, { after });
}

export async function logOfferResponded(
  deps: Deps,
  tx: Tx,
  creatorId: string,
  offerId: string,
  response: Extract<OfferStatus, 'accepted' | 'declined' | 'countered'>,
  hostId: string,
): Promise<void> {
  const after = { response, hostId };
  await logOfferEvent(deps, tx, 'offer.responded', offerId, { kind: 'user', id: creatorId }, { after });
}
