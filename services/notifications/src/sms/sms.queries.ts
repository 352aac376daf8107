import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type Template =
  | 'code'
  | 'receipt'
  | 'sale'
  | 'failure'
  | 'waiting'
  | 'abandoned'
  | 'missing-file'
  | 'request-received'
  | 'request-accepted'
  | 'request-delivered'
  | 'refund-asked'
  | 'refund-sent'
  | 'refund-failed'
  | 'refund-done'
  | 'reversal'
  | 'surplus'
  | 'surplus-returned'
  | 'access-paused'
  | 'access-restored'
  | 'booking-confirmed'
  | 'booking-made'
  | 'booking-moved'
  | 'booking-cancelled'
  | 'booking-lost'
  | 'booking-reminder'
  | 'preorder-out'
  | 'preorder-moved'
  | 'preorder-late'
  | 'preorder-file-due'
  | 'gift-giver'
  | 'gift-receiver'
  | 'instalment-due'
  | 'instalment-paid'
  | 'membership-due'
  | 'membership-renewed'
  | 'membership-price'
  | 'plan-due'
  | 'turnover'
  | 'payout'
  | 'payout-account'
  | 'old-wallet'
  | 'risk'
  | 'reviewed';
export type State = 'queued' | 'sending' | 'accepted' | 'delivered' | 'failed' | 'unknown';
export type NewMessage = {
  readonly id: string;
  readonly template: Template;
  readonly about: string;
  readonly personId: string | null;
  readonly phoneSealed: string;
  readonly lang: 'am' | 'en';
  readonly textSealed: string;
  readonly length: number;
  readonly parts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
};

/** False when there already is a message about this. */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notifications.messages')
    .values(message)
    .onConflict((c) => c.columns(['template', 'about']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findAbout(
  tx: Tx,
  template: Template,
  about: string,
): Promise<{ id: string; state: State } | undefined> {
  return await tx
    .selectFrom('notifications.messages')
    .select(['id', 'state'])
    .where('template', '=', template)
    .where('about', '=', about)
    .executeTakeFirst();
}

/** How many messages of this kind were written since then, to everybody and to one person. */
export async function countSince(
  tx: Tx,
  template: Template,
  personId: string,
  since: Date,
): Promise<{ all: number; own: number }> {
  return await tx
    .selectFrom('notifications.messages')
    .select((e) => [
      e.fn.countAll<number>().as('all'),
      e.fn.countAll<number>().filterWhere('personId', '=', personId).as('own'),
    ])
    .where('template', '=', template)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow();
}

/** The message, locked until the end of the transaction. */
export async function lockMessage(tx: Tx, id: string) {
  return await tx
    .selectFrom('notifications.messages')
    .select(['state', 'template', 'phoneSealed', 'textSealed', 'expiresAt', 'attempts', 'checks', 'gatewayId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markSending(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('notifications.messages')
    .set({ state: 'sending', sendingAt: at, attempts: sql<number>`attempts + 1`, reason: null })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
}

/** Back to the queue after a call that certainly sent nothing. */
export async function markQueuedAgain(tx: Tx, id: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notifications.messages')
    .set({ state: 'queued', reason })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** The text of a code is gone as soon as it can no longer be sent; others stay, for a person who decides to send again. */
const textLeft = sql<string | null>`case when template = 'code' then null else text_sealed end`;

export async function markUnknown(tx: Tx, id: string, reason: string): Promise<void> {
  await tx
    .updateTable('notifications.messages')
    .set({ state: 'unknown', reason, textSealed: textLeft })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** The gateway took it. A report that was faster has already decided, and stays. */
export async function markAccepted(tx: Tx, id: string, gatewayId: string | null, at: Date): Promise<void> {
  await tx
    .updateTable('notifications.messages')
    .set({
      state: sql<State>`case when state in ('sending', 'unknown') then 'accepted' else state end`,
      reason: sql<string | null>`case when state in ('sending', 'unknown') then null else reason end`,
      gatewayId: sql<string | null>`coalesce(gateway_id, ${gatewayId})`,
      acceptedAt: sql<Date>`coalesce(accepted_at, ${at})`,
      textSealed: textLeft,
    })
    .where('id', '=', id)
    .where('state', '!=', 'queued')
    .execute();
}

/** The end of a message that the gateway has not taken. */
export async function markFailed(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx
    .updateTable('notifications.messages')
    .set({ state: 'failed', reason, finalAt: at, textSealed: textLeft })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** What the gateway says became of it. Only a message on its way changes; a final state never goes back. */
export async function markReported(
  tx: Tx,
  id: string,
  report: { readonly gatewayId: string; readonly state: 'delivered' | 'failed' | 'accepted'; readonly at: Date },
): Promise<boolean> {
  const final = report.state !== 'accepted';
  const { numUpdatedRows } = await tx
    .updateTable('notifications.messages')
    .set({
      state: report.state,
      reason: report.state === 'failed' ? 'undelivered' : null,
      gatewayId: report.gatewayId,
      acceptedAt: sql<Date>`coalesce(accepted_at, ${report.at})`,
      finalAt: final ? report.at : null,
      textSealed: report.state === 'delivered' ? null : textLeft,
    })
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'accepted', 'unknown'])
    .where((e) => e.or([e('gatewayId', 'is', null), e('gatewayId', '=', report.gatewayId)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function countCheck(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('notifications.messages')
    .set({ checks: sql<number>`checks + 1` })
    .where('id', '=', id)
    .execute();
}

/** Until when the gateway wants no sends; undefined when it takes them. */
export async function sendsPausedUntil(tx: Tx, now: Date): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('notifications.gatewayCalls')
    .select('nextAt')
    .where('call', '=', 'send')
    .where('nextAt', '>', now)
    .executeTakeFirst();
  return row?.nextAt;
}

export async function pauseCalls(tx: Tx, call: 'send' | 'status', until: Date): Promise<void> {
  await tx
    .updateTable('notifications.gatewayCalls')
    .set({ nextAt: until })
    .where('call', '=', call)
    .where('nextAt', '<', until)
    .execute();
}

/** Takes the next free moment for a status call: never two within `apartMs`, whichever process asks. */
export async function takeStatusSlot(tx: Tx, now: Date, apartMs: number): Promise<Date> {
  const { nextAt } = await tx
    .updateTable('notifications.gatewayCalls')
    .set({ nextAt: sql<Date>`greatest(next_at, ${now}::timestamptz) + make_interval(secs => ${apartMs / 1000})` })
    .where('call', '=', 'status')
    .returning('nextAt')
    .executeTakeFirstOrThrow();
  return new Date(nextAt.getTime() - apartMs);
}

export async function listNewest(tx: Tx, page: { before: string | undefined; limit: number }) {
  let query = tx
    .selectFrom('notifications.messages')
    .select(['id', 'template', 'phoneSealed', 'parts', 'state', 'gatewayId', 'createdAt', 'finalAt'])
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return await query.execute();
}
