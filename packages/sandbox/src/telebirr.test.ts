import { createServer } from 'node:http';
import { KEYUTIL, KJUR, b64tohex, hextob64 } from 'jsrsasign';
import t from 'tap';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';
import { canonicalText } from './telebirr-signature.ts';

// The merchant's side, written from the protocol alone and signed by jsrsasign, which the provider hands out.
let time = Date.parse('2026-11-20T08:00:00Z');
const outside = await startOutside({ clock: { now: () => new Date(time) }, callbackRetries: [0, 10, 10] });
const { telebirr: our } = outside.keys.payments;

type Message = Record<string, string>;
type Answer = { status: number; body: Record<string, unknown>; biz: Message; text: string };
const jsrsaSign = (text: string): string => {
  const signature = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
  signature.init(our.privateKey);
  signature.updateHex(Buffer.from(text).toString('hex'));
  return hextob64(signature.sign());
};
const jsrsaVerify = (text: string, signature: string): boolean => {
  const verifier = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
  verifier.init(KEYUTIL.getKey(our.telebirrPublicKey) as never);
  verifier.updateHex(Buffer.from(text).toString('hex'));
  try {
    return verifier.verify(b64tohex(signature));
  } catch {
    // it throws for a signature of another key instead of saying no
    return false;
  }
};

type Called = { message: Record<string, unknown>; path: string };
let called: Called[] = [];
let answers: number[] = [];
const shop = await listen(
  createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => {
      text += part.toString();
    });
    request.on('end', () => {
      called.push({
        message: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
        path: request.url ?? '',
      });
      response.statusCode = answers.shift() ?? 200;
      response.end('{}');
    });
  }),
  {},
);
t.teardown(async () => {
  await outside.stop();
  await shop.stop();
});
t.beforeEach(() => {
  outside.clear();
  called = [];
  answers = [];
});

const post = async (path: string, headers: Record<string, string>, body: unknown): Promise<Answer> => {
  const response = await fetch(`${our.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed: Record<string, unknown> = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, body: parsed, biz: (parsed['biz_content'] ?? {}) as Message, text };
};
const fetchToken = async (): Promise<string> =>
  String(
    (await post('/payment/v1/token', { 'X-APP-Key': our.fabricAppId }, { appSecret: our.appSecret })).body['token'],
  );
const token = await fetchToken();
const head = { 'X-APP-Key': our.fabricAppId, Authorization: token };
const who = { appid: our.merchantAppId, merch_code: our.merchantCode };
const sealed = (method: string, biz: unknown, more: object = {}): Record<string, unknown> => {
  const message = {
    timestamp: '1795161600',
    nonce_str: '0123456789ABCDEFGHIJKLMNOPQRSTUV',
    method,
    version: '1.0',
    biz_content: biz,
    ...more,
  };
  return { ...message, sign: jsrsaSign(canonicalText(message)), sign_type: 'SHA256WithRSA' };
};
const orderOf = (merch_order_id: string, more: object = {}) => ({
  notify_url: `${shop.url}/notify`,
  redirect_url: `${shop.url}/back?id=7`,
  ...who,
  merch_order_id,
  trade_type: 'Checkout',
  title: 'ዋዜማ ዜማ 3',
  total_amount: '199.50',
  trans_currency: 'ETB',
  timeout_express: '30m',
  business_type: 'BuyGoods',
  payee_identifier: our.merchantCode,
  payee_identifier_type: '04',
  payee_type: '5000',
  callback_info: 'cart7',
  ...more,
});
const preOrder = (id: string, more: object = {}) =>
  post('/payment/v1/merchant/preOrder', head, sealed('payment.preorder', orderOf(id, more)));
const query = (id: string) =>
  post('/payment/v1/merchant/queryOrder', head, sealed('payment.queryorder', { ...who, merch_order_id: id }));
const refund = (id: string, no: string, actual_amount: string, more: object = {}) =>
  post(
    '/payment/v1/merchant/refund',
    head,
    sealed('payment.refund', {
      ...who,
      merch_order_id: id,
      refund_request_no: no,
      actual_amount,
      trans_currency: 'ETB',
      refund_reason: 'ዕቃ ተመልሷል',
      ...more,
    }),
  );
const checkoutUrl = (prepayId: string, encode = encodeURIComponent): string => {
  const fields = { ...who, nonce_str: 'N1', prepay_id: prepayId, timestamp: '1795161600' };
  const raw = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return `${our.webBaseUrl}${raw}&sign=${encode(jsrsaSign(canonicalText(fields)))}&sign_type=SHA256WithRSA&version=1.0&trade_type=Checkout`;
};
const submit = (fields: Record<string, string>) =>
  fetch(`${outside.url}/telebirr/payment/web/decide`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

t.test(
  'an order is made, shown, paid on the page, called back and asked for; every signature of the provider holds',
  async (t) => {
    const made = await preOrder('A1');
    t.match(made, {
      status: 200,
      body: { result: 'SUCCESS', code: '0', sign_type: 'SHA256WithRSA' },
      biz: { merch_order_id: 'A1' },
    });
    t.ok(jsrsaVerify(canonicalText(made.body), String(made.body['sign'])), 'the answer is signed');
    t.match((await query('A1')).biz, { order_status: 'WAIT_PAY', total_amount: '199.50' });
    const prepay_id = made.biz['prepay_id'] ?? '';
    for (const url of [checkoutUrl(prepay_id), checkoutUrl(prepay_id, (text) => String(text))]) {
      const page = await fetch(url);
      t.equal(page.status, 200);
      t.match(await page.text(), /ዋዜማ ዜማ 3[\s\S]*199\.50/);
    }
    const paid = await submit({ prepay_id, phone: '0911 234 567', pin: '1234', decision: 'approve' });
    t.equal(paid.status, 303);
    const back = new URL(paid.headers.get('location') ?? '');
    t.equal(back.pathname, '/back');
    const returned = Object.fromEntries(back.searchParams);
    t.match(returned, {
      id: '7',
      merch_order_id: 'A1',
      trade_status: 'PAY_SUCCESS',
      total_amount: '199.50',
      trans_end_time: '2026-11-20 11:00:00',
    });
    const { id: _id, ...signedFields } = returned;
    t.ok(jsrsaVerify(canonicalText(signedFields), returned['sign'] ?? ''), 'the return is signed');
    await outside.telebirr.settled();
    t.equal(called.length, 1);
    const message = called[0]?.message as Message;
    t.match(message, {
      ...who,
      merch_order_id: 'A1',
      trade_status: 'Completed',
      total_amount: '199.50',
      callback_info: 'cart7',
      notify_time: /^\d{13}$/,
      trans_end_time: /^\d{13}$/,
      transId: /^[A-Z0-9]{10}$/,
    });
    const { transId, ...rest } = message;
    t.ok(
      jsrsaVerify(canonicalText({ ...rest, trans_id: transId }), message['sign'] ?? ''),
      'the callback is signed, transId as trans_id',
    );
    const asked = await query('A1');
    t.match(asked.biz, {
      order_status: 'PAY_SUCCESS',
      trans_id: transId,
      trans_time: '2026-11-20 11:00:00',
      trans_currency: 'ETB',
    });
    t.ok(jsrsaVerify(canonicalText(asked.body), String(asked.body['sign'])));
    t.match(outside.sms.all('+251911234567')[0], { from: 'telebirr', text: /199\.50/ }, 'the wallet tells the payer');
    t.equal(outside.sms.sent().length, 0);
  },
);

t.test('a key, a token, a secret or a content type that is wrong is refused as the gateway does', async (t) => {
  const tokenCall = (headers: Record<string, string>, body: unknown) => post('/payment/v1/token', headers, body);
  t.match(await tokenCall({}, { appSecret: our.appSecret }), {
    status: 400,
    body: { errorCode: '49401024995', errorMsg: 'Parameter:X-APP-Key must be filled in.' },
  });
  t.match(await tokenCall({ 'X-APP-Key': our.fabricAppId }, { appSecret: 'short' }), {
    status: 400,
    body: { errorMsg: 'Parameter:.appSecret less than minimum length' },
  });
  t.match(await tokenCall({ 'X-APP-Key': our.fabricAppId }, { appSecret: '0'.repeat(32) }), {
    status: 401,
    text: 'Authorization error',
  });
  t.match(await tokenCall({ 'X-APP-Key': 'other' }, { appSecret: our.appSecret }), { status: 401 });
  t.match(await tokenCall({ 'X-APP-Key': our.fabricAppId, 'content-type': 'text/plain' }, '{}'), { status: 400 });
  const given = await tokenCall({ 'X-APP-Key': our.fabricAppId }, { appSecret: our.appSecret });
  t.match(given.body, { effectiveDate: /^\d{14}$/, expirationDate: /^\d{14}$/, token: /^Bearer \w+$/ });
  const call = (Authorization: string) =>
    post(
      '/payment/v1/merchant/queryOrder',
      { ...head, Authorization },
      sealed('payment.queryorder', { ...who, merch_order_id: 'X' }),
    );
  t.match(await call('Bearer other'), { status: 401, text: 'Authorization error' });
  t.match(await call(token.replace('Bearer ', '')), { status: 401 });
  const before = time;
  time += 3600_000;
  t.match(await call(token), { status: 401 }, 'a token dies after an hour');
  time = before;
  t.match(await call(token), { status: 200 });
});

t.test('a request that is not signed by the merchant, or of another merchant, is refused', async (t) => {
  const right = sealed('payment.preorder', orderOf('B1'));
  const send = (message: Record<string, unknown>) => post('/payment/v1/merchant/preOrder', head, message);
  const failed = { status: 200, body: { result: 'FAIL', code: '60200099' } };
  t.match(await send({ ...right, biz_content: orderOf('B1', { total_amount: '199.51' }) }), failed);
  t.match(await send({ ...right, nonce_str: 'OTHER' }), failed);
  t.match(await send({ ...right, sign: Buffer.from(String(right['sign']), 'base64').toString('base64url') }), failed);
  t.match(await send(sealed('payment.preorder', orderOf('B1', { merch_code: '999999' }))), {
    body: { result: 'FAIL' },
  });
  t.equal(outside.telebirr.orders().length, 0);
  t.match(await send(right), { body: { result: 'SUCCESS' } });
});

t.test('every field rule of preOrder is kept', async (t) => {
  const wrong: [object, RegExp][] = [
    [
      { merch_order_id: 'ORD_1' },
      /^Parameter:\.merch_order_id type mismatch\. \[Required string pattern \^\[A-Za-z0-9\]\+\$\]$/,
    ],
    [{ merch_order_id: 'x'.repeat(65) }, /merch_order_id more than maximum/],
    [{ merch_code: '0123' }, /merch_code/],
    [{ title: 'Tea + milk' }, /title/],
    [{ title: 'a/b' }, /title/],
    [{ title: undefined }, /title must be filled in/],
    [{ total_amount: 199.5 }, /total_amount type mismatch/],
    [{ total_amount: '199.505' }, /total_amount/],
    [{ total_amount: '1,000' }, /total_amount/],
    [{ total_amount: '0.00' }, /total_amount/],
    [{ total_amount: '-5' }, /total_amount/],
    [{ trans_currency: 'USD' }, /trans_currency/],
    [{ timeout_express: '121m' }, /timeout_express/],
    [{ timeout_express: '1.5h' }, /timeout_express/],
    [{ timeout_express: '0m' }, /timeout_express/],
    [{ notify_url: 'shop' }, /notify_url/],
    [{ trade_type: 'checkout' }, /trade_type/],
  ];
  for (const [change, text] of wrong) {
    const { status, body } = await preOrder('C1', change);
    t.match({ status, ...body }, { status: 400, errorCode: '49401024995', errorMsg: text }, JSON.stringify(change));
  }
  for (const more of [
    { nonce_str: 'a-b' },
    { nonce_str: 'N'.repeat(33) },
    { timestamp: '17672256' },
    { version: '2.0' },
    { method: 'payment.refund' },
  ]) {
    t.match(
      await post('/payment/v1/merchant/preOrder', head, sealed('payment.preorder', orderOf('C1'), more)),
      { status: 400 },
      JSON.stringify(more),
    );
  }
  t.equal(outside.telebirr.orders().length, 0);
});

t.test('an order id is used once, and an order that nobody pays closes when its time is over', async (t) => {
  await preOrder('D1');
  t.match((await preOrder('D1')).body, { result: 'FAIL', msg: /already exists.*invented/ });
  const before = time;
  time += 30 * 60_000 - 1;
  t.equal((await query('D1')).biz['order_status'], 'WAIT_PAY');
  time += 1;
  t.equal((await query('D1')).biz['order_status'], 'ORDER_CLOSED');
  await t.rejects(outside.telebirr.approve('D1'), { message: /ORDER_CLOSED/ });
  await outside.telebirr.approve('D1', { force: true });
  t.equal((await query('D1')).biz['order_status'], 'PAY_SUCCESS', 'a late payment can be played');
  t.match(called, [{ message: { trade_status: 'Completed' } }]);
  time = before;
  t.match((await query('NONE')).body, { result: 'FAIL' });
});

t.test('refunds are partial, once per request number, and never more than was paid', async (t) => {
  await preOrder('E1');
  t.match((await refund('E1', 'R0', '10')).body, { result: 'FAIL' });
  await outside.telebirr.approve('E1');
  const first = await refund('E1', 'R1', '99.50');
  t.match(first.biz, {
    refund_status: 'REFUND_SUCCESS',
    refund_amount: '99.50',
    refund_time: /^\d{13}$/,
    merch_order_id: 'E1',
  });
  t.ok(jsrsaVerify(canonicalText(first.body), String(first.body['sign'])));
  t.match((await refund('E1', 'R1', '99.50')).biz, {
    refund_status: 'REFUND_DUPLICATED',
    refund_order_id: first.biz['refund_order_id'],
  });
  t.match((await refund('E1', 'R2', '100.01')).body, { result: 'FAIL' });
  t.match((await refund('E1', 'R3', '100.00')).biz, { refund_status: 'REFUND_SUCCESS' });
  t.match((await refund('E1', 'R4', '0.01')).body, { result: 'FAIL' });
  t.equal((await query('E1')).biz['order_status'], 'REFUND_SUCCESS');
  await preOrder('E2');
  await outside.telebirr.approve('E2');
  const spelled = { actual_amount: undefined, refund_amount: '1.00' };
  t.match(await refund('E2', 'R5', '', spelled), { status: 400, body: { errorMsg: /actual_amount/ } });
  outside.telebirr.setSwitch({ allowRefundAmount: true, refunds: 'pending' });
  t.match((await refund('E2', 'R5', '', spelled)).biz, { refund_status: 'REFUNDING', refund_time: undefined });
  t.equal((await query('E2')).biz['order_status'], 'REFUNDING');
  outside.telebirr.settleRefunds('E2', 'REFUND_FAILED');
  t.equal((await query('E2')).biz['order_status'], 'REFUND_FAILED');
  outside.telebirr.setSwitch({ refunds: 'platform-error' });
  t.match((await refund('E2', 'R6', '1.00')).body, { result: 'FAIL', code: '60320025' });
});

t.test('a callback is repeated until it is answered with 200', async (t) => {
  await preOrder('F1');
  answers = [500, 302, 200];
  await outside.telebirr.approve('F1');
  t.equal(called.length, 3);
  t.same(
    outside.telebirr.order('F1')?.attempts.map((one) => one.answer),
    [500, 302, 200],
  );
  await preOrder('F2');
  answers = [500, 500, 500, 500];
  await outside.telebirr.decline('F2');
  t.equal(called.length, 6, 'and given up after the last try');
  t.match(called[5]?.message, { trade_status: 'Failure', merch_order_id: 'F2' });
  t.equal((await query('F2')).biz['order_status'], 'PAY_FAILED');
});

t.test('every switch of the wallet is played', async (t) => {
  const { telebirr } = outside;
  telebirr.setSwitch('auto', 'G1');
  await preOrder('G1');
  await telebirr.settled();
  t.match(called.splice(0), [{ message: { merch_order_id: 'G1', trade_status: 'Completed' } }]);

  telebirr.setSwitch('reordered', 'G2');
  const early = await preOrder('G2');
  t.match(called.splice(0), [{ message: { merch_order_id: 'G2' } }], 'the callback was there before the answer');
  t.equal(early.body['result'], 'SUCCESS');
  const page = await fetch(checkoutUrl(early.biz['prepay_id'] ?? ''), { redirect: 'manual' });
  t.match(page.headers.get('location'), /PAY_SUCCESS/, 'who comes to a paid order is sent back at once');

  telebirr.setSwitch('decline', 'G3');
  await preOrder('G3');
  await telebirr.settled();
  t.match(called.splice(0), [{ message: { trade_status: 'Failure' } }]);

  telebirr.setSwitch('duplicate', 'G4');
  await preOrder('G4');
  await telebirr.approve('G4');
  const three = called.splice(0);
  t.equal(three.length, 3);
  t.equal(new Set(three.map(({ message }) => message['sign'])).size, 3);
  t.equal(new Set(three.map(({ message }) => message['transId'])).size, 1);

  telebirr.setSwitch('wrong-amount', 'G5');
  await preOrder('G5');
  await telebirr.approve('G5');
  const amount = called.splice(0)[0]?.message as Message;
  t.equal(amount['total_amount'], '189.50');
  const { transId, ...rest } = amount;
  t.ok(jsrsaVerify(canonicalText({ ...rest, trans_id: transId }), amount['sign'] ?? ''), 'though rightly signed');
  t.equal((await query('G5')).biz['total_amount'], '199.50');
  telebirr.setSwitch('wrong-amount-everywhere', 'G5');
  t.equal((await query('G5')).biz['total_amount'], '189.50');

  telebirr.setSwitch('bad-signature', 'G6');
  await preOrder('G6');
  await telebirr.approve('G6');
  const forged = called.splice(0)[0]?.message as Message;
  const { transId: forgedId, ...others } = forged;
  t.notOk(jsrsaVerify(canonicalText({ ...others, trans_id: forgedId }), forged['sign'] ?? ''));

  telebirr.setSwitch('lost', 'G7');
  await preOrder('G7');
  await telebirr.approve('G7');
  await telebirr.settled();
  t.same(called, []);
  t.equal((await query('G7')).biz['order_status'], 'PAY_SUCCESS');

  telebirr.setSwitch({ callback: 'late', seconds: 0.05 }, 'G8');
  await preOrder('G8');
  await telebirr.approve('G8');
  t.same(called, [], 'not yet');
  await telebirr.settled();
  t.equal(called.splice(0).length, 1);

  telebirr.setSwitch({ wrapped: true, statusField: 'trade_status' }, 'G9');
  await preOrder('G9');
  await telebirr.approve('G9');
  t.match(called.splice(0), [{ message: { data: { merch_order_id: 'G9' } } }]);
  t.match((await query('G9')).biz, { trade_status: 'PAY_SUCCESS', order_status: undefined });

  telebirr.setSwitch('no-answer', 'H1');
  const silent = await preOrder('H1');
  const asked = await submit({
    prepay_id: silent.biz['prepay_id'] ?? '',
    phone: '0911234567',
    pin: '1234',
    decision: 'approve',
  });
  t.match(asked.headers.get('location'), /waiting/);
  t.equal((await query('H1')).biz['order_status'], 'WAIT_PAY');
});

t.test('every switch of the gateway is played', async (t) => {
  const { telebirr } = outside;
  telebirr.setSwitch('down');
  t.match(await preOrder('I1'), { status: 500, body: { errorCode: '49401024991' } });
  telebirr.setSwitch('quota');
  t.match(await query('I1'), { status: 429, body: { errorCode: '49401021002' } });
  telebirr.setSwitch({ answers: 'slow', seconds: 0.05 });
  const began = performance.now();
  t.match((await preOrder('I2')).body, { result: 'SUCCESS' });
  t.ok(performance.now() - began >= 45);
  telebirr.setSwitch({ answers: 'cut', calls: 'preOrder' });
  await t.rejects(preOrder('I3'));
  t.match((await query('I3')).biz, { order_status: 'WAIT_PAY' }, 'the order exists although the answer was lost');
  telebirr.setSwitch('normal');
  t.match((await preOrder('I4')).body, { result: 'SUCCESS' });
});

t.test('a checkout address that was changed, is unsigned or has expired does not show a form', async (t) => {
  const { biz } = await preOrder('J1');
  const prepayId = biz['prepay_id'] ?? '';
  const url = checkoutUrl(prepayId);
  for (const wrong of [
    url.replace('nonce_str=N1', 'nonce_str=N2'),
    url.replace(/&sign=[^&]+/, ''),
    url.replace('SHA256WithRSA', 'none'),
    checkoutUrl('000'),
    url.replace('trade_type=Checkout', 'trade_type=InApp'),
  ]) {
    t.equal((await fetch(wrong)).status, 400);
  }
  const decide = (fields: Record<string, string>) =>
    submit({ prepay_id: prepayId, phone: '0911234567', pin: '1234', decision: 'approve', ...fields });
  t.equal((await decide({ phone: '0811' })).status, 422);
  t.equal((await decide({ pin: '123' })).status, 422);
  t.equal((await decide({ decision: 'leave' })).status, 200);
  t.equal((await query('J1')).biz['order_status'], 'WAIT_PAY', 'leaving does nothing');
  t.equal(
    (await decide({ decision: 'push' })).headers.get('location'),
    `/telebirr/payment/web/waiting?prepay_id=${prepayId}`,
  );
  t.match(
    await (await fetch(`${outside.url}/telebirr/payment/web/waiting?prepay_id=${prepayId}`)).text(),
    /http-equiv="refresh"/,
  );
  const declined = await decide({ decision: 'decline' });
  t.match(declined.headers.get('location'), /trade_status=PAY_FAILED/);
  t.match((await decide({})).headers.get('location'), /PAY_FAILED/, 'a decision is final');
  await preOrder('J2');
  const before = time;
  time += 31 * 60_000;
  const late = outside.telebirr.order('J2');
  t.match(await (await fetch(checkoutUrl(late?.prepayId ?? ''))).text(), /expired/);
  time = before;
  await outside.telebirr.settled();
});

t.test('the control API lists, decides, turns switches and forgets', async (t) => {
  const api = async (path: string, body?: object) => {
    const answer = await fetch(
      `${outside.url}/sandbox/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  await preOrder('K1');
  t.match(await api('api/orders'), { body: [{ merchOrderId: 'K1', state: 'WAIT_PAY' }] });
  t.match(await api('api/orders/K1/approve', { phone: '+251911234567' }), {
    status: 200,
    body: { state: 'PAY_SUCCESS', attempts: [{ answer: 200 }] },
  });
  t.match(await api('api/orders/K1/approve', {}), { status: 400 });
  t.match(await api('api/orders/NONE/decline', {}), { status: 400 });
  t.match(await api('api/orders/K1/callback', { flaw: 'bad-signature' }), {
    status: 200,
    body: { attempts: { length: 2 } },
  });
  t.match(await api('switches', { story: 'late', seconds: 9 }), {
    body: { telebirr: { callback: 'late', seconds: 9 } },
  });
  t.match(await api('switches', { callback: 'sometimes' }), { status: 400, body: { error: /duplicate/ } });
  t.match(await api('switches', { nothing: 1 }), { status: 400 });
  t.match(await api('switches', { story: 'constructor' }), { status: 400 });
  t.match(await api('switches', { rail: 'sms', send: 'error' }), { body: { sms: { send: 'error' } } });
  t.match(await api('api/sms?phone=%2B251911234567'), { body: [{ from: 'telebirr' }] });
  t.match(await api('api/tokens/expire', {}), { status: 200 });
  t.match(await query('K1'), { status: 401 });
  t.match(await api('api/clear', {}), { status: 200 });
  t.match(await api('api/orders'), { body: { length: 0 } });
  t.match(await api('api/nothing'), { status: 404 });
});
