import { t } from 'tap';
import * as contract from '@windsurf/contracts/auth';
import { caps } from './codes.ts';
import { startTestAuth } from '../testing.ts';

const lab = await startTestAuth(t);
const ask = async (phone: unknown, headers: Record<string, string> = {}, remoteAddress = '10.0.0.1') =>
  await lab.app.inject({
    method: 'POST',
    url: contract.requestCode.url,
    headers,
    body: { phone } as object,
    remoteAddress,
  });

t.test('a known and an unknown number get the same answer, byte for byte', async (t) => {
  await lab.signIn('0911000201');
  lab.clock.advance(61);
  const known = await ask('0911000201');
  const unknown = await ask('0911000202');
  t.equal(known.statusCode, 202);
  t.same(known.json(), { ...unknown.json(), phone: '0911 000 201' });
});

t.test('every way to write a number is the same number', async (t) => {
  for (const typed of ['0911 000 203', '911000203', '251911000203', '+251911000203', '+251 911-000-203']) {
    t.equal((await ask(typed)).json().phone, '0911 000 203', typed);
  }
  t.equal(
    lab.sent.filter((s) => s.phone === '+251911000203').length,
    1,
    'and asked for again at once sends nothing new',
  );
});

t.test('a form that was sent twice at once sends one code', async (t) => {
  const answers = await Promise.all(Array.from({ length: 4 }, async () => await ask('0911000249', {}, '10.0.0.9')));
  t.same(new Set(answers.map((answer) => answer.statusCode)), new Set([202]));
  t.equal(lab.sent.filter((s) => s.phone === '+251911000249').length, 1);
});

t.test('what is no Ethiopian mobile is refused with a sentence that says what to write', async (t) => {
  const foreign = await ask('+254711000000', { 'accept-language': 'en' });
  t.match(foreign.json(), { status: 422, title: 'phone-foreign', detail: /\+251/, fields: [{ pointer: '/phone' }] });
  for (const typed of ['', 'abc', '0811000000', '09110002', '0111234567', '0'.repeat(40)]) {
    const answer = await ask(typed);
    t.equal(answer.statusCode, 422, typed);
    t.match(answer.json().fields[0].detail, /[ሀ-፼]/, 'in Amharic, unless English was asked for');
  }
  t.equal((await ask(undefined)).statusCode, 422);
  t.equal((await ask(['0911000204'])).statusCode, 422, 'a list is no number');
});

t.test('a number, an address and a prefix are capped, and the cap says when to try again', async (t) => {
  // Caps count by full hours: begin at the start of one, so that the tries fall into the same.
  lab.clock.set(new Date((Math.floor(lab.clock.now().getTime() / 3_600_000) + 1) * 3_600_000).toISOString());
  const statuses: number[] = [];
  for (let i = 0; i <= caps.numberHour; i++) {
    lab.clock.advance(61);
    statuses.push((await ask('0911000205', {}, '10.0.0.2')).statusCode);
  }
  t.same(statuses, [202, 202, 202, 202, 202, 429]);
  const capped = await ask('0911000205');
  t.equal(capped.json().title, 'codes-capped');
  t.match(capped.headers['retry-after'], /^\d+$/);
  let refused = 0;
  for (let i = 0; i < caps.prefixHour + 5; i++) {
    if ((await ask(`09130000${String(i).padStart(2, '0')}`, {}, '10.0.0.3')).statusCode === 429) refused++;
  }
  t.equal(refused, 5, 'sixty numbers of one block, and no more');
});

t.test('who has used a code gets another at once, on another phone', async (t) => {
  const code = await lab.codeFor('0922000211');
  const body = { phone: '0922000211', code, as: 'buyer', answerWith: 'tokens' };
  t.equal((await lab.app.inject({ method: 'POST', url: contract.signIn.url, body })).statusCode, 201);
  const before = lab.sent.length;
  t.equal((await ask('0922000211')).statusCode, 202);
  t.equal(lab.sent.length, before + 1);
});

t.test('a code that certainly could not be sent is said so, and the number may ask again at once', async (t) => {
  lab.fail = 'refused';
  t.equal((await ask('0922000206')).statusCode, 503);
  lab.fail = undefined;
  lab.clock.advance(61);
  t.equal((await ask('0922000206')).statusCode, 202);
});

t.test('a code whose sending is unknown is not sent twice by itself', async (t) => {
  lab.fail = 'unknown';
  const before = lab.sent.length;
  t.equal((await ask('0922000207')).statusCode, 202);
  lab.fail = undefined;
  t.equal((await ask('0922000207')).statusCode, 202);
  t.equal(lab.sent.length, before);
});

t.test('numbers and codes stand nowhere in the clear, neither in rows nor in logs', async (t) => {
  const code = await lab.codeFor('0911000208');
  const rows = JSON.stringify([
    await lab.db.look('select * from auth.codes'),
    await lab.db.look('select * from auth.people'),
    await lab.db.look('select * from auth.code_caps'),
  ]);
  t.ok(rows.length > 100);
  t.notMatch(rows, /911000208|911000201/);
  t.notMatch(rows, new RegExp(`"${code}"`));
  t.notMatch(lab.logged(), /911000208/);
});

t.test('other services, and nobody else, may turn a number into a person and back', async (t) => {
  const body = { phone: '0911000209' };
  const make = async (headers: Record<string, string>) =>
    await lab.app.inject({ method: 'POST', url: contract.findOrCreatePerson.url, headers, body });
  const [one, two] = [await make(lab.service('payments')), await make(lab.service('payments'))];
  t.equal(one.statusCode, 200);
  t.equal(two.json().personId, one.json().personId, 'twice is once');
  const find = async (phone: string, headers: Record<string, string> = lab.service('payments')) =>
    await lab.app.inject({ method: 'POST', url: contract.findPerson.url, headers, body: { phone } });
  t.same((await find('+251 911 000 209')).json(), { personId: one.json().personId });
  const people = (await lab.db.look('select 1 from auth.people')).length;
  t.same((await find('0911000299')).json(), { personId: null });
  t.equal((await lab.db.look('select 1 from auth.people')).length, people, 'looking makes nobody');
  t.equal((await find('12')).statusCode, 422);
  t.equal((await find('0911000209', {})).statusCode, 401);
  const url = contract.phoneOfPerson.url.replace(':id', one.json().personId);
  const back = await lab.app.inject({ url, headers: lab.service('notifications') });
  t.equal(back.json().phone, '+251911000209');
  t.equal((await make({})).statusCode, 401);
  const { accessToken } = await lab.signIn('0911000210');
  t.equal((await make({ authorization: `Bearer ${accessToken}` })).statusCode, 403);
  t.equal(
    (await lab.app.inject({ url: url.replace(/[0-9a-f]{12}/, '000000000000'), headers: lab.service('notifications') }))
      .statusCode,
    404,
  );
  t.equal(
    (await lab.app.inject({ url, headers: { authorization: 'Bearer s1.notifications.auth.99999999999.xxxx' } }))
      .statusCode,
    401,
  );
});

t.test('health is the exact body, on both names', async (t) => {
  for (const url of ['/v1/auth/health', '/v1/users/health'])
    t.equal((await lab.app.inject({ url })).body, '{"status":"healthy"}');
});
