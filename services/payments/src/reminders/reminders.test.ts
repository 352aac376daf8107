import t from 'tap';
import { inEat } from '@windsurf/calendar/moment';
import { fourFacts } from '@windsurf/testbed/people';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { remindTime } from './remind-time.ts';

let keys = 0;
async function begin(lab: TestPayments, product: TestProduct, over: object = { remind: true }, phone = '0911000001') {
  keys += 1;
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': `reminders-${String(keys)}` },
    body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', ...over },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return (lab.deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '').replaceAll('-', '');
}
const setting = async (lab: TestPayments, abandoned: boolean): Promise<void> =>
  void (await lab.app.inject({
    method: 'PUT',
    url: '/v1/payments/reminders',
    headers: lab.seller.headers,
    body: { abandoned },
  }));
const told = async (lab: TestPayments): Promise<number> =>
  await lab.count('payments.intents where reminded_at is not null');
/** Past the longest wait of a night, so that whoever is reminded has been. */
async function tomorrow(lab: TestPayments): Promise<void> {
  lab.clock.advance(16 * 3600);
  await lab.work();
}

t.test('the creator switches it on; nobody else does', async (t) => {
  const lab = await startTestPayments(t);
  const put = (headers: Record<string, string>, body: object = { abandoned: true }) => ({
    method: 'PUT' as const,
    url: '/v1/payments/reminders',
    headers,
    body,
  });
  const facts = await fourFacts(lab.app, {
    works: put(lab.seller.headers),
    badShape: put(lab.seller.headers, { abandoned: 'yes' }),
    nobody: put({}),
  });
  t.same([facts.works.statusCode, facts.badShape, facts.nobody], [200, 422, 401]);
  const read = async (headers: Record<string, string>) =>
    (await lab.app.inject({ url: '/v1/payments/reminders', headers })).json<object>();
  t.same(await read(lab.seller.headers), { abandoned: true });
  t.same(await read(lab.people.person({ creator: true }).headers), { abandoned: false });
});

t.test(
  'who ticked it and did not finish is told once; who did not tick it, paid, or is reminded already, is not',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product();
    await setting(lab, true);
    const form = await lab.app.inject({ url: `/checkout/${product.id}?lang=en` });
    t.match(form.body, /name="remind"/);
    t.notMatch(form.body, /name="remind"[^>]*checked/, 'nothing is ticked beforehand');
    const [ticked, bare, paid] = [
      await begin(lab, product),
      await begin(lab, product, {}, '0911000002'),
      await begin(lab, product, { remind: true }, '0911000003'),
    ];
    for (const order of [ticked, bare]) await lab.outside.telebirr.decline(order);
    await lab.outside.telebirr.approve(paid);
    await lab.work();
    await tomorrow(lab);
    t.equal(await told(lab), 1);
    await tomorrow(lab);
    t.equal(await told(lab), 1, 'once');
    const again = await begin(lab, product);
    await lab.outside.telebirr.decline(again);
    await lab.work();
    await tomorrow(lab);
    t.equal(await told(lab), 1, 'not twice in a week about the same thing');
  },
);

t.test('who bought meanwhile, whose store stopped it, or whose product is gone, hears nothing', async (t) => {
  const lab = await startTestPayments(t);
  await setting(lab, true);
  const [one, two, three] = [await lab.product(), await lab.product(), await lab.product()];
  for (const product of [one, two, three]) await lab.outside.telebirr.decline(await begin(lab, product));
  await lab.work();
  await lab.outside.telebirr.approve(await begin(lab, one, {}));
  await lab.work();
  await lab.db.look(`update payments.products set state = 'withdrawn' where id = $1`, [two.id]);
  await setting(lab, false);
  await tomorrow(lab);
  t.equal(await told(lab), 0);
  t.notMatch((await lab.app.inject({ url: `/checkout/${one.id}?lang=en` })).body, /name="remind"/);
  await lab.outside.telebirr.decline(await begin(lab, three, { remind: true }, '0911000009'));
  await lab.work();
  t.equal(await lab.count('payments.intents where remind_at is not null'), 0, 'a tick that was not offered is none');
});

t.test('nobody is written to at night', async (t) => {
  const day = Date.parse('2026-11-20T00:00:00+03:00');
  for (let minute = 0; minute < 24 * 60; minute += 7) {
    const begun = new Date(day + minute * 60_000);
    const at = remindTime(begun);
    const { hour } = inEat(at);
    t.ok(hour >= 8 && hour < 20, at.toISOString());
    t.ok(at.getTime() - begun.getTime() >= 2 * 3_600_000, 'never sooner than two hours');
    t.ok(at.getTime() - begun.getTime() <= 14 * 3_600_000 + 60_000, 'and on the next morning at the latest');
  }
});
