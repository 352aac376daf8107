import t from 'tap';
import { isTimestamp } from './cps-commands.ts';
import { startTestCaller } from './cps-test-caller.ts';

const { outside, keysOf, heard, answers, shopUrl, payout, push } = await startTestCaller(t);
const { cps } = outside;

t.test('a payout is accepted, carried out once and told by a Result, at both cores', async (t) => {
  for (const rail of ['telebirr', 'cbebirr'] as const) {
    const before = cps[rail].balance();
    const made = await payout({ conversation: `PAYOUT-${rail}` }, rail);
    t.equal(made.status, 200);
    t.match(made.fields, {
      ResponseCode: '0',
      OriginatorConversationID: `PAYOUT-${rail}`,
      ConversationID: /^AG_20261120_[0-9a-f]{20}$/,
    });
    await cps.settled();
    t.equal(heard.length, 1);
    t.match(heard[0], { path: '/result/7?a=1&b=2', type: /^text\/xml/ });
    t.match(heard[0]?.fields, {
      ResultType: '0',
      ResultCode: '0',
      ResultDesc: /successfully/,
      OriginatorConversationID: `PAYOUT-${rail}`,
      ConversationID: made.fields['ConversationID'] ?? '',
      TransactionID: /^C[A-Z0-9]{9}$/,
    });
    t.match(heard[0]?.text, /<api:Result xmlns:api="http:\/\/cps\.huawei\.com\/cpsinterface\/api_resultmgr"/);
    t.equal(cps[rail].balance(), before - 15_050);
    t.match(cps[rail].payouts(), [
      { id: `PAYOUT-${rail}`, state: 'success', phone: '+251911234567', amount: '150.50' },
    ]);
    t.match(outside.sms.all('+251911234567').at(-1), { text: /received ETB 150\.50 \(ORD7\)/ });
    heard.length = 0;
  }
  t.equal(cps.payouts().length, 2);
});

t.test('the same OriginatorConversationID again is the first answer and never a second execution', async (t) => {
  const before = cps.telebirr.balance();
  const first = await payout({ conversation: 'P1' });
  const again = await Promise.all(Array.from({ length: 20 }, () => payout({ conversation: 'P1' })));
  for (const one of again) t.same(one.fields, first.fields);
  await cps.settled();
  t.equal(heard.length, 1);
  t.equal(cps.telebirr.balance(), before - 15_050);
  for (const other of [{ amount: '150.51' }, { phone: '251911234568' }]) {
    const refused = await payout({ conversation: 'P1', ...other });
    t.match(refused.fields, { ResponseCode: '8009', ConversationID: '' });
  }
  cps.setSwitch({ duplicateConversation: 'refuse' });
  t.match((await payout({ conversation: 'P1' })).fields, { ResponseCode: '8010', ResponseDesc: /invented/ });
  t.equal(cps.payouts().length, 1);
});

t.test('an envelope that is not the one of the protocol is a fault that names the element', async (t) => {
  const faults: [change: (text: string) => string, told: RegExp][] = [
    [(text) => text.slice(0, 300), /not well formed|not closed/],
    [(text) => `<!DOCTYPE a [<!ENTITY x "y">]>${text}`, /document type/],
    [(text) => text.replace('schemas.xmlsoap.org/soap/envelope', 'www.w3.org/2003/05/soap-envelope'), /SOAP 1\.1/],
    [(text) => text.replaceAll('api_requestmgr', 'other'), /namespace/],
    [(text) => text.replace('cpsinterface/request', 'cpsinterface/requests'), /namespace/],
    [(text) => text.replace('cpsinterface/common', 'cpsinterface/commons'), /namespace/],
    [(text) => text.replace(/<req:KeyOwner>1<\/req:KeyOwner>/, ''), /lacks KeyOwner/],
    [(text) => text.replace('<req:KeyOwner>', '<req:Extra>1</req:Extra><req:KeyOwner>'), /no Extra/],
    [(text) => text.replace('<req:KeyOwner>', '<req:KeyOwner>1</req:KeyOwner><req:KeyOwner>'), /twice/],
    [(text) => text.replace(/<req:Initiator>[\s\S]*<\/req:Initiator>/, ''), /lacks Initiator/],
    [(text) => text.replace('150.50', ''), /Amount must be filled in/],
    [(text) => text.replace('ORD7', ''), /Remarks must be filled in/],
    [(text) => text.replace('ORD7', ' '), /Remarks must be filled in/],
    [(text) => text.replace('<req:Header>', 'x<req:Header>'), /text between/],
  ];
  for (const [text, told] of faults) {
    const answer = await payout({ text });
    t.equal(answer.status, 500);
    t.match(answer.fields, { faultcode: 'soapenv:Client', faultstring: told });
  }
  const json = await fetch(keysOf.telebirr.url, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  t.equal(json.status, 415);
  t.equal((await fetch(keysOf.telebirr.url)).status, 405);
  t.equal((await fetch(`${keysOf.telebirr.url}/other`, { method: 'POST' })).status, 404);
  t.equal(cps.payouts().length, 0);
});

t.test('a request with wrong values is refused with a ResponseCode and nothing happens', async (t) => {
  const wrong: [given: Parameters<typeof payout>[0], code: string][] = [
    [{ command: 'InitTrans_Nothing' }, '8001'],
    [{ command: 'InitTrans_Salary Payment' }, '8001'],
    [{ timestamp: '2026-11-20T11:00' }, '8002'],
    [{ timestamp: '20260230110000' }, '8002'],
    [{ conversation: 'A B' }, '8002'],
    [{ text: (one) => one.replace('CallerType>2', 'CallerType>1') }, '8002'],
    [{ password: 'wrong' }, '8003'],
    [{ credential: 'wrong' }, '8004'],
    [{ text: (one) => one.replace(/(<req:Identifier>)operator\d+/, '$1operator0') }, '8004'],
    [{ resultUrl: 'ftp://example.et/' }, '8005'],
    [{ resultUrl: 'http://example.et/' }, '8005'],
    [{ remarks: undefined, device: 'POS1' }, '8006'],
    [{ amount: '0.00' }, '8007'],
    [{ amount: '-1' }, '8007'],
    [{ amount: '1.005' }, '8007'],
    [{ amount: '1e3' }, '8007'],
    [{ currency: 'USD' }, '8007'],
    [{ phone: '0911234567' }, '8008'],
    [{ phone: '+251911234567' }, '8008'],
    [{ text: (one) => one.replace(/(ReceiverParty><req:IdentifierType>)1/, '$14') }, '8008'],
  ];
  for (const [given, code] of wrong) {
    const answer = await payout(given);
    t.equal(answer.status, 200);
    t.match(answer.fields, { ResponseCode: code, ResponseDesc: /invented by the sandbox/, ConversationID: '' });
  }
  t.match((await push({ shortCode: '1' })).fields, { ResponseCode: '8008' });
  t.match((await push({ device: undefined, remarks: 'x' }, 'cbebirr')).fields, { ResponseCode: '8006' });
  t.match((await push({ remarks: undefined }, 'cbebirr')).fields, { ResponseCode: '0' }, 'Remarks is free there');
  t.equal(cps.payouts().length, 0);
  t.same(heard, []);
  t.ok(isTimestamp('20240229235959'));
  t.notOk(isTimestamp('20230229235959'));
});

t.test('every switch of payouts and Results is played', async (t) => {
  const before = cps.telebirr.balance();
  for (const [story, code] of [
    ['closed-wallet', '9001'],
    ['limit', '9002'],
    ['unknown-receiver', '9003'],
  ] as const) {
    cps.setSwitch(story, story);
    await payout({ conversation: story });
    await cps.settled();
    t.match(heard.pop()?.fields, { ResultCode: code, OriginatorConversationID: story });
  }
  t.equal(cps.telebirr.balance(), before, 'a refused payout moves nothing');

  cps.setSwitch('lost', '+251911234567');
  await payout({ conversation: 'lost' });
  await cps.settled();
  t.same(heard, []);
  t.equal(cps.telebirr.balance(), before - 15_050, 'a payout without a Result is paid and unknown');
  await cps.settleResult(cps.order('lost')?.conversationId ?? '');
  t.match(heard.pop()?.fields, { ResultCode: '0' });
  await t.rejects(cps.settleResult('lost', 'limit'), /success/);
  cps.setSwitch({ result: 'normal' }, '+251911234567');

  cps.setSwitch('hold', 'held');
  await payout({ conversation: 'held' });
  t.match(cps.order('held'), { state: 'open' });
  t.equal(cps.telebirr.balance(), before - 15_050);
  await cps.settleResult('held', 'closed-wallet');
  t.match(heard.pop()?.fields, { ResultCode: '9001' });

  cps.setSwitch('duplicate', 'twice');
  await payout({ conversation: 'twice' });
  await cps.settled();
  t.equal(heard.splice(0).length, 2);

  cps.setSwitch('reordered', 'early');
  const early = payout({ conversation: 'early' }).then(() => 'answer');
  while (heard.length === 0) await new Promise((settle) => setImmediate(settle));
  t.match(heard.pop()?.fields, { OriginatorConversationID: 'early' });
  t.equal(await early, 'answer');

  cps.setSwitch({ result: 'slow', seconds: 0.6 }, 'slow');
  await payout({ conversation: 'slow' });
  t.same(heard, [], 'not yet');
  await cps.settled();
  t.equal(heard.splice(0).length, 1);

  cps.telebirr.setBalance(10_000);
  await payout({ conversation: 'poor' });
  await cps.settled();
  t.match(heard.pop()?.fields, { ResultCode: '9004' }, 'the float is not enough');
  t.equal(cps.telebirr.balance(), 10_000);
});

t.test('every switch of the service itself is played, and a cut answer still happened once', async (t) => {
  for (const [answers, status] of [
    ['down', 503],
    ['forbidden', 403],
    ['html', 200],
    ['fault', 500],
    ['refuse', 200],
  ] as const) {
    cps.setSwitch({ answers });
    const answer = await payout({ conversation: answers });
    t.equal(answer.status, status);
    t.not(answer.fields['ResponseCode'], '0');
  }
  cps.setSwitch('cut-before');
  await t.rejects(payout({ conversation: 'never' }));
  t.equal(cps.payouts().length, 0);
  cps.setSwitch('cut');
  await t.rejects(payout({ conversation: 'cut' }));
  cps.setSwitch('normal');
  t.match((await payout({ conversation: 'cut' })).fields, { ResponseCode: '0' });
  await cps.settled();
  t.equal(heard.splice(0).length, 1);
  t.equal(cps.payouts().length, 1);
  cps.setSwitch({ answers: 'down', calls: 'push' });
  t.equal((await push()).status, 503);
  t.equal((await payout()).status, 200);
  t.throws(() => cps.setSwitch({ answers: 'sometimes' } as never), RangeError);
});

t.test('a Result is repeated until it is answered with 2xx, and never follows a redirect', async (t) => {
  answers.push(500, 302, 204);
  await payout({ conversation: 'S1' });
  await cps.settled();
  t.same(
    heard.map(({ path }) => path),
    ['/result/7?a=1&b=2', '/result/7?a=1&b=2', '/result/7?a=1&b=2'],
  );
  t.same(
    cps.order('S1')?.attempts.map(({ answer }) => answer),
    [500, 302, 204],
  );
  answers.push(500, 500, 500, 500);
  await payout({ conversation: 'S2', resultUrl: `${shopUrl}/two` });
  await cps.settled();
  t.equal(heard.length, 6, 'and given up after the last try');
});
