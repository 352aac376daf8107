import { createHmac } from 'node:crypto';
import t from 'tap';
import { signatures } from './chapa-webhook.ts';
import { startOutside } from './outside.ts';
import { type Called, startTestShop } from './test-shop.ts';

const shop = await startTestShop();
const outside = await startOutside({ callbackRetries: [0, 10, 10], storeOrigin: shop.url });
const { chapa } = outside;
const our = outside.keys.payments.chapa;
t.teardown(async () => {
  await outside.stop();
  await shop.stop();
});
t.beforeEach(() => {
  outside.clear();
  shop.called.length = 0;
  shop.answers.length = 0;
});

type Answered = { status: number; body: { status: string; message: string; data: Record<string, unknown> | null } };
const call = async (method: string, path: string, body?: object, key = our.secretKey): Promise<Answered> => {
  const answer = await fetch(`${our.baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text.startsWith('{') ? JSON.parse(text) : { status: '', message: text, data: null },
  };
};
const initialize = (tx_ref: string, more: object = {}) =>
  call('POST', '/transaction/initialize', {
    amount: '150.50',
    currency: 'ETB',
    email: 'abebe@example.et',
    first_name: 'Abebe',
    last_name: 'Example',
    phone_number: '0911234567',
    tx_ref,
    callback_url: `${shop.url}/own`,
    return_url: `${shop.url}/back?id=7`,
    customization: { title: 'Tea & honey' },
    ...more,
  });
const verify = (txRef: string) => call('GET', `/transaction/verify/${txRef}`);
const transfer = (reference: string, more: object = {}) =>
  call('POST', '/transfers', {
    account_name: 'Abebe',
    account_number: '0911234567',
    amount: '100',
    currency: 'ETB',
    bank_code: 855,
    reference,
    ...more,
  });
/** As a merchant checks it: over the body as it came, with the webhook's own secret. */
const isSigned = ({ text, headers }: Called): boolean =>
  headers['x-chapa-signature'] === createHmac('sha256', our.webhookSecret).update(text).digest('hex');

t.test('the signature is the vector of the protocol note', async (t) => {
  const body =
    '{"event":"charge.success","tx_ref":"ORD000000000001","amount":"150.50","currency":"ETB","status":"success"}';
  const signed = signatures('test-webhook-secret', body);
  t.equal(signed['x-chapa-signature'], '9590bf0f3114e05ec87bdc12e50de26dd03d28e32bbdb9015b242377775a8e17');
  t.equal(
    signed['chapa-signature'],
    signatures('test-webhook-secret', 'anything')['chapa-signature'],
    'the historic one proves nothing',
  );
});

t.test('a charge is made, shown, paid on its page, told by a signed webhook and verified', async (t) => {
  const made = await initialize('A-1');
  t.match(made, { status: 200, body: { status: 'success', message: 'Hosted Link' } });
  const url = String(made.body.data?.['checkout_url']);
  t.equal(new URL(url).origin, our.checkoutOrigin);
  t.match(await verify('A-1'), {
    body: { data: { status: 'pending', amount: '150.50', tx_ref: 'A-1', reference: null } },
  });
  t.match(await (await fetch(url)).text(), /Tea &amp; honey[\s\S]*150\.50/);
  const paid = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ method: 'cbebirr', decision: 'approve' }),
    redirect: 'manual',
  });
  t.equal(paid.headers.get('location'), `${shop.url}/back?id=7`);
  await chapa.settled();
  t.match(shop.called, [
    {
      path: '/v1/payments/callbacks/chapa',
      message: { event: 'charge.success', tx_ref: 'A-1', amount: '150.50', currency: 'ETB', status: 'success' },
    },
  ]);
  t.ok(shop.called.every(isSigned));
  t.match(await verify('A-1'), {
    body: { status: 'success', data: { status: 'success', method: 'cbebirr', reference: /^AP/, currency: 'ETB' } },
  });
  t.equal((await fetch(url, { redirect: 'manual' })).status, 303, 'a page that is done sends back at once');
  t.match(outside.sms.all('+251911234567')[0], { from: 'Chapa' });
  await t.rejects(chapa.approve('A-1'), /cannot be decided/);
  t.equal((await fetch(`${outside.url}/chapa/checkout/payment/00`)).status, 404);
});

t.test('what Chapa refuses has its reason, and makes nothing', async (t) => {
  t.match(await call('GET', '/banks', undefined, 'wrong'), { status: 401, body: { status: 'failed' } });
  await initialize('B-1');
  t.match(await initialize('B-1'), { status: 400, body: { status: 'failed', message: /used before/, data: null } });
  for (const wrong of [
    { amount: '1.005' },
    { amount: 0 },
    { currency: 'USD' },
    { tx_ref: '' },
    { phone_number: '251911234567' },
    { email: 'abebe' },
    { callback_url: 'shop' },
  ])
    t.match(await initialize('B-2', wrong), { status: 400 }, JSON.stringify(wrong));
  t.match(await verify('B-2'), { status: 404 });
  t.match(await call('POST', '/nothing', {}), { status: 404 });
  t.match(await call('POST', '/refund/B-1', {}), { status: 400, body: { message: /not paid/ } });
  t.equal(chapa.charges().length, 1);
});

t.test('refunds are partial and never more than was paid; a reference is refunded once', async (t) => {
  await initialize('C-1');
  await chapa.approve('C-1');
  const first = await call('POST', '/refund/C-1', { amount: '50.50', reason: 'ዕቃ ተመልሷል', reference: 'R-1' });
  t.match(first, { status: 200, body: { data: { amount: '50.50', ref_id: /^RF/ } } });
  t.same(await call('POST', '/refund/C-1', { amount: '50.50', reference: 'R-1' }), first);
  t.match(await call('POST', '/refund/C-1', { amount: '100.01' }), { status: 400, body: { message: /exceeds/ } });
  t.match(await call('POST', '/refund/C-1'), { body: { data: { amount: '100.00' } } }, 'without an amount, the rest');
  t.match(await call('POST', '/refund/C-1'), { status: 400 });
  chapa.setSwitch({ refunds: 'failed' });
  await initialize('C-2');
  await chapa.approve('C-2');
  t.match(await call('POST', '/refund/C-2', { amount: '1' }), { status: 400 });
  t.equal(chapa.charge('C-2')?.refunds.length, 0);
});

t.test('a transfer is queued once, carried out, and asked of the merchant if it wants to be asked', async (t) => {
  t.match((await call('GET', '/banks')).body.data, [{ id: 946 }, {}, { slug: 'telebirr', acct_length: 10 }]);
  t.match(await transfer('T-1'), { status: 200, body: { message: /Queued/, data: 'T-1' } });
  t.match(await transfer('T-1'), { status: 400, body: { message: /used before/ } });
  for (const wrong of [{ bank_code: 1 }, { account_number: '09112345' }, { account_name: '' }, { amount: 'x' }])
    t.match(await transfer('T-2', wrong), { status: 400 }, JSON.stringify(wrong));
  await chapa.settled();
  t.match(await call('GET', '/transfers/verify/T-1'), {
    body: { data: { status: 'success', tx_ref: 'T-1', bank_name: 'telebirr' } },
  });
  t.match(await call('GET', '/transfers/verify/T-2'), { status: 404 });
  chapa.setSwitch({ transfers: 'pending' });
  await transfer('T-3');
  await chapa.settled();
  t.match(await call('GET', '/transfers/verify/T-3'), { body: { data: { status: 'pending' } } });
  chapa.settleTransfer('T-3', 'failed');
  t.match(await call('GET', '/transfers/verify/T-3'), { body: { data: { status: 'failed' } } });
  chapa.setSwitch('normal');
  chapa.setApproval(`${shop.url}/approve`);
  shop.answers.push(400, 200);
  await transfer('T-4');
  await chapa.settled();
  await transfer('T-5');
  await chapa.settled();
  chapa.setApproval(undefined);
  t.match(shop.called, [{ message: { amount: '100', reference: 'T-4', bank: 'telebirr', account_name: 'Abebe' } }, {}]);
  t.ok(shop.called.every(isSigned));
  t.match([chapa.transfer('T-4'), chapa.transfer('T-5')], [{ state: 'failed' }, { state: 'success' }]);
});

t.test('every switch is played', async (t) => {
  const play = async (story: Parameters<typeof chapa.setSwitch>[0]): Promise<Called[]> => {
    const txRef = `S-${Math.random().toString(36).slice(2)}`;
    chapa.setSwitch(story, txRef);
    await initialize(txRef);
    await chapa.approve(txRef);
    return shop.called.splice(0);
  };
  t.same(await play('lost'), []);
  t.equal((await play('duplicate')).length, 3);
  t.same(await play({ callback: 'late', seconds: 0.6 }), []);
  await chapa.settled();
  t.equal(shop.called.splice(0).length, 1);
  const [amount] = await play('wrong-amount');
  t.ok(amount?.message['amount'] === '140.50' && isSigned(amount), 'a false amount, rightly signed');
  for (const story of ['bad-signature', 'historic-only', 'tampered'] as const) {
    const [forged] = await play(story);
    t.ok(forged !== undefined && !isSigned(forged), story);
    t.equal(forged?.headers['chapa-signature'], signatures(our.webhookSecret, '')['chapa-signature']);
  }
  shop.answers.push(500, 503);
  t.equal((await play('normal')).length, 3, 'repeated until it is answered with 200');

  chapa.setSwitch('auto', 'auto');
  chapa.setSwitch('decline', 'decline');
  await initialize('auto');
  await initialize('decline');
  await chapa.settled();
  t.match([chapa.charge('auto'), chapa.charge('decline')], [{ state: 'success' }, { state: 'failed' }]);
  chapa.setSwitch({ verify: 'wrong-amount', amounts: 'number' }, 'auto');
  t.match(await verify('auto'), { body: { data: { amount: 140.5 } } });
  chapa.setSwitch({ verify: 'pending' }, 'auto');
  t.match(await verify('auto'), { body: { data: { status: 'pending' } } });

  chapa.setSwitch({ answers: 'cut', calls: 'initialize' });
  await t.rejects(initialize('cut'));
  t.match(chapa.charge('cut'), { state: 'pending' }, 'carried out');
  chapa.setSwitch({ answers: 'down', calls: 'all' });
  t.match(await verify('cut'), { status: 503 });
  chapa.setSwitch({ answers: 'quota' });
  t.match(await verify('cut'), { status: 429 });
  chapa.setSwitch('normal');

  const api = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${outside.url}/sandbox/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  t.match(await api('api/chapa/cut/approve', {}), { status: 200, body: { state: 'success' } });
  t.match(await api('api/chapa/cut/callback', { flaw: 'tampered' }), { body: { attempts: { length: 2 } } });
  t.match(await api('api/chapa/cut/decline', {}), { status: 400 });
  t.match(await api('switches', { rail: 'chapa', story: 'lost' }), { body: { chapa: { callback: 'lost' } } });
});
