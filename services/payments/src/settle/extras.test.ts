// An extra of two payments: the second one sells what it was beside, and the extra's own price goes back.
import t from 'tap';
import type { Test } from 'tap';
import pg from 'pg';
import { santim } from '@windsurf/money/money';
import { laws } from '../ledger/laws.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { settle } from './settle.ts';

const phone = '0911000001';
const xPrice = 5_001;
type Begun = { readonly intentId: string; readonly token: string; readonly santim: number };

let keys = 0;
async function begin(lab: TestPayments, product: TestProduct, over: object = {}, by = phone): Promise<Begun> {
  keys += 1;
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': `extras-${String(keys)}` },
    body: { productId: product.id, phone: by, rail: 'telebirr', lang: 'en', ...over },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { token } = answer.json<{ token: string }>();
  const intentId = lab.deps.tokens.read(token)?.intentId ?? '';
  const [row] = await lab.db.look<{ n: string }>('select amount_santim as n from payments.intents where id = $1', [
    intentId,
  ]);
  return { intentId, token, santim: Number(row?.n) };
}
async function pays(lab: TestPayments, product: TestProduct, { intentId, santim: sum }: Begun, over = 0) {
  const orderId = intentId.replaceAll('-', '');
  const came = { kind: 'paid', orderId, amount: santim(sum + over), currency: 'ETB', txnId: `T${orderId}` } as const;
  return await settle(lab.deps, product.creatorId, intentId, { answer: came, asker: 'poll', at: lab.clock.now() });
}
async function holds(lab: TestPayments, t: Test, creatorId: string): Promise<void> {
  for (const [law, query] of Object.entries(laws)) t.same(await lab.db.look(query, [creatorId]), [], law);
}

/** Tea with Notes as its extra, and Fonts with Notes in the cart: two payments of one buyer that share Notes, of which there are two. */
async function shared(lab: TestPayments) {
  const tea = await lab.product(20_000);
  const fonts = await lab.product(9_999, undefined, 'Font pack');
  const notes = await lab.product(7_000, undefined, 'Notes');
  const put = async (product: TestProduct, over: object): Promise<void> => {
    const answer = await lab.app.inject({
      method: 'PUT',
      url: `/v1/payments/products/${product.id}/terms`,
      headers: lab.seller.headers,
      body: { payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [], baseVersion: 0, ...over },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
  };
  await put(notes, { stock: 2 });
  await put(tea, { bump: { productId: notes.id, priceSantim: xPrice } });
  // The books of this seller are there already, so that both payments wait for the same row of them.
  await pays(lab, fonts, await begin(lab, fonts, {}, '0911000009'));
  const one = await begin(lab, tea, { bump: true });
  const two = await begin(lab, fonts, { with: [notes.id] });
  return { tea, fonts, notes, one, two };
}
const bought = async (lab: TestPayments): Promise<{ title: string; n: number }[]> =>
  (
    await lab.db.look<{ title: string; n: string }>(
      `select l.title, l.amount_santim as n from payments.order_lines l where l.owned and l.buyer_id =
        (select buyer_id from payments.intents order by started_at desc, id desc limit 1) order by l.title`,
    )
  ).map(({ title, n }) => ({ title, n: Number(n) }));

t.test(
  'an extra of two payments that are proven at the same instant is sold once, and its price goes back',
  async (t) => {
    const lab = await startTestPayments(t);
    const { tea, fonts, notes, one, two } = await shared(lab);
    t.same([one.santim, two.santim], [25_001, 16_999]);
    const gate = new pg.Client({ connectionString: lab.db.adminUrl });
    await gate.connect();
    try {
      await gate.query('begin; lock table payments.orders in share mode');
      const settled = [pays(lab, tea, one), pays(lab, fonts, two)];
      // Both are under way, and neither has sold anything yet.
      for (;;) {
        const [row] = await lab.db.look<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (row?.n === 2) break;
      }
      await gate.query('commit');
      for (const answer of await Promise.all(settled)) t.match(answer, { state: 'succeeded', changed: true });
    } finally {
      await gate.end();
    }
    const lines = await bought(lab);
    t.same(
      lines.map(({ title }) => title),
      ['Font pack', 'Notes', 'Tea for two'],
      'each once',
    );
    const back = one.santim + two.santim - lines.reduce((sum, { n }) => sum + n, 0);
    t.ok(back === xPrice || back === 7_000, 'what was paid for the second Notes');
    const credits = await lab.db.look<{ n: string; reason: string; title: string; product: string }>(
      `select amount_santim as n, reason, title, product_id as product from payments.refunds where source = 'credit'`,
    );
    t.match(credits, [{ n: String(back), reason: 'paid-twice', title: 'Notes', product: notes.id }]);
    t.same(
      await lab.db.look('select quantity, taken, held from payments.terms where product_id = $1', [notes.id]),
      [{ quantity: 2, taken: 1, held: 0 }],
      'the piece that was held for the second is free',
    );
    t.equal(await lab.count("payments.stock_holds where state = 'released'"), 1);
    await holds(lab, t, tea.creatorId);
    const papers = await lab.db.look<{ n: string }>(
      "select sum(total_santim) as n from payments.receipts r join payments.orders o on o.id = r.order_id where o.title <> 'Font pack' or o.amount_santim in (9999, 16999) and o.intent_id = $1",
      [two.intentId],
    );
    t.equal(
      Number(papers[0]?.n),
      lines.reduce((sum, { n }) => sum + n, 0),
      'the papers say what was sold',
    );
  },
);

t.test('who has the extra already reads so on the page and in the story of the payment', async (t) => {
  const lab = await startTestPayments(t);
  const { tea, fonts, one, two } = await shared(lab);
  await pays(lab, fonts, two);
  t.match(await pays(lab, tea, one), { state: 'succeeded' });
  t.match(await pays(lab, tea, one), { changed: false }, 'told again it is nothing');
  t.equal(await lab.count("payments.entries where kind = 'surplus'"), 1);
  for (const [lang, said] of [
    ['en', /One of these things you had already\.<\/b> [^<]*50\.01\sbirr/],
    ['am', /ከእነዚህ አንዱን አስቀድመው ገዝተውታል።<\/b> [^<]*50\.01\sብር/],
  ] as const) {
    const page = await lab.app.inject({ url: `/pay/${one.token}?lang=${lang}&auto=0` });
    t.match(page.body, said);
  }
  t.match((await lab.app.inject({ url: `/pay/${one.token}/timeline?lang=en` })).body, /An extra paid twice/);
  const told = await lab.db.look<{ what: string }>(
    'select what from payments.intent_events where intent_id = $1 order by id',
    [one.intentId],
  );
  t.same(
    told
      .map(({ what }) => what)
      .filter((what) => what === 'extra-twice' || what === 'confirmed')
      .toSorted(),
    ['confirmed', 'extra-twice'],
  );
});

t.test('what came beyond the price goes back with the extra, once', async (t) => {
  const lab = await startTestPayments(t);
  const { tea, fonts, one, two } = await shared(lab);
  await pays(lab, fonts, two);
  t.match(await pays(lab, tea, one, 250), { state: 'overpaid' });
  const [credit] = await lab.db.look<{ n: string }>(
    "select amount_santim as n from payments.refunds where source = 'credit'",
  );
  t.equal(Number(credit?.n), xPrice + 250);
  await holds(lab, t, tea.creatorId);
});
