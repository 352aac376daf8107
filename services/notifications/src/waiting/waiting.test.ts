import { t } from 'tap';
import { checkoutWaiting } from '@windsurf/contracts/payments';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
const productId = newId();
t.beforeEach(() => lab.outside.clear());

let count = 0;
const buyer = (): { id: string; phone: string } => {
  const [id, phone] = [newId(), `+2519110008${String(count++).padStart(2, '0')}`];
  lab.phones.set(id, { phone, lang: 'am' });
  return { id, phone };
};
type Standing = { state: string; amountSantim: number; payCode: string | null; payBy: string | null };
type More = { rail?: string; patient?: boolean; lang?: 'am' | 'en' } & Partial<Standing>;
const waits = (buyerId: string, more: More = {}) => {
  const { rail = 'telebirr', patient = false, lang = 'en', ...standing } = more;
  const intentId = newId();
  lab.follows.set(intentId, `http://app.localhost:8080/pay/s/${intentId.slice(-12)}abcd`);
  lab.attempts.set(intentId, { state: 'pending', amountSantim: 19_950, payCode: null, payBy: null, ...standing });
  return { intentId, productId, buyerId, rail, patient, lang, startedAt: '2026-11-20T08:00:00Z' } as const;
};
const texts = (phone: string): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
await lab.hear(productPublished, creatorId, {
  productId,
  version: 1,
  type: 'digital-download',
  slug: 'guide',
  title: 'Budget 2019',
  priceSantim: 20_000,
  currency: 'ETB',
  coverUrl: null,
  fileId: null,
  handle: 'selam',
  storeName: 'Selam',
});
await lab.work();

t.test('who waits gets one SMS with the page of her payment, however often it is told', async (t) => {
  const { id, phone } = buyer();
  const event = waits(id);
  const key = newId();
  for (let i = 0; i < 3; i++) {
    await lab.hear(checkoutWaiting, creatorId, event, key);
    await lab.hear(checkoutWaiting, creatorId, event, newId());
    await lab.work();
  }
  const url = lab.follows.get(event.intentId);
  t.match(lab.outside.sms.sent(phone), [
    {
      text: `Still waiting: 199.50 birr for Budget 2019. Please do not pay again. We text you the result; follow it: ${url}`,
      parts: 1,
    },
  ]);
  t.equal(texts(phone).length, 1);
});

t.test('who pays with a code reads code, sum and until when; who transfers reads where', async (t) => {
  const day = 86_400_000;
  const until = new Date(Math.ceil(Date.now() / day) * day + day + 6 * 3_600_000);
  const weekday = until.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
  const payBy = until.toISOString();
  const [code, hand, am] = [buyer(), buyer(), buyer()];
  const byCode = { rail: 'webirr', patient: true, payCode: '700123456', payBy };
  const events = [waits(code.id, byCode), waits(hand.id, { rail: 'manual', patient: true, payBy })];
  for (const event of events) await lab.hear(checkoutWaiting, creatorId, event);
  await lab.hear(checkoutWaiting, creatorId, waits(am.id, { ...byCode, lang: 'am' }));
  await lab.work();
  const [first, second] = events.map(({ intentId }) => lab.follows.get(intentId));
  const time = `${weekday} 9:00 (3:00 in the morning)`;
  t.same(texts(code.phone), [
    `WeBirr code 700123456: pay 199.50 birr by ${time}. Anyone may pay it. Follow it: ${first}`,
  ]);
  t.same(texts(hand.phone), [
    `Budget 2019: transfer 199.50 birr by ${time}, then tell us the reference here: ${second}`,
  ]);
  t.match(texts(am.phone), [/^የዌብር ኮድ፦ 700123456። እስከ .+ ከጠዋቱ 3:00 199.50 ብር ይክፈሉ።/]);
});

t.test('of an attempt that has ended meanwhile, or that a person looks at, nobody is told that it waits', async (t) => {
  const ends = ['succeeded', 'failed', 'expired', 'parked', 'overpaid', 'surplus', 'reversed', 'disputed'];
  for (const state of ends) {
    const { id, phone } = buyer();
    await lab.hear(checkoutWaiting, creatorId, waits(id, { state }));
    await lab.work();
    t.same(texts(phone), [], state);
  }
  for (const state of ['created', 'pending', 'unknown']) {
    const { id, phone } = buyer();
    await lab.hear(checkoutWaiting, creatorId, waits(id, { state }));
    await lab.work();
    t.equal(texts(phone).length, 1, state);
  }
});

t.test('an SMS that the gateway could not take in time is not sent late', async (t) => {
  const { id, phone } = buyer();
  lab.outside.sms.setSwitch({ send: 'rate-limited' });
  await lab.hear(checkoutWaiting, creatorId, waits(id));
  await lab.work();
  t.match(
    await lab.db.look(
      "select state from notifications.messages where template = 'waiting' order by created_at desc, id desc limit 1",
    ),
    [{ state: 'queued' }],
  );
  lab.outside.sms.setSwitch({ send: 'ok' });
  await lab.work(601);
  t.same(texts(phone), []);
  const rows = await lab.db.look(
    "select state, reason from notifications.messages where template = 'waiting' order by created_at desc, id desc limit 1",
  );
  t.match(rows, [{ state: 'failed', reason: 'expired' }]);
});

t.test('whoever begins many payments with one number writes to its owner three times a day', async (t) => {
  const owner = buyer();
  const many = async (id: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await lab.hear(checkoutWaiting, creatorId, waits(id));
    await lab.work();
  };
  await many(owner.id, 6);
  t.equal(texts(owner.phone).length, 3);
  t.match(lab.logged(), /kept back by a cap/);
  const other = buyer();
  await many(other.id, 1);
  t.equal(texts(other.phone).length, 1, 'another number has its own measure');
  lab.clock.advance(86_401);
  await many(owner.id, 1);
  t.equal(texts(owner.phone).length, 4);
});

t.test('an answer that does not say how the attempt stands is asked for again, and nothing is guessed', async (t) => {
  const { id, phone } = buyer();
  const event = waits(id);
  const standing = lab.attempts.get(event.intentId);
  lab.attempts.delete(event.intentId);
  await lab.hear(checkoutWaiting, creatorId, event);
  await t.rejects(lab.work(), /waiting\.write/);
  t.same(texts(phone), []);
  if (standing) lab.attempts.set(event.intentId, standing);
  await lab.db.look('update queue_notifications._private_jobs set run_at = now() where attempts = 1');
  await lab.work();
  t.equal(texts(phone).length, 1);
});

t.test('numbers, codes and links stand nowhere in the clear', async (t) => {
  const rows = JSON.stringify([
    await lab.db.look("select * from notifications.messages where template = 'waiting'"),
    await lab.db.look('select * from queue_notifications._private_jobs'),
  ]);
  t.ok(rows.length > 1000);
  t.notMatch(rows + lab.logged(), /(?:251|\b0)9110008\d\d|700123456|pay\/s\//);
});
