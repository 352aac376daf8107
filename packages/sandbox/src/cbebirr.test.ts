import t from 'tap';
import { canonicalPairs, hashPairs, makeJwt, readJwt } from './cbebirr-signature.ts';
import { startCbebirrMerchant } from './cbebirr-test-merchant.ts';

const { clock, outside, our, cbebirr, called, sha, user, jwt, fieldsOf, send, pay, holds } =
  await startCbebirrMerchant(t);

t.test('the signature is the vector of the protocol', async (t) => {
  const fields = {
    transactionTime: '2026-01-01T00:00:00Z',
    amount: '150.50',
    callBackURL: 'https://shop.example.et/pay/cbebirr/callback',
    companyName: 'Example Shop',
    tillCode: '1234567',
    token: 'eyJ.test.token',
    transactionId: 'ORD000000000001',
  };
  t.equal(
    canonicalPairs(fields, 'TESTHASHKEY0001'),
    'amount=150.50&callBackURL=https://shop.example.et/pay/cbebirr/callback&companyName=Example Shop&key=TESTHASHKEY0001&tillCode=1234567&token=eyJ.test.token&transactionId=ORD000000000001&transactionTime=2026-01-01T00:00:00Z',
  );
  t.equal(hashPairs(fields, 'TESTHASHKEY0001'), '3c369075c99b58eb929a2d5b4f30c6b2920f3fbc9498d139c774031c45177638');
  t.equal(sha(fields, 'TESTHASHKEY0001'), '3c369075c99b58eb929a2d5b4f30c6b2920f3fbc9498d139c774031c45177638');
});

t.test('/auth/user knows a customer by the token alone, and nobody by a forged or run-out one', async (t) => {
  const known = await user(`Bearer ${jwt}`);
  t.equal(known.status, 200);
  t.same(await known.json(), { phone: '251911234567' });
  const [head = '', body = '', mac = ''] = jwt.split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const other = Buffer.from('{"phone":"251911000000","exp":9999999999}').toString('base64url');
  for (const wrong of [
    '',
    jwt,
    'Bearer ',
    `Bearer ${cbebirr.tokenOf('+251911234567', { seconds: -1 })}`,
    `Bearer ${cbebirr.tokenOf('+251911234567', { forged: true })}`,
    `Bearer ${none}.${body}.`,
    `Bearer ${none}.${body}.${mac}`,
    `Bearer ${head}.${other}.${mac}`,
    `Bearer ${jwt}x`,
  ]) {
    t.equal((await user(wrong)).status, 401, wrong.slice(0, 20));
  }
  const short = cbebirr.tokenOf('+251911234567', { seconds: 60 });
  clock.at += 59_000;
  t.equal((await user(`Bearer ${short}`)).status, 200);
  clock.at += 1000;
  t.equal((await user(`Bearer ${short}`)).status, 401);
  t.equal(readJwt(makeJwt({ phone: '251911234567', exp: 2 }, 'k'), 'k', 1000), '251911234567');
});

t.test('a payment is asked for, approved with the PIN and called back with everything right', async (t) => {
  const made = await pay('A1');
  t.equal(made.status, 200);
  t.match(made.body['token'], /^[\w-]{32}$/);
  t.match(cbebirr.order('A1'), { state: 'open', phone: '+251911234567' });
  t.same(called, []);
  await cbebirr.approve('A1');
  t.equal(called.length, 1);
  const [callback] = called;
  if (callback === undefined) throw new Error('no callback');
  t.same(Object.keys(callback.body).sort(), [
    'paidAmount',
    'paidByNumber',
    'signature',
    'tillCode',
    'token',
    'transactionId',
    'transactionTime',
  ]);
  t.match(callback.body, {
    paidAmount: '150.50',
    paidByNumber: '251911234567',
    transactionId: 'A1',
    tillCode: our.tillCode,
    token: jwt,
  });
  t.ok(holds(callback), 'the signature is over all fields but itself, and the key');
  t.equal((await user(callback.auth)).status, 200, 'the bank accepts the Authorization of its own callback');
  t.match(outside.sms.all('+251911234567').at(-1), { from: 'CBE Birr', text: /150\.50.*A1/ });
  await t.rejects(cbebirr.approve('A1'), /paid/);
  await t.rejects(cbebirr.approve('NONE'), RangeError);
  cbebirr.setSwitch({ payStatus: '201', callbackToken: 'payment' });
  const second = await pay('A2');
  t.equal(second.status, 201);
  clock.at += 14 * 60_000;
  await cbebirr.approve(second.body['token'] ?? '');
  t.match(called[1]?.body, { token: second.body['token'] ?? '', transactionId: 'A2' });
});

t.test('a request that is wrong in any way gets no token', async (t) => {
  const signed = (more: Record<string, string>): Record<string, string> => {
    const fields = fieldsOf('C1', more);
    return { ...fields, signature: sha(fields) };
  };
  const right = signed({});
  const { amount: _, ...without } = right;
  const wrong: [body: unknown, status: number, auth?: string][] = [
    [right, 401, ''],
    [right, 401, `Bearer ${cbebirr.tokenOf('+251911234567', { seconds: -1 })}`],
    [right, 401, `Bearer ${cbebirr.tokenOf('+251911000000')}`],
    ['{', 400],
    ['[]', 400],
    [without, 400],
    [{ ...right, amount: 150.5 }, 400],
    [{ ...right, key: our.hashKey }, 400],
    [{ ...right, extra: 'x' }, 400],
    [{ ...right, signature: sha(fieldsOf('C1'), 'another key') }, 401],
    [{ ...right, signature: String(right['signature']).toUpperCase() }, 401],
    [{ ...right, amount: '1.50' }, 401],
    [signed({ token: cbebirr.tokenOf('+251911000000') }), 401],
    [signed({ amount: '150.5' }), 400],
    [signed({ amount: '0.00' }), 400],
    [signed({ amount: '-1.00' }), 400],
    [signed({ amount: '1,000.00' }), 400],
    [signed({ tillCode: '1' }), 400],
    [signed({ companyName: 'Somebody' }), 400],
    [signed({ callBackURL: 'nowhere' }), 400],
    [signed({ transactionId: 'a b' }), 400],
  ];
  for (const [body, status, auth] of wrong)
    t.equal((await send(body, auth)).status, status, JSON.stringify(body).slice(0, 60));
  t.equal(cbebirr.orders().length, 0);
  t.equal((await send(right)).status, 200);
});

t.test('there is no status call, no refund and nothing else that somebody may invent', async (t) => {
  for (const path of ['/auth/status', '/auth/refund', '/auth/pay/A1', '/api/v1/transactions', '/auth', '']) {
    for (const method of ['GET', 'POST']) t.equal((await fetch(`${our.baseUrl}${path}`, { method })).status, 404, path);
  }
  t.equal((await fetch(`${our.baseUrl}/auth/pay`)).status, 405);
  t.equal((await fetch(`${our.baseUrl}/auth/user`, { method: 'POST' })).status, 405);
});

t.test('the gateway may be down, cut, slow or strict about an id that comes twice', async (t) => {
  for (const [change, status] of [
    ['down', 503],
    ['forbidden', 403],
    ['html', 200],
    ['refuse', 400],
  ] as const) {
    cbebirr.setSwitch({ answers: change });
    const answer = await pay('F1');
    t.equal(answer.status, status);
    t.equal(answer.body['token'], undefined);
  }
  cbebirr.setSwitch('cut-before');
  await t.rejects(pay('F1'));
  t.equal(cbebirr.orders().length, 0);
  cbebirr.setSwitch('cut');
  await t.rejects(pay('F1'));
  cbebirr.setSwitch('normal');
  t.equal((await pay('F1')).status, 400, 'the id is used');
  cbebirr.setSwitch({ repeatedId: 'same' });
  t.equal((await pay('F1')).body['token'], cbebirr.order('F1')?.id);
  t.equal((await pay('F1', { amount: '1.00' })).status, 400);
  cbebirr.setSwitch({ repeatedId: 'separate' });
  t.not((await pay('F1')).body['token'], cbebirr.orders().at(-1)?.id);
  t.equal(cbebirr.orders().length, 2);
  cbebirr.setSwitch({ answers: 'down', calls: 'user' });
  t.equal((await user(`Bearer ${jwt}`)).status, 503);
  t.equal((await pay('F2')).status, 200);
  cbebirr.setSwitch('normal');
  cbebirr.setSwitch('auto');
  await pay('F3');
  await cbebirr.settled();
  t.match(called, [{ body: { transactionId: 'F3' } }]);
  t.throws(() => cbebirr.setSwitch('constructor' as never), RangeError);
});
