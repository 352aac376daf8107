import { t } from 'tap';
import * as contract from '@windsurf/contracts/auth';
import { startTestAuth } from '../testing.ts';

const lab = await startTestAuth(t);
const { app } = lab;
const json = { 'content-type': 'application/json' };

t.test('the right code opens a session, and the same code opens no second one', async (t) => {
  const code = await lab.codeFor('0911 000 101');
  const body = { phone: '0911000101', code, as: 'creator', answerWith: 'tokens' };
  const first = await app.inject({ method: 'POST', url: contract.signIn.url, headers: json, body });
  t.equal(first.statusCode, 201);
  const { session } = first.json();
  t.same(session.roles, ['buyer', 'creator']);
  t.equal(session.creatorId, session.personId);
  t.equal(session.phone, '0911 *** 101');
  const again = await app.inject({ method: 'POST', url: contract.signIn.url, headers: json, body });
  t.equal(again.statusCode, 422);
  t.equal(again.json().title, 'code-wrong');
});

t.test('wrong, unknown, expired and never sent are one answer', async (t) => {
  await lab.codeFor('0911000102');
  const attempt = async (phone: string, code: string) => {
    const answer = await app.inject({ method: 'POST', url: contract.signIn.url, headers: json, body: { phone, code } });
    const { title, detail, status } = answer.json();
    return { title, detail, status };
  };
  const wrong = await attempt('0911000102', '000000');
  const neverSent = await attempt('0911000199', '123456');
  const code = await lab.codeFor('0911000103');
  lab.clock.advance(301);
  const expired = await attempt('0911000103', code);
  t.same(neverSent, wrong);
  t.same(expired, wrong);
});

t.test('the fifth wrong code locks the number for ten minutes, and the right code does not help', async (t) => {
  const code = await lab.codeFor('0911000104');
  const wrong = code === '111111' ? '222222' : '111111';
  const attempt = async (typed: string) =>
    (
      await app.inject({
        method: 'POST',
        url: contract.signIn.url,
        headers: json,
        body: { phone: '0911000104', code: typed },
      })
    ).statusCode;
  t.same(
    [await attempt(wrong), await attempt(wrong), await attempt(wrong), await attempt(wrong)],
    [422, 422, 422, 422],
  );
  t.equal(await attempt(wrong), 429);
  t.equal(await attempt(code), 429);
  const asked = await app.inject({
    method: 'POST',
    url: contract.requestCode.url,
    headers: json,
    body: { phone: '0911000104' },
  });
  t.equal(asked.statusCode, 429);
  t.match(asked.headers['retry-after'], /^\d+$/);
  lab.clock.advance(601);
  t.equal(await attempt(await lab.codeFor('0911000104')), 201);
});

t.test('a refresh rotates; a token that is used twice after the race ends the whole session', async (t) => {
  const first = await lab.signIn('0911000105');
  const refresh = async (refreshToken: string) =>
    await app.inject({ method: 'POST', url: contract.refreshSession.url, headers: json, body: { refreshToken } });
  const second = await refresh(first.refreshToken);
  t.equal(second.statusCode, 200);
  t.not(second.json().refreshToken, first.refreshToken);
  t.equal((await refresh(first.refreshToken)).statusCode, 200, 'two tabs at once are no theft');
  lab.clock.advance(11);
  t.equal((await refresh(first.refreshToken)).statusCode, 401);
  t.equal((await refresh(second.json().refreshToken)).statusCode, 401, 'the thief and the owner are both out');
  t.equal((await refresh('not-a-token')).statusCode, 401);
});

t.test('a session is listed, revoked, and gone; a stranger gets the same 404 as for none', async (t) => {
  const one = await lab.signIn('0911000106');
  const two = await lab.signIn('0911000106');
  const stranger = await lab.signIn('0911000107');
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const list = await app.inject({ url: contract.listSessions.url, headers: as(one.accessToken) });
  t.equal(list.json().items.length, 2);
  const other = list.json().items.find((s: { current: boolean }) => !s.current);
  const url = contract.revokeSession.url.replace(':id', other.id);
  const foreign = await app.inject({ method: 'DELETE', url, headers: as(stranger.accessToken) });
  const missing = await app.inject({
    method: 'DELETE',
    url: contract.revokeSession.url.replace(':id', stranger.session.personId),
    headers: as(stranger.accessToken),
  });
  t.same([foreign.statusCode, foreign.json().detail], [missing.statusCode, missing.json().detail]);
  t.equal(foreign.statusCode, 404);
  t.equal((await app.inject({ method: 'DELETE', url, headers: as(one.accessToken) })).statusCode, 200);
  t.equal((await app.inject({ url: contract.currentSession.url, headers: as(two.accessToken) })).statusCode, 401);
  t.equal((await app.inject({ url: contract.currentSession.url, headers: as(one.accessToken) })).statusCode, 200);
  t.equal((await app.inject({ url: contract.listSessions.url })).statusCode, 401);
  t.equal(
    (await app.inject({ method: 'DELETE', url: '/v1/auth/sessions/zzz', headers: as(one.accessToken) })).statusCode,
    404,
  );
});

t.test(
  'a browser gets HttpOnly cookies of the app origin, and a change needs the CSRF token and our Origin',
  async (t) => {
    const code = await lab.codeFor('0911000108');
    const answer = await app.inject({
      method: 'POST',
      url: contract.signIn.url,
      headers: { ...json, origin: lab.appOrigin },
      body: { phone: '0911000108', code },
    });
    t.equal(answer.statusCode, 201);
    t.notOk(answer.json().accessToken, 'no token where a script could read it');
    const cookies = answer.cookies as {
      name: string;
      value: string;
      httpOnly?: boolean;
      secure?: boolean;
      sameSite?: string;
      path?: string;
    }[];
    for (const c of cookies) t.match(c, { httpOnly: true, secure: true, sameSite: 'Lax' });
    t.equal(cookies.find((c) => c.name === 'ws_refresh')?.path, '/v1/auth');
    const cookie = cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    const { csrf } = answer.json().session;
    const out = async (headers: Record<string, string>) =>
      (await app.inject({ method: 'DELETE', url: contract.signOut.url, headers: { cookie, ...headers } })).statusCode;
    t.equal(await out({ origin: lab.appOrigin }), 403, 'no CSRF token');
    t.equal(await out({ origin: 'https://evil.example', 'x-csrf-token': csrf }), 403, 'another origin');
    t.equal(await out({ origin: lab.appOrigin, 'x-csrf-token': csrf }), 200);
  },
);

t.test('the signing key is published, and a forged or foreign token opens nothing', async (t) => {
  const { keys } = (await app.inject({ url: contract.JsonWebKeys.url })).json();
  t.match(keys, [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }]);
  const { accessToken } = await lab.signIn('0911000109');
  const [head, , signature] = accessToken.split('.');
  const forged = `${head}.${Buffer.from(JSON.stringify({ sub: 'x', op: true, exp: 9e9, iss: 'stan-store-windsurf' })).toString('base64url')}.${signature}`;
  for (const token of [forged, 'rubbish', `${accessToken}x`]) {
    t.equal(
      (await app.inject({ url: contract.currentSession.url, headers: { authorization: `Bearer ${token}` } }))
        .statusCode,
      401,
    );
  }
});
