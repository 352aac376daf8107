import { t } from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';
import type { TestNotifications } from '../testing.ts';
import { enqueue } from '@windsurf/messages/job';
import { asPhone } from '@windsurf/phone/phone';
import { createAfromessage } from './afromessage.ts';
import type { StatusOutcome } from './afromessage.ts';
import { sendSms } from './sms-jobs.ts';
import { listMessages, queueSms, retryDelays, sendMessage } from './sms.ts';

const deadlineMs = 1000;
/** What was asked about single messages, and when by the gateway's clock. */
const questions: { at: number; outcome: StatusOutcome }[] = [];
const lab: TestNotifications = await startTestNotifications(t, {
  deadlineMs,
  wrap: (gateway) => ({
    ...gateway,
    async status(gatewayId) {
      const outcome = await gateway.status(gatewayId);
      questions.push({ at: lab.clock.now().getTime(), outcome });
      return outcome;
    },
  }),
});
let numbers = 0;
const someone = (): string => `+2519110${String(++numbers).padStart(5, '0')}`;
const code = (phone: string, more: object = {}) => ({ key: newId(), phone, code: '482913', lang: 'en', ...more });
const queue = async (phone: string): Promise<string> => (await lab.sendCode(code(phone))).json().messageId;
const inbox = (phone: string) => lab.outside.sms.sent(phone);
t.beforeEach(() => lab.outside.clear());

t.test('accepted by us, accepted by the gateway and delivered are three states', async (t) => {
  const phone = someone();
  const id = await queue(phone);
  t.equal((await lab.row(id)).state, 'queued');
  lab.outside.sms.setSwitch({ report: 'none' });
  t.equal(await lab.work(), 1);
  const accepted = await lab.row(id);
  t.match(accepted, { state: 'accepted', attempts: 1, reason: null });
  const [sms] = inbox(phone);
  t.equal(accepted.gateway_id, sms?.id);
  t.equal(sms?.parts, accepted.parts);
  await lab.outside.sms.reportAgain(sms?.id ?? '', 'DELIVRD');
  t.equal((await lab.row(id)).state, 'delivered');
  await lab.outside.sms.reportAgain(sms?.id ?? '', 'UNDELIV');
  await lab.outside.sms.reportAgain(sms?.id ?? '', 'QUEUED');
  t.equal((await lab.row(id)).state, 'delivered', 'final never goes back');
});

t.test(
  'a timeout after acceptance is unknown, is never sent again by itself, and its report still counts',
  async (t) => {
    const phone = someone();
    lab.outside.sms.setSwitch({ send: 'timeout-after', report: 'none' });
    const id = await queue(phone);
    t.equal(await lab.work(), 1);
    t.match(await lab.row(id), { state: 'unknown', reason: 'no-answer', gateway_id: null, attempts: 1 });
    lab.outside.clear();
    lab.outside.sms.setSwitch({ report: 'none' });
    await lab.deps.tenancy.inPlatform(async (tx) => {
      await enqueue(tx, sendSms, id, { messageId: id });
    });
    await lab.work();
    await lab.work(90_000);
    t.equal(inbox(phone).length, 0, 'not even when its job comes again');
    t.equal((await lab.row(id)).state, 'unknown');

    lab.outside.sms.setSwitch({ send: 'timeout-after', report: 'delivered' });
    const other = someone();
    const reported = await queue(other);
    await lab.work();
    await lab.outside.sms.settled();
    t.equal(inbox(other).length, 1, 'exactly one');
    t.match(await lab.row(reported), { state: 'delivered', gateway_id: inbox(other)[0]?.id });
  },
);

t.test('a worker that is killed between claim and answer leaves an unknown message, sent at most once', async (t) => {
  const phone = someone();
  const id = await queue(phone);
  // What a killed worker leaves: the claim is committed, the job comes again.
  await lab.db.look(
    "update notifications.messages set state = 'sending', attempts = 1, sending_at = now() where id = $1",
    [id],
  );
  t.equal(await lab.work(), 1);
  t.match(await lab.row(id), { state: 'unknown', reason: 'interrupted', text_sealed: null });
  t.equal(inbox(phone).length, 0);
});

t.test('workers that take one message at the same time send it once', async (t) => {
  const phone = someone();
  const asked = code(phone);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => await lab.sendCode(asked)));
  const ids = new Set(answers.map((answer) => answer.json().messageId));
  t.equal(ids.size, 1);
  const [id = ''] = ids;
  await Promise.all(Array.from({ length: 10 }, async () => await sendMessage(lab.deps, id)));
  await lab.work();
  await lab.outside.sms.settled();
  t.equal(inbox(phone).length, 1);
  t.equal((await lab.row(id)).state, 'delivered', 'and the one that sent it knows how it went');
});

t.test('a call that never left is made again, a few times, and then the message has failed', async (t) => {
  const phone = someone();
  const nowhere = createAfromessage({ baseUrl: 'http://127.0.0.1:9', token: 'x', sender: 'x', identifier: 'x' });
  t.teardown(async () => await nowhere.close());
  const id = newId();
  const cut = { ...lab.deps, gateway: nowhere };
  const { messageId } = await queueSms(lab.deps, {
    template: 'receipt',
    about: id,
    personId: newId(),
    phone: asPhone(phone),
    lang: 'en',
    text: 'hello',
  });
  for (const _ of retryDelays) {
    await sendMessage(cut, messageId);
    t.match(await lab.row(messageId), { state: 'queued', reason: 'unreachable' });
  }
  await sendMessage(cut, messageId);
  t.match(await lab.row(messageId), { state: 'failed', reason: 'unreachable', attempts: retryDelays.length + 1 });
  await lab.work(3600);
  t.equal(inbox(phone).length, 0);
});

t.test('a message that waited is sent when the gateway is back', async (t) => {
  const phone = someone();
  lab.outside.sms.setSwitch({ send: 'rate-limited' });
  const id = await queue(phone);
  await lab.work();
  t.match(await lab.row(id), { state: 'queued', reason: 'rate-limited', attempts: 1 });
  lab.outside.sms.setSwitch({ send: 'ok' });
  const next = await queue(phone);
  await lab.work();
  t.match(await lab.row(next), { state: 'queued', attempts: 0 }, 'others wait too: the limit is the account’s');
  t.equal(inbox(phone).length, 0);
  await lab.work(61);
  t.equal(inbox(phone).length, 2);
  t.equal((await lab.row(id)).attempts, 2);
});

t.test('each refusal has its class, a wrong token is an alarm, and what is unclear is unknown', async (t) => {
  const seen: [string, string, string][] = [
    ['error', 'failed', 'sender-refused'],
    ['low-balance', 'failed', 'low-balance'],
    ['unauthorized', 'failed', 'token-refused'],
    ['html', 'unknown', 'unclear-answer'],
    ['down', 'unknown', 'unclear-answer'],
    ['timeout-before', 'unknown', 'no-answer'],
  ];
  for (const [how, state, reason] of seen) {
    const phone = someone();
    lab.outside.sms.setSwitch({ send: how as never });
    const id = await queue(phone);
    await lab.work();
    t.match(await lab.row(id), { state, reason, attempts: 1, text_sealed: null }, how);
    t.equal(inbox(phone).length, 0);
  }
  const alarms = lab.lines().filter((line) => line.alarm === true && line.reason === 'token-refused');
  t.equal(alarms.length, 1);
});

t.test('reports may be early, doubled, failed, of nobody or lost', async (t) => {
  for (const [how, state] of [
    ['early', 'delivered'],
    ['twice', 'delivered'],
    ['undelivered', 'failed'],
    ['unknown-id', 'accepted'],
    ['lost', 'accepted'],
  ] as const) {
    const phone = someone();
    lab.outside.sms.setSwitch({ report: how });
    const id = await queue(phone);
    await lab.work();
    await lab.outside.sms.settled();
    t.equal((await lab.row(id)).state, state, how);
    t.equal(inbox(phone).length, 1);
  }
});

t.test('a report needs the address that only the gateway was told, and its message', async (t) => {
  const phone = someone();
  lab.outside.sms.setSwitch({ report: 'none' });
  const id = await queue(phone);
  await lab.work();
  const gatewayId = inbox(phone)[0]?.id ?? '';
  const right = lab.deps.reports.addressOf(id);
  const say = async (address: string, query: object) =>
    await lab.app.inject({ url: new URL(address).pathname, query: query as Record<string, string> });
  const word = { message_id: gatewayId, status: 'DELIVRD' };
  for (const wrong of [
    right.slice(0, -2),
    right.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    right.replace(id, newId()),
    right.replace(/[^/]*$/, lab.outside.keys.notifications.afromessage.callbackKey),
  ]) {
    t.equal((await say(wrong, word)).statusCode, 404);
  }
  t.equal((await lab.row(id)).state, 'accepted');
  const answers = [
    await say(right, { ...word, message_id: newId() }),
    await say(right, {}),
    await say(lab.deps.reports.addressOf(newId()), word),
  ];
  t.same(
    answers.map((a) => [a.statusCode, a.body]),
    answers.map(() => [200, '{"received":true}']),
  );
  t.equal((await lab.row(id)).state, 'accepted', 'another gateway id changes nothing');
  t.equal((await say(right, { ...word, status: 'x'.repeat(61) })).statusCode, 422);
  t.equal((await say(right, word)).statusCode, 200);
  t.equal((await lab.row(id)).state, 'delivered');
});

t.test('lost reports are asked for, one question in two seconds', async (t) => {
  lab.outside.sms.setSwitch({ report: 'lost' });
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push(await queue(someone()));
  await lab.work();
  await lab.outside.sms.settled();
  const states = async () => (await Promise.all(ids.map(lab.row))).map((row) => row.state);
  t.same(await states(), ['accepted', 'accepted', 'accepted']);
  questions.length = 0;
  await lab.work(301);
  t.equal(questions.length, 1, 'one at once, whoever waits');
  for (let i = 0; i < 30 && (await states()).includes('accepted'); i++) await lab.work(3);
  t.same(await states(), ['delivered', 'delivered', 'delivered'], 'the others in their turn');
  const gaps = questions.slice(1).map(({ at }, i) => at - (questions[i]?.at ?? 0));
  t.ok(questions.length >= 3 && gaps.every((gap) => gap >= 2000), `${questions.length} questions`);
  t.notOk(questions.some(({ outcome }) => outcome === 'limited'));
});

t.test('a blocked question is put again later', async (t) => {
  lab.outside.sms.setSwitch({ report: 'lost' });
  const id = await queue(someone());
  await lab.work();
  await lab.outside.sms.settled();
  const { gateway_id: gatewayId } = await lab.row(id);
  lab.clock.advance(299);
  t.equal(await lab.deps.gateway.status(gatewayId ?? ''), 'delivered');
  await lab.work(1);
  t.equal(questions.at(-1)?.outcome, 'limited', 'the gateway blocks us now');
  const blocked = questions.length;
  await lab.work(60);
  t.equal(questions.length, blocked, 'and is left alone');
  t.equal((await lab.row(id)).state, 'accepted');
  for (let i = 0; i < 30 && (await lab.row(id)).state === 'accepted'; i++) await lab.work(120);
  t.equal((await lab.row(id)).state, 'delivered');
});

t.test('operators, and nobody else, see what was sent, with masked numbers', async (t) => {
  const url = '/v1/notifications/messages';
  const get = async (headers: Record<string, string>, query: Record<string, string> = {}) =>
    await lab.app.inject({ url, headers, query });
  const operator = lab.people.person({ operator: true }).headers;
  const first = await get(operator, { limit: '2' });
  t.equal(first.statusCode, 200);
  t.equal(first.json().items.length, 2);
  t.match(first.json().items[0], { template: 'code', to: /^0911 \*\*\* \d{3}$/, parts: 1, state: 'delivered' });
  const second = await get(operator, { limit: '2', cursor: first.json().nextCursor });
  t.ok(second.json().items[0].id < first.json().items[1].id, 'newest first');
  t.equal((await listMessages(lab.deps, { cursor: undefined, limit: 100 })).nextCursor, null);
  t.equal((await get(operator, { limit: 'many' })).statusCode, 422);
  t.equal((await get(operator, { cursor: "x' or 1=1" })).statusCode, 422);
  t.equal((await get(lab.people.person({ creator: true }).headers)).statusCode, 403);
  t.equal((await get(lab.people.service('auth'))).statusCode, 403);
  t.equal((await get({})).statusCode, 401);
});

t.test('numbers, codes and texts stand nowhere in the clear', async (t) => {
  const tables = ['messages', 'recipients', 'handled_messages', 'gateway_calls'];
  const rows = [];
  for (const table of tables) rows.push(await lab.db.look(`select * from notifications.${table}`));
  rows.push(await lab.db.look('select * from queue_notifications._private_jobs'));
  const text = JSON.stringify(rows);
  t.ok(text.length > 5000 && numbers > 15, `${text.length} characters of ${numbers} messages`);
  // With what stands around a number or a code: an id may hold the same digits by chance.
  const inTheClear = /(?:251|\b0)911\d{6}|(?<![\w-])482913(?![\w-])/;
  t.match('+251911234567', inTheClear);
  t.match('code: 482913.', inTheClear);
  t.notMatch(text, inTheClear);
  t.ok(lab.lines().length > 20, 'JSON lines');
  t.notMatch(lab.logged(), inTheClear);
  t.notMatch(lab.logged(), /Windsurf code/);
  t.equal((await lab.rows()).filter((row) => row.template === 'code' && row.text_sealed !== null).length, 0);
});

t.test('what becomes of messages is counted by channel and outcome, without anybody’s number', async (t) => {
  const counted = async (outcome: string): Promise<number> => {
    const text = await lab.deps.metrics.text();
    // Names and labels only: the seconds of a histogram hold any digits.
    for (const line of text.split('\n')) t.notMatch(line.replace(/ \S+$/, ''), /911\d{6}|482913/);
    const start = `windsurf_notifications_total{channel="sms",outcome="${outcome}"`;
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(start))
        ?.split(' ')
        .at(-1),
    );
  };
  const before = {
    accepted: await counted('accepted'),
    delivered: await counted('delivered'),
    unknown: await counted('unknown'),
  };
  t.ok(before.accepted > 0 && (await counted('failed')) > 0 && (await counted('later')) > 0);
  const phone = someone();
  lab.outside.sms.setSwitch({ report: 'none' });
  await queue(phone);
  await lab.work();
  t.equal(await counted('accepted'), before.accepted + 1);
  const id = inbox(phone)[0]?.id ?? '';
  await lab.outside.sms.reportAgain(id, 'DELIVRD');
  await lab.outside.sms.reportAgain(id, 'DELIVRD');
  t.equal(await counted('delivered'), before.delivered + 1, 'twice is once');
  lab.outside.sms.setSwitch({ send: 'timeout-after', report: 'none' });
  await queue(someone());
  await lab.work();
  t.equal(await counted('unknown'), before.unknown + 1);
});
