import t from 'tap';
import { accessCookie } from '@windsurf/access/cookies';
import { notSignedIn } from '@windsurf/contracts/problem';
import { createApp } from '@windsurf/service-kit/app';
import { testClock } from './clock.ts';
import { testDatabase } from './database.ts';
import { appOrigin, testPeople } from './people.ts';
import { observed } from './observed.ts';
import { quietLog } from './quiet-log.ts';

t.test('each test has a database of its own, with the migrations of its services, gone with the test', async (t) => {
  let names: string[] = [];
  await t.test('while it runs', async (t) => {
    const [one, two] = await Promise.all([testDatabase(t, ['auth']), testDatabase(t, ['auth'])]);
    names = [one.name, two.name];
    t.not(one.name, two.name);
    const tables = await one.look<{ tablename: string }>("select tablename from pg_tables where schemaname = 'auth'");
    t.ok(tables.length > 2, `${tables.length} tables of auth`);
    await one.look('create table public.only_here (id int)');
    t.same(await two.look("select to_regclass('public.only_here') as found"), [{ found: null }]);
    await t.rejects(
      one.pool('svc_auth').query('select * from auth.people'),
      { code: '42501' },
      'the wall stands here too',
    );
  });
  const after = await testDatabase(t, ['auth']);
  t.same(await after.look('select datname from pg_database where datname = any($1)', [names]), []);
});

t.test('the clock of a test stands still until it is told to move', async (t) => {
  const clock = testClock('2026-11-20T06:00:00Z');
  const first = clock.now();
  first.setFullYear(1999);
  t.equal(clock.now().toISOString(), '2026-11-20T06:00:00.000Z', 'nobody moves it by accident');
  clock.advance(90);
  t.equal(clock.now().toISOString(), '2026-11-20T06:01:30.000Z');
  clock.set('2027-01-01T00:00:00Z');
  t.equal(clock.now().getUTCFullYear(), 2027);
});

t.test('people of a test are verified by the code of production, as bearer, browser and service', async (t) => {
  const people = await testPeople('payments');
  const { log, lines, text } = quietLog();
  const { authenticator } = people;
  const app = await createApp({
    service: 'payments',
    log,
    healthPaths: [],
    ready: async () => undefined,
    ...observed('payments'),
    authenticate: authenticator.authenticate,
    guardChange: authenticator.guardChange,
  });
  await authenticator.register(app);
  app.get('/who', { config: { access: 'public' } } as object, async (request) => {
    const principal = await authenticator.authenticate(request);
    if (principal.kind === 'nobody') throw notSignedIn();
    return principal;
  });
  const who = async (headers: Record<string, string>): Promise<unknown> =>
    (await app.inject({ url: '/who', headers })).json();
  const creator = people.person({ creator: true });
  t.match(await who(creator.headers), { kind: 'person', creatorId: creator.personId, via: 'bearer', operator: false });
  const browser = people.browser(creator);
  t.match(browser, { origin: appOrigin, 'x-csrf-token': creator.csrf, cookie: new RegExp(`^${accessCookie}=`) });
  t.match(await who(browser), { personId: creator.personId, via: 'cookie', csrf: creator.csrf });
  t.match(await who(people.service('delivery')), { kind: 'service', service: 'delivery' });
  t.match(await who({}), { status: 401 });
  const others = await testPeople('payments');
  t.match(await who(others.person().headers), { status: 401 }, 'keys of another test are foreign');
  t.ok(lines().length > 3);
  t.notMatch(text(), creator.headers.authorization?.slice(7, 60) ?? 'x', 'no token in the log');
});
