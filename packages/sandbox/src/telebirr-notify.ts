import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { wrongAmount } from './birr.ts';
import type { Clock } from './exchange.ts';
import type { Order } from './telebirr-orders.ts';
import { canonicalText, signText } from './telebirr-signature.ts';

/** What may be wrong with a callback on purpose. */
export type Flaw = 'none' | 'wrong-amount' | 'bad-signature' | 'pending';
type Merchant = { merchantAppId: string; merchantCode: string };

let stranger: KeyObject | undefined;
/** A key that nobody trusts, made when the first bad signature is asked for. */
const strangersKey = (): KeyObject => (stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/**
 * The body of a callback: 13-digit times, `transId` on the wire although it is signed as `trans_id`, signed by the provider.
 */
export function notification(
  order: Order,
  options: { merchant: Merchant; key: KeyObject; clock: Clock; flaw: Flaw; wrapped: boolean },
): Record<string, unknown> {
  const { merchant, flaw } = options;
  const fields: Record<string, string> = {
    notify_url: order.notifyUrl,
    appid: merchant.merchantAppId,
    notify_time: String(options.clock.now().getTime()),
    merch_code: merchant.merchantCode,
    merch_order_id: order.merchOrderId,
    payment_order_id: order.paymentOrderId,
    total_amount: flaw === 'wrong-amount' ? wrongAmount(order.totalAmount) : order.totalAmount,
    ...(order.transId === undefined ? {} : { transId: order.transId }),
    trans_currency: order.currency,
    trade_status: flaw === 'pending' ? 'Pending' : order.transId === undefined ? 'Failure' : 'Completed',
    trans_end_time: String(order.decidedAt ?? options.clock.now().getTime()),
    ...(order.callbackInfo === undefined ? {} : { callback_info: order.callbackInfo }),
  };
  const { transId, ...rest } = fields;
  const text = canonicalText({ ...rest, trans_id: transId });
  const sign = signText(text, flaw === 'bad-signature' ? strangersKey() : options.key);
  const signed = { ...fields, sign, sign_type: 'SHA256WithRSA' };
  return options.wrapped ? { data: signed } : signed;
}
