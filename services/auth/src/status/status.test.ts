import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import type { Status } from '@windsurf/contracts/auth-platform';
import { startTestAuth } from '../testing.ts';
import { createStatusBoard, statusOf, worst } from './status.ts';
import type { RailFound } from './probes.ts';

type Neighbour = { ready: number; rails: object[]; asked: number; hang: boolean };
/** All neighbours in one: each answers as it is told. */
const neighbour: Neighbour = { ready: 200, rails: [], asked: 0, hang: false };
const server = createServer((request, response) => {
  neighbour.asked += 1;
  if (neighbour.hang) return;
  const rails = request.url?.startsWith('/v1/payments/rails') === true;
  response.writeHead(rails ? 200 : neighbour.ready, { 'content-type': 'application/json' });
  response.end(JSON.stringify(rails ? { at: '', rails: neighbour.rails } : { status: 'x' }));
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
t.teardown(() => {
  server.closeAllConnections();
  server.close();
});
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const neighbours = { payments: url, delivery: url, notifications: url, 'store-builder': url };
const lab = await startTestAuth(t, { neighbours });
/** What a process that has just started says. */
const look = async (): Promise<Status> => (await createStatusBoard(lab.deps).read()).status;
const stateOf = (status: Status, name: string) => status.components.find((one) => one.name === name)?.state;

t.test('status.json says how each part does, and may be kept by the edge while we are away', async (t) => {
  neighbour.rails = [
    { rail: 'telebirr', name: 'telebirr', state: 'good' },
    { rail: 'mpesa', name: 'M-PESA', state: 'down' },
  ];
  const answer = await lab.app.inject({ url: '/status.json' });
  t.equal(answer.statusCode, 200, answer.body);
  t.match(answer.headers['cache-control'], /public, max-age=0, s-maxage=15, stale-if-error=86400/);
  t.match(answer.json(), {
    state: 'ok',
    components: [
      { name: 'sign-in', state: 'ok' },
      { name: 'stores', state: 'ok' },
      { name: 'checkout', state: 'ok' },
      { name: 'downloads', state: 'ok' },
      { name: 'sms', state: 'ok' },
    ],
    rails: [
      { rail: 'telebirr', state: 'ok' },
      { rail: 'mpesa', state: 'down' },
    ],
    notices: [],
  });
  const before = neighbour.asked;
  await Promise.all(Array.from({ length: 50 }, async () => await lab.app.inject({ url: '/status' })));
  await pause(100);
  t.equal(neighbour.asked, before, 'a crowd of readers asks nobody');
});

t.test('a service that is not ready, silent or gone is down, and the page still answers in two seconds', async (t) => {
  neighbour.ready = 503;
  t.match(await look(), { state: 'down' });
  neighbour.ready = 200;
  neighbour.hang = true;
  const since = performance.now();
  const silent = await look();
  t.ok(performance.now() - since < 2500);
  t.equal(stateOf(silent, 'downloads'), 'down');
  t.equal(stateOf(silent, 'sign-in'), 'slow', 'no codes arrive, and whoever is signed in stays so');
  neighbour.hang = false;
  server.closeAllConnections();
  const other = createStatusBoard({ ...lab.deps, neighbours: { ...neighbours, delivery: 'http://127.0.0.1:1' } });
  t.equal(stateOf((await other.read()).status, 'downloads'), 'down');
});

t.test('without its database the page is there, with the notices that were known', async (t) => {
  const operator = await lab.operator();
  const hours = (n: number) => new Date(lab.clock.now().getTime() + n * 3_600_000).toISOString();
  const body = {
    kind: 'maintenance',
    components: ['checkout', 'downloads'],
    startsAt: hours(0),
    endsAt: hours(2),
    am: 'ክፍያን እናድሳለን።',
    en: 'We renew <payments>.',
    reason: 'a new version',
    urgent: true,
  };
  const { headers } = operator;
  t.equal((await lab.app.inject({ method: 'POST', url: '/v1/auth/operator/notices', headers, body })).statusCode, 201);
  let broken = false;
  let silent = false;
  const hang = Promise.withResolvers<never>();
  const fail = async (): Promise<never> => {
    if (silent) return await hang.promise;
    throw new Error('no database');
  };
  const deps = {
    ...lab.deps,
    tenancy: {
      ...lab.deps.tenancy,
      inPlatform: ((work) =>
        broken ? fail() : lab.deps.tenancy.inPlatform(work)) as typeof lab.deps.tenancy.inPlatform,
    },
    ready: async () => (broken ? await fail() : undefined),
  };
  let now = 0;
  const { performance: real } = globalThis;
  t.intercept(globalThis, 'performance', { value: { now: () => real.now() + now } });
  const board = createStatusBoard(deps);
  t.match((await board.read()).status, {
    state: 'maintenance',
    notices: [{ active: true, en: 'We renew <payments>.' }],
  });
  broken = true;
  now = 60_000;
  const { status } = await board.read();
  t.equal(stateOf(status, 'sign-in'), 'down');
  t.match(status.notices, [{ active: true, components: ['checkout', 'downloads'] }]);
  t.equal(stateOf(status, 'checkout'), 'maintenance');
  silent = true;
  now = 120_000;
  const since = real.now();
  const waited = await board.read();
  t.ok(real.now() - since < 2500, 'nor does anybody wait for a database that says nothing');
  t.equal(stateOf(waited.status, 'sign-in'), 'down');
  t.match(waited.status.notices, [{ active: true, components: ['checkout', 'downloads'] }]);
});

t.test('the page speaks both languages with both calendars, has no script, and is small', async (t) => {
  const fresh = await startTestAuth(t, { neighbours });
  const operator = await fresh.operator();
  const body = {
    kind: 'maintenance',
    components: ['checkout'],
    startsAt: '2099-01-04T02:00:00Z',
    endsAt: '2099-01-04T04:00:00Z',
    am: 'ክፍያን እናድሳለን።',
    en: 'We renew <payments>.',
    reason: 'a new version',
  };
  const { headers } = operator;
  await fresh.app.inject({ method: 'POST', url: '/v1/auth/operator/notices', headers, body });
  const page = async (lang: string) => await fresh.app.inject({ url: `/status?lang=${lang}` });
  const [am, en] = [await page('am'), await page('en')];
  for (const answer of [am, en]) {
    t.equal(answer.statusCode, 200);
    t.match(answer.headers['cache-control'], /stale-if-error=86400/);
    t.match(answer.headers['content-security-policy'], /default-src 'none'/);
    t.notMatch(answer.body, /<script/);
    t.equal(answer.headers['set-cookie'], undefined);
    t.ok(answer.body.length < 14_000, `${answer.body.length} bytes`);
  }
  t.match(en.body, 'We renew &lt;payments&gt;.');
  t.match(en.body, /Sun 4 Jan 2099, 5:00 AM EAT \(26 Tahsas 2091 · 11:00/);
  t.match(en.body, /Planned maintenance/);
  t.match(am.body, 'ክፍያን እናድሳለን።');
  t.match(am.body, /ታኅሣሥ 26 ቀን 2091/);
  t.notMatch(am.body, 'We renew');
});

t.test('states are worked out of what was found', async (t) => {
  const rail = (state: RailFound['state']): RailFound => ({ rail: state, names: { am: 'x', en: 'x' }, state });
  const fine = { payments: 'ok', delivery: 'ok', notifications: 'ok', 'store-builder': 'ok' } as const;
  const found = { at: new Date(), self: 'ok', health: fine, rails: [], notices: [] } as const;
  t.equal(statusOf(found).state, 'ok');
  t.equal(stateOf(statusOf({ ...found, rails: [rail('down'), rail('good')] }), 'checkout'), 'ok');
  t.equal(stateOf(statusOf({ ...found, rails: [rail('down'), rail('down')] }), 'checkout'), 'down');
  t.equal(stateOf(statusOf({ ...found, health: { ...fine, payments: 'slow' } }), 'checkout'), 'slow');
  t.same(statusOf({ ...found, rails: [rail('unsteady'), rail('quiet')] }).rails, [
    { rail: 'unsteady', state: 'slow' },
    { rail: 'quiet', state: 'ok' },
  ]);
  t.equal(worst(['ok', 'slow', 'down', 'maintenance']), 'down');
  t.equal(worst(['ok', 'slow']), 'slow');
});
