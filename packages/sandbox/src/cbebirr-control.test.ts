import { copyFile, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { hashPairs } from './cbebirr-signature.ts';
import { CBEBIRR_WORDS, CPS_WORDS } from './cps-phone.ts';
import { leaves, startTestCaller } from './cps-test-caller.ts';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';

const { outside, heard, keysOf, payout, push } = await startTestCaller(t);
const { cbebirr, cps } = outside;

const api = async (path: string, body?: object) => {
  const answer = await fetch(
    `${outside.url}/sandbox/${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const payAt = async (sandbox: typeof outside, transactionId: string, callBackURL: string): Promise<Response> => {
  const our = sandbox.keys.payments.cbebirr;
  const token = sandbox.cbebirr.tokenOf('+251911234567');
  const fields = {
    amount: '20.00',
    callBackURL,
    companyName: our.companyName,
    tillCode: our.tillCode,
    token,
    transactionId,
    transactionTime: '2026-11-20',
  };
  return fetch(`${our.baseUrl}/auth/pay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...fields, signature: hashPairs(fields, our.hashKey) }),
  });
};

t.test('the control API turns the switches of these rails and leaves the others alone', async (t) => {
  t.match(await api('switches', { rail: 'cbebirr', story: 'late', seconds: 9 }), {
    status: 200,
    body: { cbebirr: { callback: 'late', seconds: 9 } },
  });
  t.match(await api('switches', { rail: 'cbebirr', story: 'lost' }), {
    body: { cbebirr: { callback: 'lost', seconds: 3 } },
  });
  await api('switches', { rail: 'cbebirr', callback: 'unsigned', order: 'X1' });
  t.match(cbebirr.switchesOf({ transactionId: 'X1' }), { callback: 'unsigned' });
  t.match(await api('switches', { rail: 'cps', switches: { result: 'never' }, phone: '0911234567' }), { status: 200 });
  t.match(cps.cbebirr.switchesOf({ phone: '+251911234567' }), { result: 'never' });
  t.match(cps.cbebirr.switchesOf(), { result: 'normal' });
  t.match(await api('switches', { rail: 'cps-telebirr', balance: 500, payout: 'limit' }), {
    body: { cps: { telebirr: { payout: 'limit' }, cbebirr: { payout: 'success' } }, float: { telebirr: 500 } },
  });
  for (const wrong of [
    { rail: 'cbebirr', story: 'constructor' },
    { rail: 'cps', story: 'reorder' },
    { rail: 'cps', nothing: 1 },
    { rail: 'cps', seconds: -1 },
    { rail: 'cps', phone: 'x', result: 'never' },
    { rail: 'cps', balance: 0.5 },
    { rail: 'constructor', story: 'normal' },
  ]) {
    t.match(await api('switches', wrong), { status: 400 }, JSON.stringify(wrong));
  }
  t.match(await api('switches', { rail: 'sms', send: 'error' }), { body: { sms: { send: 'error' }, cbebirr: {} } });
  t.match(await api('switches'), { body: { cbebirr: { callback: 'lost' }, cps: {} } });
});

t.test('the control API lists and decides', async (t) => {
  await payAt(outside, 'A1', `${keysOf.telebirr.url}`);
  t.match(await api('api/cbebirr/orders'), { body: [{ transactionId: 'A1', state: 'open' }] });
  t.match(await api('api/cbebirr/orders/A1/approve', {}), { status: 200, body: { state: 'paid' } });
  t.match(await api('api/cbebirr/orders/A1/approve', {}), { status: 400 });
  t.match(await api('api/cbebirr/orders/A1/callback', { flaw: 'unsigned' }), { status: 200 });
  t.match(await api('api/cbebirr/orders/A1/callback', { flaw: 'late' }), { status: 400 });
  // The one that was asked for, the one of the approval, and on a slow machine its next tries.
  const { attempts } = (await api('api/cbebirr/orders/A1')).body as { attempts: unknown[] };
  t.ok(attempts.length >= 2, `${attempts.length} attempts`);
  await payAt(outside, 'A2', keysOf.telebirr.url);
  t.match(await api('api/cbebirr/orders/A2/decline', { why: 'no-money' }), { body: { why: 'no-money' } });
  const { body } = await api('api/cbebirr/token', { phone: '0911234567', seconds: 5 });
  t.equal(cbebirr.phoneOf(String(body['token'])), '251911234567');
  t.match(await api('api/cbebirr/token', { phone: 'x' }), { status: 400 });

  await push({ conversation: 'B/1' });
  t.match(await api('api/cps/orders'), { body: [{ id: 'B/1' }] });
  t.match(await api('api/cps/orders/B%2F1/decline', { why: 'wrong-pin' }), { body: { outcome: 'wrong-pin' } });
  await push({ conversation: 'B2' }, 'cbebirr');
  t.match(await api('api/cps/orders/B2/approve', {}), { body: { state: 'success' } });
  cps.setSwitch('hold');
  await payout({ conversation: 'C1' });
  t.match(await api('api/cps/payouts'), { body: [{ id: 'C1', state: 'open' }] });
  t.match(await api('api/cps/orders/C1/result', { outcome: 'limit' }), { body: { outcome: 'limit' } });
  t.match(await api('api/cps/orders/C1/result', {}), { status: 200 });
  t.match(await api('api/cps/orders/C1/result', { outcome: 'success' }), { status: 400 });
  t.match(await api('api/cps/orders/C1/result', { outcome: 'toString' }), { status: 400 });
  t.match(await api('api/cps/orders/NONE/approve', {}), { status: 400 });
  t.match(await api('api/cps/orders/C1/other', {}), { status: 404 });
  t.match(await api('api/cps/nothing'), { status: 404 });
  t.match(await api('api/settle', {}), { status: 200 });
  t.equal(heard.length, 4);
  await api('api/clear', {});
  t.match(await api('api/cps/payouts'), { body: { length: 0 } });
});

t.test('every story stands on the phone’s page in both languages', async (t) => {
  const html = await (await fetch(`${outside.url}/phone`)).text();
  const words = [...Object.values(CPS_WORDS), ...Object.values(CBEBIRR_WORDS)];
  t.ok(words.length > 30);
  for (const [en, am] of words) t.ok(html.includes(`>${en} · ${am}</option>`), en);
});

t.test('what was accepted outlives a SIGKILL: books, switches and messages that were not yet sent', async (t) => {
  const file = join(await mkdtemp(join(tmpdir(), 'sandbox-cbebirr-')), 'outside.journal');
  const told: { path: string; text: string; auth: string }[] = [];
  let open = false;
  const shop = await listen(
    createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => {
        text += part.toString();
      });
      request.on('end', () => {
        if (open) told.push({ path: request.url ?? '', text, auth: request.headers.authorization ?? '' });
        response.statusCode = open ? 200 : 503;
        response.end();
      });
    }),
    {},
  );
  const { keys } = outside;
  const first = await startOutside({ file, keys, callbackRetries: [0, 1000] });
  const firstKeys = first.keys.payments;
  const call = (conversation: string, document: string): string =>
    document.replace(/CONVERSATION/, conversation).replace(/RESULTURL/, `${shop.url}/result/${conversation}`);
  const our = firstKeys.telebirr.cps;
  const document = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://cps.huawei.com/cpsinterface/api_requestmgr" xmlns="http://cps.huawei.com/cpsinterface/request" xmlns:c="http://cps.huawei.com/cpsinterface/common"><e:Body><a:Request><Header><Version>1.0</Version><CommandID>InitTrans_2003</CommandID><OriginatorConversationID>CONVERSATION</OriginatorConversationID><Caller><CallerType>2</CallerType><ThirdPartyID>${our.thirdPartyId}</ThirdPartyID><Password>${our.password}</Password><ResultURL>RESULTURL</ResultURL></Caller><KeyOwner>1</KeyOwner><Timestamp>20261120110000</Timestamp></Header><Body><Identity><Initiator><IdentifierType>12</IdentifierType><Identifier>${our.initiator}</Identifier><SecurityCredential>${our.securityCredential}</SecurityCredential><ShortCode>${our.shortCode}</ShortCode></Initiator><ReceiverParty><IdentifierType>1</IdentifierType><Identifier>251911234567</Identifier></ReceiverParty></Identity><TransactionRequest><Parameters><Amount>10</Amount><Currency>ETB</Currency></Parameters></TransactionRequest><ReferenceData><ReferenceItem><c:Key>Remarks</c:Key><c:Value>x</c:Value></ReferenceItem></ReferenceData></Body></a:Request></e:Body></e:Envelope>`;
  const send = async (url: string, conversation: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: call(conversation, document),
    });
    return leaves(await response.text());
  };
  const answer = await send(our.url, 'K1');
  t.equal(answer['ResponseCode'], '0');
  first.cps.setSwitch('hold', 'K2');
  await send(our.url, 'K2');
  first.cps.telebirr.setBalance(7000);
  t.equal((await payAt(first, 'M1', `${shop.url}/callback`)).status, 200);
  await first.cbebirr.approve('M1');
  t.equal((await payAt(first, 'M2', `${shop.url}/callback`)).status, 200);
  first.cbebirr.setSwitch('duplicate', 'M2');
  while ((first.cps.order('K1')?.attempts.length ?? 0) === 0) await new Promise((settle) => setImmediate(settle));

  // the file as a SIGKILL would leave it at this moment
  await copyFile(file, `${file}.killed`);
  await first.stop();
  open = true;
  const second = await startOutside({ file: `${file}.killed`, keys, callbackRetries: [0] });
  t.match(second.cbebirr.order('M1'), { state: 'paid', attempts: [{ answer: 503 }] });
  t.equal(second.cps.telebirr.balance(), 7000);
  t.same(await send(second.keys.payments.telebirr.cps.url, 'K1'), answer, 'the first answer, after the restart too');
  t.equal(second.cps.payouts().length, 2);
  await Promise.all([second.cps.settled(), second.cbebirr.settled()]);
  t.match(
    told.find(({ path }) => path === '/result/K1'),
    { text: answer['ConversationID'] ?? '' },
    'the Result that was not taken is sent',
  );
  const callback = told.find(({ path }) => path === '/callback');
  t.match(JSON.parse(callback?.text ?? '{}'), { transactionId: 'M1', paidAmount: '20.00' }, 'the callback likewise');
  t.equal(second.cbebirr.phoneOf(callback?.auth.replace('Bearer ', '') ?? ''), '251911234567');
  t.equal(told.length, 2, 'once each');
  await second.cps.settleResult('K2', 'closed-wallet');
  await second.cbebirr.approve('M2');
  t.equal(told.filter(({ text }) => text.includes('"transactionId":"M2"')).length, 3, 'switches are kept');
  await second.stop();
  const third = await startOutside({ file: `${file}.killed`, keys, callbackRetries: [0] });
  t.match(third.cps.order('K2'), { outcome: 'closed-wallet' });
  t.match(third.cbebirr.order('M2'), { attempts: { length: 3 } });
  await third.cps.settled();
  t.equal(told.length, 6, 'nothing is sent again');
  await third.stop();
  await shop.stop();
});
