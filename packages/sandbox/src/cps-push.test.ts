import t from 'tap';
import { startTestCaller } from './cps-test-caller.ts';

const { clock, outside, heard, push } = await startTestCaller(t);
const { cps } = outside;

t.test('a push asks on the phone and ends as the person decides', async (t) => {
  for (const rail of ['telebirr', 'cbebirr'] as const) {
    const before = cps[rail].balance();
    await push({ conversation: `Q1-${rail}` }, rail);
    t.match(cps.order(`Q1-${rail}`), { state: 'open', kind: 'push' });
    t.same(heard, []);
    await cps.approve(`Q1-${rail}`);
    t.match(heard.pop()?.fields, { ResultCode: '0', OriginatorConversationID: `Q1-${rail}` });
    t.equal(cps[rail].balance(), before + 15_050);
    for (const [why, code] of [
      ['declined', '9005'],
      ['wrong-pin', '9006'],
      ['no-money', '9007'],
    ] as const) {
      await push({ conversation: `Q-${why}-${rail}` }, rail);
      await cps.decline(`Q-${why}-${rail}`, why);
      t.match(heard.pop()?.fields, { ResultCode: code, ResultDesc: /invented/ });
    }
    t.equal(cps[rail].balance(), before + 15_050);
  }
  await t.rejects(cps.approve('Q1-telebirr'), /cannot be decided/);
  await t.rejects(cps.approve('NONE'), RangeError);
});

t.test('a prompt that nobody answers closes silently, or with a Result, and may still be paid late', async (t) => {
  await push({ conversation: 'R1' });
  clock.at += 60_000;
  t.match(cps.order('R1'), { state: 'closed' });
  await t.rejects(cps.approve('R1'), /closed/);
  t.same(heard, []);
  await cps.approve('R1', { force: true });
  t.match(heard.pop()?.fields, { ResultCode: '0' }, 'a late success');
  cps.setSwitch({ closing: 'result', promptSeconds: 5 }, 'R2');
  await push({ conversation: 'R2' });
  clock.at += 5000;
  t.match(cps.order('R2'), { state: 'closed' });
  await cps.settled();
  t.match(heard.pop()?.fields, { ResultCode: '9008' });
  cps.setSwitch({ closing: 'result', promptSeconds: 0.02 }, 'R3');
  await push({ conversation: 'R3' });
  while (heard.length === 0) await new Promise((settle) => setImmediate(settle));
  t.match(heard.pop()?.fields, { ResultCode: '9008' }, 'by its own timer, too');
});

t.test('the phone shows the prompt to its own number alone, and the PIN decides', async (t) => {
  const page = async (number: string) => (await fetch(`${outside.url}/phone/screen?number=${number}`)).text();
  const tap = (conversation: string, decision: string, pin = '') =>
    fetch(`${outside.url}/phone/answer`, {
      method: 'POST',
      body: new URLSearchParams({ conversation, decision, pin, number: '+251911234567' }),
      redirect: 'manual',
    });
  await push({ conversation: 'T1', remarks: '&lt;b&gt;tea' });
  t.match(await page('0911234567'), /telebirr USSD[\s\S]*&lt;b&gt;tea[\s\S]*150\.50/);
  t.notMatch(await page('0911234568'), /USSD/);
  t.match((await tap('T1', 'approve', '12')).headers.get('location'), /wrong=pin/);
  await tap('T1', 'leave');
  t.match(cps.order('T1'), { state: 'open' });
  await tap('T1', 'approve', '1234');
  t.match(cps.order('T1'), { state: 'success' });
  t.notMatch(await page('0911234567'), /USSD/);
  await push({ conversation: 'T2' }, 'cbebirr');
  t.match(await page('0911234567'), /CBE Birr USSD/);
  await tap('T2', 'approve', '0000');
  t.match(cps.order('T2'), { outcome: 'wrong-pin' });
  await push({ conversation: 'T3' });
  await tap('T3', 'decline');
  t.match(cps.order('T3'), { outcome: 'declined' });
  cps.setSwitch('no-answer');
  await push({ conversation: 'T4' });
  t.notMatch(await page('0911234567'), /USSD/);
  t.equal((await tap('NONE', 'approve', '1234')).status, 303);
  await cps.settled();
});
