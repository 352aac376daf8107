// Extras that the buyer has already: she bought them in another payment while this one was under way. Only they go back;
// what they lay beside is hers.
import { sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import type { IntentItem, IntentRow } from '../intents/intents.ts';
import { itemsOf } from '../orders/orders.ts';

/** What goes back of a payment that was sold otherwise: what it was for, and santim. */
export type PaidTwice = {
  readonly productId: string;
  readonly productIds: readonly string[];
  readonly title: string;
  readonly santim: number;
};

/**
 * Payments of one buyer at one store are sold one after the other, so that the second sees what the first has bought. Held
 * until the transaction ends; taken after the attempt's own row and before everything else.
 */
export const oneAtATime = (tx: Tx, creatorId: CreatorId, buyerId: string): CompiledQuery =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`sold ${creatorId} ${buyerId}`}::text, 0))`.compile(tx);

export const productsOf = (intent: IntentRow): string[] => itemsOf(intent).map((item) => item.productId);

/**
 * What is sold of a payment, and what of it she owns already. What a bundle holds costs nothing of its own, and what costs
 * nothing has nothing to go back.
 */
export function withoutOwned(
  intent: IntentRow,
  owned: ReadonlySet<string>,
): { readonly sold: IntentRow; readonly twice: PaidTwice | undefined } {
  const isTwice = ({ kind, amountSantim, productId }: IntentItem): boolean =>
    (kind === 'item' || kind === 'bump') && amountSantim > 0 && owned.has(productId);
  const items = itemsOf(intent);
  const extras = items.filter(isTwice);
  const [first] = extras;
  if (!first) return { sold: intent, twice: undefined };
  const rest = items.filter((item) => !isTwice(item));
  const santim = extras.reduce((sum, item) => sum + item.amountSantim, 0);
  const productIds = extras.map((item) => item.productId);
  const title = extras.map((item) => item.title).join(', ');
  return {
    sold: { ...intent, items: rest, amountSantim: intent.amountSantim - santim },
    twice: { productId: first.productId, productIds, title, santim },
  };
}

/** One payment is kept for its buyer once: what was paid twice, with what came beyond the price. */
export const creditOf = (twice: PaidTwice, txnId: string, beyond = 0) =>
  ({ txnId, santim: twice.santim + beyond, why: 'paid-twice' }) as const;
