// What few have of: the pieces of a limited product, the uses of a code. Held when a payment begins, taken when it is
// proven, released when it has ended otherwise; all in the transaction that decides it, with the counts checked by the
// database. The hold has no clock of its own: it lives as long as its attempt.
import { codeUsedByYou, codeUsedUp, lastOneHeld, soldOut } from '@windsurf/contracts/payments-sellable';
import type { Problem } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { isOpen } from '../intents/intents.ts';
import type { IntentItem, IntentRow } from '../intents/intents.ts';
import * as rows from './holds.queries.ts';

type Held = { readonly intentId: string; readonly buyerId: string };
export type HeldCode = { readonly id: string; readonly maxUses: number | null; readonly perBuyer: number | null };

/** Holds one of each of these products, which are sold by number. Throws soldOut and lastOneHeld. */
export async function holdStock(
  tx: Tx,
  creatorId: CreatorId,
  { intentId }: Held,
  productIds: readonly string[],
): Promise<void> {
  // In one order for everybody, so that two buyers of two limited things never wait for each other.
  for (const productId of productIds.toSorted()) {
    if (!(await rows.holdOne(tx, creatorId, productId))) {
      const [counted] = await rows.lockStock(tx, creatorId, [productId]);
      throw scarce(counted);
    }
    await rows.insertHold(tx, intentId, productId);
  }
}

/** Nothing is left; what is only held may come back. */
export function scarce(stock: { quantity: number | null; taken: number } | undefined): Problem {
  const mayComeBack = stock && stock.quantity !== null && stock.taken < stock.quantity;
  return mayComeBack ? lastOneHeld({}, { retryAfter: 120 }) : soldOut();
}

/** Holds one use of a code for a buyer. Throws codeUsedUp and codeUsedByYou. */
export async function holdCode(tx: Tx, creatorId: CreatorId, held: Held, code: HeldCode): Promise<void> {
  const { intentId, buyerId } = held;
  // Only a code with a count is locked by everybody who uses it.
  const got =
    code.maxUses === null ? await rows.isUnlimited(tx, creatorId, code.id) : await rows.holdUse(tx, creatorId, code.id);
  if (!got) throw codeUsedUp({}, { pointer: '/code' });
  try {
    await rows.insertUse(tx, { intentId, codeId: code.id, buyerId, once: code.perBuyer === 1, state: 'held' });
  } catch (error) {
    if (isFault(error, 'duplicate', 'code_uses_once')) throw codeUsedByYou({}, { pointer: '/code' });
    throw error;
  }
}

/** Nothing was held for it and nothing could be asked about: most payments are done here. */
const isFree = (intent: IntentRow): boolean => !intent.holds && intent.codeId === null;
const productsOf = (intent: IntentRow): string[] => {
  const items = intent.items as unknown as readonly IntentItem[];
  return items.length === 0 ? [intent.productId] : items.map((item) => item.productId);
};

/**
 * What was held for an attempt is sold. A payment that is proven after its hold was released takes what is still there;
 * false, with nothing changed, when there is nothing left to sell for it. Repeating it changes nothing.
 *
 * @param unsold things of it that its buyer has already: what is held of them is free again
 */
export async function takeSold(
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  unsold: readonly string[] = [],
): Promise<boolean> {
  // One that had ended may be about a product that has been limited since.
  if (isFree(intent) && isOpen(intent.state)) return true;
  const limited = await rows.lockStock(tx, creatorId, productsOf(intent));
  const holds = new Map((await rows.holdsOf(tx, creatorId, intent.id)).map((hold) => [hold.productId, hold.state]));
  const code = intent.codeId === null ? undefined : await rows.lockCode(tx, creatorId, intent.codeId);
  const use = code && (await rows.useOf(tx, creatorId, intent.id));

  const stock = limited.filter((row) => !unsold.includes(row.productId));
  const late = stock.filter((row) => !['held', 'taken'].includes(holds.get(row.productId) ?? 'none'));
  if (late.some((row) => row.quantity !== null && row.taken + row.held >= row.quantity)) return false;
  if (code && use?.state === 'released') {
    if (code.maxUses !== null && code.taken + code.held >= code.maxUses) return false;
    if (use.once && (await rows.usedElsewhere(tx, use))) return false;
  }

  for (const { productId } of limited) {
    if (!unsold.includes(productId) || holds.get(productId) !== 'held') continue;
    await rows.countStock(tx, creatorId, productId, { held: -1, taken: 0 });
    await rows.writeHold(tx, intent.id, productId, 'released');
  }
  for (const { productId, quantity } of stock) {
    const before = holds.get(productId);
    if (before === 'taken' || (quantity === null && before === undefined)) continue;
    await rows.countStock(tx, creatorId, productId, { held: before === 'held' ? -1 : 0, taken: 1 });
    await rows.writeHold(tx, intent.id, productId, 'taken');
  }
  if (code && use && intent.codeId !== null && use.state !== 'taken') {
    if (code.maxUses !== null)
      await rows.countUses(tx, creatorId, intent.codeId, { held: use.state === 'held' ? -1 : 0, taken: 1 });
    await rows.writeUse(tx, creatorId, intent.id, 'taken');
  }
  return true;
}

/** What was held for an attempt that has ended without a sale is free again. Repeating it changes nothing. */
export async function releaseHeld(tx: Tx, creatorId: CreatorId, intent: IntentRow): Promise<void> {
  if (isFree(intent)) return;
  const stock = await rows.lockStock(tx, creatorId, productsOf(intent));
  const holds = await rows.holdsOf(tx, creatorId, intent.id);
  const code = intent.codeId === null ? undefined : await rows.lockCode(tx, creatorId, intent.codeId);
  const use = code && (await rows.useOf(tx, creatorId, intent.id));
  for (const { productId } of stock) {
    if (!holds.some((hold) => hold.productId === productId && hold.state === 'held')) continue;
    await rows.countStock(tx, creatorId, productId, { held: -1, taken: 0 });
    await rows.writeHold(tx, intent.id, productId, 'released');
  }
  if (code && use?.state === 'held' && intent.codeId !== null) {
    if (code.maxUses !== null) await rows.countUses(tx, creatorId, intent.codeId, { held: -1, taken: 0 });
    await rows.writeUse(tx, creatorId, intent.id, 'released');
  }
}
