// auth for tests: the real app on a real database, with notifications listening where the SMS gateway would.
import { randomBytes } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { createAuthenticator } from '@windsurf/access/authenticator';
import { publicKeyOf } from '@windsurf/access/issuer';
import { fixedKeys } from '@windsurf/access/keys';
import * as contract from '@windsurf/contracts/auth';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import { CallFailed } from '@windsurf/http-client/call';
import type { Caller } from '@windsurf/http-client/call';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { appOrigin, storeOrigin } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { signServiceToken } from '@windsurf/access/service-token';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import type { Deps } from './deps.ts';
import { makeOperator } from './people/people.ts';
import { createPhoneVault } from './people/phone-vault.ts';

export type TestAuth = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly appOrigin: string;
  readonly logged: () => string;
  /** Codes that went out, newest last. */
  readonly sent: { phone: string; code: string }[];
  /** What the next call to notifications does instead of working. */
  fail: 'refused' | 'unknown' | undefined;
  codeFor(phone: string): Promise<string>;
  signIn(
    phone: string,
  ): Promise<{ accessToken: string; refreshToken: string; session: { personId: string; csrf: string } }>;
  service(name: string): Record<string, string>;
  /** Bearer headers of an operator. */
  operator(): Promise<{ personId: string; headers: Record<string, string> }>;
  /** Bearer headers of a creator, whose tenant is her person. */
  creator(phone?: string): Promise<{ personId: string; headers: Record<string, string> }>;
};

/** Nothing listens there. */
const away = 'http://127.0.0.1:1';
const nobody = { payments: away, delivery: away, notifications: away, 'store-builder': away };

export async function startTestAuth(t: Test, options: { neighbours?: Deps['neighbours'] } = {}): Promise<TestAuth> {
  const db = await testDatabase(t, ['auth']);
  // Tokens are verified against the real clock, so the test's clock starts there.
  const clock = testClock(new Date().toISOString());
  const { log, text } = quietLog();
  const key = (): string => randomBytes(32).toString('base64url');
  const signing = {
    key: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    kid: 'test',
  };
  const serviceTokenKey = key();
  const sent: TestAuth['sent'] = [];
  const lab: { fail: TestAuth['fail'] } = { fail: undefined };
  const notifications = Object.assign(
    async (_shape: unknown, input: { body: { phone: string; code: string } }) => {
      if (lab.fail) throw new CallFailed('no answer', { status: 0, unknown: lab.fail === 'unknown' });
      sent.push({ phone: input.body.phone, code: input.body.code });
      return { messageId: 'x', state: 'queued' };
    },
    { close: async () => undefined },
  ) as unknown as Caller;
  const deps: Deps = {
    tenancy: db.tenancy<DB>('auth'),
    clock,
    log,
    vault: createPhoneVault(key(), createFieldCipher(key())),
    authenticator: createAuthenticator({
      service: 'auth',
      keys: fixedKeys({ test: publicKeyOf(signing.key) }),
      serviceTokenKey,
      appOrigin,
      storeOrigin,
    }),
    notifications,
    neighbours: options.neighbours ?? nobody,
    signing,
    appOrigin,
    codesPerAddressHour: 500,
    ready: async () => undefined,
    ...observed('auth'),
  };
  const app = await buildApp(deps);
  t.teardown(async () => await app.close());
  const codeFor = async (phone: string): Promise<string> => {
    clock.advance(61); // past the time in which asking again sends nothing
    const answer = await app.inject({ method: 'POST', url: contract.requestCode.url, body: { phone } });
    if (answer.statusCode !== 202) throw new Error(`no code: ${answer.body}`);
    return sent.at(-1)?.code ?? '';
  };
  const bearer = ({ accessToken, session }: { accessToken: string; session: { personId: string } }) => ({
    personId: session.personId,
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const test: TestAuth = {
    app,
    deps,
    db,
    clock,
    appOrigin,
    logged: text,
    sent,
    get fail() {
      return lab.fail;
    },
    set fail(how) {
      lab.fail = how;
    },
    codeFor,
    async signIn(phone) {
      const code = await codeFor(phone);
      const answer = await app.inject({
        method: 'POST',
        url: contract.signIn.url,
        body: { phone, code, as: 'buyer', answerWith: 'tokens' },
      });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json();
    },
    async operator() {
      const phone = '0911999999';
      await makeOperator(deps, phone);
      return bearer(await test.signIn(phone));
    },
    async creator(phone = '0911888888') {
      const code = await codeFor(phone);
      const body = { phone, code, as: 'creator', answerWith: 'tokens' };
      const answer = await app.inject({ method: 'POST', url: contract.signIn.url, body });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return bearer(answer.json());
    },
    service: (name) => ({ authorization: `Bearer ${signServiceToken(serviceTokenKey, name, 'auth', new Date())}` }),
  };
  return test;
}
