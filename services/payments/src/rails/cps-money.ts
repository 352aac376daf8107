// What both rails on the mobile-money core share: money out, and the Result that ends it.
import { parsePhone, wire251 } from '@windsurf/phone/phone';
import type { Cps, CpsOrder, CpsResult } from './cps.ts';
import type { Payout, ParsedCallback, Sent } from './rails.ts';

/** A subscriber's number as CPS wants it (`2519…`); undefined when it is none. */
export function subscriber(number: string): string | undefined {
  const read = parsePhone(number);
  return read.ok ? wire251(read.phone) : undefined;
}

/** Sends money out. Accepted is not arrived: the Result says that, and without one nobody knows. */
export async function sendOut(cps: Cps, command: string, payout: Payout, callback: string): Promise<Sent> {
  const to = subscriber(payout.account.number);
  if (to === undefined) return payout.again ? { kind: 'unknown', why: 'account' } : { kind: 'failed', why: 'account' };
  const order: CpsOrder = {
    kind: 'payout',
    command,
    id: payout.payoutId,
    callback,
    receiver: { type: '1', identifier: to },
    amount: payout.amount,
    // One suite says that the gateway refuses a request without this item, and with an empty one.
    reference: [['Remarks', `Payout ${payout.payoutId}`]],
  };
  const begun = await cps.begin(order);
  if (begun.kind === 'accepted') return { kind: 'pending', reference: begun.conversationId };
  if (begun.kind === 'unknown') return { kind: 'unknown', why: begun.why };
  const failed = begun.kind === 'refused' && (cps.meaningOf(begun.why) ?? 'doubt') !== 'doubt';
  // What a second try meets at the door says nothing about the first, and a code that we do not know may mean "twice".
  if (payout.again || (begun.kind === 'refused' && !failed))
    return { kind: 'unknown', why: `${begun.kind} ${begun.why}` };
  return { kind: failed ? 'failed' : 'down', why: begun.why };
}

/** The Result of money that we sent, in the port's words. */
export function endOfSent(result: CpsResult): ParsedCallback {
  const { end, id, kind } = result;
  return { kind: 'sent', about: kind === 'refund' ? 'refund' : 'payout', id, end: sentBy(end) };
}
const sentBy = (end: CpsResult['end']): Sent =>
  end.kind === 'failed' ? { kind: 'failed', why: `${end.why} (${end.code})` } : end;
