// WeBirr: a bill under our order id, and a nine-digit code that any bank takes. Nothing is redirected; what was paid is
// learned by asking, by the feed, and by webhooks that anybody could send. Written from the protocol notes (section 2).
import { hash, timingSafeEqual } from 'node:crypto';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { GREATEST_PRICE, LEAST_PRICE, parseWireAmount, telebirrAmount } from '@windsurf/money/money';
import { Url } from '@windsurf/service-kit/env';
import { checkRail } from './rail-checks.ts';
import { createGateway, fieldsOf, isMap, textOf } from './rail-http.ts';
import type { Fields } from './rail-http.ts';
import type { FeedPage, Initiated, Notice, ParsedCallback, Payment, Rail, RailAnswer, RailOptions } from './rails.ts';
import { codeOf, readPayment, readStatus, saidBy } from './webirr-answers.ts';
import type { Said } from './webirr-answers.ts';

export const WebirrSecret = T.Object({
  baseUrl: Url,
  apiKey: T.String({ minLength: 1 }),
  merchantId: T.String({ minLength: 1 }),
  /** Agreed with WeBirr by hand; comes back in the webhook's address. */
  authKey: T.String({ minLength: 16 }),
});
export type WebirrSettings = Static<typeof WebirrSecret>;

/** A bill stays open until it is deleted; so long we leave it. */
const lifeMinutes = 24 * 60;
const banksFreshMs = 5 * 60_000;
const feedLimit = 100;

type Found =
  | { readonly kind: 'bill'; readonly bill: Fields }
  | { readonly kind: 'absent' }
  | { readonly kind: 'error'; readonly why: string }
  | { readonly kind: 'none'; readonly why: string };

export function createWebirr(settings: WebirrSettings, options: RailOptions = {}): Rail {
  const now = options.now ?? Date.now;
  const timeoutMs = options.timeoutMs ?? 6000;
  const gateway = createGateway(settings.baseUrl, timeoutMs);
  const authKey = hash('sha256', settings.authKey, 'buffer');
  let banks: { readonly names: readonly string[]; readonly until: number } | undefined;

  // The key goes into every address, so no address is ever kept, logged or thrown.
  const address = (path: string, query: Readonly<Record<string, string>> = {}): string =>
    `${path}?${new URLSearchParams({ api_key: settings.apiKey, merchant_id: settings.merchantId, ...query }).toString()}`;
  const get = async (path: string, query: Readonly<Record<string, string>>): Promise<Said> =>
    saidBy(await gateway.get(address(path, query)));

  const create = async (payment: Payment): Promise<Said> =>
    saidBy(
      await gateway.post(
        address('/einvoice/api/bill'),
        {},
        {
          amount: telebirrAmount(payment.amount),
          // Required, and shown to whoever types the code: nothing about the buyer.
          customerCode: payment.orderId,
          customerName: 'Customer',
          customerPhone: '',
          time: minuteOf(now()),
          description: payment.title.slice(0, 120),
          billReference: payment.orderId,
          merchantID: settings.merchantId,
          extras: {},
        },
      ),
    );
  /** The bill under our reference; `absent` in WeBirr's own words. */
  const billOf = async (orderId: string): Promise<Found> => {
    const said = await get('/einvoice/api/bill', { bill_reference: orderId });
    if (said.kind === 'error') return said.means === 'refused' ? { kind: 'absent' } : said;
    if (said.kind === 'none') return said;
    return isMap(said.res) && textOf(said.res, 'billReference') === orderId
      ? { kind: 'bill', bill: said.res }
      : { kind: 'none', why: 'another bill' };
  };
  const startedBy = (bill: Fields, payment: Payment): Initiated => {
    const code = codeOf(bill.wbcCode);
    if (code === undefined) return { kind: 'unknown', why: 'no payment code' };
    // Somebody else's bill under our reference: its code must not be shown for this price.
    if (parseWireAmount(textOf(bill, 'amount') ?? '') !== payment.amount)
      return { kind: 'unknown', why: 'a bill of another amount' };
    return { kind: 'started', reference: code };
  };

  return {
    name: 'webirr',
    capabilities: {
      pay: 'code',
      query: true,
      feed: true,
      refund: 'manual',
      payout: [],
      nameCheck: false,
      mandates: false,
      reverses: true,
      lifeMinutes,
      limits: { min: LEAST_PRICE, max: GREATEST_PRICE },
    },
    payOrigin: undefined,

    async initiate(payment) {
      for (const last of [false, true]) {
        const said = await create(payment);
        if (said.kind === 'res') {
          const code = codeOf(said.res);
          if (code !== undefined) return { kind: 'started', reference: code };
        } else if (said.kind === 'error' && said.means !== 'duplicate') return { kind: 'refused', why: said.why };
        else if (said.kind === 'none' && !said.sent) return { kind: 'down', why: said.why };
        // It may be there: under our reference there is one bill at most, so it is read before another is made.
        const found = await billOf(payment.orderId);
        if (found.kind === 'bill') return startedBy(found.bill, payment);
        if (found.kind !== 'absent' || last)
          return { kind: 'unknown', why: found.kind === 'absent' ? 'no bill' : found.why };
      }
      return { kind: 'unknown', why: 'no bill' };
    },

    async query(orderId, reference): Promise<RailAnswer> {
      let code = codeOf(reference);
      const lost = code === undefined;
      if (code === undefined) {
        const found = await billOf(orderId);
        if (found.kind === 'absent') return { kind: 'refused', why: 'no such bill' };
        if (found.kind === 'none') return { kind: 'no-answer', why: found.why };
        if (found.kind === 'error') return { kind: 'refused', why: found.why };
        code = codeOf(found.bill.wbcCode);
        if (code === undefined) return { kind: 'unclear', text: 'a bill without a code' };
      }
      const said = await get('/einvoice/api/paymentStatus', { wbc_code: code });
      if (said.kind === 'res') {
        const answer = readStatus(said.res, orderId, code);
        return answer.kind === 'waiting' && lost ? { ...answer, reference: code } : answer;
      }
      return { kind: said.kind === 'error' ? 'refused' : 'no-answer', why: said.why };
    },

    parseCallback: ({ body, query }: Notice): ParsedCallback => {
      const given = hash('sha256', typeof query.authKey === 'string' ? query.authKey : '', 'buffer');
      if (!timingSafeEqual(given, authKey)) return { kind: 'bad-signature', orderId: undefined };
      const outer = fieldsOf(body.toString('utf8'));
      // Its own clients disagree about the body: the payment itself, or inside `data`.
      const item = isMap(outer.data) ? outer.data : outer;
      const reference = codeOf(item.wbcCode);
      if (reference === undefined) return { kind: 'unreadable' };
      const answer = readPayment(item, '');
      return {
        kind: 'notice',
        orderId: '',
        reference,
        amount: parseWireAmount(textOf(item, 'amount') ?? ''),
        currency: 'ETB',
        says: answer.kind === 'paid' || answer.kind === 'reversed' ? answer.kind : 'waiting',
        endedAt: momentOf(textOf(item, 'confirmedTime', 'paymentDate', 'time')),
      };
    },

    async banks() {
      if (banks && banks.until > now()) return banks.names;
      const said = await get('/einvoice/api/banks', {});
      // An old list is better than none; nobody else's banks are ever shown.
      if (said.kind !== 'res' || !Array.isArray(said.res)) return banks?.names ?? [];
      const rows: readonly unknown[] = said.res;
      const names = rows.map((one) => (isMap(one) ? textOf(one, 'name', 'bankID') : undefined));
      banks = { names: names.filter((name) => name !== undefined), until: now() + banksFreshMs };
      return banks.names;
    },

    async feed(cursor): Promise<FeedPage> {
      const said = await get('/einvoice/api/payments', { last_timestamp: cursor, limit: String(feedLimit) });
      if (said.kind !== 'res' || !Array.isArray(said.res)) return { items: [], cursor, more: false };
      const rows: readonly unknown[] = said.res;
      let next = cursor;
      const items = rows.map((row): FeedPage['items'][number] => {
        const item = isMap(row) ? row : {};
        // Opaque, and ordered as text; a page that is out of order must not move it back.
        const stamp = textOf(item, 'updateTimeStamp') ?? '';
        if (stamp > next) next = stamp;
        return {
          reference: codeOf(item.wbcCode) ?? '',
          answer: readPayment(item, textOf(item, 'billReference') ?? ''),
        };
      });
      return { items, cursor: next, more: rows.length >= feedLimit && next !== cursor };
    },

    async orderIdOf(reference) {
      const code = codeOf(reference);
      if (code === undefined) return undefined;
      const said = await get('/einvoice/api/bill', { wbc_code: code });
      return said.kind === 'res' && isMap(said.res) ? textOf(said.res, 'billReference') : undefined;
    },

    /** Only an unpaid bill can be deleted. Its OK is the proof; else that neither its reference nor its code is known now. */
    async cancel(orderId, reference) {
      const code = codeOf(reference);
      if (code === undefined) return false;
      const said = saidBy(await gateway.delete(address('/einvoice/api/bill', { wbc_code: code }), {}, {}));
      if (said.kind === 'res') return said.res === 'OK';
      if ((await billOf(orderId)).kind !== 'absent') return false;
      const status = await get('/einvoice/api/paymentStatus', { wbc_code: code });
      return status.kind === 'error' && status.means === 'refused';
    },

    selfTest: async () =>
      await checkRail({
        url: settings.baseUrl,
        ask: async () => await gateway.get(address('/einvoice/api/banks')),
        key: (answer) => {
          const said = saidBy(answer);
          return said.kind === 'error' && said.means === 'key' ? said.why : undefined;
        },
        now,
        timeoutMs,
      }),
    close: async () => await gateway.close(),
  };
}

/** `yyyy-MM-dd HH:mm` in East Africa Time, which the notes assume. */
const minuteOf = (milliseconds: number): string =>
  new Date(milliseconds + 3 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** `yyyy-MM-dd HH:mm:ss` of East Africa Time; undefined for anything else and for the year one, which means "none". */
function momentOf(text: string | undefined): Date | undefined {
  const m = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text ?? '');
  const at = m ? Date.parse(`${m[1]}T${m[2]}+03:00`) : Number.NaN;
  return at > 0 ? new Date(at) : undefined;
}
