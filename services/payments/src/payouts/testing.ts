// What the tests of money out share: sales without a buyer, an auth that knows proofs and numbers, and the sandbox's core.
import { randomBytes } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { findOrCreatePerson, phoneOfPerson, useStepUp } from '@windsurf/contracts/auth';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import { santim } from '@windsurf/money/money';
import type { TestPerson } from '@windsurf/testbed/people';
import { bookSale, lockBooks } from '../ledger/ledger.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

export type PayoutLab = TestPayments & {
  readonly creatorId: CreatorId;
  /** The number that the seller signs in with. */
  readonly ownPhone: string;
  /** A sale of the seller: the whole, of which 5 % are ours. Settled unless told otherwise. */
  earn(amountSantim: number, options?: { of?: CreatorId; rail?: string; at?: Date }): Promise<string>;
  /** A proof of a fresh code, good once. */
  proof(of?: TestPerson): string;
  call(method: string, url: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Adds the seller's own telebirr wallet, which may be used at once. */
  ownWallet(): Promise<string>;
  /** Asks for money. */
  ask(amountSantim: number, key?: string): Promise<LightMyRequestResponse>;
  payouts(): Promise<Row[]>;
  /** Balance of an account of the seller in santim, debits positive. */
  balance(account: string): Promise<number>;
  /** Zero in each entry, and each balance is the sum of its postings. */
  balanced(): Promise<boolean>;
  /** Hours on, and whatever is due. */
  later(hours: number): Promise<void>;
};
export type Row = { id: string; state: string; reason: string | null; next_at: Date | null; txn_id: string | null };

export const freshKey = (): string => randomBytes(16).toString('base64url');

export async function startPayoutLab(t: Test): Promise<PayoutLab> {
  const lab = await startTestPayments(t);
  const { seller, deps, db, app, clock } = lab;
  const creatorId = asCreatorId(seller.creatorId ?? '');
  const ownPhone = '+251911222333';
  const proofs = new Set<string>();
  const auth = async (shape: unknown, input: { params?: { id: string }; body?: Record<string, string> }) => {
    if (shape === phoneOfPerson) {
      return { phone: input.params?.id === seller.personId ? ownPhone : '+251911999999', lang: 'am' };
    }
    if (shape === findOrCreatePerson) return { personId: newId() };
    if (shape !== useStepUp) throw new Error('auth was asked for something else');
    const { personId, proof } = input.body ?? {};
    if (!proofs.delete(`${personId} ${proof}`)) throw new CallFailed('refused', { status: 403, unknown: false });
    return { done: true };
  };
  Object.assign(deps, { auth: Object.assign(auth, { close: async () => undefined }) as unknown as Caller });
  const proof = (of = seller): string => {
    const text = freshKey();
    proofs.add(`${of.personId} ${text}`);
    return text;
  };
  const call: PayoutLab['call'] = async (method, url, body, headers = seller.headers) =>
    await app.inject({
      method: method as 'GET',
      url,
      headers: { 'idempotency-key': freshKey(), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const balance = async (account: string): Promise<number> => {
    const rows = await db.look<{ sum: string }>(
      'select coalesce(sum(balance_santim), 0) as sum from payments.accounts where creator_id = $1 and kind = $2',
      [creatorId, account],
    );
    return Number(rows[0]?.sum);
  };
  return {
    ...lab,
    creatorId,
    ownPhone,
    async earn(
      amountSantim,
      { of = creatorId, rail = 'telebirr', at = new Date(clock.now().getTime() - 172_800_000) } = {},
    ) {
      return await sell(lab, of, amountSantim, rail, at);
    },
    proof,
    call,
    async ownWallet() {
      const body = { kind: 'telebirr', number: ownPhone, holder: 'Selam Tesfaye', proof: proof() };
      const answer = await call('POST', '/v1/payouts/accounts', body);
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json<{ id: string }>().id;
    },
    async ask(amountSantim, key = freshKey()) {
      return await call('POST', '/v1/payouts', { amountSantim }, { ...seller.headers, 'idempotency-key': key });
    },
    payouts: async () => await db.look<Row>('select * from payments.payouts order by requested_at, id'),
    balance,
    async balanced() {
      const broken = await lab.count(
        '(select from payments.postings group by creator_id, entry_id having sum(amount_santim) <> 0) b',
      );
      const wrong = await lab.count(`payments.accounts a where balance_santim <> coalesce((select sum(p.amount_santim)
        from payments.postings p where p.creator_id = a.creator_id and p.account = a.kind), 0)`);
      return broken === 0 && wrong === 0;
    },
    async later(hours) {
      clock.advance(hours * 3600);
      for (let round = 0; round < 2; round++) {
        await lab.work();
        await lab.outside.cps.settled();
        // What one round has begun, the next one takes up.
        clock.advance(2);
      }
    },
  };
}

/** An order with its entry, as `settle` leaves them; the buyer and her attempt are not what these tests are about. */
async function sell(lab: TestPayments, of: CreatorId, amount: number, rail: string, at: Date): Promise<string> {
  const [orderId, intentId, productId, buyerId] = [newId(), newId(), newId(), newId()];
  const fee = Math.round(amount * 0.05);
  await lab.db.look(
    `insert into payments.products (creator_id, id, version, state, title, price_santim, currency, slug, handle, store_name)
     values ($1, $2, 1, 'published', 'Tea for two', $3, 'ETB', 'tea', 'selam', 'Selam')`,
    [of, productId, amount],
  );
  await lab.db.look(
    `insert into payments.intents (creator_id, id, buyer_id, buyer_hint, product_id, product_version, title, handle, slug,
       store_name, amount_santim, currency, rail, lang, state, provider_order_id, provider_txn_id, opened_with, started_at, ended_at)
     values ($1, $2, $3, '567', $4, 1, 'Tea for two', 'selam', 'tea', 'Selam', $5, 'ETB', $6, 'am', 'succeeded', $7, $8, 'x', $9, $9)`,
    [of, intentId, buyerId, productId, amount, rail, intentId.replaceAll('-', ''), intentId, at],
  );
  await lab.deps.tenancy.inCreator(of, async (tx) => {
    await lockBooks(tx);
    const { rows } = {
      rows: await tx.selectFrom('payments.orders').select('number').orderBy('number', 'desc').limit(1).execute(),
    };
    const net = amount - fee;
    await tx
      .insertInto('payments.orders')
      .values({
        id: orderId,
        number: (rows[0]?.number ?? 0) + 1,
        intentId,
        buyerId,
        buyerHint: '567',
        productId,
        title: 'Tea for two',
        amountSantim: amount,
        feeSantim: fee,
        netSantim: net,
        currency: 'ETB',
        rail,
        paidAt: at,
      })
      .execute();
    const sums = { amount: santim(amount), fee: santim(fee), shares: [], providerFee: santim(0), owed: santim(0) };
    // Booked now: the books of days that are over are sealed.
    await bookSale(tx, { orderId, rail, ...sums, at: lab.clock.now() });
  });
  return orderId;
}
