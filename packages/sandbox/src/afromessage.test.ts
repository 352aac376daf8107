import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';

let time = Date.parse('2026-11-20T08:00:00Z');
const outside = await startOutside({ clock: { now: () => new Date(time) } });
const { afromessage: our } = outside.keys.notifications;
let reports: URL[] = [];
let told: () => void = () => {};
const listener = await listen(
  createServer((request, response) => {
    reports.push(new URL(request.url ?? '/', 'http://x'));
    response.end();
    told();
  }),
  {},
);
t.teardown(async () => {
  await outside.stop();
  await listener.stop();
});
t.beforeEach(() => {
  outside.clear();
  reports = [];
});

const authorization = `Bearer ${our.token}`;
const message = {
  from: our.identifier,
  sender: our.sender,
  to: '+251911234567',
  message: 'ኮድዎ 482913',
  callback: `${listener.url}/r/secret`,
};
const send = async (more: object = {}, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${our.baseUrl}/send`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...message, ...more }),
    signal: AbortSignal.timeout(2000),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as { acknowledge?: string; response: Record<string, unknown> },
  };
};
const get = async (path: string) => {
  const answer = await fetch(`${our.baseUrl}${path}`, { headers: { authorization } });
  const text = await answer.text();
  return {
    status: answer.status,
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as { response: Record<string, string> },
  };
};

t.test(
  'a message is accepted by POST and by GET, lies on the phone, costs its parts and is reported once',
  async (t) => {
    const sent = await send();
    t.match(sent, {
      status: 200,
      body: {
        acknowledge: 'success',
        response: { status: 'Send is in progress...', message: message.message, to: '+251911234567' },
      },
    });
    const id = String(sent.body.response['message_id']);
    t.match(outside.sms.sent('+251911234567'), [
      { id, text: 'ኮድዎ 482913', parts: 1, encoding: 'UCS-2', from: our.sender },
    ]);
    t.match((await get(`/status?id=${id}`)).body.response, {
      messageId: id,
      cost: '0.25',
      parts: '1',
      status: 'QUEUED',
    });
    await outside.sms.settled();
    t.equal(reports.length, 1);
    t.match(Object.fromEntries(reports[0]?.searchParams ?? []), { message_id: id, status: 'DELIVRD' });
    t.equal(reports[0]?.pathname, '/r/secret');
    const query = new URLSearchParams({ ...message, to: '0911234567', message: 'ሰ'.repeat(71), callback: '' });
    t.match(await get(`/send?${query.toString()}`), { status: 200, body: { response: { to: '+251911234567' } } });
    t.match((await get('/balance')).body.response, { balance: '99999.25', estimatedMessages: '399997' });
  },
);

t.test('what the gateway refuses is answered with 200 and an error, a wrong token with 401 as text', async (t) => {
  const refused: [object, RegExp][] = [
    [{ to: '' }, /Recipient address is empty/],
    [{ to: '+1555' }, /Recipient address is invalid/],
    [{ to: '0811234567' }, /invalid/],
    [{ message: ' ' }, /Message content is empty/],
    [{ sender: our.identifier, from: our.sender }, /sender id\/name or the identifier/],
    [{ sender: undefined }, /sender id\/name/],
    [{ callback: 'http://shop.example.com/r' }, /Callback/],
  ];
  for (const [change, text] of refused) {
    t.match(
      await send(change),
      { status: 200, body: { acknowledge: 'error', response: { errors: [text] } } },
      JSON.stringify(change),
    );
  }
  t.match(await send({}, { authorization: 'Bearer other' }), { status: 401, text: 'Invalid token.' });
  t.equal(outside.sms.sent().length, 0);
  outside.sms.setBalance(49);
  t.match(await send({ message: 'ሰ'.repeat(71) }), {
    body: { acknowledge: 'error', response: { errors: [/balance is low/] } },
  });
  t.match(await send({ message: 'ሰ' }), { body: { acknowledge: 'success' } });
});

t.test('status may be asked once in two seconds; who asks more is blocked for two minutes', async (t) => {
  t.match(await get('/status?id=none'), {
    status: 200,
    body: { acknowledge: 'error', response: { status: 'UNKNOWN' } },
  });
  time += 2000;
  t.equal((await get('/status?id=none')).status, 200);
  time += 1999;
  t.equal((await get('/status?id=none')).status, 429);
  time += 119_999;
  t.equal((await get('/status?id=none')).status, 429);
  time += 1;
  t.equal((await get('/status?id=none')).status, 200);
});

t.test('every switch is played, for all numbers or for one', async (t) => {
  const { sms } = outside;
  const patient = { signal: AbortSignal.timeout(1000) };
  const hang = () =>
    fetch(`${our.baseUrl}/send`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(message),
      ...patient,
    });
  sms.setSwitch({ send: 'timeout-before' }, '+251911234567');
  await t.rejects(hang());
  t.equal(sms.sent().length, 0, 'never arrived');
  t.match(await send({ to: '+251711234567' }), { body: { acknowledge: 'success' } }, 'another number is not touched');
  outside.clear();
  sms.setSwitch({ send: 'timeout-after' });
  await t.rejects(
    fetch(`${our.baseUrl}/send`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(1000),
    }),
  );
  t.equal(sms.sent().length, 1, 'accepted although the answer never came');
  await sms.settled();
  for (const [how, expected] of [
    ['error', { status: 200, body: { acknowledge: 'error' } }],
    ['low-balance', { status: 200, body: { response: { errors: [/balance is low/] } } }],
    ['rate-limited', { status: 429, text: /<html>/ }],
    ['html', { status: 200, text: /<html>/ }],
    ['unauthorized', { status: 401, text: 'Invalid token.' }],
    ['down', { status: 502 }],
  ] as const) {
    sms.setSwitch({ send: how });
    t.match(await send(), expected, how);
  }
  outside.clear();
  reports = [];
  for (const [how, statuses] of [
    ['undelivered', ['UNDELIV']],
    ['lost', []],
    ['twice', ['DELIVRD', 'DELIVRD']],
    ['none', []],
  ] as const) {
    sms.setSwitch({ report: how });
    await send();
    await sms.settled();
    t.same(
      reports.splice(0).map((one) => one.searchParams.get('status')),
      statuses,
      how,
    );
  }
  sms.setSwitch({ report: 'early' });
  let before = false;
  told = () => {
    before = true;
  };
  const early = send().then(() => before);
  t.equal(await early, true, 'the report was there before the answer');
  sms.setSwitch({ report: 'unknown-id' });
  reports = [];
  const { body } = await send();
  await sms.settled();
  t.not(reports[0]?.searchParams.get('message_id'), body.response['message_id']);
});

t.test('orders and messages are there after a restart', async (t) => {
  const file = join(await mkdtemp(join(tmpdir(), 'sandbox-kept-')), 'outside.json');
  const first = await startOutside({ file, keys: outside.keys });
  first.sms.receive('+251911234567', 'telebirr', 'kept');
  await first.stop();
  const second = await startOutside({ file, keys: outside.keys });
  t.match(second.sms.all(), [{ text: 'kept' }]);
  await second.stop();
});
