import { t } from 'tap';
import * as contract from '@windsurf/contracts/auth';
import { caps, triesPerCode } from '../codes/codes.ts';
import { startTestAuth } from '../testing.ts';
import { proofLifeSeconds } from './step-up.ts';

const lab = await startTestAuth(t);
const purpose = 'payout-account';
type Signed = { accessToken: string; session: { personId: string } };
const post = async (url: string, body: object, headers: Record<string, string> = {}) =>
  await lab.app.inject({ method: 'POST', url, headers, body });
const by = ({ accessToken }: Signed) => ({ authorization: `Bearer ${accessToken}` });
const ask = async (who: Signed): Promise<string> => {
  lab.clock.advance(61);
  const answer = await post(contract.sendStepUpCode.url, { purpose }, by(who));
  if (answer.statusCode !== 202) throw new Error(answer.body);
  return lab.sent.at(-1)?.code ?? '';
};
const prove = async (who: Signed, code: string) => await post(contract.stepUp.url, { purpose, code }, by(who));
const use = async (personId: string, proof: string, headers = lab.service('payments')) =>
  await post(contract.useStepUp.url, { purpose, personId, proof }, headers);

t.test('a fresh code goes to one’s own number and becomes a proof that is used up once', async (t) => {
  const who = await lab.signIn('0911000301');
  lab.clock.advance(61);
  const sent = await post(contract.sendStepUpCode.url, { purpose }, by(who));
  t.equal(sent.statusCode, 202);
  t.same(sent.json(), { phone: '0911 *** 301', expiresInSeconds: 300, resendInSeconds: 60 });
  t.equal(lab.sent.at(-1)?.phone, '+251911000301');
  const code = lab.sent.at(-1)?.code ?? '';
  const proof = await prove(who, code);
  t.equal(proof.statusCode, 201);
  t.equal(proof.headers['cache-control'], 'no-store');
  t.equal((await prove(who, code)).statusCode, 422, 'a code is good once');
  const { proof: text } = proof.json<{ proof: string }>();
  t.equal((await use(who.session.personId, text)).statusCode, 200);
  t.equal((await use(who.session.personId, text)).statusCode, 403, 'and so is its proof');
  t.notMatch(JSON.stringify(await lab.db.look('select * from auth.step_ups')), new RegExp(text));
});

t.test('twenty uses of one proof at once: one of them is right', async (t) => {
  const who = await lab.signIn('0911000302');
  const { proof } = (await prove(who, await ask(who))).json<{ proof: string }>();
  const answers = await Promise.all(Array.from({ length: 20 }, async () => await use(who.session.personId, proof)));
  t.equal(answers.filter((answer) => answer.statusCode === 200).length, 1);
});

t.test('a proof is its person’s, and old after five minutes', async (t) => {
  const [one, other] = [await lab.signIn('0911000303'), await lab.signIn('0911000304')];
  const { proof } = (await prove(one, await ask(one))).json<{ proof: string }>();
  t.equal((await use(other.session.personId, proof)).statusCode, 403);
  t.equal((await use(one.session.personId, `${proof}x`)).statusCode, 403);
  lab.clock.advance(proofLifeSeconds);
  t.equal((await use(one.session.personId, proof)).statusCode, 403);
});

t.test('a code for money signs nobody in, and a sign-in code moves no money', async (t) => {
  const who = await lab.signIn('0911000305');
  const money = await ask(who);
  const enter = await post(contract.signIn.url, { phone: '0911000305', code: money, as: 'buyer' });
  t.equal(enter.statusCode, 422);
  const entry = await lab.codeFor('0911000305');
  t.equal((await prove(who, entry)).statusCode, 422);
  t.equal((await prove(who, money)).statusCode, 201, 'each is still good for its own');
});

t.test('wrong codes count as they do at the door: the fifth locks the number there too', async (t) => {
  const who = await lab.signIn('0911000306');
  const right = await ask(who);
  const wrong = right === '000000' ? '000001' : '000000';
  for (let n = 1; n < triesPerCode; n++) t.equal((await prove(who, wrong)).statusCode, 422);
  t.equal((await prove(who, wrong)).statusCode, 429);
  t.equal((await prove(who, right)).statusCode, 429);
  t.equal((await post(contract.requestCode.url, { phone: '0911000306' })).statusCode, 429);
});

t.test('asking again at once sends nothing new, and the same caps hold', async (t) => {
  const who = await lab.signIn('0911000307');
  await ask(who);
  const before = lab.sent.length;
  t.equal((await post(contract.sendStepUpCode.url, { purpose }, by(who))).statusCode, 202);
  t.equal(lab.sent.length, before);
  const statuses: number[] = [];
  // Caps count by full hours, and these minutes may lie in two of them: twice the cap is too many wherever they lie.
  for (let n = 0; n < 2 * caps.numberHour; n++) {
    lab.clock.advance(61);
    statuses.push((await post(contract.sendStepUpCode.url, { purpose }, by(who))).statusCode);
  }
  t.ok(statuses.includes(429), String(statuses));
});

t.test('who is not signed in, or whose session was ended, gets neither code nor proof', async (t) => {
  for (const [url, body] of [
    [contract.sendStepUpCode.url, { purpose }],
    [contract.stepUp.url, { purpose, code: '123456' }],
  ] as const) {
    t.equal((await post(url, body)).statusCode, 401, url);
  }
  const who = await lab.signIn('0911000308');
  t.equal((await lab.app.inject({ method: 'DELETE', url: contract.signOut.url, headers: by(who) })).statusCode, 200);
  lab.clock.advance(61);
  t.equal((await post(contract.sendStepUpCode.url, { purpose }, by(who))).statusCode, 401);
  t.equal((await prove(who, '123456')).statusCode, 401);
});

t.test('what has the wrong shape is 422, and only services use proofs up', async (t) => {
  const who = await lab.signIn('0911000309');
  t.equal((await post(contract.sendStepUpCode.url, { purpose: 'all' }, by(who))).statusCode, 422);
  t.equal((await post(contract.stepUp.url, { purpose }, by(who))).statusCode, 422);
  t.equal((await use('nobody', 'x')).statusCode, 422);
  t.equal((await use(who.session.personId, 'x', by(who))).statusCode, 403);
  t.equal((await use(who.session.personId, 'x', {})).statusCode, 401);
});
