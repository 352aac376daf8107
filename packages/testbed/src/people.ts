// Who asks, in tests: real tokens, signed with keys of the test, verified by the code that verifies in production.
import Fastify from 'fastify';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import jwt from '@fastify/jwt';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { accessCookie } from '@windsurf/access/cookies';
import { createAuthenticator, issuer } from '@windsurf/access/authenticator';
import type { Authenticator } from '@windsurf/access/authenticator';
import { fixedKeys } from '@windsurf/access/keys';
import { signServiceToken } from '@windsurf/access/service-token';
import { newId } from '@windsurf/db/ids';

export const appOrigin = 'http://app.localhost:8080';
export const storeOrigin = 'http://localhost:8080';

export type TestPerson = { personId: string; creatorId: string | null; csrf: string; headers: Record<string, string> };
export type People = {
  readonly authenticator: Authenticator;
  readonly serviceTokenKey: string;
  /** Somebody with a bearer token. `creator: true` gives a tenant of her own. */
  person(options?: { creator?: boolean; operator?: boolean; id?: string }): TestPerson;
  /** The same person as a browser: cookie, CSRF token and Origin. */
  browser(of: TestPerson): Record<string, string>;
  /** Headers of another service of ours. */
  service(name: string): Record<string, string>;
};

const key = (): string => randomBytes(32).toString('base64url');

export async function testPeople(service: string): Promise<People> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const serviceTokenKey = key();
  const signer = Fastify();
  await signer.register(jwt, {
    secret: {
      private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    sign: { algorithm: 'EdDSA', iss: issuer, expiresIn: '10m', kid: 'test' },
  });
  const tokens = new WeakMap<TestPerson, string>();
  return {
    authenticator: createAuthenticator({
      service,
      keys: fixedKeys({ test: publicKey.export({ type: 'spki', format: 'pem' }).toString() }),
      serviceTokenKey,
      appOrigin,
      storeOrigin,
    }),
    serviceTokenKey,
    person({ creator = false, operator = false, id = newId() } = {}) {
      const csrf = randomBytes(16).toString('base64url');
      const creatorId = creator ? id : null;
      const token = signer.jwt.sign({ sub: id, sid: newId(), cid: creatorId, op: operator, csrf });
      const person = { personId: id, creatorId, csrf, headers: { authorization: `Bearer ${token}` } };
      tokens.set(person, token);
      return person;
    },
    browser: (of) => ({
      cookie: `${accessCookie}=${tokens.get(of) ?? ''}`,
      origin: appOrigin,
      'x-csrf-token': of.csrf,
    }),
    service: (name) => ({ authorization: `Bearer ${signServiceToken(serviceTokenKey, name, service, new Date())}` }),
  };
}

/** The four facts of an endpoint in one call; answers each status so that a test can name them. */
export async function fourFacts(
  app: FastifyInstance,
  request: {
    readonly works: InjectOptions;
    readonly badShape?: InjectOptions;
    readonly stranger?: InjectOptions;
    readonly nobody?: InjectOptions;
  },
): Promise<{ works: LightMyRequestResponse; badShape: number; stranger: number; nobody: number }> {
  const status = async (options: InjectOptions | undefined): Promise<number> =>
    options === undefined ? 0 : (await app.inject(options)).statusCode;
  const badShape = await status(request.badShape);
  const stranger = await status(request.stranger);
  const nobody = await status(request.nobody);
  return { badShape, stranger, nobody, works: await app.inject(request.works) };
}
