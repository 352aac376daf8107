import t from 'tap';
import { brotliCompressSync, constants } from 'node:zlib';
import { appOrigin } from '@windsurf/testbed/people';
import { keepPublished } from '../products/products.ts';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

type Form = Record<string, string>;
const get = async (lab: TestPayments, product: TestProduct, lang = 'en') =>
  await lab.app.inject({ url: `/checkout/${product.id}?lang=${lang}`, headers: { accept: 'text/html' } });
const hiddenOf = (html: string): Form =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
const post = async (lab: TestPayments, product: TestProduct, form: Form, lang = 'en') =>
  await lab.app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=${lang}`,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: appOrigin },
    body: new URLSearchParams(form).toString(),
  });

t.test('the form says what and how much, needs no script and no cookie, and leads to the wallet', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  for (const [lang, words] of [
    ['en', /Pay 199\.50.birr/],
    ['am', /199\.50.ብር ይክፈሉ/],
  ] as const) {
    const page = await get(lab, product, lang);
    t.equal(page.statusCode, 200);
    t.match(page.body, words);
    t.match(page.body, `<html lang="${lang}">`);
    t.notMatch(page.body, /<script|style="/);
    t.equal(page.headers['set-cookie'], undefined);
    t.equal(page.headers['cache-control'], 'no-store');
    t.match(page.headers['content-security-policy'], /default-src 'none'.*form-action 'self' http:\/\/127/);
  }
  const hidden = hiddenOf((await get(lab, product)).body);
  const answer = await post(lab, product, { ...hidden, phone: '0911 234 567', rail: 'telebirr' });
  t.equal(answer.statusCode, 303);
  t.match(answer.headers.location, /\/telebirr\/payment\/web\/paygate\?appid=/);

  await t.test('a double click, the back button and a reload meet in the same payment', async (t) => {
    const again = await Promise.all(
      [1, 2, 3].map(async () => await post(lab, product, { ...hidden, phone: '911234567', rail: 'telebirr' })),
    );
    for (const one of again) {
      t.equal(one.statusCode, 303);
      t.match(one.headers.location, /^\/pay\/[\w-]{66}\?lang=en$/);
    }
    t.equal(await lab.count('payments.intents'), 1);
    t.equal(lab.outside.telebirr.orders().length, 1);
  });
});

t.test('what is wrong is said beside the field and on top, and what was typed stays', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const hidden = hiddenOf((await get(lab, product)).body);
  const cases: readonly [string, RegExp][] = [
    ['', /id="phone-error"/],
    ['+14155550100', /\+251/],
    ['0911 23', /0911 234 567/],
    ['<b>911</b>', /&lt;b&gt;911&lt;\/b&gt;/],
  ];
  for (const [typed, expected] of cases) {
    const page = await post(lab, product, { ...hidden, phone: typed, rail: 'telebirr' });
    t.equal(page.statusCode, 422, typed);
    t.match(page.body, /<title>Error: /);
    t.match(page.body, /role="alert"/);
    t.match(page.body, /href="#phone"/);
    t.match(page.body, expected);
    t.same(hiddenOf(page.body).attempt, hidden.attempt, 'still the same attempt');
  }
  t.match((await post(lab, product, { ...hidden, phone: '', rail: 'telebirr' }, 'am')).body, /<title>ስህተት፦ /);
  const noRail = await post(lab, product, { ...hidden, phone: '0911234567', rail: 'cash' });
  t.equal(noRail.statusCode, 422);
  t.match(noRail.body, /Choose how you want to pay/);
  t.match(noRail.body, /value="0911234567"/);
  t.equal((await post(lab, product, { phone: 'x'.repeat(500) })).statusCode, 422);
  t.equal(await lab.count('payments.intents'), 0);

  await t.test('a form of another site is refused', async (t) => {
    const answer = await lab.app.inject({
      method: 'POST',
      url: `/checkout/${product.id}`,
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'phone=0911234567&rail=telebirr',
    });
    t.equal(answer.statusCode, 403);
  });
  await t.test('a signed-in creator buys too: her form carries her proof', async (t) => {
    const buyer = lab.people.person({ creator: true });
    const { 'x-csrf-token': _, ...cookie } = lab.people.browser(buyer);
    const page = await lab.app.inject({ url: `/checkout/${product.id}`, headers: cookie });
    const form = { ...hiddenOf(page.body), phone: '0911234567', rail: 'telebirr' };
    const send = async (body: Form) =>
      await lab.app.inject({
        method: 'POST',
        url: `/checkout/${product.id}`,
        headers: { ...cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(body).toString(),
      });
    t.equal((await send({ ...form, _csrf: 'x' })).statusCode, 403);
    t.equal((await send(form)).statusCode, 303);
  });
  await t.test('a product that is gone is a page that says so', async (t) => {
    const page = await lab.app.inject({
      url: '/checkout/01890000-0000-7000-8000-000000000000?lang=en',
      headers: { accept: 'text/html' },
    });
    t.equal(page.statusCode, 404);
    t.match(page.body, /no longer sold.*href="[^"]+\/k">What I bought/s);
  });
});

t.test('a price that changed meanwhile is said and asked about again', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const hidden = hiddenOf((await get(lab, product)).body);
  await lab.deps.tenancy.inCreator(product.creatorId, async (tx) => {
    const rest = { slug: 'tea', handle: 'selam-books', storeName: 'Selam Books', coverUrl: null, fileId: null };
    await keepPublished(
      tx,
      { id: product.id, version: 2, title: 'Tea for two', priceSantim: 22_000, currency: 'ETB', ...rest },
      lab.clock.now(),
    );
  });
  const typed = { phone: '0911234567', rail: 'telebirr' };
  const asked = await post(lab, product, { ...hidden, ...typed });
  t.equal(asked.statusCode, 409);
  t.match(asked.body, /The price is now 220.birr\. Do you want to go on\?/);
  t.match(asked.body, /value="0911234567"/);
  t.equal(await lab.count('payments.intents'), 0);
  const agreed = await post(lab, product, { ...hiddenOf(asked.body), ...typed });
  t.equal(agreed.statusCode, 303);
  t.equal(lab.outside.telebirr.orders()[0]?.totalAmount, '220.00');
});

t.test('another language keeps the number that was typed and starts nothing', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const before = (await get(lab, product)).body;
  t.match(before, /<button form="pay" formaction="[^"]*lang=am" name="relabel"/);
  const form: Form = { ...hiddenOf(before), phone: '0911 23', rail: 'telebirr', relabel: '1' };
  const page = await post(lab, product, form, 'am');
  t.equal(page.statusCode, 200);
  t.match(page.body, /<html lang="am">.*value="0911 23"/s);
  t.notMatch(page.body, /role="alert"/);
  t.match(page.body, `value="${form.attempt ?? 'none'}"`, 'still the same attempt');
  t.equal(await lab.count('payments.intents'), 0);
});

t.test('when telebirr is down: nothing was started, and the number stays', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const hidden = hiddenOf((await get(lab, product)).body);
  lab.outside.telebirr.setSwitch('down');
  const page = await post(lab, product, { ...hidden, phone: '0911234567', rail: 'telebirr' });
  t.equal(page.statusCode, 503);
  t.match(page.body, /Nothing was started/);
  t.match(page.body, /value="0911234567"/);
  t.match(await lab.db.look('select state, reason from payments.intents'), [{ state: 'failed', reason: 'rail-down' }]);
});

t.test('the waiting page: words for each state and age, small, and it refreshes by itself as told', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { token, orderId } = await lab.begin(product);
  const visit = async (query = 'lang=en') =>
    await lab.app.inject({ url: `/pay/${token}?${query}`, headers: { accept: 'text/html' } });
  const refreshOf = (html: string): string | undefined => /http-equiv="refresh" content="(\d+)"/.exec(html)?.[1];
  const first = await visit();
  t.equal(first.statusCode, 200);
  t.match(first.body, /<title>Look at your phone\. telebirr is asking for your PIN\.<\/title>/);
  t.match(first.body, /Tea for two.*Selam Books.*199\.50.birr/);
  t.equal(refreshOf(first.body), '5');
  t.equal(first.headers['cache-control'], 'no-store');
  t.notMatch(first.body, buyersNumber);
  t.notMatch(first.body, /<script/);
  for (const lang of ['en', 'am']) {
    const { body } = await visit(`lang=${lang}`);
    const small = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
    t.ok(small <= 3000, `${small} bytes in ${lang}`);
  }
  t.equal(refreshOf((await visit('auto=0&lang=en')).body), undefined);
  t.match((await visit('auto=0&lang=en')).body, /Update by itself again/);
  const wallet = await lab.app.inject({ url: `/pay/${token}/wallet` });
  t.equal(wallet.statusCode, 303);
  t.match(wallet.headers.location, /paygate\?appid=/);

  const ages: readonly [number, RegExp, string | undefined][] = [
    [35, /Prompt not there\?/, '5'],
    [60, /Still waiting\. Please do not pay again\./, '15'],
    [60, /You can close this page\..*number that ends in 567.*it is the same payment, not a second one/s, '30'],
    [480, /We do not know yet if the payment went through\./, undefined],
  ];
  for (const [seconds, words, refresh] of ages) {
    lab.clock.advance(seconds);
    const { body } = await visit();
    t.match(body, words);
    t.equal(refreshOf(body), refresh);
  }
  t.match((await visit('lang=am')).body, /ክፍያው መሳካቱ ገና አልተረጋገጠም/);

  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  const paid = await visit();
  t.match(paid.body, /<title>Paid\. Thank you!<\/title>/);
  t.match(paid.body, /href="[^"]+\/r\/[^"]+">Open what you bought/);
  t.equal(refreshOf(paid.body), undefined);
  t.equal((await lab.app.inject({ url: `/pay/${token}/wallet` })).headers.location, `/pay/${token}`);
  const forged = `${token.slice(0, 40)}${token[40] === 'x' ? 'y' : 'x'}${token.slice(41)}`;
  t.equal((await lab.app.inject({ url: `/pay/${forged}` })).statusCode, 404);

  await t.test('the same number again is told that it is already theirs', async (t) => {
    const hidden = hiddenOf((await get(lab, product)).body);
    const page = await post(lab, product, { ...hidden, phone: '0911234567', rail: 'telebirr' });
    t.equal(page.statusCode, 409);
    t.match(page.body, /You already bought this/);
    t.notMatch(page.body, /You bought .* on /, 'when, is told to nobody who only typed a number');
    t.match(page.body, /href="[^"]+\/k\?lang=en"/);
  });
  await t.test('while the receipt is being made, the page says so and looks again', async (t) => {
    lab.fail.delivery = true;
    const { body } = await visit();
    t.match(body, /We are getting it ready/);
    t.equal(refreshOf(body), '2');
    lab.clock.advance(15);
    t.equal(refreshOf((await visit()).body), '5');
  });
});

t.test('the waiting page reads, and has the rail asked no more often than it may', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId } = await lab.begin(await lab.product());
  const jobs = async () => await lab.count("queue_payments._private_jobs where key like '%:now'");
  const visit = async (query = '') => await lab.app.inject({ url: `/pay/${token}?${query}` });
  await visit();
  t.equal(await jobs(), 0, 'too early');
  lab.clock.advance(6);
  await Promise.all(Array.from({ length: 10 }, async () => await visit()));
  t.equal(await jobs(), 1, 'ten readers, one question');
  await lab.outside.telebirr.settled();
  lab.outside.telebirr.setSwitch('lost', orderId);
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  t.match((await visit('lang=en')).body, /Paid/, 'found although no notice came');
});

t.test('the way back from the wallet chooses words and asks at once, and proves nothing', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await lab.begin(await lab.product());
  const path = `/pay/${token}`;
  const visit = async (url: string) => await lab.app.inject({ url, headers: { accept: 'text/html' } });
  const asks = async () => await lab.count("queue_payments._private_jobs where key like '%:now'");
  const rest = 'total_amount=199.50&sign=x%2By&appid=1&merch_order_id=2&notify_url=http%3A%2F%2Fevil.example';
  lab.clock.advance(4);
  const back = await visit(`${path}?${rest}&trade_status=PAY_SUCCESS`);
  t.equal(back.statusCode, 303);
  t.equal(back.headers.location, `${path}?told=paid-4`, 'nothing of the wallet stays in the address');
  t.equal(back.headers['cache-control'], 'no-store');
  t.equal(await asks(), 1, 'the rail is asked at once');
  const refreshOf = (html: string): string | undefined => /http-equiv="refresh" content="(\d+)"/.exec(html)?.[1];
  for (const [lang, words] of [
    ['en', /<title>telebirr says you have paid\. We are confirming it…<\/title>/],
    ['am', /<title>ቴሌብር ክፍያዎን አሳውቋል። እያረጋገጥን ነው…<\/title>/],
  ] as const) {
    const { body } = await visit(`${path}?told=paid-4&lang=${lang}`);
    t.match(body, words);
    t.equal(refreshOf(body), '2');
    t.notMatch(body, /\/wallet"|class="prompt"|sign=|total_amount|evil/, 'and nobody is led to pay again');
    t.match(body, `href="${path}?told=paid-4&amp;lang=${lang === 'am' ? 'en' : 'am'}"`);
    t.match(body, `href="${path}?check=1&amp;told=paid-4&amp;lang=${lang}"`);
  }
  t.equal((await lab.read(token)).state, 'pending');
  await lab.work();
  t.equal((await lab.read(token)).state, 'pending', 'the rail says that it waits, and that is what counts');
  t.equal(await lab.count('payments.orders'), 0);
  const later: readonly [number, RegExp, string][] = [
    [20, /telebirr says you have paid/, '5'],
    [80, /telebirr says you have paid/, '5'],
    [30, /You can close this page\..*We will text the result/s, '30'],
  ];
  for (const [seconds, words, refresh] of later) {
    lab.clock.advance(seconds);
    const { body } = await visit(`${path}?told=paid-4&lang=en`);
    t.match(body, words);
    t.equal(refreshOf(body), refresh);
  }

  await t.test('a refusal is asked about as well; the page does not say more than it knows', async (t) => {
    const second = await lab.begin(await lab.product(), '0911000077');
    lab.clock.advance(6);
    for (const status of ['PAY_FAILED', 'PAY_CANCEL']) {
      const { headers } = await visit(`/pay/${second.token}?lang=en&trade_status=${status}`);
      t.equal(headers.location, `/pay/${second.token}?told=ended-6&lang=en`, status);
    }
    const asking = await visit(`/pay/${second.token}?told=ended-6&lang=en`);
    t.match(asking.body, /<title>We are asking telebirr how it ended…<\/title>/);
    t.equal(refreshOf(asking.body), '2');
    lab.clock.advance(20);
    t.match((await visit(`/pay/${second.token}?told=ended-6&lang=en`)).body, /<title>Look at your phone/);
  });
  await t.test('anything else in the address is no hint and no error', async (t) => {
    const third = await lab.begin(await lab.product(), '0911000078');
    for (const odd of ['Completed', 'paid', 'toString', '%00', 'x'.repeat(3000), '1&trade_status=PAY_SUCCESS']) {
      const { headers, statusCode } = await visit(`/pay/${third.token}?trade_status=${odd}`);
      t.equal(statusCode, 303, odd.slice(0, 20));
      t.equal(headers.location, `/pay/${third.token}`, odd.slice(0, 20));
    }
    for (const odd of ['paid', 'paid-', 'paid--1', 'paid-99', 'paid-1e3', 'other-1', '%22%3E']) {
      const { body } = await visit(`/pay/${third.token}?told=${odd}&lang=en`);
      t.match(body, /<title>Look at your phone/, odd);
    }
  });
});
