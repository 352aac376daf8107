// Money that went back, on the day on which it was decided. What is said of it may come in any order and twice: the row
// keeps the facts, and the days are changed by what the facts now say less what they said before.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderAccessChanged, orderRefunded } from '@windsurf/contracts/payments';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { keepMoneyBack, takeMoneyBack } from './money-back.queries.ts';
import type { MoneyBack } from './money-back.queries.ts';
import { addToDay, takeFromDay } from './summaries.queries.ts';
import { dayOf } from './days.ts';

const later = (a: Date | null, b: Date): Date => (a === null || a < b ? b : a);
const earlier = (a: Date | null, b: Date): Date => (a === null || a > b ? b : a);

/** What a row adds to which day; undefined while nothing has gone back, or no longer. */
function countedOf({
  askedAt,
  sentAt,
  undoneAt,
  amountSantim,
}: MoneyBack): { day: string; santim: number } | undefined {
  const first = askedAt ?? sentAt;
  const last = sentAt ?? askedAt;
  if (!first || !last || (undoneAt && undoneAt >= last)) return undefined;
  return { day: dayOf(first), santim: amountSantim };
}

/** Inside the transaction that claims the event. A reversal by the bank has no refund: then its order names it. */
export async function countRefund(
  tx: Tx,
  creatorId: CreatorId,
  { orderId, refundId, productId, amountSantim, state, at }: PayloadOf<typeof orderRefunded>,
): Promise<void> {
  const when = new Date(at);
  await change(tx, creatorId, { id: refundId ?? orderId, productId }, (row) => {
    if (state === 'asked') return { ...row, amountSantim, askedAt: earlier(row.askedAt, when) };
    if (state === 'failed') return { ...row, amountSantim, undoneAt: later(row.undoneAt, when) };
    // The bank may take an order back more than once; the last time counts, with its sum.
    const newest = row.sentAt === null || row.sentAt <= when;
    return newest ? { ...row, amountSantim, sentAt: when } : row;
  });
}

/** Inside the transaction that claims the event: an order that the bank had taken back was paid again. */
export async function countPaidAgain(
  tx: Tx,
  creatorId: CreatorId,
  { orderId, productId, at }: PayloadOf<typeof orderAccessChanged>,
): Promise<void> {
  const when = new Date(at);
  await change(tx, creatorId, { id: orderId, productId }, (row) => ({ ...row, undoneAt: later(row.undoneAt, when) }));
}

async function change(
  tx: Tx,
  creatorId: CreatorId,
  about: { readonly id: string; readonly productId: string },
  by: (row: MoneyBack) => MoneyBack,
): Promise<void> {
  const before = await takeMoneyBack(tx, creatorId, about);
  const after = by(before);
  await keepMoneyBack(tx, creatorId, after);
  const [was, is] = [countedOf(before), countedOf(after)];
  if (was?.day === is?.day && was?.santim === is?.santim) return;
  const { productId } = before;
  if (was) await takeFromDay(tx, creatorId, { day: was.day, productId, refundedSantim: was.santim });
  if (is) {
    const nothingSold = { checkouts: 0, sales: 0, revenueSantim: 0 };
    await addToDay(tx, creatorId, { day: is.day, productId, ...nothingSold, refunds: 1, refundedSantim: is.santim });
  }
}
