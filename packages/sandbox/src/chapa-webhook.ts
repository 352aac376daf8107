import { createHmac } from 'node:crypto';
import { wrongAmount } from './birr.ts';
import type { ChapaCharge } from './chapa-books.ts';

/** What may be wrong with a webhook on purpose. */
export type ChapaFlaw = 'none' | 'wrong-amount' | 'bad-signature' | 'historic-only' | 'tampered';

/** Hex HMAC-SHA256 of a text. */
export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/**
 * Both headers that Chapa sends: `x-chapa-signature` over the body, and the historic `Chapa-Signature`, which signs the secret
 * by itself, is the same for every message and therefore proves nothing.
 */
export function signatures(secret: string, body: string): Record<string, string> {
  return { 'x-chapa-signature': hmac(secret, body), 'chapa-signature': hmac(secret, secret) };
}

/** The body of the webhook about a charge. */
export function chargeEvent(charge: ChapaCharge, flaw: ChapaFlaw): Record<string, unknown> {
  const at = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}.000000Z`;
  return {
    event: charge.state === 'success' ? 'charge.success' : 'charge.failed/cancelled',
    type: 'API',
    tx_ref: charge.txRef,
    reference: charge.reference,
    amount: flaw === 'wrong-amount' ? wrongAmount(charge.amount) : charge.amount,
    charge: '0.00',
    currency: charge.currency,
    status: charge.state,
    mode: 'test',
    payment_method: charge.method ?? 'telebirr',
    first_name: charge.firstName ?? null,
    last_name: charge.lastName ?? null,
    email: charge.email ?? null,
    mobile: charge.phoneNumber ?? null,
    customization: charge.customization ?? null,
    meta: null,
    created_at: at(charge.createdAt),
    updated_at: at(charge.decidedAt ?? charge.createdAt),
  };
}

/** One message as it goes out: its text and its headers, flawed as wanted. */
export function sealWebhook(secret: string, event: Record<string, unknown>, flaw: ChapaFlaw) {
  const body = JSON.stringify(event);
  const signed = signatures(secret, body);
  switch (flaw) {
    case 'bad-signature':
      return { body, headers: { ...signed, 'x-chapa-signature': hmac(`${secret}?`, body) } };
    case 'historic-only': {
      const { 'x-chapa-signature': _body, ...historic } = signed;
      return { body, headers: historic };
    }
    case 'tampered':
      return { body: JSON.stringify({ ...event, amount: '1.00' }), headers: signed };
    default:
      return { body, headers: signed };
  }
}
