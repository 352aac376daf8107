import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { railsByWeather, stateOf } from './weather.ts';
import type { Counts } from './weather.ts';

type Rails = { rails: { rail: string; state: string; says: string | null; last15: { attempts: number } }[] };
const rails = async (lab: TestPayments, lang = 'en') =>
  (await lab.app.inject({ url: '/v1/payments/rails', headers: { 'accept-language': lang } })).json<Rails>().rails;
const names = async (lab: TestPayments) => (await rails(lab)).map(({ rail }) => rail);

/** Attempts as they would have ended, written past the checkout. */
async function feed(
  lab: TestPayments,
  rail: string,
  kind: 'paid' | 'silent' | 'no-money' | 'unknown',
  times: number,
  seconds = 20,
): Promise<void> {
  const creatorId = asCreatorId(lab.seller.creatorId ?? '');
  const product = await lab.product();
  const now = lab.clock.now();
  const startedAt = new Date(now.getTime() - seconds * 1000);
  const state = { paid: 'succeeded', silent: 'failed', 'no-money': 'failed', unknown: 'unknown' } as const;
  const reason = { paid: null, silent: 'rail-down', 'no-money': 'no-money', unknown: 'no-answer' } as const;
  for (let n = 0; n < times; n += 1) {
    const id = newId();
    await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
      await tx
        .insertInto('payments.intents')
        .values({
          id,
          buyerId: newId(),
          buyerHint: '567',
          productId: product.id,
          productVersion: 1,
          title: 'Tea',
          handle: 'selam-books',
          slug: 'tea',
          storeName: 'Selam Books',
          amountSantim: 19_950,
          currency: 'ETB',
          rail,
          lang: 'am',
          state: state[kind],
          reason: reason[kind],
          providerOrderId: id.replaceAll('-', ''),
          openedWith: '',
          reference: 'x',
          startedAt,
          pendingAt: startedAt,
          endedAt: kind === 'unknown' ? null : now,
          providerTxnId: kind === 'paid' ? `T${id.slice(-12)}` : null,
        })
        .execute();
    });
  }
}

t.test('failures change the order within a minute and say why; answers bring it back', async (t) => {
  const lab = await startTestPayments(t);
  const before = await names(lab);
  t.equal(before[0], 'telebirr');
  t.same((await rails(lab)).map(({ says }) => says).filter(Boolean), [], 'nobody paid yet: nothing is said');

  await feed(lab, 'telebirr', 'silent', 3);
  lab.clock.advance(59);
  t.equal((await names(lab)).at(-1), 'telebirr', 'silent: offered last');
  t.match((await rails(lab)).at(-1), { state: 'down', says: 'telebirr does not answer now.', last15: { attempts: 3 } });
  t.match((await rails(lab, 'am')).at(-1)?.says, /^ቴሌብር አሁን አይመልስም/);

  await t.test('the checkout offers it last and says it beside it, and it can still be chosen', async (t) => {
    const product = await lab.product();
    const { body } = await lab.app.inject({ url: `/checkout/${product.id}?lang=en`, headers: { accept: 'text/html' } });
    const order = [...body.matchAll(/name="rail" value="(\w+)"/g)].map((m) => m[1]);
    t.equal(order.at(-1), 'telebirr');
    t.match(body, /telebirr does not answer now\./);
    t.notMatch(body, /value="telebirr"[^>]*disabled/);
  });

  await feed(lab, 'telebirr', 'paid', 2);
  lab.clock.advance(31);
  t.equal((await names(lab))[0], 'telebirr', 'two answers: where it was');
  await feed(lab, 'webirr', 'silent', 4);
  lab.clock.advance(31);
  t.equal((await names(lab)).at(-1), 'webirr');
  lab.clock.advance(16 * 60);
  t.same(await names(lab), before, 'after a quarter of an hour it is tried again');
});

t.test('what confirms slowly comes after what does not, and says how slow', async (t) => {
  const lab = await startTestPayments(t);
  await feed(lab, 'telebirr', 'paid', 3, 15);
  await feed(lab, 'cbebirr', 'paid', 4, 360);
  await feed(lab, 'webirr', 'paid', 4, 3000);
  const list = await rails(lab);
  t.equal(list.at(-1)?.rail, 'cbebirr');
  t.match(list.at(-1), { state: 'slow', says: 'CBE Birr is slow now (about 6 min).' });
  t.match(list.find(({ rail }) => rail === 'webirr')?.state, 'good', 'a code is paid at leisure');
  t.match(list.find(({ rail }) => rail === 'telebirr')?.state, 'good');
});

t.test('buyers without money are no bad weather, and attempts that nobody can call ended are', async (t) => {
  const lab = await startTestPayments(t);
  await feed(lab, 'telebirr', 'no-money', 6);
  t.equal((await rails(lab)).find(({ rail }) => rail === 'telebirr')?.state, 'good');
  await feed(lab, 'cbebirr', 'unknown', 3, 60);
  lab.clock.advance(31);
  t.equal((await rails(lab)).find(({ rail }) => rail === 'cbebirr')?.state, 'down');
});

t.test('one look is good for half a minute, for all; without Redis everything works', async (t) => {
  const lab = await startTestPayments(t);
  await rails(lab);
  await feed(lab, 'telebirr', 'silent', 5);
  lab.clock.advance(20);
  t.equal((await names(lab))[0], 'telebirr', 'still the look of before');
  lab.deps.redis.disconnect();
  lab.clock.advance(20);
  t.equal((await names(lab)).at(-1), 'telebirr');
  t.match(lab.logged(), /weather/);
  const answer = await lab.app.inject({ url: '/v1/payments/rails' });
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['cache-control'], 'public, max-age=15');
  t.notMatch(answer.body, buyersNumber);
  t.notMatch(answer.body, /santim|intent/i);
});

t.test('however many look at once when it is over, one of them counts for all', async (t) => {
  const lab = await startTestPayments(t);
  const { tenancy } = lab.deps;
  let counted = 0;
  const door: typeof tenancy.door = async (name, ...args) => {
    if (name === 'rail_weather') counted += 1;
    return await tenancy.door(name, ...args);
  };
  const deps = { ...lab.deps, tenancy: { ...tenancy, door } };
  for (const times of [1, 2]) {
    await Promise.all(Array.from({ length: 20 }, async () => await railsByWeather(deps)));
    t.equal(counted, times);
    lab.clock.advance(31);
  }
});

t.test('the rules by themselves', async (t) => {
  const none: Counts = {
    answered15: 0,
    silent15: 0,
    seconds15: null,
    confirmed15: 0,
    answered60: 0,
    silent60: 0,
    seconds60: null,
    confirmed60: 0,
    answeredSince: 0,
  };
  const cases: readonly [Partial<Counts>, string][] = [
    [{}, 'quiet'],
    [{ answered60: 1 }, 'good'],
    [{ silent15: 2, silent60: 2 }, 'good'],
    [{ silent15: 3, silent60: 3 }, 'down'],
    [{ silent15: 3, answered15: 3, silent60: 3, answered60: 3 }, 'unsteady'],
    [{ silent15: 3, answered15: 3, silent60: 3, answered60: 3, answeredSince: 2 }, 'good'],
    [{ silent15: 1, answered15: 9, silent60: 1, answered60: 9 }, 'good'],
    [{ answered15: 3, answered60: 3, confirmed15: 3, seconds15: 130 }, 'slow'],
    [{ answered60: 3, confirmed60: 3, seconds60: 130 }, 'slow'],
    [{ answered15: 2, answered60: 2, confirmed15: 2, confirmed60: 2, seconds15: 900, seconds60: 900 }, 'good'],
  ];
  for (const [counts, state] of cases) t.equal(stateOf({ ...none, ...counts }, false), state, JSON.stringify(counts));
  t.equal(stateOf({ ...none, answered15: 3, answered60: 3, confirmed15: 3, seconds15: 9000 }, true), 'good');
});
