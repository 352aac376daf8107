import t from 'tap';
import { canonicalText } from './telebirr-signature.ts';
import { startTestMerchant } from './test-merchant.ts';

const { clock, outside, who, our, called, head, token, verify, post, sealed, orderOf, preOrder, query, refund } =
  await startTestMerchant(t);

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
  const before = clock.at;
  clock.at += 3600_000;
  t.match(await call(token), { status: 401 }, 'a token dies after an hour');
  clock.at = before;
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
  const before = clock.at;
  clock.at += 30 * 60_000 - 1;
  t.equal((await query('D1')).biz['order_status'], 'WAIT_PAY');
  clock.at += 1;
  t.equal((await query('D1')).biz['order_status'], 'ORDER_CLOSED');
  await t.rejects(outside.telebirr.approve('D1'), { message: /ORDER_CLOSED/ });
  await outside.telebirr.approve('D1', { force: true });
  t.equal((await query('D1')).biz['order_status'], 'PAY_SUCCESS', 'a late payment can be played');
  t.match(called, [{ message: { trade_status: 'Completed' } }]);
  clock.at = before;
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
  t.ok(verify(canonicalText(first.body), String(first.body['sign'])));
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
