import { t } from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';
import { codeLifeSeconds } from './codes.ts';

const lab = await startTestNotifications(t);
const body = (phone: string, more: object = {}) => ({ key: newId(), phone, code: '012345', lang: 'en', ...more });

t.test('a code is taken at once, sent once, and a browser can read it', async (t) => {
  const asked = body('+251911000301');
  const answers = [await lab.sendCode(asked), await lab.sendCode(asked), await lab.sendCode(asked)];
  t.same(
    answers.map((a) => a.statusCode),
    [202, 202, 202],
  );
  t.match(answers[0]?.json(), { state: 'queued' });
  t.equal(new Set(answers.map((a) => a.json().messageId)).size, 1, 'the same key is the same message');
  await lab.work();
  t.equal((await lab.sendCode(asked)).json().messageId, answers[0]?.json().messageId);
  await lab.work();
  const sent = lab.outside.sms.sent('+251911000301');
  t.equal(sent.length, 1);
  t.match(sent[0], { encoding: 'GSM-7', parts: 1, from: lab.outside.keys.notifications.afromessage.sender });
  t.match(sent[0]?.text, /^Windsurf code: 012345\. .*\n@app\.localhost #012345$/);
});

t.test('a code in Amharic is one part too, and reaches 07 numbers', async (t) => {
  await lab.sendCode(body('0711000302', { lang: 'am' }));
  await lab.work();
  t.match(lab.outside.sms.sent('+251711000302'), [{ encoding: 'UCS-2', parts: 1, text: /ኮድ፦ 012345/ }]);
});

t.test('a code that has expired is not sent any more', async (t) => {
  const answer = await lab.sendCode(body('+251911000303'));
  await lab.work(codeLifeSeconds + 1);
  t.equal(lab.outside.sms.sent('+251911000303').length, 0);
  t.match(await lab.row(answer.json().messageId), { state: 'failed', reason: 'expired', text_sealed: null });
});

t.test('codes are taken from our services and nobody else, in the right shape', async (t) => {
  const bad: object[] = [
    { code: '12345' },
    { code: 'abcdef' },
    { phone: '+254711000000' },
    { phone: '0811000304' },
    { lang: 'fr' },
    { key: 'x' },
    { more: 1 },
  ];
  for (const change of bad) {
    const answer = await lab.sendCode(body('+251911000304', change));
    t.equal(answer.statusCode, 422, JSON.stringify(change));
  }
  const post = async (headers: Record<string, string>) =>
    (await lab.app.inject({ method: 'POST', url: '/v1/notifications/codes', headers, body: body('+251911000304') }))
      .statusCode;
  t.equal(await post({}), 401);
  t.equal(await post(lab.people.person({ operator: true }).headers), 403);
  t.equal(await post({ authorization: 'Bearer s1.auth.notifications.99999999999.xxxx' }), 401);
  t.equal(await lab.work(), 0);
  t.equal(lab.outside.sms.sent('+251911000304').length, 0);
});

t.test('health is the exact body', async (t) => {
  t.equal((await lab.app.inject({ url: '/v1/notifications/health' })).body, '{"status":"healthy"}');
});
