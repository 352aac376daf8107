import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import { createAuthenticator } from './authenticator.ts';
import { accessCookie, cookieAttributes, refreshPath } from './cookies.ts';
import { publicKeyOf, registerIssuer } from './issuer.ts';
import { fixedKeys, remoteKeys } from './keys.ts';
import type { KeySource } from './keys.ts';
import { signServiceToken } from './service-token.ts';

const appOrigin = 'http://app.localhost:8080';
const storeOrigin = 'http://localhost:8080';
const serviceTokenKey = Buffer.alloc(32, 3).toString('base64url');
const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ours = newKey();
const claims = { sub: 'person-1', sid: 'session-1', cid: null, op: false, csrf: 'csrf-1' };

const signWith = async (key: string, kid: string, lifeSeconds = 600): Promise<string> => {
  const app = Fastify();
  const issue = await registerIssuer(app, { key, kid });
  return issue(claims, lifeSeconds);
};
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Said = { principal?: Principal; problem?: string; status?: number };
/** An app that says who asked, and refuses changes as every service does. */
const appWith = async (keys: KeySource, key: string | (() => readonly string[]) = serviceTokenKey) => {
  const authenticator = createAuthenticator({
    service: 'payments',
    keys,
    serviceTokenKey: key,
    appOrigin,
    storeOrigin,
  });
  const app = Fastify() as unknown as FastifyInstance;
  await authenticator.register(app);
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof Problem)) throw error;
    return await reply.code(error.status).send({ problem: error.type, status: error.status });
  });
  app.get('/', async (request) => ({ principal: await authenticator.authenticate(request) }));
  app.post('/', async (request) => {
    const principal = await authenticator.authenticate(request);
    const csrf = request.headers['x-csrf-token'];
    authenticator.guardChange(request, principal, typeof csrf === 'string' ? csrf : undefined);
    return { principal };
  });
  const ask = async (headers: Record<string, string>, method: 'GET' | 'POST' = 'GET'): Promise<Said> =>
    (await app.inject({ method, url: '/', headers })).json();
  return { ask, close: async () => await app.close() };
};
const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
const inCookie = (token: string): { cookie: string } => ({ cookie: `${accessCookie}=${token}` });

t.test('a token of ours says who is asking, as bearer and as cookie; without one it is nobody', async (t) => {
  const { ask } = await appWith(fixedKeys({ k1: publicKeyOf(ours) }));
  const token = await signWith(ours, 'k1');
  const person = { kind: 'person', personId: 'person-1', sessionId: 'session-1', creatorId: null, operator: false };
  t.match((await ask(bearer(token))).principal, { ...person, via: 'bearer' });
  t.match((await ask(inCookie(token))).principal, { ...person, via: 'cookie' });
  t.same((await ask({})).principal, { kind: 'nobody' });
  t.same((await ask({ authorization: 'Basic eDp5' })).principal, { kind: 'nobody' });
});

t.test('no token that auth did not sign, or that is over, makes anybody somebody', async (t) => {
  const { ask } = await appWith(fixedKeys({ k1: publicKeyOf(ours) }));
  const good = await signWith(ours, 'k1');
  const [head = '', , mac = ''] = good.split('.');
  const far = Math.floor(Date.now() / 1000) + 600;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsaHead = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part({ ...claims, exp: far })}`;
  const hmacHead = `${part({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${part({ ...claims, exp: far })}`;
  const bad: Record<string, string> = {
    'a foreign key under our name': await signWith(newKey(), 'k1'),
    'an unknown kid': await signWith(ours, 'k2'),
    expired: await signWith(ours, 'k1', -1),
    'changed claims': `${head}.${part({ ...claims, op: true, exp: far })}.${mac}`,
    'alg none': `${part({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${part({ ...claims, exp: far })}.`,
    'the public key as an HMAC secret': `${hmacHead}.${createHmac('sha256', publicKeyOf(ours)).update(hmacHead).digest('base64url')}`,
    'another algorithm': `${rsaHead}.${sign('sha256', Buffer.from(rsaHead), rsa.privateKey).toString('base64url')}`,
    'no token at all': 'x',
  };
  for (const [name, token] of Object.entries(bad)) {
    t.same(await ask(bearer(token)), { problem: 'not-signed-in', status: 401 }, `${name}: as bearer refused`);
    t.same(await ask(inCookie(token)), { principal: { kind: 'nobody' } }, `${name}: as cookie nobody`);
  }
});

t.test('a token without an end, or without its session, is refused although we signed it', async (t) => {
  const { ask } = await appWith(fixedKeys({ k1: publicKeyOf(ours) }));
  const tokenOf = (body: object): string => {
    const text = `${part({ alg: 'EdDSA', typ: 'JWT', kid: 'k1' })}.${part({ ...body, iss: 'stan-store-windsurf' })}`;
    return `${text}.${sign(null, Buffer.from(text), ours).toString('base64url')}`;
  };
  const exp = Math.floor(Date.now() / 1000) + 60;
  t.equal((await ask(bearer(tokenOf({ ...claims, exp })))).principal?.kind, 'person', 'the whole one passes');
  t.equal((await ask(bearer(tokenOf(claims)))).status, 401);
  t.equal((await ask(bearer(tokenOf({ ...claims, exp, sid: undefined })))).status, 401);
});

t.test('a service token works for its audience only, and while keys change with the new and the old one', async (t) => {
  const old = Buffer.alloc(32, 4).toString('base64url');
  const { ask } = await appWith(fixedKeys({}), () => [serviceTokenKey, old]);
  const now = new Date();
  const service = { principal: { kind: 'service', service: 'auth' } };
  t.same(await ask(bearer(signServiceToken(serviceTokenKey, 'auth', 'payments', now))), service);
  t.same(await ask(bearer(signServiceToken(old, 'auth', 'payments', now))), service);
  t.equal((await ask(bearer(signServiceToken(serviceTokenKey, 'auth', 'delivery', now)))).status, 401);
  const third = Buffer.alloc(32, 5).toString('base64url');
  t.equal((await ask(bearer(signServiceToken(third, 'auth', 'payments', now)))).status, 401);
  t.same((await ask(inCookie(signServiceToken(old, 'auth', 'payments', now)))).principal, { kind: 'nobody' });
});

t.test('a change needs our Origin, and with a cookie the CSRF token too', async (t) => {
  const { ask } = await appWith(fixedKeys({ k1: publicKeyOf(ours) }));
  const token = await signWith(ours, 'k1');
  const origins: [Record<string, string>, boolean][] = [
    [{ origin: appOrigin }, true],
    [{ origin: storeOrigin }, true],
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ origin: `${appOrigin}.evil.example` }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
  ];
  const proofs: [string, Record<string, string>, boolean][] = [
    ['nobody', {}, true],
    ['bearer', bearer(token), true],
    ['cookie with token', { ...inCookie(token), 'x-csrf-token': 'csrf-1' }, true],
    ['cookie without token', inCookie(token), false],
    ['cookie with another token', { ...inCookie(token), 'x-csrf-token': 'csrf-2' }, false],
    ['cookie with an empty token', { ...inCookie(token), 'x-csrf-token': '' }, false],
  ];
  let seen = 0;
  for (const [origin, originPasses] of origins)
    for (const [name, proof, proofPasses] of proofs) {
      const said = await ask({ ...origin, ...proof }, 'POST');
      const passes = originPasses && proofPasses;
      t.equal(said.problem, passes ? undefined : 'wrong-origin', `${name}, ${JSON.stringify(origin)}`);
      seen += 1;
    }
  t.equal(seen, 48);
});

/** auth's JWKS, which counts and can break. */
const jwks = async (t: Tap) => {
  const state = { asked: 0, status: 200, kids: ['k1'] };
  const jwk = createPublicKey(publicKeyOf(ours)).export({ format: 'jwk' });
  const server = createServer((_request, response) => {
    state.asked += 1;
    response.writeHead(state.status, { 'content-type': 'application/json' });
    response.end(state.status === 200 ? JSON.stringify({ keys: state.kids.map((kid) => ({ ...jwk, kid })) }) : '{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return { state, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` };
};
type Tap = { teardown(work: () => void): void };

t.test('keys are fetched once, and an unknown kid asks auth at most once in ten seconds', async (t) => {
  const { state, url } = await jwks(t);
  let now = 1_000_000;
  const keys = remoteKeys(url, () => now);
  await Promise.all([keys.publicKey('k1'), keys.publicKey('k1'), keys.publicKey('k1')]);
  t.equal(state.asked, 1, 'together they ask once');
  now += 9000;
  for (let i = 0; i < 20; i += 1) await t.rejects(keys.publicKey(`guess-${i}`), { message: 'no such key' });
  t.equal(state.asked, 1);
  now += 1001;
  state.kids = ['k1', 'k2'];
  t.ok(await keys.publicKey('k2'), 'a new key is found');
  t.equal(state.asked, 2);
});

t.test('without auth known keys still work, and unknown ones are a 503 and not a 401', async (t) => {
  const { state, url } = await jwks(t);
  let now = 1_000_000;
  const { ask } = await appWith(remoteKeys(url, () => now));
  const token = await signWith(ours, 'k1');
  state.status = 500;
  for (const headers of [bearer(token), inCookie(token)])
    t.same(await ask(headers), { problem: 'busy-now', status: 503 });
  now += 900;
  t.same(await ask(bearer(token)), { problem: 'busy-now', status: 503 });
  t.equal(state.asked, 1, 'a broken auth is not asked by everybody');
  state.status = 200;
  now += 101;
  t.equal((await ask(bearer(token))).principal?.kind, 'person', 'auth is back');
  state.status = 500;
  now += 700_000;
  t.equal((await ask(bearer(token))).principal?.kind, 'person', 'auth is gone, the key is known');
  t.same(await ask(bearer(await signWith(ours, 'k9'))), { problem: 'busy-now', status: 503 });
});

t.test('an auth that refuses connections is a 503', async (t) => {
  const { server, url } = await jwks(t);
  await new Promise((done) => server.close(done));
  const { ask } = await appWith(remoteKeys(url));
  t.same(await ask(bearer(await signWith(ours, 'k1'))), { problem: 'busy-now', status: 503 });
});

t.test('session cookies are out of reach of scripts, of plain HTTP and of other sites', async (t) => {
  t.same(cookieAttributes(refreshPath, 60), {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/v1/auth',
    maxAge: 60,
  });
});
