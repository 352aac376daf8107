import type t from 'tap';
import { startOutside } from './outside.ts';
import { startTestShop } from './test-shop.ts';

export type Envelope = { error: string | null; errorCode: string | null; res: unknown };
export type Answered = { status: number; body: Envelope };
export type Fields = Record<string, unknown>;

/**
 * A merchant of WeBirr for the sandbox's own tests, written from the protocol note alone: addresses, envelope and headers as the
 * provider's own clients send and read them. With a shop that listens for webhooks. Everything is forgotten before each test.
 */
export async function startTestWebirr(test: typeof t) {
  const clock = { at: Date.parse('2026-11-20T08:00:00Z') };
  const shop = await startTestShop();
  const outside = await startOutside({
    clock: { now: () => new Date(clock.at) },
    callbackRetries: [0, 10, 10],
    storeOrigin: shop.url,
  });
  const { webirr: our } = outside.keys.payments;

  const call = async (
    method: string,
    path: string,
    params: Record<string, string> = {},
    body?: object,
  ): Promise<Answered> => {
    const query = new URLSearchParams({ api_key: our.apiKey, merchant_id: our.merchantId, ...params });
    const answer = await fetch(`${our.baseUrl}/${path}?${query.toString()}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read = text.startsWith('{')
      ? (JSON.parse(text) as Envelope)
      : { error: `http error ${answer.status}`, errorCode: null, res: null };
    if (!('error' in read || 'errorCode' in read || 'res' in read)) throw new Error(`no envelope: ${text}`);
    return { status: answer.status, body: read };
  };
  const billOf = (billReference: string, more: Fields = {}): Fields => ({
    amount: '270.90',
    customerCode: 'C-17',
    customerName: 'Abebe Example',
    customerPhone: '0911000000',
    time: '2026-01-01 10:00',
    description: 'Order 1',
    billReference,
    merchantID: our.merchantId,
    extras: {},
    ...more,
  });
  const merchant = {
    createBill: (reference: string, more: Fields = {}) =>
      call('POST', 'einvoice/api/bill', {}, billOf(reference, more)),
    updateBill: (reference: string, more: Fields = {}) => call('PUT', 'einvoice/api/bill', {}, billOf(reference, more)),
    deleteBill: (code: string) => call('DELETE', 'einvoice/api/bill', { wbc_code: code }, {}),
    status: (code: string) => call('GET', 'einvoice/api/paymentStatus', { wbc_code: code }),
    byReference: (reference: string) => call('GET', 'einvoice/api/bill', { bill_reference: reference }),
    byCode: (code: string) => call('GET', 'einvoice/api/bill', { wbc_code: code }),
    bills: (payment_status = '-1', last_timestamp = '', limit = '100') =>
      call('GET', 'einvoice/api/bills', { payment_status, last_timestamp, limit }),
    payments: (last_timestamp = '', limit = '100') => call('GET', 'einvoice/api/payments', { last_timestamp, limit }),
    banks: () => call('GET', 'einvoice/api/banks'),
    stat: (date_from: string, date_to: string) => call('GET', 'merchant/stat', { date_from, date_to }),
  };
  /** A new bill. @returns its code as WeBirr gives it */
  const bill = async (reference: string, more: Fields = {}): Promise<string> =>
    String((await merchant.createBill(reference, more)).body.res);
  /** One page of the payments feed. */
  const feed = async (cursor = '', limit = '100') =>
    (await merchant.payments(cursor, limit)).body.res as (Fields & { updateTimeStamp: string; id: number })[];
  test.teardown(async () => {
    await outside.stop();
    await shop.stop();
  });
  test.beforeEach(() => {
    outside.clear();
    shop.called.length = 0;
    shop.answers.length = 0;
  });
  return { clock, shop, outside, webirr: outside.webirr, our, call, billOf, merchant, bill, feed };
}
