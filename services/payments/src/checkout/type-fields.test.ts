import t from 'tap';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { readOrderAnswersForBuyer } from '@windsurf/contracts/payments-answers';
import { newId } from '@windsurf/db/ids';
import { fourFacts } from '@windsurf/testbed/people';
import { countFacts } from '../risk/facts.queries.ts';
import type { TestProduct } from '../testing.ts';
import { startTypes } from './testing.ts';

const { lab, app, db, deps, creatorId, place, someone, start, post, words, ordersOf, paid, intentOf } =
  await startTypes(t);

const tip: DetailsOf<'tip'> = {
  type: 'tip',
  amounts: [5_000, 10_000, 50_000],
  minSantim: 1_000,
  showNames: true,
};

t.test(
  'what is free is given for a phone number: an order of nothing, once, without rail, paper or entry',
  async (t) => {
    const product = await place({ type: 'digital-download' }, 0, 'A free guide');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.equal(page.statusCode, 200);
    t.match(words(page.body), /Get it for free/);
    t.notMatch(page.body, /name="rail"/, 'no way to pay is asked for');
    const phone = someone();
    const sent = await post(product, { phone, attempt: newId() });
    t.equal(sent.statusCode, 303, words(sent.body));
    const [order, ...more] = await ordersOf(product);
    t.match(order, { rail: 'free', amount: 0 });
    t.equal(more.length, 0);
    t.equal(await lab.count(`payments.entries where order_id = '${order?.id ?? ''}'`), 0);
    t.equal(await lab.count(`payments.receipts where order_id = '${order?.id ?? ''}'`), 0);
    const follow = await app.inject({ url: sent.headers.location?.toString() ?? '' });
    t.match(words(follow.body), /It is yours\. Enjoy! .*A free guide Selam Books Free/);
    t.notMatch(follow.body, /receipt\.pdf|\/timeline/, 'no paper and no money to follow');
    const again = await post(product, { phone, attempt: newId() });
    t.equal(again.statusCode, 409, 'a second time it is hers already');
    t.match(words(again.body), /You already bought this/);
    t.equal((await ordersOf(product)).length, 1);
    const api = await start(product, { rail: 'free' });
    t.match([api.statusCode, api.json().state], [201, 'succeeded']);
    t.equal((await start(await place({ type: 'digital-download' }, 100), { rail: 'free' })).statusCode, 422);
    const numbers = (await db.look<{ n: number }>('select number::int as n from payments.orders order by 1')).map(
      (r) => r.n,
    );
    t.same(
      numbers,
      numbers.map((_, at) => at + 1),
      'numbered like every order',
    );
  },
);

t.test(
  'whoever has given something away sees her money, and nothing of that counts as a sale without a fault',
  async (t) => {
    const product = await place({ type: 'digital-download' }, 0);
    t.equal((await start(product, { rail: 'free' })).statusCode, 201);
    const money = await app.inject({ url: '/v1/payouts/overview', headers: lab.seller.headers });
    t.equal(money.statusCode, 200, money.body);
    const counted = await deps.tenancy.inCreator(creatorId, async (tx) => await countFacts(tx, creatorId, new Date(0)));
    t.equal(counted.orders, await lab.count('payments.orders where amount_santim > 0'));
  },
);

t.test('ten hurried taps on a free thing are one order', async (t) => {
  const product = await place({ type: 'digital-download' }, 0);
  const phone = someone();
  await Promise.all(Array.from({ length: 10 }, async () => await start(product, { phone, rail: 'free' })));
  t.equal((await ordersOf(product)).length, 1);
});

t.test(
  'a tip: one of three amounts or an own one, a message, a name only for who wants it, and again tomorrow',
  async (t) => {
    const product = await place(tip, 1_000, 'Support me');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.match(words(page.body), /You are supporting .*50 birr.*100 birr.*500 birr/);
    t.match(words((await app.inject({ url: `/checkout/${product.id}?lang=am` })).body), /የሚደግፉት/);
    const low = await post(product, { phone: someone(), rail: 'telebirr', amount: '9.99' });
    t.equal(low.statusCode, 422);
    const long = await post(product, {
      phone: someone(),
      rail: 'telebirr',
      amount: '50',
      message: 'ሰ'.repeat(201),
      name: 'x'.repeat(61),
    });
    t.match(words(long.body), /At most 200 letters; there are 201.*At most 60 letters; there are 61/);
    t.match(long.body, /ሰ{201}/, 'what was typed stays');
    const phone = someone();
    for (const name of ['Hana', 'Hana', '']) {
      const begun = await start(product, { phone, amountSantim: 7_500, fields: { message: 'ለእርስዎ ምስጋና', name } });
      t.equal(begun.statusCode, 201, begun.body);
      t.equal((await paid(intentOf(begun)))?.state, 'succeeded');
    }
    t.equal((await ordersOf(product)).length, 3, 'whoever gave may give again');
    const thanks = words((await app.inject({ url: `/checkout/${product.id}?lang=en` })).body);
    t.match(thanks, /Thanks to Hana\./);
    const quiet = await place({ ...tip, showNames: false }, 1_000);
    const unnamed = await start(quiet, { amountSantim: 7_500, fields: { name: 'Selam' } });
    t.equal(
      await lab.count(`payments.intent_answers where intent_id = '${intentOf(unnamed)}'`),
      0,
      'not asked, not kept',
    );
  },
);

t.test(
  'questions: required, one of the choices, kept sealed, read by the creator alone, in no event and no log',
  async (t) => {
    const details: DetailsOf<'custom-request'> = {
      type: 'custom-request',
      questions: [
        { text: 'For whom?', required: true, kind: 'text' },
        { text: 'Which colour?', required: true, kind: 'choice', choices: ['Red', 'Blue'] },
        { text: 'Anything else?', required: false, kind: 'text' },
      ],
      daysToDeliver: 5,
    };
    const product = await place(details, 50_000, 'A portrait');
    const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.match(words(page.body), /For whom\?.*Which colour\?.*Red.*Blue.*Anything else\?.*optional/);
    const empty = await post(product, { phone: someone(), rail: 'telebirr', q2: 'Green' });
    t.equal(empty.statusCode, 422);
    t.match(empty.body, /href="#q1".*href="#q2"/s);
    const bad = await start(product, { fields: { q1: '  ', q2: 'Green' } });
    t.match(bad.json(), { status: 422, fields: [{ pointer: '/fields/q1' }, { pointer: '/fields/q2' }] });
    t.equal((await start(product, { fields: { q9: 'x' } })).statusCode, 422, 'a field that nobody knows');
    const secret = 'Tigist Alemu, born in Jimma';
    const begun = await start(product, { fields: { q1: secret, q2: 'Blue' } });
    t.equal(begun.statusCode, 201, begun.body);
    await paid(intentOf(begun));
    const [order] = await ordersOf(product);
    const url = `/v1/payments/orders/${order?.id ?? ''}/answers`;
    const read = async (headers: object) => await app.inject({ url, headers: { ...headers } });
    t.same((await read(lab.seller.headers)).json(), {
      items: [
        { asks: 'For whom?', says: secret },
        { asks: 'Which colour?', says: 'Blue' },
      ],
    });
    const stranger = lab.people.person({ creator: true });
    const missing = await app.inject({ url: `/v1/payments/orders/${newId()}/answers`, headers: lab.seller.headers });
    const foreign = await read(stranger.headers);
    t.same([foreign.statusCode, foreign.json().detail], [missing.statusCode, missing.json().detail]);
    t.equal((await read({})).statusCode, 401);
    t.equal((await app.inject({ url: '/v1/payments/orders/x/answers', headers: lab.seller.headers })).statusCode, 404);
    t.same(
      (
        await app.inject({
          url: `/v1/payments/orders/${(await ordersOf(await freeOrder()))[0]?.id ?? ''}/answers`,
          headers: lab.seller.headers,
        })
      ).json(),
      { items: [] },
    );
    // The same for who wrote it: delivery asks, behind her receipt.
    const forBuyer = readOrderAnswersForBuyer.url.replace(':id', order?.id ?? '');
    const headers = lab.people.service('delivery');
    const facts = await fourFacts(app, {
      works: { url: forBuyer, query: { creatorId }, headers },
      badShape: { url: forBuyer, headers },
      stranger: { url: forBuyer, query: { creatorId: newId() }, headers },
      nobody: { url: forBuyer, query: { creatorId } },
    });
    t.same(facts.works.json(), (await read(lab.seller.headers)).json());
    t.same([facts.badShape, facts.stranger, facts.nobody], [422, 404, 401]);
    const nosy = await app.inject({ url: forBuyer, query: { creatorId }, headers: lab.seller.headers });
    t.equal(nosy.statusCode, 403, 'no person asks for it by name');
    t.same(await spilled('Tigist'), [], 'in no row, of the queue neither');
    // The same judge sees an answer where it must not be: beside an attempt, and in an event that waits.
    await db.look(`update payments.intents set choice = '{"note": "Tigist"}' where product_id = $1`, [product.id]);
    await db.look(`select queue_payments.accept($1, 'planted.spill', 1, $2, '{"says": "Tigist"}', false)`, [
      creatorId,
      newId(),
    ]);
    t.same(await spilled('Tigist'), ['payments.intents', 'queue_payments.parked'], 'planted ones are seen');
    t.notMatch(lab.logged(), /Tigist|Jimma/);
  },
);

/** Tables of this service and of its queue that hold a text in the clear; there are some to look into. */
async function spilled(text: string): Promise<string[]> {
  const tables = await db.look<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('payments', 'queue_payments', 'messages') order by 1, 2`,
  );
  if (tables.length < 20) throw new Error('nothing was looked into');
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const hits = await db.look(`select 1 from "${schema}"."${name}" as r where strpos(r::text, $1) > 0`, [text]);
    if (hits.length > 0) found.push(`${schema}.${name}`);
  }
  return found;
}

const freeOrder = async (): Promise<TestProduct> => {
  const product = await place({ type: 'digital-download' }, 0);
  await start(product, { rail: 'free' });
  return product;
};
