import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { appOrigin } from '@windsurf/testbed/people';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

type Body = { text: string; phone?: string; token?: string };
const find = async (lab: TestPayments, body: Body, key: string = newId(), lang = 'en') =>
  await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/where',
    headers: { 'idempotency-key': key, 'accept-language': lang },
    body,
  });
const audit = async (lab: TestPayments, what: string) => await lab.count(`payments.audit where what = '${what}'`);
const beginWith = async (lab: TestPayments, product: TestProduct, rail: string, phone = '0911234567') => {
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': newId() },
    body: { productId: product.id, phone, rail },
  });
  const { token, payCode } = answer.json<{ token: string; payCode: string | null }>();
  const intentId = lab.deps.tokens.read(token)?.intentId ?? '';
  return { token, payCode, intentId, orderId: intentId.replaceAll('-', '') };
};
/** Paid at telebirr, and nobody ever told us. */
async function payUnheard(lab: TestPayments, orderId: string): Promise<string> {
  lab.outside.telebirr.setSwitch('lost', orderId);
  await lab.outside.telebirr.approve(orderId);
  const order = lab.outside.telebirr.orders().find(({ merchOrderId }) => merchOrderId === orderId);
  return order?.transId ?? '';
}
const sms = (number: string, sum = '199.50') =>
  `You have paid ETB ${sum} for Tea for two. Your transaction number is ${number}.`;

t.test('the callback was swallowed, the buyer pastes her SMS: granted at once, by the rail’s own word', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const { token, orderId, intentId } = await lab.begin(product);
  const number = await payUnheard(lab, orderId);
  t.equal((await lab.read(token)).state, 'pending');

  const before = performance.now();
  const answer = await find(lab, { text: sms(number), phone: '0911 234 567' });
  const seconds = (performance.now() - before) / 1000;
  t.equal(answer.statusCode, 200, answer.body);
  t.ok(seconds < 10, `${seconds.toFixed(2)} s`);
  t.match(answer.json(), { outcome: 'granted', says: /^Found: it is paid\. telebirr has confirmed it\..*567/ });
  t.equal((await lab.read(token)).state, 'succeeded');
  t.equal(await lab.count('payments.orders'), 1);
  const { statusUrl } = answer.json();
  t.equal(
    lab.deps.tokens.read(statusUrl.split('/').at(-1))?.opener,
    false,
    'whoever types a number is led to no goods',
  );

  await t.test('the same reference again is refused and written down, for this one and for any other', async (t) => {
    const again = await find(lab, { text: number, phone: '0911234567' });
    t.match([again.statusCode, again.json().type], [409, /told-before$/]);
    t.equal(await audit(lab, 'reference.again'), 1);
    const other = await beginWith(lab, await lab.product(), 'telebirr', '0911000077');
    const used = await find(lab, { text: sms(number), token: other.token });
    t.equal(used.statusCode, 409);
    t.equal(await audit(lab, 'reference.foreign'), 1);
    t.equal((await lab.read(other.token)).state, 'pending');
    t.equal(await lab.count('payments.orders'), 1);
  });
  await t.test('what was pasted is kept sealed, and stands in no log', async (t) => {
    const rows = JSON.stringify(await lab.db.look('select * from payments.told_references'));
    t.notMatch(rows, /You have paid|Tea for two/);
    t.match(rows, number);
    t.notMatch(lab.logged(), new RegExp(`${number}|You have paid|911234567`));
    t.equal(await lab.count(`payments.intent_events where what = 'told-reference' and intent_id = '${intentId}'`), 1);
  });
});

t.test('pressing twice is telling once', async (t) => {
  const lab = await startTestPayments(t);
  const { orderId } = await lab.begin(await lab.product());
  const text = sms(await payUnheard(lab, orderId));
  const key = newId();
  const answers = [
    await find(lab, { text, phone: '0911234567' }, key),
    await find(lab, { text, phone: '0911234567' }, key),
  ];
  t.same(
    answers.map((one) => [one.statusCode, one.json().outcome]),
    [
      [200, 'granted'],
      [200, 'granted'],
    ],
  );
  t.equal(await lab.count('payments.told_references'), 1);
  t.equal(await lab.count('payments.orders'), 1);
});

t.test('never on the text alone: what the rail does not confirm goes to a person, with the evidence', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await lab.begin(await lab.product());
  const text = 'ለሰላም መጻሕፍት 199.50 ብር ከፍለዋል። የግብይት ቁጥርዎ CKB5ABC123 ነው።';
  const early = await find(lab, { text, token }, newId(), 'am');
  t.match(early.json(), { outcome: 'asking', says: /ቴሌብር ገና አላረጋገጠም/ });
  t.equal((await lab.read(token)).state, 'pending');
  lab.clock.advance(700);
  t.match((await find(lab, { text, token })).json(), { outcome: 'queued' }, 'told again while it waits');
  t.match(await lab.read(token), { state: 'parked', reason: 'told' });
  t.equal(await lab.count('payments.orders'), 0);

  const operator = lab.people.person({ operator: true });
  const list = await lab.app.inject({ url: '/v1/payments/operator/told', headers: operator.headers });
  t.match(list.json(), {
    items: [{ reference: 'CKB5ABC123', toldSantim: 19_950, state: 'parked', text }],
    nextCursor: null,
  });
  t.equal(await audit(lab, 'told.listed'), 1);
  const asked = { url: '/v1/payments/operator/told' };
  t.equal((await lab.app.inject(asked)).statusCode, 401);
  t.equal((await lab.app.inject({ ...asked, headers: lab.seller.headers })).statusCode, 403);
  const bad = await lab.app.inject({ url: '/v1/payments/operator/told?cursor=x', headers: operator.headers });
  t.equal(bad.statusCode, 422);

  await t.test('an attempt that has failed or run out is looked at as well', async (t) => {
    const second = await lab.begin(await lab.product(), '0911000079');
    await lab.outside.telebirr.decline(second.orderId);
    await lab.work();
    t.equal((await lab.read(second.token)).state, 'failed');
    const pasted = { text: sms('CKB5ABC999'), phone: '0911000079' };
    t.match((await find(lab, pasted)).json(), { outcome: 'queued', statusUrl: null });
    t.match(await lab.read(second.token), { state: 'parked', reason: 'told' });
  });
});

t.test('an edited sum is refused; nothing is told about what is somebody else’s', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId } = await lab.begin(await lab.product());
  const number = await payUnheard(lab, orderId);
  const edited = await find(lab, { text: sms(number, '99.50'), token });
  t.match([edited.statusCode, edited.json().detail], [409, /another amount than 199\.50.birr/]);
  t.equal(await audit(lab, 'reference.amount'), 1);
  t.equal((await lab.read(token)).state, 'pending');

  const about = async (body: Body) => {
    const { statusCode, body: text } = await find(lab, body);
    const { requestId: _, instance: __, ...rest } = JSON.parse(text);
    return { statusCode, ...rest };
  };
  const unknown = await about({ text: sms('ZZZ5ABC123'), phone: '0911999999' });
  t.equal(unknown.statusCode, 404);
  t.same(await about({ text: sms(number, '99.50'), phone: '0911234567' }), unknown, 'another sum');
  t.same(await about({ text: sms(number), phone: '0911999999' }), unknown, 'another number');
  t.same(await about({ text: 'ZZZ5ABC123', phone: '0911234567' }), unknown, 'another reference');
  t.same(await about({ text: orderId, phone: '0911999999' }), unknown, 'another’s payment number');
  await find(lab, { text: sms(number), token });
  t.equal((await lab.read(token)).state, 'succeeded');
  t.same(await about({ text: sms(number), phone: '0911999999' }), unknown, 'one that has paid for another');
});

t.test('a bare reference with the number: found when the rail names it, and only then', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId } = await lab.begin(await lab.product());
  const number = await payUnheard(lab, orderId);
  t.match((await find(lab, { text: number.toLowerCase(), phone: '911234567' })).json(), { outcome: 'granted' });
  t.equal((await lab.read(token)).state, 'succeeded');
});

t.test('by our own number and by the code of a bank', async (t) => {
  const lab = await startTestPayments(t);
  const { token, intentId } = await lab.begin(await lab.product());
  const short = intentId.slice(-12).toUpperCase();
  t.match((await find(lab, { text: `Payment number ${short}`, phone: '0911234567' })).json(), { outcome: 'asking' });
  const bill = await beginWith(lab, await lab.product(), 'webirr', '0911000080');
  t.match(bill.payCode, /^\d{9}$/);
  lab.outside.webirr.setSwitch('lost');
  await lab.outside.webirr.pay(bill.payCode ?? '');
  const spaced = (bill.payCode ?? '').replace(/(...)(...)(...)/, '$1 $2 $3');
  const found = await find(lab, { text: `WeBirr ${spaced}, 199.50 birr`, phone: '0911000080' });
  t.match(found.json(), { outcome: 'granted' }, found.body);
  t.equal((await lab.read(token)).state, 'pending');
});

t.test('every shape of nonsense gets a sentence', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await lab.begin(await lab.product());
  const cases: readonly [object, number][] = [
    [{}, 422],
    [{ text: '' }, 422],
    [{ text: 'x'.repeat(3000), phone: '0911234567' }, 422],
    [{ text: 'x'.repeat(400), phone: '0911234567' }, 422],
    [{ text: 'I have paid', phone: '0911234567' }, 422],
    [{ text: 'CKB5ABC123' }, 422],
    [{ text: 'CKB5ABC123', phone: '12' }, 422],
    [{ text: 'CKB5ABC123', token: 'x'.repeat(66) }, 404],
    [{ text: 'CKB5ABC123', token, other: 1 }, 422],
  ];
  for (const [body, status] of cases) {
    const answer = await find(lab, body as Body);
    t.equal(answer.statusCode, status, JSON.stringify(body).slice(0, 60));
    t.ok(answer.json().detail.length > 10);
  }
  const flood = [];
  for (let n = 0; n < 12; n += 1)
    flood.push((await find(lab, { text: `CKB5ABC1${n + 10}`, phone: '0911777777' })).statusCode);
  t.ok(flood.includes(429), 'a number can be tried so often only');
  t.notOk(flood.slice(0, 9).includes(429));
});

t.test('the page: in both languages, without a script, what was typed stays and is never markup', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId } = await lab.begin(await lab.product());
  const html = { accept: 'text/html' };
  for (const [lang, words] of [
    ['en', /<h1>I paid, where is it\?<\/h1>/],
    ['am', /<h1>ከፍያለሁ፣ የት አለ\?<\/h1>/],
  ] as const) {
    for (const path of ['/pay/where', `/pay/${token}/where`]) {
      const page = await lab.app.inject({ url: `${path}?lang=${lang}`, headers: html });
      t.equal(page.statusCode, 200);
      t.match(page.body, words);
      t.equal(page.headers['cache-control'], 'no-store');
      t.notMatch(page.body, /<script|style="/);
      t.equal(page.body.includes('name="phone"'), path === '/pay/where');
    }
  }
  const post = async (url: string, form: Record<string, string>) =>
    await lab.app.inject({
      method: 'POST',
      url: `${url}?lang=en`,
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded', origin: appOrigin },
      body: new URLSearchParams(form).toString(),
    });
  const evil = '<script>alert(1)</script>"><img src=x>';
  const looked = await lab.count('payments.told_references');
  for (const path of ['/pay/where', `/pay/${token}/where`]) {
    const other = await post(path, { text: 'CKB5ABC123', phone: '0911 23', relabel: '1' });
    t.equal(other.statusCode, 200, 'UC-30: in the other language nothing is looked for');
    t.match(other.body, />\s*CKB5ABC123<\/textarea>/, 'and what was typed stays');
    t.match(other.body, new RegExp(`<button form="where" formaction="${path}\\?lang=am"`));
    t.notMatch(other.body, /role="alert"/);
  }
  t.equal(await lab.count('payments.told_references'), looked);
  const refused = await post('/pay/where', { text: evil, phone: '0911234567' });
  t.equal(refused.statusCode, 422);
  t.match(refused.body, /<title>Error: .*role="alert".*There is no reference in it/s);
  t.notMatch(refused.body, /<script>|<img/);
  t.match(refused.body, '&lt;script&gt;');
  const noPhone = await post('/pay/where', { text: 'CKB5ABC123', phone: evil });
  t.equal(noPhone.statusCode, 422);
  t.match(noPhone.body, /href="#phone"/);
  t.match(noPhone.body, />\nCKB5ABC123<\/textarea>/);
  const long = await post('/pay/where', { text: `${'a'.repeat(395)} CK12`, phone: '0911234567' });
  t.equal(long.statusCode, 422);
  t.equal((await post(`/pay/${'x'.repeat(66)}/where`, { text: 'CKB5ABC123' })).statusCode, 404);
  t.equal((await lab.app.inject({ url: `/pay/${'x'.repeat(66)}/where`, headers: html })).statusCode, 404);

  const number = await payUnheard(lab, orderId);
  const found = await post(`/pay/${token}/where`, { text: sms(number), attempt: 'one' });
  t.equal(found.statusCode, 200);
  t.match(found.body, /<title>Found: it is paid\.<\/title>/);
  t.match(found.body, `href="/pay/${token}?lang=en"`);
  const again = await post(`/pay/${token}/where`, { text: sms(number), attempt: 'two' });
  t.equal(again.statusCode, 409);
  t.match(again.body, /This reference was told before/);
});
