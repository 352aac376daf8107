import t from 'tap';
import { type Callback, startCbebirrMerchant } from './cbebirr-test-merchant.ts';
import { startOutside } from './outside.ts';

const { clock, outside, our, cbebirr, called, answers, sha, user, jwt, fieldsOf, pay, holds } =
  await startCbebirrMerchant(t);

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
  cbebirr.setSwitch({ callback: 'late', seconds: 0.6 }, 'E3');
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
