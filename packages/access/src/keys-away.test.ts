import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { generateKeyPairSync } from 'node:crypto';
import t from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { createAuthenticator } from './authenticator.ts';
import { accessCookie } from './cookies.ts';
import { publicKeyOf, registerIssuer } from './issuer.ts';
import { KeysUnavailable } from './keys.ts';
import type { KeySource } from './keys.ts';

const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const tokenOfOurs = async (): Promise<string> => {
  const issue = await registerIssuer(Fastify(), { key, kid: 'k1' });
  return issue({ sub: 'person-1', sid: 'session-1', cid: null, op: false, csrf: 'csrf-1' }, 600);
};

/** An app with a route of each declared access, which says who asked. */
async function appWith(keys: KeySource) {
  const authenticator = createAuthenticator({
    service: 'delivery',
    keys,
    serviceTokenKey: Buffer.alloc(32, 3).toString('base64url'),
    appOrigin: 'http://app.localhost:8080',
    storeOrigin: 'http://localhost:8080',
  });
  const app = Fastify() as unknown as FastifyInstance;
  await authenticator.register(app);
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof Problem)) throw error;
    return await reply.code(error.status).send({ problem: error.type, retryAfter: error.retryAfter });
  });
  for (const access of ['public', 'person', 'creator', 'operator'])
    app.route({
      method: ['GET', 'POST'],
      url: `/${access}`,
      config: { access },
      handler: async (request) => await authenticator.authenticate(request),
    });
  return app;
}

t.test('while auth is away, what is public stays open to a signed-in person, and the rest is 503', async (t) => {
  let away = true;
  const app = await appWith({
    async publicKey() {
      if (away) throw new KeysUnavailable('auth does not answer');
      return publicKeyOf(key);
    },
  });
  const token = await tokenOfOurs();
  const cookie = { cookie: `${accessCookie}=${token}` };
  for (const method of ['GET', 'POST'] as const) {
    const open = await app.inject({ method, url: '/public', headers: cookie });
    t.same([open.statusCode, open.json()], [200, { kind: 'nobody' }], `${method} of what is public`);
    for (const access of ['person', 'creator', 'operator']) {
      const refused = await app.inject({ method, url: `/${access}`, headers: cookie });
      t.equal(refused.statusCode, 503, `${method} by ${access}`);
      t.match(refused.json(), { retryAfter: 2 });
    }
  }
  const meant = await app.inject({ url: '/public', headers: { authorization: `Bearer ${token}` } });
  t.equal(meant.statusCode, 503, 'a bearer token was meant');
  away = false;
  const back = await app.inject({ url: '/public', headers: cookie });
  t.match(back.json(), { kind: 'person', personId: 'person-1' }, 'known again as soon as auth is back');
});
