import { KEYUTIL, KJUR, b64tohex, hextob64 } from 'jsrsasign';
import type t from 'tap';
import { startOutside } from './outside.ts';
import { canonicalText } from './telebirr-signature.ts';
import { startTestShop } from './test-shop.ts';

export type Message = Record<string, string>;
export type Answer = { status: number; body: Record<string, unknown>; biz: Message; text: string };

/**
 * A merchant for the sandbox's own tests, written from the protocol alone and signed by jsrsasign, which the provider hands
 * out; with a shop that listens for callbacks. Everything is forgotten before each test.
 */
export async function startTestMerchant(test: typeof t) {
  const clock = { at: Date.parse('2026-11-20T08:00:00Z') };
  const outside = await startOutside({ clock: { now: () => new Date(clock.at) }, callbackRetries: [0, 10, 10] });
  const { telebirr: our } = outside.keys.payments;
  const jsrsaSign = (text: string): string => {
    const signature = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
    signature.init(our.privateKey);
    signature.updateHex(Buffer.from(text).toString('hex'));
    return hextob64(signature.sign());
  };
  const jsrsaVerify = (text: string, signature: string): boolean => {
    const verifier = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
    verifier.init(KEYUTIL.getKey(our.telebirrPublicKey));
    verifier.updateHex(Buffer.from(text).toString('hex'));
    try {
      return verifier.verify(b64tohex(signature));
    } catch {
      // it throws for a signature of another key instead of saying no
      return false;
    }
  };

  const shop = await startTestShop();
  const { called, answers } = shop;
  const post = async (path: string, headers: Record<string, string>, body: unknown): Promise<Answer> => {
    const response = await fetch(`${our.baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: Record<string, unknown> = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, body: parsed, biz: (parsed['biz_content'] ?? {}) as Message, text };
  };
  const fetchToken = async (): Promise<string> =>
    String(
      (await post('/payment/v1/token', { 'X-APP-Key': our.fabricAppId }, { appSecret: our.appSecret })).body['token'],
    );
  const token = await fetchToken();

  const head = { 'X-APP-Key': our.fabricAppId, Authorization: token };
  const who = { appid: our.merchantAppId, merch_code: our.merchantCode };
  const sealed = (method: string, biz: unknown, more: object = {}): Record<string, unknown> => {
    const message = {
      timestamp: '1795161600',
      nonce_str: '0123456789ABCDEFGHIJKLMNOPQRSTUV',
      method,
      version: '1.0',
      biz_content: biz,
      ...more,
    };
    return { ...message, sign: jsrsaSign(canonicalText(message)), sign_type: 'SHA256WithRSA' };
  };
  const orderOf = (merch_order_id: string, more: object = {}) => ({
    notify_url: `${shop.url}/notify`,
    redirect_url: `${shop.url}/back?id=7`,
    ...who,
    merch_order_id,
    trade_type: 'Checkout',
    title: 'ዋዜማ ዜማ 3',
    total_amount: '199.50',
    trans_currency: 'ETB',
    timeout_express: '30m',
    business_type: 'BuyGoods',
    payee_identifier: our.merchantCode,
    payee_identifier_type: '04',
    payee_type: '5000',
    callback_info: 'cart7',
    ...more,
  });
  const preOrder = (id: string, more: object = {}) =>
    post('/payment/v1/merchant/preOrder', head, sealed('payment.preorder', orderOf(id, more)));
  const query = (id: string) =>
    post('/payment/v1/merchant/queryOrder', head, sealed('payment.queryorder', { ...who, merch_order_id: id }));
  const refund = (id: string, no: string, actual_amount: string, more: object = {}) =>
    post(
      '/payment/v1/merchant/refund',
      head,
      sealed('payment.refund', {
        ...who,
        merch_order_id: id,
        refund_request_no: no,
        actual_amount,
        trans_currency: 'ETB',
        refund_reason: 'ዕቃ ተመልሷል',
        ...more,
      }),
    );
  const checkoutUrl = (prepayId: string, encode = encodeURIComponent): string => {
    const fields = { ...who, nonce_str: 'N1', prepay_id: prepayId, timestamp: '1795161600' };
    const raw = Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    return `${our.webBaseUrl}${raw}&sign=${encode(jsrsaSign(canonicalText(fields)))}&sign_type=SHA256WithRSA&version=1.0&trade_type=Checkout`;
  };
  const submit = (fields: Record<string, string>) =>
    fetch(`${outside.url}/telebirr/payment/web/decide`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  test.teardown(async () => {
    await outside.stop();
    await shop.stop();
  });
  test.beforeEach(() => {
    outside.clear();
    called.length = 0;
    answers.length = 0;
  });
  return {
    clock,
    outside,
    our,
    called,
    answers,
    head,
    who,
    token,
    verify: jsrsaVerify,
    post,
    sealed,
    orderOf,
    preOrder,
    query,
    refund,
    checkoutUrl,
    submit,
  };
}
