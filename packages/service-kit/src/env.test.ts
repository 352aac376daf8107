import t from 'tap';
import { Type as T } from 'typebox';
import { EnvironmentError, Url, baseEnv, isDevelopmentAddress, readEnv } from './env.ts';
import { loadSecret, refuseDevelopmentSecret } from './secrets.ts';

const good = {
  ENVIRONMENT: 'production',
  PORT: '4010',
  SERVICE_DATABASE_URL: 'postgres://svc_auth:Xk29skdfj2@db.internal:5432/windsurf',
  REDIS_URL: 'rediss://cache.internal:6379',
  APP_ORIGIN: 'https://app.stanstore.et',
  STORE_ORIGIN: 'https://stanstore.et',
};
const failureOf = (source: Record<string, string | undefined>, more = {}): string => {
  try {
    readEnv({ ...baseEnv, ...more }, source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return '';
};

t.test('numbers are converted, defaults filled in, unknown variables left alone', async (t) => {
  const env = readEnv({ ...baseEnv, MANY: T.Integer({ default: 3 }) }, { ...good, PATH: '/bin' });
  t.match(env, { PORT: 4010, LOG_LEVEL: 'info', DRAIN_MS: 0, MANY: 3, AWS_REGION: 'af-south-1' });
  t.equal(Object.hasOwn(env, 'PATH'), false);
  t.match(readEnv(baseEnv, { ...good, ENVIRONMENT: '' }), { ENVIRONMENT: 'development' }, 'empty is not given');
});

t.test('every wrong or missing variable is named at once, and no value is printed', async (t) => {
  const said = failureOf(
    {
      ENVIRONMENT: 'prod-hunter2',
      PORT: 'hunter2',
      SERVICE_DATABASE_URL: 'mysql://hunter2',
      LOG_LEVEL: 'hunter2',
      APP_ORIGIN: 'hunter2',
    },
    { AUTH_URL: Url },
  );
  const wrong = ['ENVIRONMENT', 'PORT', 'SERVICE_DATABASE_URL', 'LOG_LEVEL', 'APP_ORIGIN'];
  for (const name of wrong) t.equal(said.split(`${name} must`).length, 2, `${name} once`);
  for (const name of ['REDIS_URL', 'STORE_ORIGIN', 'AUTH_URL']) t.match(said, `${name} is missing`);
  t.match(said, 'must be one of development, staging, production');
  t.notMatch(said, /hunter2/);
});

t.test('production refuses what belongs to development, all at once and without printing it', async (t) => {
  t.equal(failureOf(good), '', 'the good one passes');
  const bad: Record<string, string> = {
    SERVICE_DATABASE_URL: 'postgres://svc_auth@localhost/windsurf',
    REDIS_URL: 'redis://127.0.0.1:6379',
    APP_ORIGIN: 'http://app.localhost:8080',
    STORE_ORIGIN: 'http://stanstore.et',
    SECRETS_ENDPOINT: 'https://secrets.internal',
  };
  for (const [name, value] of Object.entries(bad)) t.match(failureOf({ ...good, [name]: value }), name);
  const all = failureOf({ ...good, ...bad, PORT: undefined });
  for (const name of [...Object.keys(bad), 'PORT']) t.match(all, name);
  t.notMatch(all, /localhost|127\.0|secrets\.internal/);
  t.equal(failureOf({ ...good, ...bad, ENVIRONMENT: 'development' }), '', 'development may');
});

t.test('addresses of one machine, of stand-ins and with well-known passwords are of development', async (t) => {
  const development = [
    'http://localhost',
    'http://app.localhost:8080/x',
    'redis://[::1]:6379',
    'http://0.0.0.0:1',
    'http://host.docker.internal:4',
    'http://sandbox:4100',
    'https://telebirr.sandbox.example/x',
    'postgres://svc:postgres@db.internal/x',
    'rediss://:password@cache.internal',
  ];
  for (const text of development) t.ok(isDevelopmentAddress(text), text);
  const production = ['https://stanstore.et/localhost', 'https://localhosting.et', 'postgres://svc_auth@db.internal/x'];
  for (const text of production) t.notOk(isDevelopmentAddress(text), text);
});

const Secret = T.Object({ key: T.String({ minLength: 43 }), inner: T.Object({ n: T.Integer() }) });
t.test('a secret of the wrong shape is refused by its places, never its values', async (t) => {
  const said = async (value: unknown): Promise<string> =>
    await loadSecret({ read: async () => value }, 'windsurf/auth', Secret).then(
      () => '',
      (error: Error) => error.message,
    );
  t.equal(await said({ key: 'k'.repeat(43), inner: { n: 1 } }), '');
  const wrong = await said({ key: 'hunter2', inner: { n: 'hunter2' } });
  t.match(wrong, /windsurf\/auth.*\/key.*\/inner\/n/);
  t.notMatch(wrong, /hunter2/);
  t.match(await said('hunter2'), /expected shape/);
});

t.test('production refuses placeholder keys, development names and addresses of stand-ins in secrets', async (t) => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 73 + 11) % 256)).toString('base64url');
  t.doesNotThrow(() =>
    refuseDevelopmentSecret('s', { key, kid: '2026-11', telebirr: { baseUrl: 'https://telebirr.et' } }),
  );
  const bad = [
    { signingKid: 'development-1a2b' },
    { key: Buffer.alloc(32, 7).toString('base64url') },
    { deep: { baseUrl: 'http://127.0.0.1:4100/telebirr' } },
  ];
  for (const value of bad) t.throws(() => refuseDevelopmentSecret('s', value), /production refuses/);
  t.throws(() => refuseDevelopmentSecret('s', { a: { kid: 'development-9' } }), { message: /: \/a\/kid$/ });
});
