import { randomBytes } from 'node:crypto';
import { toBirr, toSantim, wrongAmount } from './birr.ts';
import { eat } from './east-africa-time.ts';
import { type Exchange, type Part, sendJson, sendText } from './exchange.ts';
import type { Telebirr } from './telebirr.ts';
import { type CallName, wrongIn } from './telebirr-fields.ts';
import type { Order } from './telebirr-orders.ts';
import { canonicalText, isSignedBy, signText } from './telebirr-signature.ts';

/** Life of a fabric token, milliseconds. */
const TOKEN_LIFE = 3600_000;
/** The journal's kind: token → the millisecond at which it ends. */
const TOKENS = 'telebirr-tokens';

const refuse = (exchange: Exchange, status: number, errorCode: string, errorMsg: string): true =>
  sendJson(exchange, status, { errorCode, errorMsg, errorSolution: 'Please check the request and try again.' });
const badParameter = (exchange: Exchange, text: string): true => refuse(exchange, 400, '49401024995', text);

/** An answer of the business side: HTTP 200 whatever happened. */
type Outcome = { ok: true; biz: Record<string, string> } | { ok: false; code: string; msg: string };

/** Codes that no source gives; they say so themselves. */
const invented = (code: string, msg: string): Outcome => ({
  ok: false,
  code,
  msg: `${msg} (code invented by the sandbox)`,
});

/**
 * The merchant's API of telebirr: token, preOrder, queryOrder, refund. Every path that ends in one of them is served, so that
 * a base address with any prefix under `/telebirr/` works.
 */
export function openGateway(telebirr: Telebirr): Part & { expireTokens(): void } {
  const { config, clock, book, journal } = telebirr;
  const tokens = new Map<string, number>(journal.entries<number>(TOKENS));
  const now = (): number => clock.now().getTime();

  const giveToken = async (exchange: Exchange): Promise<true> => {
    const body = await readObject(exchange);
    if (body === undefined) return badParameter(exchange, 'Parameter:body type mismatch. [Required type object]');
    const secret = body['appSecret'];
    if (typeof secret !== 'string' || secret === '')
      return badParameter(exchange, 'Parameter:.appSecret must be filled in.');
    if (secret.length < 32) return badParameter(exchange, 'Parameter:.appSecret less than minimum length');
    if (secret !== config.appSecret) return sendText(exchange, 401, 'Authorization error');
    for (const [token, until] of tokens) {
      if (until > now()) continue;
      tokens.delete(token);
      journal.remove(TOKENS, token);
    }
    const token = `Bearer ${randomBytes(16).toString('hex')}`;
    tokens.set(token, now() + TOKEN_LIFE);
    journal.put(TOKENS, token, now() + TOKEN_LIFE);
    const stamp = (at: number): string => eat(at).replace(/\D/g, '');
    return sendJson(exchange, 200, { effectiveDate: stamp(now()), expirationDate: stamp(now() + TOKEN_LIFE), token });
  };

  const answer = (exchange: Exchange, outcome: Outcome): true => {
    const message: Record<string, unknown> = {
      result: outcome.ok ? 'SUCCESS' : 'FAIL',
      code: outcome.ok ? '0' : outcome.code,
      msg: outcome.ok ? 'success' : outcome.msg,
      nonce_str: randomBytes(16).toString('hex').toUpperCase(),
      ...(outcome.ok ? { biz_content: outcome.biz } : {}),
    };
    const sign = signText(canonicalText(message), telebirr.key);
    return sendJson(exchange, 200, { ...message, sign, sign_type: 'SHA256WithRSA' });
  };

  const preOrder = async (biz: Record<string, string>): Promise<{ outcome: Outcome; after?: () => void }> => {
    const merchOrderId = biz['merch_order_id'] ?? '';
    if (book.find(merchOrderId) !== undefined)
      return { outcome: invented('60200041', 'merch_order_id already exists') };
    const order = book.create(
      {
        merchOrderId,
        title: biz['title'] ?? '',
        totalAmount: biz['total_amount'] ?? '',
        currency: biz['trans_currency'] ?? '',
        notifyUrl: biz['notify_url'] ?? '',
        ...(biz['redirect_url'] === undefined ? {} : { redirectUrl: biz['redirect_url'] }),
        ...(biz['callback_info'] ? { callbackInfo: biz['callback_info'] } : {}),
      },
      Number.parseInt(biz['timeout_express'] ?? '', 10),
    );
    const { wallet, callback } = telebirr.switchesOf(merchOrderId);
    const outcome: Outcome = { ok: true, biz: { merch_order_id: merchOrderId, prepay_id: order.prepayId } };
    if (wallet !== 'approve' && wallet !== 'decline') return { outcome };
    if (callback === 'early') {
      await telebirr.decide(order, wallet);
      return { outcome };
    }
    return { outcome, after: () => void telebirr.behind(async () => void (await telebirr.decide(order, wallet))) };
  };

  const queryOrder = (biz: Record<string, string>): Outcome => {
    const order = biz['merch_order_id']
      ? book.find(biz['merch_order_id'])
      : book.findByPrepayId(biz['prepay_id'] ?? '');
    if (order === undefined) return invented('60200042', 'order does not exist');
    const switches = telebirr.switchesOf(order.merchOrderId);
    const paid = order.transId !== undefined;
    const { transId, decidedAt } = order;
    return {
      ok: true,
      biz: {
        merch_order_id: order.merchOrderId,
        [switches.statusField]: switches.query === 'paying' && paid ? 'PAYING' : order.state,
        trans_currency: order.currency,
        total_amount: switches.query === 'wrong-amount' && paid ? wrongAmount(order.totalAmount) : order.totalAmount,
        ...(transId === undefined ? {} : { payment_order_id: order.paymentOrderId, trans_id: transId }),
        ...(decidedAt === undefined ? {} : { trans_time: eat(decidedAt) }),
      },
    };
  };

  const refund = (biz: Record<string, string>): Outcome => {
    const order = book.find(biz['merch_order_id'] ?? '');
    if (order === undefined) return invented('60200042', 'order does not exist');
    const switches = telebirr.switchesOf(order.merchOrderId);
    const asked = biz['actual_amount'] ?? (switches.allowRefundAmount ? biz['refund_amount'] : undefined) ?? '';
    const requestNo = biz['refund_request_no'] ?? '';
    const describe = (one: Order['refunds'][number], status: string): Outcome => ({
      ok: true,
      biz: {
        merch_code: config.merchantCode,
        merch_order_id: order.merchOrderId,
        trans_order_id: order.paymentOrderId,
        refund_order_id: one.refundOrderId,
        refund_amount: toBirr(one.amount),
        refund_currency: order.currency,
        refund_status: status,
        ...(status === 'REFUND_SUCCESS' ? { refund_time: String(one.at) } : {}),
      },
    });
    const before = order.refunds.find((one) => one.requestNo === requestNo);
    if (before !== undefined) return describe(before, 'REFUND_DUPLICATED');
    if (switches.refunds === 'platform-error')
      return { ok: false, code: '60320025', msg: 'failed to call the payment platform' };
    if (order.transId === undefined) return invented('60200043', 'order is not paid');
    if (toSantim(asked) > book.refundable(order)) return invented('60200044', 'refund amount exceeds the paid amount');
    const status = { success: 'REFUND_SUCCESS', pending: 'REFUNDING', failed: 'REFUND_FAILED' } as const;
    const made = book.addRefund(order, requestNo, toSantim(asked), status[switches.refunds]);
    return describe(made, made.status);
  };

  const business = async (exchange: Exchange, call: CallName): Promise<true> => {
    const token = exchange.request.headers.authorization;
    if (token === undefined) return badParameter(exchange, 'Parameter:Authorization must be filled in.');
    if (!((tokens.get(token) ?? 0) > now())) return sendText(exchange, 401, 'Authorization error');
    const message = await readObject(exchange);
    if (message === undefined) return badParameter(exchange, 'Parameter:body type mismatch. [Required type object]');
    const biz = message['biz_content'];
    const wrong = wrongIn(call, message, biz);
    if (wrong !== undefined) return badParameter(exchange, wrong);
    // the rules above left only strings
    const fields = biz as Record<string, string>;
    const switches = telebirr.switchesOf(fields['merch_order_id']);
    if (call === 'refund' && !fields['actual_amount'] && !(switches.allowRefundAmount && fields['refund_amount'])) {
      return badParameter(exchange, 'Parameter:.actual_amount must be filled in.');
    }
    const signedRight = isSignedBy(telebirr.merchantKey, canonicalText(message), message['sign'], {
      allowPkcs1: switches.allowPkcs1,
    });
    const played = switches.calls === 'all' || switches.calls === call ? switches.answers : 'normal';
    if (!signedRight || played === 'fail')
      return answer(exchange, { ok: false, code: '60200099', msg: 'Verify the sign field failed' });
    if (fields['appid'] !== config.merchantAppId || fields['merch_code'] !== config.merchantCode) {
      return answer(exchange, invented('60200045', 'appid or merch_code is not of this merchant'));
    }
    if (played === 'down') return refuse(exchange, 500, '49401024991', 'The southbound service is not available.');
    if (played === 'quota') return refuse(exchange, 429, '49401021002', 'Quota control: too many requests.');
    const { outcome, after } =
      call === 'preOrder'
        ? await preOrder(fields)
        : { outcome: call === 'queryOrder' ? queryOrder(fields) : refund(fields), after: undefined };
    if (played === 'cut') {
      exchange.response.destroy();
      after?.();
      return true;
    }
    if (played === 'slow') await telebirr.pause(switches.seconds * 1000);
    answer(exchange, outcome);
    after?.();
    return true;
  };

  const part = async (exchange: Exchange): Promise<boolean> => {
    const call = /^\/telebirr\/(?:.*\/)?payment\/v1\/(token|merchant\/(?:preOrder|queryOrder|refund))$/
      .exec(exchange.path)?.[1]
      ?.replace('merchant/', '');
    if (call === undefined) return false;
    if (exchange.method !== 'POST') return refuse(exchange, 405, '49401024405', 'Method not allowed');
    if (!/^application\/json\b/i.test(exchange.request.headers['content-type'] ?? '')) {
      return badParameter(exchange, 'Parameter:Content-Type type mismatch. [Required application/json]');
    }
    const appKey = exchange.request.headers['x-app-key'];
    if (appKey === undefined || appKey === '') return badParameter(exchange, 'Parameter:X-APP-Key must be filled in.');
    if (appKey !== config.fabricAppId) return sendText(exchange, 401, 'Authorization error');
    if (call !== 'token') return business(exchange, call as CallName);
    const { answers, calls } = telebirr.switchesOf(undefined);
    if (answers === 'down' && (calls === 'all' || calls === 'token'))
      return refuse(exchange, 500, '49401024991', 'The southbound service is not available.');
    return giveToken(exchange);
  };
  const expireTokens = (): void => {
    tokens.clear();
    journal.clear(TOKENS);
  };
  return Object.assign(part, { expireTokens });
}

async function readObject(exchange: Exchange): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await exchange.body());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
