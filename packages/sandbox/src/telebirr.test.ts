import t from 'tap';
import { canonicalText } from './telebirr-signature.ts';
import { type Message, startTestMerchant } from './test-merchant.ts';

const { clock, outside, who, called, answers, verify, preOrder, query, checkoutUrl, submit } =
  await startTestMerchant(t);

t.test(
  'an order is made, shown, paid on the page, called back and asked for; every signature of the provider holds',
  async (t) => {
    const made = await preOrder('A1');
    t.match(made, {
      status: 200,
      body: { result: 'SUCCESS', code: '0', sign_type: 'SHA256WithRSA' },
      biz: { merch_order_id: 'A1' },
    });
    t.ok(verify(canonicalText(made.body), String(made.body['sign'])), 'the answer is signed');
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
    t.ok(verify(canonicalText(signedFields), returned['sign'] ?? ''), 'the return is signed');
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
      verify(canonicalText({ ...rest, trans_id: transId }), message['sign'] ?? ''),
      'the callback is signed, transId as trans_id',
    );
    const asked = await query('A1');
    t.match(asked.biz, {
      order_status: 'PAY_SUCCESS',
      trans_id: transId,
      trans_time: '2026-11-20 11:00:00',
      trans_currency: 'ETB',
    });
    t.ok(verify(canonicalText(asked.body), String(asked.body['sign'])));
    t.match(outside.sms.all('+251911234567')[0], { from: 'telebirr', text: /199\.50/ }, 'the wallet tells the payer');
    t.equal(outside.sms.sent().length, 0);
  },
);

t.test('a callback is repeated until it is answered with 200', async (t) => {
  await preOrder('F1');
  answers.push(500, 302, 200);
  await outside.telebirr.approve('F1');
  t.equal(called.length, 3);
  t.same(
    outside.telebirr.order('F1')?.attempts.map((one) => one.answer),
    [500, 302, 200],
  );
  await preOrder('F2');
  answers.push(500, 500, 500, 500);
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
  t.ok(verify(canonicalText({ ...rest, trans_id: transId }), amount['sign'] ?? ''), 'though rightly signed');
  t.equal((await query('G5')).biz['total_amount'], '199.50');
  telebirr.setSwitch('wrong-amount-everywhere', 'G5');
  t.equal((await query('G5')).biz['total_amount'], '189.50');

  telebirr.setSwitch('bad-signature', 'G6');
  await preOrder('G6');
  await telebirr.approve('G6');
  const forged = called.splice(0)[0]?.message as Message;
  const { transId: forgedId, ...others } = forged;
  t.notOk(verify(canonicalText({ ...others, trans_id: forgedId }), forged['sign'] ?? ''));

  telebirr.setSwitch('lost', 'G7');
  await preOrder('G7');
  await telebirr.approve('G7');
  await telebirr.settled();
  t.same(called, []);
  t.equal((await query('G7')).biz['order_status'], 'PAY_SUCCESS');

  telebirr.setSwitch({ callback: 'late', seconds: 0.6 }, 'G8');
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
  const before = clock.at;
  clock.at += 31 * 60_000;
  const late = outside.telebirr.order('J2');
  t.match(await (await fetch(checkoutUrl(late?.prepayId ?? ''))).text(), /expired/);
  clock.at = before;
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
