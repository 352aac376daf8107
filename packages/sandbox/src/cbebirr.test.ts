import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import t from 'tap';
import { canonicalPairs, hashPairs, makeJwt, readJwt } from './cbebirr-signature.ts';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';

const clock = { at: Date.parse('2026-11-20T08:00:00Z') };
const outside = await startOutside({ clock: { now: () => new Date(clock.at) }, callbackRetries: [0, 10, 10] });
const our = outside.keys.payments.cbebirr;
const { cbebirr } = outside;
type Callback = { body: Record<string, string>; auth: string; path: string };
const called: Callback[] = [];
const answers: number[] = [];
const shop = await listen(
  createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => {
      text += part.toString();
    });
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, string>;
      called.push({ body, auth: request.headers.authorization ?? '', path: request.url ?? '' });
      response.statusCode = answers.shift() ?? 200;
      response.setHeader('location', '/elsewhere');
      response.end('{"status":"success"}');
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
  called.length = 0;
  answers.length = 0;
});

/** The rule of the protocol, written a second time. */
const sha = (fields: Record<string, string>, key = our.hashKey): string => {
  const pairs = { ...fields, key };
  const text = Object.keys(pairs)
    .sort()
    .map((name) => `${name}=${pairs[name as keyof typeof pairs]}`)
    .join('&');
  return createHash('sha256').update(text, 'utf8').digest('hex');
};
const user = (token: string) => fetch(`${our.baseUrl}/auth/user`, { headers: { authorization: token } });
const jwt = cbebirr.tokenOf('+251911234567', { seconds: 86_400 });
const fieldsOf = (transactionId: string, more: Record<string, string> = {}): Record<string, string> => ({
  amount: '150.50',
  callBackURL: `${shop.url}/cbebirr`,
  companyName: our.companyName,
  tillCode: our.tillCode,
  token: jwt,
  transactionId,
  transactionTime: '2026-11-20T08:00:00Z',
  ...more,
});
const send = async (body: unknown, authorization = `Bearer ${jwt}`) => {
  const response = await fetch(`${our.baseUrl}/auth/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : {} };
};
const pay = (transactionId: string, more: Record<string, string> = {}) => {
  const fields = fieldsOf(transactionId, more);
  return send({ ...fields, signature: sha(fields) });
};
/** Whether a callback is signed as our recipe says. */
const holds = ({ body }: Callback): boolean => {
  const { signature, ...fields } = body;
  return signature === sha(fields);
};

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

t.test('the recipe of the callback is a list of names', async (t) => {
  const keys = structuredClone(outside.keys);
  keys.sandbox.cbebirr.callbackFields = ['transactionId', 'paidAmount', 'tillCode'];
  const other = await startOutside({ keys, clock: { now: () => new Date(clock.at) }, callbackRetries: [0] });
  const fields = fieldsOf('B1');
  const response = await fetch(`${other.keys.payments.cbebirr.baseUrl}/auth/pay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${jwt}` },
    body: JSON.stringify({ ...fields, signature: sha(fields) }),
  });
  t.equal(response.status, 200);
  await other.cbebirr.approve('B1');
  await other.stop();
  const { paidAmount = '', tillCode = '', transactionId = '', signature } = called[0]?.body ?? {};
  t.equal(signature, sha({ paidAmount, tillCode, transactionId }));
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

t.test('every flaw of a callback is played, and only that flaw', async (t) => {
  const flawed = async (story: Parameters<typeof cbebirr.setSwitch>[0], id: string): Promise<Callback> => {
    cbebirr.setSwitch(story, id);
    await pay(id);
    await cbebirr.approve(id);
    const [first] = called.splice(0);
    if (first === undefined) throw new Error(`no callback for ${id}`);
    return first;
  };
  const amount = await flawed('wrong-amount', 'D1');
  t.equal(amount.body['paidAmount'], '140.50');
  t.ok(holds(amount), 'though rightly signed');
  const tampered = await flawed('tampered-amount', 'D2');
  t.equal(tampered.body['paidAmount'], '140.50');
  t.notOk(holds(tampered));
  t.ok(holds({ ...tampered, body: { ...tampered.body, paidAmount: '150.50' } }));
  const signature = await flawed('bad-signature', 'D3');
  t.match(signature.body['signature'], /^[0-9a-f]{64}$/);
  t.notOk(holds(signature));
  t.equal((await flawed('unsigned', 'D4')).body['signature'], undefined);
  const till = await flawed('wrong-till', 'D5');
  t.not(till.body['tillCode'], our.tillCode);
  t.ok(holds(till));
  const token = await flawed('foreign-token', 'D6');
  t.not(token.body['token'], jwt);
  t.ok(holds(token));
  t.equal(cbebirr.phoneOf(token.body['token'] ?? ''), '251911000001');
  const phone = await flawed('foreign-phone', 'D7');
  t.equal(phone.body['paidByNumber'], '251911000001');
  t.ok(holds(phone));
  const unknown = await flawed('unknown-id', 'D8');
  t.not(unknown.body['transactionId'], 'D8');
  t.ok(holds(unknown));
  t.equal((await flawed('no-auth', 'D9')).auth, '');
  const forged = await flawed('forged-auth', 'D10');
  t.equal((await user(forged.auth)).status, 401);
  t.ok(holds(forged));
  for (const right of [amount, tampered, signature, till, token, phone]) t.equal((await user(right.auth)).status, 200);
  await cbebirr.callAgain('D1');
  t.match(called.splice(0)[0]?.body, { paidAmount: '150.50' }, 'the right one can be sent afterwards');
});

t.test('callbacks come late, three times or never; a decline is not told; retries end with 2xx', async (t) => {
  cbebirr.setSwitch('duplicate', 'E1');
  await pay('E1');
  await cbebirr.approve('E1');
  t.equal(called.splice(0).length, 3);
  cbebirr.setSwitch('lost', '+251911234567');
  await pay('E2');
  await cbebirr.approve('E2');
  await cbebirr.settled();
  t.same(called, []);
  t.match(cbebirr.order('E2'), { state: 'paid' });
  cbebirr.setSwitch({ callback: 'normal' }, '+251911234567');
  cbebirr.setSwitch({ callback: 'late', seconds: 0.1 }, 'E3');
  await pay('E3');
  await cbebirr.approve('E3');
  t.same(called, [], 'not yet');
  await cbebirr.settled();
  t.equal(called.splice(0).length, 1);
  await pay('E4');
  await cbebirr.decline('E4', 'no-money');
  t.match(cbebirr.order('E4'), { state: 'declined', why: 'no-money' });
  await cbebirr.settled();
  t.same(called, []);
  await t.rejects(cbebirr.callAgain('E4'), /declined/);
  answers.push(500, 302, 201);
  await pay('E5');
  await cbebirr.approve('E5');
  await cbebirr.settled();
  t.same(
    called.splice(0).map(({ path }) => path),
    ['/cbebirr', '/cbebirr', '/cbebirr'],
  );
  t.same(
    cbebirr.order('E5')?.attempts.map(({ answer }) => answer),
    [500, 302, 201],
  );
  await pay('E6');
  clock.at += 15 * 60_000;
  t.match(cbebirr.order('E6'), { state: 'closed' });
  await t.rejects(cbebirr.approve('E6'), /closed/);
  await cbebirr.approve('E6', { force: true });
  t.equal(called.length, 1, 'paid after its time');
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
