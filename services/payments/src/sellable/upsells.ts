// One more thing for somebody who has just paid: at a price of its own, by one press, in a payment of its own. Declining
// costs nothing, because nothing has begun.
import { upsellOver, upsellRefused } from '@windsurf/contracts/payments-after';
import type { UpsellView, changeUpsell } from '@windsurf/contracts/payments-after';
import type { Input } from '@windsurf/contracts/endpoint';
import { changedElsewhere, notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { intentById, isPaid } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { ownedAmong } from '../orders/orders.ts';
import { holdOffer, isCartable } from './offers.ts';
import type { Sellable } from './offers.ts';
import * as rows from './upsells.queries.ts';
import type { UpsellOf } from './upsells.queries.ts';

/** So long after the payment it is offered. */
export const upsellMinutes = 60;

const viewOf = ({ id, version, offerId, priceSantim, title, state }: UpsellOf): UpsellView => ({
  productId: id,
  version: version ?? 0,
  offer:
    offerId === null || priceSantim === null || title === null
      ? null
      : { productId: offerId, title, priceSantim, forSale: state === 'published' },
  currency: 'ETB',
});

/** Absent and foreign are the same 404. */
export async function readUpsellOf(deps: Deps, creatorId: CreatorId, productId: string): Promise<UpsellView> {
  const query = rows.upsellOf(deps.tenancy.compile, creatorId, productId).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (!found[0]) throw notFound();
  return viewOf(found[0]);
}

/** Throws notFound, changedElsewhere and upsellRefused. The same change again changes nothing. */
export async function changeUpsellOf(
  deps: Deps,
  creatorId: CreatorId,
  productId: string,
  { baseVersion, offer }: Input<typeof changeUpsell>['body'],
): Promise<UpsellView> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const read = async (): Promise<UpsellOf | undefined> =>
      await rows.upsellOf(tx, creatorId, productId).executeTakeFirst();
    const product = await read();
    if (!product) throw notFound();
    const before = await rows.lockUpsell(tx, creatorId, productId);
    const same =
      (before?.offerId ?? null) === (offer?.productId ?? null) &&
      (before?.priceSantim ?? null) === (offer?.priceSantim ?? null);
    if (same) return viewOf(product);
    const version = before?.version ?? 0;
    if (version !== baseVersion) throw changedElsewhere({}, { extra: { version } });
    if (offer) await assertOfferable(tx, creatorId, productId, offer.productId, now);
    await rows.putUpsell(tx, {
      productId,
      version: version + 1,
      offerId: offer?.productId ?? null,
      priceSantim: offer?.priceSantim ?? null,
      changedAt: now,
    });
    return viewOf((await read()) ?? product);
  });
}

async function assertOfferable(tx: Tx, creatorId: CreatorId, after: string, id: string, now: Date): Promise<void> {
  const place = { pointer: '/offer/productId' };
  if (id === after) throw upsellRefused({}, place);
  const offer = await holdOffer(tx, creatorId, id, { bump: false }, now).catch(() => undefined);
  if (!offer || !isCartable(offer)) throw upsellRefused({}, place);
}

export type Upsell = { readonly offer: Sellable; readonly priceSantim: number };

/** What is offered after a payment now; undefined when nothing is, or not any more, or when its buyer has it. */
export async function upsellAfter(
  tx: Tx,
  creatorId: CreatorId,
  paid: Pick<IntentRow, 'productId' | 'buyerId' | 'state' | 'endedAt' | 'afterId' | 'amountSantim'>,
  now: Date,
): Promise<Upsell | undefined> {
  const { endedAt, buyerId, state, afterId } = paid;
  // One more thing, not one after the other.
  if (!isPaid(state) || endedAt === null || afterId !== null) return undefined;
  // What was given away has no wallet with which to go on.
  if (paid.amountSantim === 0) return undefined;
  if (now.getTime() - endedAt.getTime() > upsellMinutes * 60_000) return undefined;
  const row = await rows.upsellOf(tx, creatorId, paid.productId).executeTakeFirst();
  if (!row || row.offerId === null || row.priceSantim === null || row.state !== 'published') return undefined;
  const offer = await holdOffer(tx, creatorId, row.offerId, { bump: false }, now);
  if (!isCartable(offer)) return undefined;
  if ((await ownedAmong(tx, creatorId, buyerId, [row.offerId])).size > 0) return undefined;
  return { offer, priceSantim: row.priceSantim };
}

/**
 * The price of a thing that is bought after a payment, in the transaction that begins to pay for it, and that payment.
 * Throws upsellOver when it is not offered to this buyer.
 */
export async function holdUpsell(
  tx: Tx,
  creatorId: CreatorId,
  wanted: { readonly afterId: string; readonly productId: string; readonly buyerId: string },
  now: Date,
): Promise<{ readonly priceSantim: number; readonly paid: IntentRow }> {
  const paid = await intentById(tx, creatorId, wanted.afterId).executeTakeFirst();
  const upsell = paid?.buyerId === wanted.buyerId ? await upsellAfter(tx, creatorId, paid, now) : undefined;
  if (!paid || upsell?.offer.product.id !== wanted.productId) throw upsellOver();
  return { priceSantim: upsell.priceSantim, paid };
}
