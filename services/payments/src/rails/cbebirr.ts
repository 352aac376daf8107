// CBE Birr: a push to the buyer's phone through the mobile-money core where the bank has opened it, and the page inside the
// bank's own app. Nobody can be asked afterwards: a Result or a callback that passes every check is the proof.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { GREATEST_PRICE, LEAST_PRICE } from '@windsurf/money/money';
import { Url } from '@windsurf/service-kit/env';
import { readPlus, startPlus } from './cbebirr-plus.ts';
import { CpsSecret, createCps } from './cps.ts';
import type { Cps, CpsResult } from './cps.ts';
import { endOfSent, sendOut, subscriber } from './cps-money.ts';
import { checkRail } from './rail-checks.ts';
import { createGateway } from './rail-http.ts';
import type { Initiated, Notice, ParsedCallback, Payment, Rail, RailAnswer, RailOptions } from './rails.ts';

export const CbebirrSecret = T.Object({
  /** …:8888, of the Plus gateway. */
  baseUrl: Url,
  tillCode: T.String({ pattern: '^\\d{4,12}$' }),
  companyName: T.String({ minLength: 1, maxLength: 100 }),
  hashKey: T.String({ minLength: 8 }),
  /** The names of a callback's signed fields, as the bank says; all of them when it does not. */
  callbackFields: T.Optional(T.Array(T.String({ minLength: 1 }), { minItems: 3 })),
  /** USSD push and money out, inside the bank's VPN. */
  push: T.Optional(CpsSecret),
});
export type CbebirrSettings = Static<typeof CbebirrSecret>;

/** A prompt is open for about a minute; so long may its Result take. */
const lifeMinutes = 15;

export function createCbebirr(settings: CbebirrSettings, options: RailOptions = {}): Rail {
  const now = options.now ?? Date.now;
  const timeoutMs = options.timeoutMs ?? 8000;
  const gateway = createGateway(settings.baseUrl, timeoutMs);
  const cps = settings.push === undefined ? undefined : createCps('cbebirr', settings.push, { now, timeoutMs });

  return {
    name: 'cbebirr',
    capabilities: {
      pay: 'push',
      ...(cps ? {} : { inApp: true as const }),
      query: false,
      feed: false,
      refund: 'manual',
      payout: cps ? ['cbebirr'] : [],
      nameCheck: false,
      mandates: false,
      reverses: false,
      lifeMinutes,
      limits: { min: LEAST_PRICE, max: GREATEST_PRICE },
    },
    payOrigin: undefined,

    async initiate(payment): Promise<Initiated> {
      const { walletToken } = payment;
      if (walletToken !== undefined) return await startPlus(gateway, settings, { ...payment, walletToken }, now());
      if (cps === undefined || settings.push === undefined)
        return { kind: 'refused', why: 'only inside CBE Birr Plus' };
      return await push(cps, settings.push.shortCode, payment);
    },
    // There is no such call; `capabilities.query` says so.
    query: async (): Promise<RailAnswer> => ({ kind: 'no-answer', why: 'nobody to ask' }),

    async parseCallback(notice: Notice): Promise<ParsedCallback> {
      if (notice.tail === '') return await readPlus(gateway, settings, notice);
      const result = cps?.readResult(notice.tail, notice.body) ?? 'unreadable';
      if (result === 'forged') return { kind: 'bad-signature', orderId: undefined };
      if (result === 'unreadable') return { kind: 'unreadable' };
      return result.kind === 'push' ? endOfPush(result) : endOfSent(result);
    },

    ...(cps === undefined
      ? {}
      : {
          payout: async (payout) =>
            payout.account.kind === 'cbebirr'
              ? await sendOut(cps, 'InitTrans_Salary Payment', payout, payout.resultUrl)
              : { kind: 'failed', why: 'account' },
        }),

    selfTest: async () => [
      // Only the bank's app has a token that is accepted, so a refusal is the right answer, and no key is tried.
      ...(await checkRail({
        url: settings.baseUrl,
        ask: async () => await gateway.get('/auth/user', { authorization: 'Bearer self-test' }),
        now,
        timeoutMs,
      })),
      ...((await cps?.selfTest()) ?? []),
    ],
    close: async () => {
      await Promise.all([gateway.close(), cps?.close()]);
    },
  };
}

/** Asks the buyer's phone for the PIN. Accepted is not paid; the Result says how it ended. */
async function push(cps: Cps, shortCode: string, payment: Payment): Promise<Initiated> {
  const customer = subscriber(payment.phone);
  if (customer === undefined) return { kind: 'refused', why: 'phone' };
  const begun = await cps.begin({
    kind: 'push',
    command: 'InitTrans_C2B Online Payment Request',
    id: payment.orderId,
    callback: payment.notifyUrl,
    primary: { type: '1', identifier: customer },
    receiver: { type: '4', identifier: shortCode },
    amount: payment.amount,
    reference: [['POSDeviceID', 'POS1']],
  });
  return begun.kind === 'accepted' ? { kind: 'started', reference: begun.conversationId } : begun;
}

/** The Result came to an address that only the core was told, for this order and this amount. */
function endOfPush({ id, amount, end }: CpsResult): ParsedCallback {
  const says = end.kind === 'done' ? 'paid' : end.kind === 'failed' ? 'failed' : 'waiting';
  const notice = { kind: 'notice', orderId: id, amount, currency: 'ETB', says, endedAt: undefined } as const;
  switch (end.kind) {
    case 'done':
      return { ...notice, proves: { kind: 'paid', orderId: id, amount, currency: 'ETB', txnId: end.txnId } };
    case 'failed':
      return { ...notice, proves: { kind: 'failed', ...(end.why === 'refused' ? {} : { why: end.why }) } };
    case 'unknown':
      return { ...notice, proves: { kind: 'unclear', text: end.why } };
  }
}
