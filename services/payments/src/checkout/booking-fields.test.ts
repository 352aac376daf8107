// A booking at checkout, with delivery played by a stand-in that keeps its contract: a hold is keyed, and a time has one owner.
import t from 'tap';
import { freeTimes, holdBooking, releaseBooking } from '@windsurf/contracts/delivery-bookings';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import { keepTyped } from '../products/products.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';

const lab = await startTestPayments(t);
const { app, db, deps, clock } = lab;
const creatorId = asCreatorId(lab.seller.creatorId ?? '');
const details: DetailsOf<'booking'> = {
  type: 'booking',
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 10,
  noticeHours: 2,
  horizonDays: 30,
  seats: 1,
  place: 'phone',
  placeText: '',
  cancelHours: 24,
  cancelRefundPercent: 50,
  moveHours: 12,
  bankCode: false,
};
async function place(more: Partial<typeof details> = {}, priceSantim = 50_000): Promise<TestProduct> {
  const id = newId();
  const words = {
    title: 'Coaching',
    slug: 'coaching',
    handle: 'selam',
    storeName: 'Selam',
    coverUrl: null,
    fileId: null,
  };
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const product = {
      id,
      version: 1,
      currency: 'ETB' as const,
      priceSantim,
      ...words,
      details: { ...details, ...more },
    };
    await keepTyped(tx, creatorId, product, clock.now());
  });
  return { id, creatorId };
}

/** 14:00 EAT, that is 8 in the day, so many days from now. */
const inDays = (days: number, hour = 14): string => {
  const at = new Date(clock.now().getTime() + days * 86_400_000);
  at.setUTCHours(hour - 3, 0, 0, 0);
  return at.toISOString();
};
const place14 = (days: number): string => inDays(days);
/** Held times by product and moment, with the attempt that holds each. */
const held = new Map<string, string>();
const calendar = {
  away: false,
  holds: [] as { intentId: string; heldUntil: string }[],
  offered: [place14(2), place14(3)],
};
const answering = async (shape: unknown, input: object): Promise<unknown> => {
  if (calendar.away) throw new CallFailed('no answer', { status: 0, unknown: true });
  if (shape === freeTimes) {
    const { productId } = (input as { query: { productId: string } }).query;
    const items = calendar.offered
      .filter((at) => !held.has(`${productId} ${at}`))
      .map((startsAt) => ({ startsAt, endsAt: startsAt, day: startsAt.slice(0, 10), seatsLeft: 1 }));
    return { zone: 'Africa/Addis_Ababa', zoneName: 'EAT', minutes: 30, seats: 1, items, nextDay: null };
  }
  if (shape === holdBooking) {
    const { body } = input as { body: { productId: string; startsAt: string; intentId: string; heldUntil: string } };
    const key = `${body.productId} ${body.startsAt}`;
    const owner = held.get(key) ?? body.intentId;
    if (owner !== body.intentId) throw new CallFailed('taken', { status: 409, problem: 'time-taken', unknown: false });
    held.set(key, owner);
    calendar.holds.push(body);
    return {};
  }
  if (shape === releaseBooking) {
    const { intentId } = (input as { params: { intentId: string } }).params;
    for (const [key, owner] of held) if (owner === intentId) held.delete(key);
    return { done: true };
  }
  return { url: null };
};
Object.assign(deps, { delivery: Object.assign(answering, { close: async () => undefined }) as unknown as Caller });
t.beforeEach(() => {
  held.clear();
  calendar.holds.length = 0;
  calendar.away = false;
});

let people = 200_000;
const someone = (): string => `0911${String((people += 1))}`;
const start = async (product: TestProduct, slot: string, more: object = {}) =>
  await app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': newId() },
    body: { productId: product.id, phone: someone(), rail: 'telebirr', lang: 'en', fields: { slot }, ...more },
  });
const post = async (product: TestProduct, fields: Record<string, string>, lang = 'en') =>
  await app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=${lang}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ rail: 'telebirr', sum: '50000', seen: '50000', ...fields }).toString(),
  });

t.test('the form shows free times in the words of both clocks, and what moving and cancelling will cost', async (t) => {
  const product = await place();
  const am = await app.inject({ url: `/checkout/${product.id}?lang=am` });
  t.match(am.body, /ከቀኑ 8:00 \(2:00 PM EAT\)/);
  const en = await app.inject({ url: `/checkout/${product.id}?lang=en&slot=${encodeURIComponent(inDays(3))}` });
  t.match(en.body, /2:00 PM EAT \(8:00 in the day\)/);
  t.match(en.body, /You can move it until 12 hours before/);
  t.match(en.body, /24 hours before or earlier, 50 % comes back/);
  t.match(en.body, new RegExp(`value="${inDays(3)}" checked`), 'the time of a link is chosen already');
  t.notMatch(en.body, /<script(?! type="module" src)/);
});

t.test('a time is held under the attempt’s id before the attempt is written, for 15 minutes', async (t) => {
  const product = await place();
  const answer = await start(product, inDays(2));
  t.equal(answer.statusCode, 201, answer.body);
  const intentId = deps.tokens.read(answer.json<{ token: string }>().token)?.intentId;
  t.match(calendar.holds, [{ intentId }]);
  const minutes = (Date.parse(calendar.holds[0]?.heldUntil ?? '') - clock.now().getTime()) / 60_000;
  t.equal(Math.round(minutes), 15);
  const [row] = await db.look<{ choice: object }>('select choice from payments.intents where id = $1', [intentId]);
  t.same(row?.choice, { startsAt: inDays(2) });
});

t.test('who comes second is told at the time, with the times that are left', async (t) => {
  const product = await place();
  await start(product, inDays(2));
  const api = await start(product, inDays(2));
  t.equal(api.statusCode, 409);
  t.match(api.json(), { title: 'time-taken' });
  const page = await post(product, { slot: inDays(2), phone: someone() });
  t.equal(page.statusCode, 409);
  t.match(page.body, /href="#slot">Somebody else has this time already/);
  t.notMatch(page.body, new RegExp(`value="${inDays(2)}"`));
  t.match(page.body, new RegExp(`value="${inDays(3)}"`));
});

t.test('pressing twice is one attempt and one time; another time is said to be another attempt', async (t) => {
  const product = await place();
  const phone = someone();
  const [first, second] = [
    await post(product, { slot: inDays(2), phone }),
    await post(product, { slot: inDays(2), phone }),
  ];
  t.equal(first.statusCode, 303, first.body);
  t.equal(second.statusCode, 303, second.body);
  t.equal(held.size, 1);
  const other = await post(product, { slot: inDays(3), phone });
  t.equal(other.statusCode, 409, 'the first is under way, with its own time');
  t.equal(held.size, 1, 'and the other time is free again');
  t.equal(await lab.count(`payments.intents where product_id = '${product.id}'`), 1);
});

t.test('no time, a past one, rubbish: each is said at the field, and nothing is held', async (t) => {
  const product = await place();
  const cases = [
    ['', /Choose a day and a time/],
    ['tomorrow', /Choose a day and a time/],
    ['2026-13-45T99:00:00Z', /Choose a day and a time/],
    [inDays(-2), /This time is over/],
  ] as const;
  for (const [slot, says] of cases) {
    const page = await post(product, { slot, phone: '0911234567' });
    t.equal(page.statusCode, 422, slot);
    t.match(page.body, says);
    t.match(page.body, /value="0911234567"|0911 ?234 ?567/, 'the number stays');
  }
  const api = await start(product, '');
  t.equal(api.statusCode, 422);
  t.match(api.body, /\/fields\/slot/);
  t.equal(calendar.holds.length, 0);
});

t.test('later days are asked for without losing what was typed', async (t) => {
  const product = await place();
  const page = await post(product, { slotFrom: inDays(4).slice(0, 10), phone: '0911234567' });
  t.equal(page.statusCode, 200);
  t.match(page.body, /0911234567/);
  t.equal(await lab.count(`payments.intents where product_id = '${product.id}'`), 0);
});

t.test('a calendar that does not answer stops no page and holds nothing', async (t) => {
  const product = await place();
  calendar.away = true;
  const page = await app.inject({ url: `/checkout/${product.id}?lang=en` });
  t.equal(page.statusCode, 200);
  t.match(page.body, /free times could not be read/);
  const sent = await post(product, { slot: inDays(2), phone: someone() });
  t.equal(sent.statusCode, 422);
  t.equal(await lab.count(`payments.intents where product_id = '${product.id}'`), 0);
});

t.test('a wallet that is down lets the time go', async (t) => {
  const product = await place();
  const rail = deps.rails.get('telebirr') as unknown as { initiate: () => Promise<unknown> };
  const { initiate } = rail;
  rail.initiate = async () => ({ kind: 'down', why: 'test' });
  const answer = await start(product, inDays(2));
  rail.initiate = initiate;
  t.equal(answer.statusCode, 503);
  t.equal(calendar.holds.length, 1);
  t.equal(held.size, 0);
});

t.test(
  'a bank’s code takes its time: only where the creator allows it, and then the time is held for a day',
  async (t) => {
    const [strict, open] = [await place(), await place({ bankCode: true })];
    const form = await app.inject({ url: `/checkout/${strict.id}?lang=en` });
    t.match(form.body, /value="webirr"[^>]* disabled/, 'it is not even offered');
    t.match(form.body, /A time is held for 15 minutes/);
    const either = await app.inject({ url: `/checkout/${open.id}?lang=en` });
    t.notMatch(either.body, /value="webirr"[^>]* disabled/);
    const refused = await start(strict, inDays(2), { rail: 'webirr' });
    t.equal(refused.statusCode, 422, refused.body);
    t.match(refused.json(), { title: 'pay-at-once' });
    const taken = await start(open, inDays(2), { rail: 'webirr' });
    t.equal(taken.statusCode, 201, taken.body);
    const hours = (Date.parse(calendar.holds.at(-1)?.heldUntil ?? '') - clock.now().getTime()) / 3_600_000;
    t.equal(Math.round(hours), 24);
  },
);

t.test('a free booking asks for no wallet and is there at once', async (t) => {
  const product = await place({}, 0);
  const answer = await start(product, inDays(2), { rail: 'free' });
  t.equal(answer.statusCode, 201, answer.body);
  t.match(answer.json(), { state: 'succeeded' });
  t.equal(held.size, 1);
});

t.test('a time is nobody’s extra: it has to be chosen', async (t) => {
  const [first, extra] = [await lab.product(20_000), await place()];
  const answer = await app.inject({
    method: 'PUT',
    url: `/v1/payments/products/${first.id}/terms`,
    headers: lab.seller.headers,
    body: {
      baseVersion: 0,
      payWhatYouWant: null,
      stock: null,
      bump: { productId: extra.id, priceSantim: 10_000 },
      scheduledPrices: [],
    },
  });
  t.equal(answer.statusCode, 422, answer.body);
  t.match(answer.body, /bump-refused/);
});
